"""Edits of a translation, followed sentence by sentence."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from assistant_app.ui.text_positions import TextPositions
from assistant_app.ui.translation_marks import TranslationMarks
from assistant_app.ui.widgets.text_editor import TextEditor, n_common


class SentenceEdits(QObject):
    """Keeps the pairs of ``marks`` where their sentences are while the person writes, and tells
    when an edited sentence was left."""

    left = Signal(int)
    """The number of a sentence that was edited, and is not being edited any more."""

    def __init__(self, result: TextEditor, marks: TranslationMarks, parent: QObject) -> None:
        super().__init__(parent)
        self._result, self._marks = result, marks
        self._is_on = False
        self._text = ""
        self._positions = TextPositions("")
        self._originals = marks.pairs
        self._made: tuple[str, ...] = ()
        self._edited: int | None = None
        self._last: int | None = None
        result.document().contentsChange.connect(self._follow)
        result.cursorPositionChanged.connect(self._look_whether_left)
        result.left.connect(self.leave)

    @property
    def edited(self) -> int | None:
        """The sentence that is being edited."""
        return self._edited

    def made(self, number: int) -> str:
        """What the sentence was before any edit."""
        return self._made[number]

    def begin(self) -> None:
        """The translation stands as it was made, with its pairs: follow it from here."""
        self._text = self._result.text()
        self._positions = self._result.positions()
        self._originals = self._marks.pairs
        self._made = tuple(
            self._text[pair.target_start : pair.target_end] for pair in self._originals.all()
        )
        self._edited = self._last = None
        self._is_on = len(self._originals) > 0
        self._set_editable(self._is_on)

    def rest(self) -> None:
        """The text is about to be written by the app itself. What was edited counts as left."""
        self.leave()
        self._is_on = False
        self._set_editable(False)

    def leave(self) -> None:
        """Whatever was being edited is finished."""
        number, self._edited = self._edited, None
        if number is not None and self._is_on:
            self.left.emit(number)

    def replace(self, number: int, text: str, place: int | None = None) -> None:
        """Put ``text`` in the place of a sentence, as one step that undo takes back: what both
        begin with stays. The cursor then stands at ``place`` of it, else at its end."""
        self._last = number
        pair = self._marks.pairs[number]
        start = pair.target_start
        now = self._result.text()[start : pair.target_end]
        n_same = n_common(now, text)
        cursor = self._result.range_cursor(start + n_same, pair.target_end)
        cursor.insertText(text[n_same:])
        if place is not None:
            cursor = self._result.range_cursor(start + place, start + place)
        self._result.setTextCursor(cursor)

    # --- inside -------------------------------------------------------------------------------

    def _follow(self, place: int, n_removed: int, n_added: int) -> None:
        if not self._is_on:
            return
        old, old_positions = self._text, self._positions
        new, new_positions = self._result.text(), self._result.positions()
        self._text, self._positions = new, new_positions
        start = old_positions.to_text(place)
        # What Qt tells may reach one unit beyond the end.
        old_end = min(old_positions.to_text(place + n_removed), len(old))
        new_end = min(new_positions.to_text(place + n_added), len(new))
        while start < min(old_end, new_end) and old[start] == new[start]:
            start += 1
        while min(old_end, new_end) > start and old[old_end - 1] == new[new_end - 1]:
            old_end, new_end = old_end - 1, new_end - 1
        if start == old_end == new_end:
            return
        pairs, owner = self._marks.pairs.with_edit(
            start, old_end - start, new_end - start, self._last
        )
        if owner is None:
            self._marks.change_pairs(pairs, None)
            return
        if self._edited not in (None, owner):
            self.leave()
        self._edited = self._last = owner
        pair, original = pairs[owner], self._originals[owner]
        is_original = new[pair.target_start : pair.target_end] == self._made[owner]
        pair = replace(
            pair,
            findings=original.findings if is_original else (),
            is_recalled=original.is_recalled and is_original,
            links=original.links if is_original else (),
        )
        self._marks.change_pairs(pairs.with_pair(owner, pair), owner)

    def _set_editable(self, is_editable: bool) -> None:
        """What can't be edited can still be read and selected by keyboard."""
        self._result.setReadOnly(not is_editable)
        self._result.setUndoRedoEnabled(is_editable)
        if not is_editable:
            keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
            self._result.setTextInteractionFlags(self._result.textInteractionFlags() | keyboard)

    def _look_whether_left(self) -> None:
        if self._edited is None or not self._is_on:
            return
        pair = self._marks.pairs[self._edited]
        if not pair.target_start <= self._result.cursor_place() <= pair.target_end:
            self.leave()
