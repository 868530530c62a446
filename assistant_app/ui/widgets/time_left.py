"""Estimates how long a task still needs from the steps it has done. No Qt."""

from __future__ import annotations

import math
from collections import deque


class TimeLeft:
    """Looks at the last ``window`` steps only, so that a slow start is soon forgotten."""

    def __init__(self, window: int = 24) -> None:
        self._marks: deque[tuple[float, int]] = deque(maxlen=window)

    def restart(self) -> None:
        self._marks.clear()

    def add(self, now_s: float, done: int, total: int | None) -> float | None:
        """Note that ``done`` of ``total`` steps were done at ``now_s``.

        Returns the seconds left, or None while that would be a guess: fewer than two steps seen,
        an unknown end, or less than a second of work.
        """
        if self._marks and done < self._marks[-1][1]:
            self._marks.clear()
        if not self._marks or done > self._marks[-1][1]:
            self._marks.append((now_s, done))
        if total is None or len(self._marks) < 3:
            return None
        (first_s, first_done), (_, last_done) = self._marks[0], self._marks[-1]
        spent_s = now_s - first_s
        if spent_s < 1.0 or last_done == first_done:
            return None
        return max(0.0, (total - last_done) * spent_s / (last_done - first_done))


def rounded_s(seconds: float) -> int:
    """To steps that don't flicker: 1 s below 10 s, 5 s below a minute, then 10 s."""
    step = 1 if seconds < 10 else 5 if seconds < 60 else 10
    return max(1, math.ceil(seconds / step) * step)
