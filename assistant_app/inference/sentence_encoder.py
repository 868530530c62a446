"""A model that turns sentences into vectors whose cosine tells how alike they are."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit
from assistant_app.inference.batches import by_length, pad
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.session import Session
from assistant_app.inference.tokenizer import Tokenizer

OpenSession = Callable[[Path], Session]
Vectors = npt.NDArray[np.float32]

_BATCH_ROWS = 32
_BATCH_TOKENS = 2048
_HIDDEN = ("last_hidden_state", "token_embeddings")
_OFFSET_FAMILIES = ("roberta", "xlm-roberta", "camembert", "mpnet")
_WINDOW = 256
"""Sentence encoders are trained on short texts; past this, more context makes them worse."""


class SentenceEncoder:
    """Pools the last hidden state as the folder's 1_Pooling/config.json says (the layout of
    sentence-transformers): the mean over the tokens, which is usual, or the first token; then unit
    length."""

    def __init__(self, folder: ModelFolder, open_session: OpenSession) -> None:
        self._tokenizer = Tokenizer.load(folder.path, folder.model_id)
        has_pad = folder.setting("pad_token_id") is not None
        self._pad_id = folder.token_setting("pad_token_id") if has_pad else 0
        # RoBERTa and its kin count positions from behind the padding token.
        n_positions = folder.max_positions
        offset = self._pad_id + 1 if folder.config.get("model_type") in _OFFSET_FAMILIES else 0
        self._window = max(8, min(n_positions - offset, _WINDOW))
        pooling = folder.read_json("1_Pooling/config.json", is_needed=False)
        self._is_first_only = pooling.get("pooling_mode_cls_token") is True
        self._session = open_session(folder.graph("model"))
        self._inputs = {info.name for info in self._session.inputs}
        odd = self._inputs - {"input_ids", "attention_mask", "token_type_ids", "position_ids"}
        if odd:
            raise ModelUnfit(folder.model_id, f"its graph asks for {', '.join(sorted(odd))}")
        self._output = self._hidden_output(folder.model_id)
        around = self._tokenizer.encode("")
        self._head, self._tail = around[: len(around) // 2], around[len(around) // 2 :]

    @property
    def report(self) -> DeviceReport:
        return self._session.report

    @property
    def seconds_in_runtime(self) -> float:
        """Time spent inside ONNX Runtime since the model was loaded."""
        return self._session.seconds_in_runtime

    @property
    def window_tokens(self) -> int:
        """Tokens that are read at once; a longer text is read in windows and averaged."""
        return self._window

    def encode(self, texts: Sequence[str], cancel: CancelToken | None = None) -> Vectors:
        """Unit vectors [texts, width], float32. A text without any token gets zeros."""
        steps = self.encode_steps(texts, cancel)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                vectors: Vectors = end.value
                return vectors

    def encode_steps(
        self, texts: Sequence[str], cancel: CancelToken | None = None
    ) -> Generator[int, None, Vectors]:
        """Like ``encode``; yields the share done after each batch, as a number of texts."""
        windows, owners = self._windows(texts)
        width = self._width()
        sums = np.zeros((len(texts), width), np.float32)
        n_done = 0
        for batch in by_length([len(ids) for ids in windows], _BATCH_ROWS, _BATCH_TOKENS):
            if cancel is not None:
                cancel.check()
            # Sums over tokens, not means: so the windows of one text weigh as their lengths.
            pooled = self._pool([windows[i] for i in batch], cancel)
            np.add.at(sums, [owners[i] for i in batch], pooled)
            n_done += len(batch)
            yield len(texts) * n_done // len(windows)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        vectors: Vectors = sums / np.maximum(norms, 1e-12)
        return vectors

    def _windows(self, texts: Sequence[str]) -> tuple[list[list[int]], list[int]]:
        size = self._window - len(self._head) - len(self._tail)
        windows: list[list[int]] = []
        owners: list[int] = []
        for owner, ids in enumerate(self._tokenizer.encode_batch(texts, has_specials=False)):
            for start in range(0, len(ids), size):
                windows.append(self._head + ids[start : start + size] + self._tail)
                owners.append(owner)
        return windows, owners

    def _pool(self, rows: list[list[int]], cancel: CancelToken | None) -> Vectors:
        ids, mask = pad(rows, self._pad_id)
        feeds = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(ids),
            "position_ids": np.tile(np.arange(ids.shape[1]), (len(ids), 1)),
        }
        wanted = {name: array for name, array in feeds.items() if name in self._inputs}
        hidden = self._session.run(wanted, [self._output], cancel)[self._output]
        hidden = hidden.astype(np.float32, copy=False)  # some exports compute in 16 bits
        if self._is_first_only:
            firsts: Vectors = hidden[:, 0] * mask.sum(axis=1, keepdims=True)
            return firsts
        pooled: Vectors = np.matmul(mask[:, None, :].astype(np.float32), hidden)[:, 0]
        return pooled

    def _hidden_output(self, model_id: str) -> str:
        outputs = {info.name: info for info in self._session.outputs}
        named = [outputs[name] for name in _HIDDEN if name in outputs]
        for info in (*named, *self._session.outputs):
            if len(info.shape) == 3:
                return info.name
        raise ModelUnfit(model_id, "its graph gives no hidden state per token")

    def _width(self) -> int:
        for info in self._session.outputs:
            if info.name == self._output and isinstance(info.shape[2], int):
                return info.shape[2]
        probe = self._head + self._tail or [self._pad_id]
        return int(self._pool([probe], None).shape[1])
