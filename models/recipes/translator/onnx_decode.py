"""A small greedy loop over the shipped graphs, so that what is measured is what the app runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from translator.batches import EOS_ID, PAD_ID
from translator.subwords import SPACE


class OnnxTranslator:
    """encoder_model and decoder_model_merged of one folder, on the CPU."""

    def __init__(self, folder: Path, suffix: str, threads: int = 2) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.encoder, self.decoder = (
            onnxruntime.InferenceSession(str(folder / "onnx" / f"{name}{suffix}.onnx"), options,
                                         providers=["CPUExecutionProvider"])
            for name in ("encoder_model", "decoder_model_merged"))
        self._past = {value.name: value for value in self.decoder.get_inputs() if value.name.startswith("past")}
        self._outputs = [value.name for value in self.decoder.get_outputs()]

    def translate(self, texts: list[str], longest: int = 160) -> list[str]:
        """Translations of texts that begin with their tag, all in one batch."""
        found = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        width = max(map(len, found))
        ids = np.array([row + [PAD_ID] * (width - len(row)) for row in found], np.int64)
        mask = (ids != PAD_ID).astype(np.int64)
        hidden = self.encoder.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        past: dict[str, Any] = {name: np.zeros((len(ids), value.shape[1], 0, value.shape[3]), np.float32)
                                for name, value in self._past.items()}
        last = np.full((len(ids), 1), PAD_ID, np.int64)
        done = np.zeros(len(ids), bool)
        rows: list[np.ndarray[Any, np.dtype[np.int64]]] = []
        for step in range(longest):
            out = dict(zip(self._outputs, self.decoder.run(None, {
                "input_ids": last, "encoder_hidden_states": hidden, "encoder_attention_mask": mask, **past,
                "use_cache_branch": np.array([step > 0])}), strict=True))
            for name in past:
                # On later steps the graph gives back an empty encoder cache; the first step's stays valid.
                if step == 0 or ".decoder." in name:
                    past[name] = out[name.replace("past_key_values", "present")]
            logits = out["logits"][:, -1]
            logits[:, PAD_ID] = -np.inf
            chosen = np.where(done, PAD_ID, logits.argmax(1))
            done |= chosen == EOS_ID
            rows.append(chosen)
            last = chosen[:, None]
            if done.all():
                break
        return [self._text(row) for row in np.stack(rows, 1).tolist()]

    def _text(self, row: list[int]) -> str:
        """A decoder that strips blanks off both ends, as that of the first version did, fails on nothing but blanks."""
        signs = self.tokenizer.get_added_tokens_decoder()
        said = [self.tokenizer.id_to_token(token) for token in row if token not in signs]
        return self.tokenizer.decode(row) if any(piece.strip(SPACE) for piece in said) else ""
