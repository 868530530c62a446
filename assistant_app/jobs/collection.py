"""Cyclic garbage collection on the GUI thread only.

A collection that happens to start on a worker destroys whatever is garbage there, QObjects
included, and Qt aborts. So the automatic one is off and a timer on the GUI thread does it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer


class Collection(QObject):
    """Takes over the collection while it lives; ``stop`` gives it back to Python."""

    def __init__(self, interval_ms: int = 1000, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(interval_ms)

    def collect(self) -> int:
        """Collect the oldest generation that is due; returns it, or -1 if none was."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return generation
        return -1

    def stop(self) -> None:
        self._timer.stop()
        if self._was_enabled:
            gc.enable()
