"""Graphs that score the next token, behind one interface.

Layouts, as Optimum exports them: an encoder with one merged decoder or with two (one for the first
step, one with the cache for all others), and decoder-only graphs, merged, single or in two.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from operator import is_
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit
from assistant_app.inference.attention_edit import PAST_LENGTH
from assistant_app.inference.binding import Bound
from assistant_app.inference.kv_cache import CacheLink, KvCache, Sizes
from assistant_app.inference.mask_edit import SOURCE_BIAS
from assistant_app.inference.session import Session, Value, as_array, as_value
from assistant_app.inference.source_pass import Remembered, encoded, fitting, source_values

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]

_BRANCH = "use_cache_branch"
_LAST_ONLY = ("num_logits_to_keep", "logits_to_keep")
_SOURCE = ("encoder_attention_mask", "encoder_hidden_states")
_FED = ("input_ids", "attention_mask", "position_ids", PAST_LENGTH)
_KNOWN = (*_FED, _BRANCH, *_LAST_ONLY, *_SOURCE, SOURCE_BIAS)
_ON_CPU = ("logits",)


class Decoder(Protocol):
    """Scores the next token of several rows (sentences) at once."""

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        """Append ``ids`` [rows, n] to each row. Returns the scores [rows, vocabulary] of what
        follows; the caller may write into them."""

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        """Go on with these rows, in this order, renumbered from 0. A row may occur several times
        (beams) or not at all."""


class DecoderGraphs:
    """The graph of the first step and that of all others, and all about them that no text changes.

    ``later`` is the same session for merged and for plain decoder-only graphs. ``needed`` are
    inputs that the first must have. Raises ``ModelUnfit`` for a layout that can't be fed. With a
    ``source``, which computes the encoder's keys and values, ``later`` serves from the first step
    on and takes one token at a time.
    """

    def __init__(
        self,
        first: Session,
        later: Session,
        model_id: str,
        needed: Collection[str] = ("input_ids",),
        sizes: Sizes | None = None,
        source: Session | None = None,
    ) -> None:
        for session in (first, later):
            _check(session, model_id, needed if session is first else ("input_ids",))
        self.model_id = model_id
        self.source = source
        self.cache = KvCache(first, later, model_id, sizes, source)
        self.first = _Stage(first, self.cache.first, is_first=True)
        self.later = _Stage(later, self.cache.later, is_first=False)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Each once, the one that runs most at the front."""
        first, later = self.first.session, self.later.session
        others = [] if first is later else [first]
        return (later, *others, *([self.source] if self.source is not None else []))


class _Stage:
    """One graph in one role: what it takes, what is asked of it, what never changes in what it is
    fed."""

    def __init__(self, session: Session, link: CacheLink, is_first: bool) -> None:
        self.session = session
        self.link = link
        self.takes = {info.name: info.dtype for info in session.inputs}
        constants: dict[str, npt.NDArray[Any]] = {_BRANCH: np.array([not is_first])}
        constants |= {name: np.array(1, np.int64) for name in _LAST_ONLY}
        self.constants = {
            name: as_value(array) for name, array in constants.items() if name in self.takes
        }

    def fed(self, feeds: Mapping[str, Value]) -> dict[str, Value]:
        """``feeds`` without what the graph does not know, and with what never changes."""
        return {n: value for n, value in feeds.items() if n in self.takes} | self.constants


class _Stepper:
    """What both kinds of decoder do: feed one stage, pass the cache on, go over to the next."""

    def __init__(self, graphs: DecoderGraphs, feeds: Mapping[str, Value], n_rows: int) -> None:
        self._graphs = graphs
        self._stage = graphs.first
        self._feeds = graphs.first.fed({**feeds, **graphs.cache.empty(n_rows)})
        self._given = feeds
        self._fed = FedIds(self._stage.takes["input_ids"])
        self._n_past = 0
        self._bound: Bound | None = None
        self._bound_values: list[Value] = []

    def _run(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        stage = self._stage
        self._feeds["input_ids"] = self._fed.value(ids)
        into = self._graphs.cache.ready(self._feeds, self._n_past, ids.shape[1])
        if into is not None and (bound := self._bound_to(into)) is not None:
            logits = bound.run(cancel)
        else:
            outputs = stage.session.run_values(self._feeds, stage.link.names, cancel, _ON_CPU, into)
            stage.link.pass_on(outputs, self._feeds)
            logits = outputs[0]
        self._n_past += ids.shape[1]
        scores = last_scores(logits)
        if stage is not self._graphs.later:
            _check_numbers(scores, self._graphs.model_id)
            self._stage = self._graphs.later
            self._feeds = self._stage.fed({**self._given, **self._feeds})
        return scores

    def _bound_to(self, into: Mapping[str, Value]) -> Bound | None:
        """As in the last step, where all is the same but its content: that saves a tenth of a
        millisecond."""
        values = [*self._feeds.values(), *into.values()]
        is_same = len(values) == len(self._bound_values) and all(
            map(is_, values, self._bound_values)
        )
        if not is_same:
            stage = self._stage
            self._bound = stage.session.bound(self._feeds, stage.link.names, into)
            self._bound_values = values
        return self._bound


class EncoderDecoder(_Stepper):
    """One batch of source texts on its way through ``encoder`` and ``graphs``.

    ``source`` [rows, length] is padded on the right, ``mask`` is 1 for real tokens. The encoder
    runs here; its keys and values are computed at the first step and then passed on untouched.
    """

    def __init__(
        self,
        encoder: Session,
        graphs: DecoderGraphs,
        source: Ids,
        mask: Ids,
        cancel: CancelToken | None,
        remembered: Remembered | None = None,
    ) -> None:
        dtype = graphs.first.takes.get("encoder_attention_mask", mask.dtype)
        feeds = {"encoder_attention_mask": fitting(mask, dtype)}
        if graphs.source is None:
            feeds["encoder_hidden_states"] = encoded(encoder, source, mask, cancel)
        elif SOURCE_BIAS in graphs.later.takes:
            bias = np.where(mask, np.float32(0), np.finfo(np.float32).min)
            feeds[SOURCE_BIAS] = as_value(bias[:, None, None, :])
        super().__init__(graphs, feeds, len(source))
        self._sources = np.arange(len(source))
        if graphs.source is not None:
            self._feeds |= source_values(
                encoder, graphs.source, graphs.cache, source, mask, cancel, remembered
            )

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        if self._graphs.source is not None:
            for place in range(ids.shape[1] - 1):
                self._run(ids[:, place : place + 1], cancel)
            ids = ids[:, -1:]
        return self._run(ids, cancel)

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        # Beams of one text change places among themselves: then the source's part, which is by
        # far the larger, stays where it is.
        sources = self._sources[rows]
        has_source = not np.array_equal(sources, self._sources)
        self._sources = sources
        self._graphs.cache.keep(self._feeds, rows, has_source, self._n_past)
        if has_source:
            kept = {n: as_value(as_array(value)[rows]) for n, value in self._given.items()}
            self._given = kept
            self._feeds.update((n, v) for n, v in kept.items() if n in self._stage.takes)


class CausalDecoder(_Stepper):
    """A decoder-only model. All rows have the same length: no padding."""

    def __init__(self, graphs: DecoderGraphs, n_rows: int = 1) -> None:
        super().__init__(graphs, {}, n_rows)
        self._n_rows = n_rows

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        if self._n_past and self._n_rows > 1:
            # GroupQueryAttention takes several rows on from a past one token at a time.
            for place in range(ids.shape[1] - 1):
                self._step(ids[:, place : place + 1], cancel)
            ids = ids[:, -1:]
        return self._step(ids, cancel)

    def _step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        n_all = self._n_past + ids.shape[1]
        takes = self._stage.takes
        if "attention_mask" in takes:
            mask = np.ones((self._n_rows, n_all), np.int64)
            self._feeds["attention_mask"] = fitting(mask, takes["attention_mask"])
        if "position_ids" in takes:
            positions = np.tile(np.arange(self._n_past, n_all), (self._n_rows, 1))
            self._feeds["position_ids"] = fitting(positions, takes["position_ids"])
        return self._run(ids, cancel)

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        self._graphs.cache.keep(self._feeds, rows, n_past=self._n_past)
        self._n_rows = len(rows)


class FedIds:
    """The newest tokens as a value of ``dtype``. One buffer serves as long as their number stays
    the same."""

    def __init__(self, dtype: np.dtype[Any]) -> None:
        self._dtype = dtype
        self._buffer: npt.NDArray[Any] | None = None
        self._value: Value | None = None

    def value(self, ids: Ids) -> Value:
        if self._buffer is None or self._value is None or ids.shape != self._buffer.shape:
            self._buffer = ids.astype(self._dtype)
            self._value = as_value(self._buffer)
        else:
            self._buffer[:] = ids
        return self._value


def last_scores(logits: Value) -> Scores:
    """The scores after the last token, [rows, vocabulary], as float32."""
    array: npt.NDArray[Any] = logits.numpy()
    array = array if array.ndim == 2 else array[:, -1]
    return array if array.dtype.char == "f" else array.astype(np.float32)


def _check_numbers(scores: Scores, model_id: str) -> None:
    """A graph that can't compute in its precision says NaN to everything, and then some token over
    and over: better no text than that one."""
    if not np.isfinite(scores.max(initial=0)):
        raise ModelUnfit(model_id, "its scores are not numbers, as if 16 bits were too few for it")


def _check(session: Session, model_id: str, needed: Collection[str]) -> None:
    found = [info.name for info in session.inputs]
    missing = [name for name in needed if name not in found]
    if missing:
        raise ModelUnfit(model_id, f"its graph has no input {', '.join(missing)}")
    if not any(info.name == "logits" for info in session.outputs):
        raise ModelUnfit(model_id, "its graph gives no logits")
    odd = [n for n in found if n not in _KNOWN and not n.startswith("past_key_values.")]
    if odd:
        raise ModelUnfit(model_id, f"its graph asks for {', '.join(odd)}")
