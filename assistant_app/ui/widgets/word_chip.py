"""A small button that lies under a word of a text after a click on it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.text_editor import TextEditor

_SIDE = 24


class WordChip(QToolButton):
    """Goes as soon as the person does anything else in ``editor``: it is an offer, not in the way.
    It never takes the keyboard."""

    def __init__(self, icons: Icons, name: str, editor: TextEditor) -> None:
        super().__init__(editor.viewport())
        self._editor = editor
        self.setObjectName("chip")
        self.setIcon(icons.icon(name))
        self.setIconSize(QSize(16, 16))
        self.setFixedSize(_SIDE, _SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        editor.document().contentsChanged.connect(self.hide)
        editor.verticalScrollBar().valueChanged.connect(self.hide)
        editor.cursorPositionChanged.connect(self.hide)
        editor.selectionChanged.connect(self.hide)
        editor.left.connect(self.hide)
        self.clicked.connect(self.hide)

    def show_under(self, end: int) -> None:
        """Lie under the word that ends there; above it where there is no room."""
        last = self._editor.cursorRect(self._editor.range_cursor(end, end))
        area = self._editor.viewport().rect()
        top = last.bottom() + 2
        if top + self.height() > area.bottom():
            top = last.top() - self.height() - 2
        left = min(last.left() - self.width() // 2, area.right() - self.width())
        self.move(max(0, left), max(0, top))
        self.show()
        self.raise_()

    def set_label(self, text: str, keys: str) -> None:
        """For the tip and the screen reader."""
        self.setToolTip(f"{text} ({keys})")
        self.setAccessibleName(text)
