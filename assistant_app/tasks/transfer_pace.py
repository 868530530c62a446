"""How fast bytes come, told from the last seconds."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_SECONDS = 8.0
"""Long enough to be steady, short enough to notice that a connection has become slow."""
_APART_S = 0.2
_LEAST_S = 1.0
"""Earlier than this a speed would jump about."""
_FIRST_BYTES = 100_000
"""Until so many are here, most of the time goes by with looking for files and at the first ones."""


class TransferPace:
    """Feed it the bytes done; it answers in bytes per second, or None while it can't tell."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._marks: deque[tuple[float, int]] = deque()
        self._first_bytes: int | None = None
        """Those that were there when the first ones were waited for; None once they are here."""

    def after(self, done_bytes: int) -> float | None:
        """Bytes per second over the last seconds. Fewer bytes than before begin anew."""
        marks, now = self._marks, self._clock()
        if marks and done_bytes < marks[-1][1]:
            marks.clear()
        if not marks:
            self._first_bytes = done_bytes
        if self._first_bytes is not None and done_bytes - self._first_bytes < _FIRST_BYTES:
            marks.clear()
        else:
            self._first_bytes = None
        if not marks or now - marks[-1][0] >= _APART_S:
            marks.append((now, done_bytes))
        while len(marks) > 2 and now - marks[0][0] > _SECONDS:
            marks.popleft()
        seconds = now - marks[0][0]
        return (done_bytes - marks[0][1]) / seconds if seconds >= _LEAST_S else None
