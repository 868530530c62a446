"""Find in a text field: type, Enter for the next, Shift+Enter for the one before, Esc to leave."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.text_editor import TextEditor
from assistant_app.ui.widgets.tints import soft_mark, strong_mark

_MAX_MARKS = 2000
_QUIET_MS = 120


class FindBar(QWidget):
    """Hidden until ``open``. Marks every match faintly and the one at hand clearly."""

    closed = Signal()

    def __init__(self, icons: Icons, editor: TextEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._starts: list[int] = []
        self._length = 0
        self._at: int | None = None
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(True)
        self.count_label = QLabel(self)
        self.count_label.setObjectName("quiet")
        self._previous = IconButton(icons, "chevron-up")
        self._next = IconButton(icons, "chevron-down")
        self._close = IconButton(icons, "close")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field, 1)
        for widget in (self.count_label, self._previous, self._next, self._close):
            layout.addWidget(widget)
        self._timer.timeout.connect(self._search)
        self.field.textChanged.connect(self._search_anew)
        self._previous.clicked.connect(self._step_back)
        self._next.clicked.connect(self._step_on)
        self._close.clicked.connect(self.close_bar)
        editor.document().contentsChanged.connect(self._search_again)
        self.retranslate()
        self.hide()

    @property
    def n_matches(self) -> int:
        return len(self._starts)

    def open(self) -> None:
        """Show the bar, with what is selected in the text as the thing to look for."""
        chosen = self._editor.textCursor().selectedText()
        self.show()
        if chosen and "\u2029" not in chosen:
            self.field.setText(chosen)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search()

    def close_bar(self) -> None:
        """Hide the bar and its marks; the cursor stays at the match."""
        self._timer.stop()
        self.hide()
        self._editor.unmark("found")
        self._editor.unmark("found here")
        self._editor.setFocus()
        self.closed.emit()

    def step(self, direction: int) -> None:
        """Go to the next (1) or the previous (-1) match, round the ends."""
        if self._timer.isActive():
            self._timer.stop()
            self._search()
            return
        if self._starts:
            at = self._at if self._at is not None else -1
            self._go((at + direction) % len(self._starts))

    def _step_on(self) -> None:
        self.step(1)

    def _step_back(self) -> None:
        self.step(-1)

    def _search_anew(self) -> None:
        self._at = None
        self._timer.start()

    def _search_again(self) -> None:
        if self.isVisible():
            self._timer.start()

    def _search(self) -> None:
        """Find every match, ignoring case, and go to the first at or behind the cursor."""
        self._timer.stop()
        wanted = self.field.text()
        self._starts, self._length = _matches(self._editor.text(), wanted), len(wanted)
        if self._starts:
            self._mark_all()
            if self._at is None:
                place = self._editor.cursor_place()
                self._go(bisect_right(self._starts, place - 1) % len(self._starts))
            else:
                self._at = min(self._at, len(self._starts) - 1)
        else:
            self._at = None
            self._editor.unmark("found")
            self._editor.unmark("found here")
        self._show_count()

    def _mark_all(self) -> None:
        starts = self._starts[:_MAX_MARKS]
        ranges = [(start, start + self._length) for start in starts]
        self._editor.mark("found", ranges, soft_mark)

    def _go(self, at: int) -> None:
        self._at = at
        start, end = self._starts[at], self._starts[at] + self._length
        self._editor.mark("found here", [(start, end)], strong_mark)
        self._editor.show_place(start, end)
        self._show_count()

    def _show_count(self) -> None:
        if not self.field.text():
            self.count_label.clear()
        elif not self._starts:
            self.count_label.setText(self.tr("Not found"))
        else:
            at, of = (self._at or 0) + 1, len(self._starts)
            self.count_label.setText(self.tr("{at} of {of}").format(at=at, of=of))
        for button in (self._previous, self._next):
            button.setEnabled(bool(self._starts))

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window's Stop while the keyboard is here."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step(-1 if is_back else 1)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Find in the text"))
        self.field.setAccessibleName(self.tr("Find in the text"))
        self._previous.set_label(self.tr("Previous match"), "Shift+Enter")
        self._next.set_label(self.tr("Next match"), "Enter")
        self._close.set_label(self.tr("Close the search"), "Esc")
        self._show_count()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _matches(text: str, wanted: str) -> list[int]:
    if not wanted:
        return []
    # lower() of a few characters (such as İ) changes the length and would shift the places.
    lowered = text.lower()
    if len(lowered) == len(text):
        text, wanted = lowered, wanted.lower()
    starts = []
    start = text.find(wanted)
    while start >= 0:
        starts.append(start)
        start = text.find(wanted, start + len(wanted))
    return starts
