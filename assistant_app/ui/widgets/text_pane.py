"""A text field with a title, its tools and a line about its length."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.find_bar import FindBar
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.short_label import ShortLabel
from assistant_app.ui.widgets.text_editor import TextEditor
from assistant_app.ui.word_count import TextLength, text_length

_QUIET_MS = 200
_GAP = 6
_AT_ONCE = 50_000
"""Characters that are counted on the spot, in some 10 ms; the panel has longer texts counted."""


class TextPane(QWidget):
    """``tools`` is the row of buttons right of the title; Find is there already."""

    count_wanted = Signal(str)
    """A text too long to count on the GUI thread; answer with ``show_length``."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ShortLabel()
        self.title.setObjectName("section")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.editor = TextEditor(self)
        self.title.setBuddy(self.editor)
        self.find_button = IconButton(icons, "search")
        self.find_bar = FindBar(icons, self.editor, self)
        self.length_label = ShortLabel()
        self.length_label.setObjectName("quiet")
        self._length = TextLength()
        self._is_selection = False
        self.tools = QHBoxLayout()
        self.tools.setSpacing(2)
        self.tools.addWidget(self.find_button)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.title, 1)
        top.addLayout(self.tools)
        self.bottom = QHBoxLayout()
        self.bottom.setSpacing(12)
        self.bottom.addWidget(self.length_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addLayout(top)
        column.addWidget(self.find_bar)
        column.addWidget(self.editor, 1)
        column.addLayout(self.bottom)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.count_now)
        self.editor.document().contentsChanged.connect(self._timer.start)
        self.editor.selectionChanged.connect(self._timer.start)
        self.find_button.clicked.connect(self.find_bar.open)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.find_bar.open)
        self.retranslate()

    @property
    def head_height(self) -> int:
        """Of the row of title and tools."""
        return self.find_button.sizeHint().height()

    @property
    def head_and_foot(self) -> tuple[int, int]:
        """Heights above and below the text field, with the gaps."""
        foot = self.length_label.sizeHint().height()
        return self.head_height + _GAP, foot + _GAP

    @property
    def length(self) -> TextLength:
        """As last counted."""
        return self._length

    def count_now(self) -> None:
        """Count what is selected, or everything."""
        chosen = self.editor.textCursor().selectedText()
        text = chosen or self.editor.text()
        self._is_selection = bool(chosen)
        if len(text) > _AT_ONCE:
            self.count_wanted.emit(text)
        else:
            self.show_length(text_length(text))

    def show_length(self, length: TextLength) -> None:
        self._length = length
        words, characters = self.tr("{count} words"), self.tr("{count} characters")
        if length.n_words == 1:
            words = self.tr("1 word")
        if length.n_characters == 1:
            characters = self.tr("1 character")
        said = self.tr("Selected: {words}, {characters}") if self._is_selection else ""
        self.length_label.setText(
            (said or self.tr("{words}, {characters}")).format(
                words=words.format(count=f"{length.n_words:,}"),
                characters=characters.format(count=f"{length.n_characters:,}"),
            )
        )

    def retranslate(self) -> None:
        self.find_button.set_label(self.tr("Find"), "Ctrl+F")
        self.show_length(self._length)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
