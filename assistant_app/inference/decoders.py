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


class Decoder(Protocol):
    """Scores the next token of several rows (sentences) at once."""

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        """Append ``ids`` [rows, n] to each row. Returns the scores [rows, vocabulary] of what
        follows; the caller may write into them."""

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        """Go on with these rows only, renumbered from 0."""


class EncoderDecoder:
    """A source text's encoder and its merged decoder (``use_cache_branch``).

    Make one per batch: ``source`` [rows, length] is padded on the right, ``mask`` is 1 for real
    tokens. The encoder runs here; its keys and values are computed at the first step and then
    passed on untouched.
    """

    def __init__(
        self,
        encoder: Session,
        decoder: Session,
        cache: KvCache,
        source: Ids,
        mask: Ids,
        cancel: CancelToken | None,
    ) -> None:
        self._decoder = decoder
        self._cache = cache
        mask_value = as_value(mask)
        given = {"input_ids": as_value(source), "attention_mask": mask_value}
        hidden = encoder.run_values(given, ["last_hidden_state"], cancel)["last_hidden_state"]
        self._feeds: dict[str, Value] = {
            "encoder_attention_mask": mask_value,
            "encoder_hidden_states": hidden,
            **cache.empty(len(source)),
        }
        self._has_branch = any(info.name == "use_cache_branch" for info in decoder.inputs)
        if self._has_branch:
            self._feeds["use_cache_branch"] = as_value(np.array([False]))
        self._names = cache.first_names
        self._is_first = True

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        feeds = self._feeds
        feeds["input_ids"] = as_value(ids)
        outputs = self._decoder.run_values(feeds, ["logits", *self._names], cancel, ("logits",))
        self._cache.renew(feeds, outputs, self._names)
        if self._is_first:
            self._is_first = False
            self._names = self._cache.next_names
            if self._has_branch:
                feeds["use_cache_branch"] = as_value(np.array([True]))
        return last_scores(outputs["logits"])

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        self._cache.keep(self._feeds, rows)
        for name in ("encoder_attention_mask", "encoder_hidden_states"):
            self._feeds[name] = as_value(as_array(self._feeds[name])[rows])


class CausalDecoder:
    """A decoder-only graph. All rows have the same length: no padding."""

    def __init__(self, session: Session, cache: KvCache, n_rows: int = 1) -> None:
        self._session = session
        self._cache = cache
        self._n_rows = n_rows
        self._n_past = 0
        self._names = ["logits", *cache.first_names]
        self._has_positions = any(info.name == "position_ids" for info in session.inputs)
        self._feeds: dict[str, Value] = cache.empty(n_rows)

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        n_all = self._n_past + ids.shape[1]
        feeds = self._feeds
        feeds["input_ids"] = as_value(ids)
        feeds["attention_mask"] = as_value(np.ones((self._n_rows, n_all), np.int64))
        if self._has_positions:
            positions = np.arange(self._n_past, n_all, dtype=np.int64)
            feeds["position_ids"] = as_value(np.tile(positions, (self._n_rows, 1)))
        outputs = self._session.run_values(feeds, self._names, cancel, ("logits",))
        self._cache.renew(feeds, outputs, self._cache.first_names)
        self._n_past = n_all
        return last_scores(outputs["logits"])

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        self._cache.keep(self._feeds, rows)
        self._n_rows = len(rows)


def last_scores(logits: Value) -> Scores:
    """The scores after the last token, [rows, vocabulary], as writable float32."""
    array: npt.NDArray[Any] = as_array(logits)[:, -1]
    if array.dtype != np.float32 or not array.flags.writeable:
        return array.astype(np.float32)
    return array


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
