"""Graphs that score the next token: the two layouts behind one interface.

Layouts: Optimum's merged encoder-decoder export, and decoder-only exports with a cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit
from assistant_app.inference.kv_cache import KvCache
from assistant_app.inference.session import Session, Value, as_array, as_value

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]

_BRANCH = "use_cache_branch"
_ON_CPU = ("logits",)


class Decoder(Protocol):
    """Scores the next token of several rows (sentences) at once."""

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        """Append ``ids`` [rows, n] to each row. Returns the scores [rows, vocabulary] of what
        follows; the caller may write into them."""

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        """Go on with these rows only, renumbered from 0."""


class EncoderDecoderGraphs:
    """An encoder and its merged decoder, and all about them that no text changes."""

    def __init__(self, encoder: Session, decoder: Session, model_id: str) -> None:
        names = ("input_ids", "encoder_attention_mask", "encoder_hidden_states")
        self.encoder = encoder
        self.decoder = decoder
        self.cache = check_decoder(decoder, model_id, names)
        has_branch = any(info.name == _BRANCH for info in decoder.inputs)
        self.first_branch = {_BRANCH: as_value(np.array([False]))} if has_branch else {}
        self.later_branch = {_BRANCH: as_value(np.array([True]))} if has_branch else {}


class EncoderDecoder:
    """One batch of source texts on its way through ``graphs``.

    ``source`` [rows, length] is padded on the right, ``mask`` is 1 for real tokens. The encoder
    runs here; its keys and values are computed at the first step and then passed on untouched.
    """

    def __init__(
        self, graphs: EncoderDecoderGraphs, source: Ids, mask: Ids, cancel: CancelToken | None
    ) -> None:
        self._graphs = graphs
        mask_value = as_value(mask)
        given = {"input_ids": as_value(source), "attention_mask": mask_value}
        hidden = graphs.encoder.run_values(given, ("last_hidden_state",), cancel)[0]
        self._feeds: dict[str, Value] = {
            "encoder_attention_mask": mask_value,
            "encoder_hidden_states": hidden,
            **graphs.cache.empty(len(source)),
            **graphs.first_branch,
        }
        self._link = graphs.cache.first
        self._fed = FedIds()

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        feeds = self._feeds
        feeds["input_ids"] = self._fed.value(ids)
        outputs = self._graphs.decoder.run_values(feeds, self._link.names, cancel, _ON_CPU)
        self._link.pass_on(outputs, feeds)
        if self._link is self._graphs.cache.first:
            self._link = self._graphs.cache.later
            feeds.update(self._graphs.later_branch)
        return last_scores(outputs[0])

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        self._graphs.cache.keep(self._feeds, rows)
        for name in ("encoder_attention_mask", "encoder_hidden_states"):
            self._feeds[name] = as_value(as_array(self._feeds[name])[rows])


class CausalDecoder:
    """A decoder-only graph. All rows have the same length: no padding."""

    def __init__(self, session: Session, cache: KvCache, n_rows: int = 1) -> None:
        self._session = session
        self._cache = cache
        self._n_rows = n_rows
        self._n_past = 0
        self._fed = FedIds()
        self._has_positions = any(info.name == "position_ids" for info in session.inputs)
        self._feeds: dict[str, Value] = dict(cache.empty(n_rows))

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        n_all = self._n_past + ids.shape[1]
        feeds = self._feeds
        feeds["input_ids"] = self._fed.value(ids)
        feeds["attention_mask"] = as_value(np.ones((self._n_rows, n_all), np.int64))
        if self._has_positions:
            positions = np.arange(self._n_past, n_all, dtype=np.int64)
            feeds["position_ids"] = as_value(np.tile(positions, (self._n_rows, 1)))
        link = self._cache.first
        outputs = self._session.run_values(feeds, link.names, cancel, _ON_CPU)
        link.pass_on(outputs, feeds)
        self._n_past = n_all
        return last_scores(outputs[0])

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        self._cache.keep(self._feeds, rows)
        self._n_rows = len(rows)


class FedIds:
    """The newest tokens as a value. One buffer serves as long as their number stays the same."""

    def __init__(self) -> None:
        self._buffer: Ids | None = None
        self._value: Value | None = None

    def value(self, ids: Ids) -> Value:
        if self._buffer is None or self._value is None or ids.shape != self._buffer.shape:
            self._buffer = ids.copy()
            self._value = as_value(self._buffer)
        else:
            self._buffer[:] = ids
        return self._value


def last_scores(logits: Value) -> Scores:
    """The scores after the last token, [rows, vocabulary], as float32."""
    array: npt.NDArray[Any] = logits.numpy()[:, -1]
    return array if array.dtype.char == "f" else array.astype(np.float32)


def check_decoder(session: Session, model_id: str, names: Sequence[str]) -> KvCache:
    """The cache of a graph that has the inputs ``names`` and gives logits; else ``ModelUnfit``."""
    found = {info.name for info in session.inputs}
    missing = [name for name in names if name not in found]
    if missing:
        raise ModelUnfit(model_id, f"its graph has no input {', '.join(missing)}")
    if not any(info.name == "logits" for info in session.outputs):
        raise ModelUnfit(model_id, "its graph gives no logits")
    cache = KvCache(session)
    if not cache.is_known:
        raise ModelUnfit(model_id, "its graph has no key/value cache")
    return cache
