"""How long the rest of a task will take, told from how long the last steps took."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from assistant_app.tasks.base import Progress, Stage

_LEAST_MARKS = 3
"""Two steps: from one alone, which may have loaded something, an estimate would be a guess."""
_LEAST_S = 1.0
"""Earlier than this an estimate would jump about."""


class TimeLeft:
    """Feed it every ``Progress``; it answers in seconds, or None while it can't tell.

    A model that is loaded amid counted steps, as between two documents, is part of their pace.

    Looks at the last ``window`` steps only: enough to be steady, few enough to forget a slow start.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, window: int = 24) -> None:
        self._clock = clock
        self._stage: Stage | None = None
        self._marks: deque[tuple[float, int]] = deque(maxlen=window)

    def after(self, progress: Progress) -> float | None:
        """Seconds until ``done`` reaches ``total`` at the pace of the last steps. A new stage, or
        fewer steps done than before, begins anew."""
        marks = self._marks
        if progress.stage is Stage.LOADING and progress.done and marks:
            progress = replace(progress, stage=self._stage or progress.stage)
        if progress.stage is not self._stage or (marks and progress.done < marks[-1][1]):
            self._stage = progress.stage
            marks.clear()
        if not marks or progress.done > marks[-1][1]:
            marks.append((self._clock(), progress.done))
        if progress.total is None or len(marks) < _LEAST_MARKS:
            return None
        (first_time, first_done), (last_time, last_done) = marks[0], marks[-1]
        if last_time - first_time < _LEAST_S:
            return None
        pace = (last_time - first_time) / (last_done - first_done)
        return max(0.0, (progress.total - last_done) * pace)


def rounded_s(seconds: float) -> int:
    """To steps that don't flicker: 1 s below 10 s, 5 s below a minute, then 10 s."""
    step = 1 if seconds < 10 else 5 if seconds < 60 else 10
    return max(1, math.ceil(seconds / step) * step)


def in_words(seconds: float) -> str:
    """``12 s``, ``3 min``, ``2 h 5 min``: as exact as such an estimate is."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
