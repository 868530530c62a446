"""The one line that shows how a download, a copy or a check of many bytes goes on."""

from __future__ import annotations

import time
from collections.abc import Callable

from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.time_left import in_words, rounded_s
from assistant_app.tasks.transfer_pace import TransferPace

_STAGES = {Stage.DOWNLOADING, Stage.COPYING, Stage.CHECKING}
_LEAST_BYTES = 10_000
"""Fewer are steps of something else, such as cards being checked."""
_BAR = 20


class TransferLine:
    """Feed it every ``Progress``. ``Downloading [####----] 135 of 300 MB, 5.2 MB/s, about 32 s
    left``."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage: Stage | None = None
        self._pace = TransferPace(clock)

    def text(self, progress: Progress) -> str | None:
        """The line, or None if ``progress`` does not count bytes."""
        total = progress.total
        if progress.stage not in _STAGES or total is None or total < _LEAST_BYTES:
            return None
        if progress.stage is not self._stage:
            self._stage, self._pace = progress.stage, TransferPace(self._clock)
        done = min(progress.done, total)
        bytes_per_s = self._pace.after(progress.done)
        filled = _BAR * done // total
        words = f"{progress.stage.value} [{'#' * filled}{'-' * (_BAR - filled)}]"
        words += f" {size_text(done)} of {size_text(total)}"
        if bytes_per_s:
            words += f", {size_text(round(bytes_per_s))}/s"
            if done < total:
                words += f", about {in_words(rounded_s((total - done) / bytes_per_s))} left"
        return words


def size_text(n_bytes: int) -> str:
    """Decimal units, as file dialogs and hubs have them: ``6.3 MB``, ``1.22 GB``."""
    if n_bytes >= 1e9:
        return f"{n_bytes / 1e9:.2f} GB"
    return f"{n_bytes / 1e6:.1f} MB" if n_bytes >= 1e5 else f"{n_bytes / 1e3:.1f} kB"
