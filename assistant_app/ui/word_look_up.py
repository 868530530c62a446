"""Looks the word at hand up: what is selected in one of the texts, or the word at the cursor."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from assistant_app.terms.entries import Term
from assistant_app.terms.units import units_of
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.look_up_popup import LookedUp, LookUpPopup, look_up
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.widgets.text_editor import TextEditor

_LONGEST = 60


class WordLookUp(QObject):
    """In both texts, source and translation; the one that had the keyboard last goes first."""

    term_wanted = Signal(object)
    """A ``Term`` to add, as far as it is known."""

    def __init__(
        self,
        context: PanelContext,
        editors: tuple[TextEditor, TextEditor],
        failed: OnFailed,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._failed = context, failed
        self._editors = editors
        self._last = editors[0]
        self._asked = 0
        self.popup = LookUpPopup(parent)
        self._draft = Term("", "")
        self.popup.chosen.connect(self._copy)
        self.popup.add_requested.connect(lambda: self.term_wanted.emit(self._draft))
        for editor in editors:
            editor.left.connect(lambda editor=editor: self._remember(editor))
            editor.place_chosen.connect(lambda _place, editor=editor: self._remember(editor))

    def ask(self, direction: tuple[str, str]) -> None:
        """Open the popup at the word; nothing happens where there is none."""
        found = self._word()
        if found is None or not all(direction):
            return
        editor, word = found
        is_source = editor is self._editors[0]
        self._draft = Term(word, "") if is_source else Term("", word)
        self.popup.show_word(word)
        corner = editor.cursorRect().bottomLeft()
        self.popup.open_at(editor.viewport().mapToGlobal(corner), editor.width() * 3 // 4)
        self._asked += 1
        asked = self._asked
        bench = self._context.workbench
        glossaries, memory = bench.glossaries, bench.memory

        def show(result: LookedUp) -> None:
            if asked == self._asked:
                self.popup.show_found(result)

        job = self._context.runner.call(
            "store", lambda: look_up(glossaries, memory, direction, word)
        )
        follow(job, show, self._failed)

    # --- inside -------------------------------------------------------------------------------

    def _remember(self, editor: TextEditor) -> None:
        self._last = editor

    def _word(self) -> tuple[TextEditor, str] | None:
        first = next((each for each in self._editors if each.hasFocus()), self._last)
        order = [first, *(each for each in self._editors if each is not first)]
        for editor in order:
            chosen = " ".join(editor.textCursor().selectedText().split())
            if chosen and len(chosen) <= _LONGEST:
                return editor, chosen
        place = first.cursor_place()
        for unit in units_of(first.text()):
            if unit.start <= place <= unit.end and any(each.isalnum() for each in unit.text):
                return first, first.text()[unit.start : unit.end]
        return None

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._context.say(self.tr("Copied"))
