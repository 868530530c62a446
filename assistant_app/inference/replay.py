"""A decoder that outlives the GPU it runs on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.inference.decoders import Decoder, Ids, Scores
from assistant_app.inference.device import CPU
from assistant_app.inference.session import Session, StateLost

MakeDecoder = Callable[[], Decoder]

_TRIES = 3
"""More than a model has graphs: each of them leaves the GPU at most once."""


def lasting(make: MakeDecoder, *sessions: Session) -> Decoder:
    """The decoder that ``make`` gives. Where any of its ``sessions`` runs on a GPU, one that
    starts over on the CPU if that fails; on the CPU there is nothing to outlive, and no cost."""
    if all(session.report.provider == CPU for session in sessions):
        return make()
    return Replaying(make)


class Replaying:
    """Remembers the tokens that were fed and which rows were kept.

    When a GPU is lost, the keys and values on it are too. Then a new decoder, whose sessions have
    moved to the CPU by themselves, is fed all tokens so far in one step, and goes on: whoever
    streams a text or searches with beams sees nothing of it but a pause.
    """

    def __init__(self, make: MakeDecoder) -> None:
        self._make = make
        self._fed: Ids | None = None
        """[rows, tokens so far]."""
        self._rows: npt.NDArray[np.intp] | None = None
        """For each row now, which of the first rows it came from; None if all are as they were."""
        self._decoder: Decoder | None = self._made()

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        self._fed = ids.copy() if self._fed is None else np.concatenate([self._fed, ids], axis=1)
        if self._decoder is not None:
            try:
                return self._decoder.step(ids, cancel)
            except StateLost:
                self._decoder = None
        return self._again(cancel)

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        self._rows = rows if self._rows is None else self._rows[rows]
        self._fed = None if self._fed is None else self._fed[rows]
        if self._decoder is not None:
            try:
                self._decoder.keep(rows)
            except StateLost:
                self._decoder = None  # the next step makes it anew

    def _again(self, cancel: CancelToken | None) -> Scores:
        assert self._fed is not None
        for _ in range(_TRIES):
            try:
                return self._replayed(self._fed, cancel)
            except StateLost:
                continue  # a graph that had not failed yet did so now, and is on the CPU
        raise StateLost("the values could not be made anew on the CPU")

    def _replayed(self, fed: Ids, cancel: CancelToken | None) -> Scores:
        decoder = self._make()
        if self._rows is not None:
            decoder.keep(self._rows)
        scores = decoder.step(fed, cancel)
        self._decoder = decoder
        return scores

    def _made(self) -> Decoder:
        try:
            return self._make()
        except StateLost:
            return self._make()
