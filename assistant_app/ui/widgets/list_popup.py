"""A list that pops up beside a text: a title, rows to choose from, a line below."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

_TEXT = Qt.ItemDataRole.UserRole
_BESIDE = 84
"""Pixels of a row, and around it, that are not its text: edges, scroll bar, sign."""
_AROUND = 16
_HEIGHT = 300
_LEAST_WIDTH = 360


class ListPopup(QFrame):
    """Enter or a click chooses a row, Esc or a click elsewhere closes it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.title = QLabel()
        self.title.setObjectName("section")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title.setBuddy(self.list)
        self.state = QLabel()
        self.state.setObjectName("quiet")
        self.state.setWordWrap(True)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        column.addLayout(self.foot)
        self.list.itemClicked.connect(self._choose)

    @property
    def texts(self) -> tuple[str, ...]:
        """What can be chosen, in order."""
        return tuple(self.list.item(row).data(_TEXT) for row in range(self.list.count()))

    def open_at(self, place: QPoint, width: int) -> None:
        """Show it, empty, with its corner at ``place`` of the screen, where there is room."""
        self.list.clear()
        self.resize(max(_LEAST_WIDTH, width), _HEIGHT)
        screen = self.screen().availableGeometry()
        x = min(place.x(), screen.right() - self.width())
        y = min(place.y(), screen.bottom() - self.height())
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()
        self.list.setFocus()

    def put_row(
        self, row: int, text: str, shown: str = "", about: str = "", icon: QIcon | None = None
    ) -> QListWidgetItem:
        """Choosing it gives ``text``; ``shown`` stands there instead, ``about`` below it."""
        first = shown or text
        item = QListWidgetItem(f"{first}\n{about}" if about else first)
        item.setData(_TEXT, text)
        if icon is not None:
            item.setIcon(icon)
        # What Qt reckons forgets that characters from another font are taller.
        layout = QTextDocument(item.text())
        layout.setDocumentMargin(0)
        layout.setDefaultFont(self.list.font())
        layout.setTextWidth(self.width() - _BESIDE)
        item.setSizeHint(QSize(0, math.ceil(layout.size().height()) + _AROUND))
        self.list.insertItem(row, item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        return item

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.list.currentItem()
            if item is not None:
                self._choose(item)
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        text = str(item.data(_TEXT))
        self.hide()
        self.chosen.emit(text)
