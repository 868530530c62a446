"""A line of text that ends in dots, or is a shorter one, where there is no room for all of it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QCursor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

_LEAST = 3
"""Letters that are shown, however narrow it gets."""


class ShortLabel(QLabel):
    """``text`` is the whole, for screen readers too; it is the tip while it can't be read."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._short: str | None = None

    def set_short(self, text: str | None) -> None:
        """What stands in the place of a text that does not fit; None: its beginning, and dots."""
        self._short = text
        self.updateGeometry()
        self.update()

    @property
    def shown_text(self) -> str:
        """What there is room for."""
        metrics, width, whole = self.fontMetrics(), self.contentsRect().width(), self.text()
        if self._short is not None and metrics.horizontalAdvance(whole) > width:
            return self._short
        return metrics.elidedText(whole, Qt.TextElideMode.ElideRight, width)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        least = self.fontMetrics().horizontalAdvance("M" * _LEAST)
        if self._short is not None:
            least = self.fontMetrics().horizontalAdvance(self._short)
        return QSize(min(least, whole.width()), whole.height())

    def event(self, event: QEvent) -> bool:
        is_asked = event.type() == QEvent.Type.ToolTip
        if is_asked and not self.toolTip() and self.shown_text != self.text():
            QToolTip.showText(QCursor.pos(), f"<p>{escape(self.text())}</p>", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.style().drawItemText(
            QPainter(self),
            self.contentsRect(),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.palette(),
            self.isEnabled(),
            self.shown_text,
            self.foregroundRole(),
        )
