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


class ListPopup(QFrame):
    """Enter or a click chooses a row, Esc or a click elsewhere closes it."""

    chosen = Signal(str)
    least_width = 360

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
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        column.addLayout(self.foot)
        self.list.itemClicked.connect(self._choose)

    @property
    def texts(self) -> tuple[str, ...]:
        """What can be chosen, in order."""
        texts = (self.text_of(self.list.item(row)) for row in range(self.list.count()))
        return tuple(text for text in texts if text is not None)

    def text_of(self, item: QListWidgetItem) -> str | None:
        """What choosing the row gives; None if it can't be chosen."""
        text = item.data(_TEXT)
        return None if text is None else str(text)

    def choose_text(self, text: str | None) -> None:
        """Make the row that gives ``text`` the current one, if there is one."""
        for row in range(self.list.count()):
            if text is not None and self.text_of(self.list.item(row)) == text:
                self.list.setCurrentRow(row)
                return

    def open_at(self, place: QPoint, width: int, height: int = _HEIGHT) -> None:
        """Show it, empty, with its corner at ``place`` of the screen, where there is room."""
        self.list.clear()
        self.resize(max(self.least_width, width), height)
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
        self._fit(item)
        self.list.insertItem(row, item)
        if self.list.currentRow() < 0:
            self.list.setCurrentItem(item)
        return item

    def put_header(self, text: str, is_quiet: bool = False) -> QListWidgetItem:
        """A line at the end that says what the rows below it are; it can't be chosen."""
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.list.font()
        font.setWeight(font.Weight.Normal if is_quiet else font.Weight.DemiBold)
        item.setFont(font)
        self._fit(item)
        self.list.addItem(item)
        return item

    def _fit(self, item: QListWidgetItem) -> None:
        """What Qt reckons forgets that characters from another font are taller."""
        layout = QTextDocument(item.text())
        layout.setDocumentMargin(0)
        layout.setDefaultFont(self.list.font())
        layout.setTextWidth(self.width() - _BESIDE)
        item.setSizeHint(QSize(0, math.ceil(layout.size().height()) + _AROUND))

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
        text = self.text_of(item)
        if text is not None:
            self.hide()
            self.chosen.emit(text)
