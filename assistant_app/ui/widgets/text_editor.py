"""The text field of all panels: plain text, exact characters, marks in layers, zoom, find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocumentFragment,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from assistant_app.ui.text_positions import TextPositions

Tint = Callable[[QPalette], QColor]
"""A colour that follows the theme, such as those of ``tints``."""

_ZOOM_RANGE = range(-5, 25)


class TextEditor(QPlainTextEdit):
    """Positions in its interface are Python's (code points of ``text``), never UTF-16 units.

    Marks are layers by name; a later layer lies over an earlier one. They move with edits.
    """

    place_chosen = Signal(int)
    """The text cursor was moved by the person to this position."""
    place_hovered = Signal(int)
    """The mouse came over the character at this position; -1: over none."""
    place_called = Signal(int)
    """The person clicked on the character at this position with Ctrl held: it is about what stands
    there."""
    place_clicked = Signal(int)
    """The same without Ctrl, and without selecting anything."""
    left = Signal()
    """The keyboard went elsewhere."""
    zoomed = Signal(int)
    """The letters became larger by so many steps, or smaller below 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        # First, as Qt may tell of a palette while the rest is being set up.
        self._layers: dict[str, list[QTextEdit.ExtraSelection]] = {}
        self._tints: dict[str, Tint] = {}
        super().__init__(parent)
        self.tip_at: Callable[[int], str] = lambda _place: ""
        """What to say of the character at a position while the mouse rests on it."""
        self._hovered = -1
        self.viewport().setMouseTracking(True)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(14)
        self._zoom = 0
        self.zoomIn(1)  # Prose is read here: a little larger than the controls around it.
        self._positions: TextPositions | None = TextPositions("")
        self.document().contentsChange.connect(self._forget_positions)

    # --- text ---------------------------------------------------------------------------------

    def text(self) -> str:
        """The text with every character as it was given (``toPlainText`` would lose U+00A0)."""
        return self.document().toRawText().replace("\u2029", "\n")

    def replace_text(self, text: str) -> None:
        """Put ``text`` in place of all there is, as one step that undo takes back."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def beginning(self, n_characters: int) -> str:
        """The first paragraphs, of about ``n_characters`` together; cheap for any text."""
        paragraphs = []
        block, left = self.document().begin(), n_characters
        while block.isValid() and left > 0:
            paragraphs.append(block.text())
            left -= block.length()
            block = block.next()
        return "\n".join(paragraphs)

    def settle_text(self, text: str) -> None:
        """Make ``text`` of what stands here by changing only what differs: the view stays."""
        now = self.text()
        if now == text:
            return
        start = n_common(now, text)
        n_end = min(n_common(now[::-1], text[::-1]), min(len(now), len(text)) - start)
        cursor = self.range_cursor(start, len(now) - n_end)
        cursor.insertText(text[start : len(text) - n_end])

    def append_text(self, text: str) -> None:
        """Add ``text`` at the end; the view follows if it showed the end."""
        bar = self.verticalScrollBar()
        is_at_end = bar.value() >= bar.maximum()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        if is_at_end:
            bar.setValue(bar.maximum())

    @property
    def is_empty(self) -> bool:
        return self.document().isEmpty()

    def positions(self) -> TextPositions:
        """Python's positions against Qt's, for the text as it stands."""
        if self._positions is None:
            self._positions = TextPositions(self.text())
        return self._positions

    def _forget_positions(self) -> None:
        self._positions = None

    # --- places -------------------------------------------------------------------------------

    def range_cursor(self, start: int, end: int) -> QTextCursor:
        """A cursor that selects ``start`` to ``end``."""
        positions = self.positions()
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(positions.to_qt(start), last))
        cursor.setPosition(min(positions.to_qt(end), last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def cursor_place(self) -> int:
        """Where the text cursor stands."""
        return self.positions().to_text(self.textCursor().position())

    def show_place(self, start: int, end: int) -> None:
        """Scroll so that the range stands in view, in the middle if it was out of it."""
        cursor = self.range_cursor(start, end)
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)
        area = self.viewport().rect()
        if not area.contains(self.cursorRect(cursor)):
            self.centerCursor()
        self.ensureCursorVisible()

    def place_at(self, point: QPoint) -> int:
        """The character under ``point`` of the viewport; -1 if there is none."""
        cursor = self.cursorForPosition(point)
        box = self.cursorRect(cursor)
        if not box.top() <= point.y() <= box.bottom():
            return -1
        is_before = point.x() < box.left()
        if (is_before and cursor.atBlockStart()) or (not is_before and cursor.atBlockEnd()):
            return -1
        return self.positions().to_text(cursor.position() - is_before)

    # --- marks --------------------------------------------------------------------------------

    def mark(self, layer: str, ranges: Sequence[tuple[int, int]], tint: Tint) -> None:
        """Lay ``tint`` behind each range (start, end), in place of the layer's last marks."""
        self.mark_cursors(layer, [self.range_cursor(*each) for each in ranges], tint)

    def mark_cursors(self, layer: str, cursors: Sequence[QTextCursor], tint: Tint) -> None:
        """The same for cursors that already select something."""
        look = QTextCharFormat()
        look.setBackground(tint(self.palette()))
        self._tints[layer] = tint
        marks = []
        for cursor in cursors:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format = look
            marks.append(mark)
        self._layers[layer] = marks
        self._show_layers()

    def unmark(self, layer: str) -> None:
        """Take the layer's marks away."""
        if self._layers.pop(layer, None):
            self._show_layers()

    def marked_texts(self, layer: str) -> tuple[str, ...]:
        """What stands under the layer's marks now."""
        return tuple(
            mark.cursor.selectedText().replace("\u2029", "\n")
            for mark in self._layers.get(layer, [])
        )

    def _show_layers(self) -> None:
        self.setExtraSelections([mark for marks in self._layers.values() for mark in marks])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._layers:
            for layer, marks in list(self._layers.items()):
                self.mark_cursors(layer, [mark.cursor for mark in marks], self._tints[layer])

    # --- zoom and the cursor ------------------------------------------------------------------

    def zoom_by(self, steps: int) -> None:
        """Make the letters larger or smaller, within reason."""
        if self._zoom + steps in _ZOOM_RANGE:
            self._zoom += steps
            self.zoomIn(steps)
            if steps:
                self.zoomed.emit(steps)

    def follow_zoom(self, steps: int) -> None:
        """Another editor was zoomed: this one too, and tells nobody."""
        self._zoom += steps
        self.zoomIn(steps)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y()
            self.zoom_by((steps > 0) - (steps < 0))
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
                return self.zoom_by(1)
            if event.key() == Qt.Key.Key_Minus:
                return self.zoom_by(-1)
            if event.key() == Qt.Key.Key_0:
                return self.zoom_by(-self._zoom)
        super().keyPressEvent(event)
        if event.key() in _MOVES:
            self.place_chosen.emit(self.cursor_place())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = self.place_at(event.position().toPoint())
        place = self.cursor_place() if place < 0 else place
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.place_called.emit(place)
            return
        self.place_chosen.emit(self.cursor_place())
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_plain and is_left and not self.textCursor().hasSelection():
            self.place_clicked.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            self._hover(self.place_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            tip = self.tip_at(place) if place >= 0 else ""
            # A tip in rich text breaks its lines; plain text would be one long line.
            QToolTip.showText(event.globalPos(), f"<p>{escape(tip)}</p>" if tip else "", self)
            return True
        return super().viewportEvent(event)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.place_hovered.emit(place)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Dropped files are the panel's to open, not text to insert."""
        return not source.hasUrls() and (source.hasHtml() or super().canInsertFromMimeData(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Some programs copy nothing but HTML: its text is pasted."""
        if source.hasHtml() and not source.hasText():
            plain = QMimeData()
            plain.setText(QTextDocumentFragment.fromHtml(source.html()).toPlainText())
            source = plain
        super().insertFromMimeData(source)


def n_common(one: str, other: str) -> int:
    """Characters that both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


_MOVES = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
