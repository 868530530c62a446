"""Other words and other ways for what the person points at in a translation: by a click and the
button that then lies there, Ctrl with a click, the menu of the right button, or a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget

from assistant_app.tasks.alternatives import AlternativesRequest
from assistant_app.tasks.word_variants import known_word, word_place
from assistant_app.ui.follow import OnFailed
from assistant_app.ui.other_ways import OtherWays
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.sentence_edits import SentenceEdits
from assistant_app.ui.translation_marks import TranslationMarks
from assistant_app.ui.widgets.text_editor import TextEditor
from assistant_app.ui.widgets.word_chip import WordChip

_GAP = 4
_WIDEST = 560


@dataclass(frozen=True)
class Sentence:
    """One of a translation, as it stands now; ``direction`` is from which language into which."""

    number: int
    source: str
    translation: str
    start: int
    direction: tuple[str, str]


class WaysHere(QObject):
    """``at_hand`` gives the sentence at hand."""

    def __init__(
        self,
        context: PanelContext,
        source: TextEditor,
        result: TextEditor,
        marks: TranslationMarks,
        edits: SentenceEdits,
        at_hand: Callable[[], Sentence | None],
        failed: OnFailed,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._result, self._marks, self._at_hand = result, marks, at_hand
        self.ways = OtherWays(context, edits, failed, parent)
        self.chip = WordChip(context.icons, "ways", result)
        self.chip.clicked.connect(self._show_at_clicked)
        self._clicked = -1
        self._is_source_at_hand = False
        source.place_chosen.connect(lambda _place: self._turn(True))
        result.place_chosen.connect(lambda _place: self._turn(False))
        result.place_called.connect(self.show_at)
        result.place_clicked.connect(self._offer)
        result.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        result.customContextMenuRequested.connect(self._show_menu)
        self.retranslate()

    def show(self) -> None:
        """For the sentence at hand, and the word at the cursor if that stands in it."""
        sentence = self._at_hand()
        if sentence is None:
            return
        self._ask(sentence, None if self._is_source_at_hand else self._result.cursor_place())

    def show_at(self, place: int) -> None:
        """For the sentence and the word at ``place`` of the translation."""
        self._turn(False)
        self._marks.show_result_place(place)
        sentence = self._at_hand()
        if sentence is not None:
            self._ask(sentence, place)

    def shortcut_row(self) -> tuple[str, str]:
        """For the list of shortcuts: what a click with Ctrl does."""
        return self.tr("Other words for a word"), self.tr("Ctrl+click")

    def retranslate(self) -> None:
        self.chip.set_label(_label(), "Alt+Down")

    # --- inside -------------------------------------------------------------------------------

    def _turn(self, is_source: bool) -> None:
        self._is_source_at_hand = is_source

    def _ask(self, sentence: Sentence, place: int | None) -> None:
        self.chip.hide()
        text = sentence.translation
        at = None
        if place is not None and 0 <= place - sentence.start <= len(text):
            at = word_place(text, place - sentence.start)
        known = None if at is None else known_word(text, at)
        below = sentence.start + (len(text) if at is None else known[0] if known else at)
        viewport = self._result.viewport()
        box = self._result.cursorRect(self._result.range_cursor(below, below))
        width = min(max(self._result.width(), self.ways.popup.least_width), _WIDEST)
        corner = viewport.mapToGlobal(QPoint(0, min(box.bottom() + _GAP, viewport.height())))
        if at is not None:
            # Under the word, and no further to the right than the window goes.
            right = self._result.window().geometry().right() - width - 2 * _GAP
            corner.setX(min(corner.x() + max(0, box.left() - 2 * _GAP), right))
        self.ways.ask(
            sentence.number,
            AlternativesRequest(sentence.source, *sentence.direction),
            text,
            corner,
            width,
            at,
            text[slice(*known)] if known else "",
        )

    def _offer(self, place: int) -> None:
        """A word was clicked: say that there are others."""
        sentence = self._at_hand()
        if sentence is None or self._result.isReadOnly():
            return
        at = word_place(sentence.translation, place - sentence.start)
        if at is None:
            return
        self._clicked = sentence.start + at
        _, end = known_word(sentence.translation, at) or (at, at + 1)
        self.chip.show_under(sentence.start + end)

    def _show_at_clicked(self) -> None:
        self.show_at(self._clicked)

    def _show_menu(self, point: QPoint) -> None:
        menu = self._result.createStandardContextMenu(point)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        place = self._result.place_at(point)
        menu.addSeparator()
        action = menu.addAction(f"{_label()}\tAlt+Down")
        action.setEnabled(self._marks.pairs.number_at_target(place) is not None)
        action.triggered.connect(lambda: self.show_at(place))
        menu.popup(self._result.viewport().mapToGlobal(point))


def _label() -> str:
    return QCoreApplication.translate("WaysHere", "Other words and ways")
