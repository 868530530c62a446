"""A model that turns sentences into vectors whose cosine tells how alike they are."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit
from assistant_app.inference.batches import by_length, pad
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.pooling import Pool, Vectors, pool_of
from assistant_app.inference.session import OpenSession, TensorInfo
from assistant_app.inference.tokenizer import Tokenizer

_BATCH_ROWS = 32
_BATCH_TOKENS = 2048
_POOLED = "sentence_embedding"
_HIDDEN = ("last_hidden_state", "token_embeddings")
_OFFSET_FAMILIES = ("roberta", "xlm-roberta", "camembert", "mpnet")
_WINDOW = 256
"""Sentence encoders are trained on short texts; past this, more context makes them worse."""


class SentenceEncoder:
    """The graph's own vector of a text if it gives one; else its last hidden state, pooled as the
    folder's 1_Pooling/config.json says (the layout of sentence-transformers). Then unit length."""

    def __init__(self, folder: ModelFolder, open_session: OpenSession) -> None:
        self._tokenizer = Tokenizer.load(folder.path, folder.model_id)
        has_pad = folder.setting("pad_token_id") is not None
        self._pad_id = folder.token_setting("pad_token_id") if has_pad else 0
        # RoBERTa and its kin count positions from behind the padding token.
        n_positions = folder.max_positions
        offset = self._pad_id + 1 if folder.config.get("model_type") in _OFFSET_FAMILIES else 0
        self._session = open_session(folder.graph("model"))
        self._inputs = {info.name: info.dtype for info in self._session.inputs}
        odd = self._inputs.keys() - {
            "input_ids",
            "attention_mask",
            "token_type_ids",
            "position_ids",
        }
        if odd:
            raise ModelUnfit(folder.model_id, f"its graph asks for {', '.join(sorted(odd))}")
        self._n_rows, self._length = self._fixed()
        window = min(n_positions - offset, _WINDOW, self._length or _WINDOW)
        self._window = max(8, window)
        self._output = self._answer(folder.model_id)
        pooling = folder.read_json("1_Pooling/config.json", is_needed=False)
        is_pooled = self._output.name == _POOLED
        self._pool_of: Pool | None = None if is_pooled else pool_of(pooling, folder.model_id)
        around = self._tokenizer.encode("")
        self._head, self._tail = around[: len(around) // 2], around[len(around) // 2 :]

    @property
    def report(self) -> DeviceReport:
        return self._session.report

    @property
    def seconds_in_runtime(self) -> float:
        """Time spent inside ONNX Runtime since the model was loaded."""
        return self._session.seconds_in_runtime

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
        most = self._n_rows or _BATCH_ROWS
        for batch in by_length([len(ids) for ids in windows], most, _BATCH_TOKENS):
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
        missing = max(0, (self._n_rows or 0) - len(rows))
        ids, mask = pad([*rows, *rows[:1] * missing], self._pad_id, self._length or 0)
        feeds = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(ids),
            "position_ids": np.tile(np.arange(ids.shape[1]), (len(ids), 1)),
        }
        wanted = {n: feeds[n].astype(dtype, copy=False) for n, dtype in self._inputs.items()}
        name = self._output.name
        found = self._session.run(wanted, [name], cancel)[name]
        found = found.astype(np.float32, copy=False)  # some exports compute in 16 bits
        if self._pool_of is not None:
            pooled = self._pool_of(found, mask)
        else:
            pooled = found * mask.sum(axis=1, keepdims=True).astype(np.float32)
        return pooled[: len(rows)]

    def _fixed(self) -> tuple[int | None, int | None]:
        """Rows and tokens that the graph takes at once, None for any number."""
        shapes = [info.shape for info in self._session.inputs if info.name == "input_ids"]
        rows, length = shapes[0] if shapes and len(shapes[0]) == 2 else (None, None)
        return rows if isinstance(rows, int) else None, length if isinstance(length, int) else None

    def _answer(self, model_id: str) -> TensorInfo:
        outputs = {info.name: info for info in self._session.outputs}
        if _POOLED in outputs:
            return outputs[_POOLED]
        named = [outputs[name] for name in _HIDDEN if name in outputs]
        for info in (*named, *self._session.outputs):
            if len(info.shape) == 3 and info.name != "logits":
                return info
        raise ModelUnfit(model_id, "its graph gives no hidden state per token")

    def _width(self) -> int:
        width = self._output.shape[-1] if self._output.shape else None
        if isinstance(width, int):
            return width
        probe = self._head + self._tail or [self._pad_id]
        return int(self._pool([probe], None).shape[1])
