"""The keys and values that attention has already computed, kept in ONNX Runtime's own memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit
from assistant_app.inference.attention_edit import PAST_LENGTH
from assistant_app.inference.session import (
    Array,
    Session,
    TensorInfo,
    Value,
    as_array,
    as_value,
    beginning,
)

_PAST = "past_key_values."
_PRESENT = "present."
_MORE_ROOM = 63
Sizes = tuple[int, int]
"""Heads and head_dim."""


class KvCache:
    """Which outputs ``present.*`` of one step feed which inputs ``past_key_values.*`` of the next.

    Works for decoder-only graphs and for encoder-decoder graphs, whose names hold ``.decoder.``
    and ``.encoder.``. The encoder's part is taken at the first step only: later on the graph
    returns dummies for it (huggingface/optimum #872). ``first`` is the graph of the first step,
    ``later`` that of all others; mostly they are one. The values themselves live in the feeds of
    whoever decodes, so one ``KvCache`` serves a graph for good. ``sizes`` are those of the config,
    for graphs that leave them open. ``source`` is a graph that gives the encoder's part and nothing
    else. Raises ``ModelUnfit`` without a cache that can be fed.

    A graph with the input ``PAST_LENGTH`` keeps its cache in place (``is_in_place``): it writes new
    tokens behind the old ones into memory that has room for them, and hands nothing back.
    """

    def __init__(
        self,
        first: Session,
        later: Session,
        model_id: str,
        sizes: Sizes | None = None,
        source: Session | None = None,
    ) -> None:
        self._infos = tuple(info for info in later.inputs if info.name.startswith(_PAST))
        self._sizes = sizes
        self._empties: dict[int, dict[str, Value]] = {}
        taken = {info.name for info in first.inputs}
        self._first_infos = tuple(info for info in self._infos if info.name in taken)
        self.first = CacheLink(self._given_by(first))
        """Link after the first step."""
        after = self._given_by(later)
        self.later = CacheLink([name for name in after if ".encoder." not in name])
        """Link after every later step."""
        self.source_names = self._given_by(source) if source is not None else []
        """Inputs that ``source`` gives."""
        given = {*self.first.past_names, *self.later.past_names, *self.source_names}
        is_in_place = first is later and any(info.name == PAST_LENGTH for info in later.inputs)
        self._in_place = {name: _present(name) for name in self.later.past_names}
        """Inputs that the outputs of these names are written into."""
        if is_in_place:
            self.first = self.later = CacheLink([])
        else:
            self._in_place = {}
        if not self._infos or not all(info.name in given for info in self._infos):
            raise ModelUnfit(model_id, "its graph has no key/value cache")
        if not all(len(info.shape) == 4 for info in self._infos):
            raise ModelUnfit(model_id, "its key/value cache has an older layout")
        if not all(self._size(info) for info in self._first_infos):
            raise ModelUnfit(model_id, "nothing says how large its key/value cache is")

    def of_source(
        self, source: Session, feeds: Mapping[str, Value], cancel: CancelToken | None
    ) -> dict[str, Value]:
        """The encoder's part, for all steps; ``feeds`` may hold more than the graph takes."""
        known = {info.name: feeds[info.name] for info in source.inputs}
        names = [_present(name) for name in self.source_names]
        return dict(zip(self.source_names, source.run_values(known, names, cancel), strict=True))

    def empty(self, n_rows: int) -> dict[str, Value]:
        """Feeds for the first step: each [n_rows, heads, 0, head_dim], in the graph's type."""
        if n_rows not in self._empties:
            feeds: dict[str, Value] = {}
            for info in self._first_infos:
                heads, width = self._size(info) or (0, 0)
                feeds[info.name] = as_value(np.zeros((n_rows, heads, 0, width), info.dtype))
            self._empties[n_rows] = feeds
        return self._empties[n_rows]

    def ready(self, feeds: dict[str, Value], n_past: int, n_new: int) -> dict[str, Value] | None:
        """Make room for ``n_new`` tokens behind ``n_past`` in a cache that is kept in place.
        Returns the outputs that are written into it, none where they are those of the last step;
        None for any other cache."""
        if not self._in_place:
            return None
        if PAST_LENGTH not in feeds:
            feeds[PAST_LENGTH] = as_value(np.array([n_past], np.int64))
        as_array(feeds[PAST_LENGTH])[0] = n_past
        room = max(n_past + n_new + _MORE_ROOM, n_past * 5 // 4)
        for name in self._in_place:
            if feeds[name].shape()[2] < n_past + n_new:
                feeds[name] = as_value(_copy(as_array(feeds[name]), room, n_past))
        return {output: feeds[name] for name, output in self._in_place.items()}

    def keep(
        self,
        feeds: dict[str, Value],
        rows: npt.NDArray[np.intp],
        has_source: bool = True,
        n_past: int = 0,
    ) -> None:
        """Go on with ``rows``; without ``has_source`` the encoder's part stays as it is.
        ``n_past`` tokens are in the cache. Rows that close up gaps move where they lie."""
        is_closing_up = closes_up(rows)
        for info in self._infos:
            if info.name not in feeds or not (has_source or ".encoder." not in info.name):
                continue
            whole = as_array(feeds[info.name])
            if is_closing_up and feeds[info.name].device_name() == "cpu":
                _close_up(whole, rows)
                feeds[info.name] = beginning(feeds[info.name], len(rows))
            elif info.name in self._in_place:
                feeds[info.name] = as_value(_copy(whole, whole.shape[2], n_past, rows))
            else:
                feeds[info.name] = as_value(whole[rows])

    def _given_by(self, session: Session) -> list[str]:
        outputs = {info.name for info in session.outputs}
        return [info.name for info in self._infos if _present(info.name) in outputs]

    def _size(self, info: TensorInfo) -> Sizes | None:
        match info.shape:
            case (_, int(heads), _, int(width)):
                return heads, width
            case _:
                return self._sizes


def closes_up(rows: npt.NDArray[np.intp]) -> bool:
    """Whether each row stays at its place or comes from behind all that stay: then none is
    overwritten that is still needed."""
    return bool(((rows == np.arange(len(rows))) | (rows >= len(rows))).all())


def _close_up(whole: Array, rows: npt.NDArray[np.intp]) -> None:
    """Fill the gaps among the first rows of ``whole``."""
    for place in np.flatnonzero(rows != np.arange(len(rows))).tolist():
        whole[place] = whole[rows[place]]


def _copy(old: Array, room: int, n_past: int, rows: npt.NDArray[np.intp] | None = None) -> Array:
    """Some rows of a cache, or all, with room for so many tokens."""
    n_rows = len(old) if rows is None else len(rows)
    new = np.zeros((n_rows, old.shape[1], room, old.shape[3]), old.dtype)
    new[:, :, :n_past] = old[:, :, :n_past] if rows is None else old[rows, :, :n_past]
    return new


class CacheLink:
    """Outputs of one step that are inputs of the next."""

    def __init__(self, past_names: Sequence[str]) -> None:
        self.past_names = tuple(past_names)
        self.names = ["logits", *(_present(name) for name in past_names)]
        """Outputs to ask the graph for: the scores, then the cache."""

    def pass_on(self, outputs: Sequence[Value], feeds: dict[str, Value]) -> None:
        """Put ``outputs`` (of ``names``) where the next step reads them. Copies nothing."""
        feeds.update(zip(self.past_names, outputs[1:], strict=True))


def _present(past_name: str) -> str:
    return _PRESENT + past_name.removeprefix(_PAST)
