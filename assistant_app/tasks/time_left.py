"""How long the rest of a task will take, told from how long the last steps took."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from assistant_app.tasks.base import Progress, Stage

_WINDOW = 20
"""Steps looked back on: enough to be steady, few enough to follow a change of pace."""
_LEAST_S = 1.0
"""Earlier than this an estimate would jump about."""


class TimeLeft:
    """Feed it every ``Progress``; it answers in seconds, or None while it can't tell."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage: Stage | None = None
        self._steps: deque[tuple[float, int]] = deque(maxlen=_WINDOW)

    def after(self, progress: Progress) -> float | None:
        """Seconds until ``done`` reaches ``total`` at the pace of the last steps."""
        now = self._clock()
        if progress.stage is not self._stage:
            self._stage = progress.stage
            self._steps.clear()
        self._steps.append((now, progress.done))
        first_time, first_done = self._steps[0]
        spent, n_done = now - first_time, progress.done - first_done
        if progress.total is None or n_done <= 0 or spent < _LEAST_S:
            return None
        return max(0.0, (progress.total - progress.done) * spent / n_done)


def in_words(seconds: float) -> str:
    """``12 s``, ``3 min``, ``2 h 5 min``: as exact as such an estimate is."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
