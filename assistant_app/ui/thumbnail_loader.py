"""Asks for thumbnails of the pictures in view, a few at a time, away from the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Outcome
from assistant_app.jobs.runner import JobRunner
from assistant_app.tasks.base import Task
from assistant_app.tasks.thumbnails import Thumbnail, ThumbnailRequest, ThumbnailsMade

_BATCH = 12
"""Small, so that scrolling on soon gets what is in view then, and a document opens in between."""


class ThumbnailLoader(QObject):
    """Decodes what was wanted last first; what is no longer wanted is never begun."""

    made = Signal(object, object)
    """``Path`` and ``QPixmap`` (null if the picture can't be decoded)."""

    def __init__(
        self,
        runner: JobRunner,
        task: Task[ThumbnailRequest, ThumbnailsMade],
        side: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._task = task
        self._side = side
        self._wanted: list[Path] = []
        self._ratio = 1.0
        self._job: Job | None = None

    def want(self, paths: Sequence[Path], ratio: float) -> None:
        """These, and only these, are to be made; ``ratio`` is the screen's pixel ratio."""
        self._wanted = list(paths)
        self._ratio = ratio
        self._go_on()

    def _go_on(self) -> None:
        if self._job is not None or not self._wanted:
            return
        batch, self._wanted = self._wanted[:_BATCH], self._wanted[_BATCH:]
        request = ThumbnailRequest(tuple(batch), side=round(self._side * self._ratio))
        self._job = self._runner.submit("files", self._task, request)
        self._job.item.connect(self._show)
        self._job.finished.connect(self._end)

    def _show(self, value: object) -> None:
        if isinstance(value, Thumbnail):
            self.made.emit(value.path, _pixmap(value, self._ratio))

    def _end(self, _outcome: Outcome) -> None:
        self._job = None
        self._go_on()


def _pixmap(thumbnail: Thumbnail, ratio: float) -> QPixmap:
    if not thumbnail.rgb:
        return QPixmap()
    image = QImage(
        thumbnail.rgb,
        thumbnail.width,
        thumbnail.height,
        3 * thumbnail.width,
        QImage.Format.Format_RGB888,
    )
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
