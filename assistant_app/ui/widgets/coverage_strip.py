"""A thin strip that stands for a whole document, with a mark where each picked sentence is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant_app.ui.widgets.tints import hairline

_HEIGHT = 14
_MARK = 4.0


class CoverageStrip(QWidget):
    """A picture of what the list says in words, so the keyboard leaves it out."""

    chosen = Signal(int)
    """The mark nearest to a click, counted from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[float, ...] = ()
        self._current: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_marks(self, shares: Sequence[float]) -> None:
        """``shares`` are places in the document, 0 (its beginning) to 1."""
        self._shares = tuple(shares)
        self._current = None
        self.update()

    def set_current(self, at: int | None) -> None:
        self._current = at
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hairline(self.palette()))
        middle = self.height() / 2
        painter.drawRoundedRect(QRectF(0, middle - 2, self.width(), 4), 2, 2)
        painter.setBrush(self.palette().accent())
        for at, share in enumerate(self._shares):
            half = middle - 1 if at == self._current else middle - 4
            x = share * (self.width() - _MARK)
            painter.drawRoundedRect(QRectF(x, middle - half, _MARK, 2 * half), 2, 2)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._shares and self.width():
            share = event.position().x() / self.width()
            nearest = min(range(len(self._shares)), key=lambda at: abs(self._shares[at] - share))
            self.chosen.emit(nearest)
