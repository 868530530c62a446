"""What came of a list of documents, over all the runs that it took."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.document_run import TranslatedDocument


class DocumentTotals:
    """A run that was paused, or that others were added to, goes on as one."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._begun: float | None = None
        self._spent_s = 0.0
        self._made: dict[Path, TranslatedDocument | Skipped] = {}

    def begin(self, *, goes_on: bool) -> None:
        """A run begins; unless it ``goes_on`` with the one before, all is counted anew."""
        if not goes_on:
            self._spent_s = 0.0
            self._made.clear()
        self._begun = self._clock()

    def end(self) -> None:
        """The run is over, or broken off."""
        if self._begun is not None:
            self._spent_s += self._clock() - self._begun
            self._begun = None

    def add(self, value: TranslatedDocument | Skipped) -> None:
        """What became of one file; of one that was tried twice, the last counts."""
        self._made[value.path] = value

    @property
    def seconds(self) -> float:
        """While runs were at work; what lies between them does not count."""
        return self._spent_s

    @property
    def n_done(self) -> int:
        return sum(isinstance(each, TranslatedDocument) for each in self._made.values())

    @property
    def n_skipped(self) -> int:
        return sum(isinstance(each, Skipped) for each in self._made.values())

    @property
    def n_doubts(self) -> int:
        done = (each for each in self._made.values() if isinstance(each, TranslatedDocument))
        return sum(len(each.doubts) for each in done)
