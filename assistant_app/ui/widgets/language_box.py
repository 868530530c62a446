"""A list of languages that says more than its choice, and ends in dots where it gets narrow."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

_SHOWN = 16
"""Rows of an open list before it scrolls."""
_LEAST = 6
"""Letters that are shown, however narrow it gets."""


class LanguageBox(QComboBox):
    """As wide as what it may have to show, so that nothing moves when another language comes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self._widest = 0
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(_SHOWN)

    def say(self, text: str, others: Iterable[str] = ()) -> None:
        """Show ``text`` in the place of the choice; empty: the choice. There is room for
        ``others`` too, which it may come to say."""
        self._said = text
        self._widest = max(map(self.fontMetrics().horizontalAdvance, (text, *others)))
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    @property
    def said(self) -> str:
        """What it shows."""
        return self._said or self.currentText()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(max(size.width(), self._widest + self._frame_width), size.height())

    def minimumSizeHint(self) -> QSize:
        size = self.sizeHint()
        least = self.fontMetrics().horizontalAdvance("M" * _LEAST)
        return QSize(min(size.width(), least + self._frame_width), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.fontMetrics().elidedText(
            self.said, Qt.TextElideMode.ElideRight, self.width() - self._frame_width
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    @property
    def _frame_width(self) -> int:
        """What goes beside the text, by the size that Qt wants for the choices."""
        texts = map(self.itemText, range(self.count()))
        widest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
        return super().sizeHint().width() - widest
