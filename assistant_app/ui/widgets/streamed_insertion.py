"""Text that arrives piece by piece and is undone in one step."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor, QTextDocument


class StreamedInsertion(QObject):
    """Adds pieces at one place of a document, wherever the person's own cursor goes meanwhile.

    The pieces join one undo step for as long as nobody else edits in between; after such an edit
    a new step begins, so that undo stays in order. If the person takes everything back that was
    added (Ctrl+Z while it still streams), ``abandoned`` is emitted once and later pieces are
    ignored.
    """

    abandoned = Signal()

    def __init__(
        self, document: QTextDocument, position: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._start = QTextCursor(document)
        self._start.setPosition(position)
        self._start.setKeepPositionOnInsert(True)
        self._end = QTextCursor(document)
        self._end.setPosition(position)
        self._document = document
        self._is_own_edit = False
        self._is_joinable = False
        self._has_added = False
        self._is_over = False
        document.contentsChange.connect(self._note_change)

    def add(self, piece: str) -> None:
        """Insert ``piece`` behind what was added so far."""
        if self._is_over or not piece:
            return
        self._is_own_edit = True
        try:
            if self._is_joinable:
                self._end.joinPreviousEditBlock()
            else:
                self._end.beginEditBlock()
            self._end.insertText(piece)
            self._end.endEditBlock()
        finally:
            self._is_own_edit = False
        self._is_joinable = True
        self._has_added = True

    def end(self) -> None:
        """No more pieces will come."""
        if self._is_over:
            return
        self._is_over = True
        if self._is_joinable:
            self._seal()
        self._document.contentsChange.disconnect(self._note_change)

    def _seal(self) -> None:
        """Keep Qt from melting what is typed next into our step, as it does after an insertion:
        let the step end with a removal instead."""
        self._is_own_edit = True
        self._end.joinPreviousEditBlock()
        self._end.insertText(" ")
        self._end.deletePreviousChar()
        self._end.endEditBlock()
        self._is_own_edit = False

    @property
    def end_position(self) -> int:
        """Where the next piece would go, in Qt's positions."""
        return self._end.position()

    def selection(self) -> QTextCursor:
        """A cursor that selects what was added, with whatever was typed into it."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(self._start.position())
        cursor.setPosition(self._end.position(), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _note_change(self, _position: int, removed: int, added: int) -> None:
        if self._is_own_edit or not (removed or added):
            return
        self._is_joinable = False
        if self._has_added and not self._is_over and self._start.position() == self._end.position():
            self.end()
            self.abandoned.emit()
