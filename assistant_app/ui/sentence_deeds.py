"""What can be done with a sentence of a translation: have an edit kept, accept it, say it
otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from assistant_app.tasks.translate import Translation
from assistant_app.terms.entries import MemoryPair, Source
from assistant_app.ui.back_translation import BackTranslation
from assistant_app.ui.checked_sentences import CheckedSentences, Findings
from assistant_app.ui.follow import OnFailed
from assistant_app.ui.look_twice_bar import LookTwiceBar
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.sentence_edits import SentenceEdits
from assistant_app.ui.sentence_line import SentenceLine
from assistant_app.ui.sentence_memory import SentenceMemory
from assistant_app.ui.sentence_pairs import SentencePairs
from assistant_app.ui.translation_marks import TranslationMarks
from assistant_app.ui.ways_here import Sentence, WaysHere
from assistant_app.ui.widgets.icon_button import shortcut_row
from assistant_app.ui.widgets.scroll_link import ScrollLink
from assistant_app.ui.widgets.text_editor import TextEditor
from assistant_app.ui.widgets.undo_bar import UndoBar
from assistant_app.ui.word_look_up import WordLookUp

_QUOTED = 40


class SentenceDeeds(QObject):
    """Owns the marks of both texts and the controls of the sentence at hand; the panel lays
    ``line``, ``undo_bar`` and ``look_twice`` out."""

    def __init__(
        self,
        context: PanelContext,
        source: TextEditor,
        result: TextEditor,
        scroll_link: ScrollLink,
        failed: OnFailed,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._panel = context, parent
        self._source, self._result = source, result
        self.direction = ("", "")
        self.chosen: Callable[[], tuple[str, str]] = lambda: ("", "")
        """The languages that are chosen, for a word looked up before there is a translation."""
        self._source_text = ""
        self.marks = TranslationMarks(source, result, scroll_link, self)
        self.edits = SentenceEdits(result, self.marks, self)
        self.memory = SentenceMemory(context, failed, self)
        self.look_twice = LookTwiceBar(context.icons)
        self.undo_bar = UndoBar(context.icons)
        self.checked = CheckedSentences(self.marks, self.undo_bar, self)
        self.line = SentenceLine(context.icons)
        self.here = WaysHere(
            context, source, result, self.marks, self.edits, self.at_hand, failed, parent
        )
        self.ways = self.here.ways
        self.ways_button = self.line.add_button("ways")
        self.look_up = WordLookUp(context, (source, result), self.marks, self.edits, failed, parent)
        self.look_up_button = self.line.add_button("search")
        self.back_button = self.line.add_button("back")
        self.accept_button = self.line.add_button("check")
        self.marks.current_changed.connect(self._show_current)
        self.marks.pairs_changed.connect(self._show_count)
        self.memory.changed.connect(self._show_current)
        self.edits.left.connect(self._keep_edit)
        self.look_twice.stepped.connect(self.marks.show_suspect)
        self.look_twice.all_checked.connect(self.checked.check_all)
        self.accept_button.clicked.connect(self.accept)
        self.ways_button.clicked.connect(self.show_ways)
        self.look_up_button.clicked.connect(self.show_word)
        self.back_button.clicked.connect(self.translate_sentence_back)
        for keys, act in (
            ("F8", lambda: self.marks.show_suspect(1)),
            ("Shift+F8", lambda: self.marks.show_suspect(-1)),
            ("Ctrl+F8", self.checked.check_all),
            ("Alt+Return", self.accept),
            ("Alt+Down", self.show_ways),
            ("Ctrl+D", self.show_word),
            ("Alt+B", self.translate_sentence_back),
        ):
            shortcut = QShortcut(QKeySequence(keys), parent)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._do, act))
        self.retranslate()

    def _do(self, act: Callable[[], None]) -> None:
        """A key does nothing to a text that is not shown."""
        if self._source.isVisible():
            act()

    # --- the translation ----------------------------------------------------------------------

    def show_translation(self, translation: Translation | None) -> None:
        """The result stands in its editor as it was made; None: what stands there has no pairs."""
        if translation is None:
            self.show_pairs(SentencePairs(), self.direction)
        else:
            pairs = SentencePairs(translation.pairs)
            self.show_pairs(pairs, (translation.source, translation.target))

    def show_pairs(self, pairs: SentencePairs, direction: tuple[str, str]) -> None:
        self.direction = direction
        self._source_text = self._source.text()
        self.marks.set_pairs(pairs)
        self.memory.begin(*direction)
        self.edits.begin()

    def let_go(self) -> None:
        """Either text is about to be another one: what was being edited is kept, pairs are not."""
        self.edits.rest()
        if len(self.marks.pairs):
            self.marks.set_pairs(SentencePairs())

    def source_of(self, number: int) -> str:
        pair = self.marks.pairs[number]
        # As it was translated: an edit may be left because the source has changed.
        return self._source_text[pair.source_start : pair.source_end]

    def translation_of(self, number: int) -> str:
        pair = self.marks.pairs[number]
        return self._result.text()[pair.target_start : pair.target_end]

    # --- other ways ---------------------------------------------------------------------------

    def show_ways(self) -> None:
        """Offer other words and other ways to say the sentence at hand, below the word."""
        self.here.show()

    def at_hand(self) -> Sentence | None:
        """The sentence at hand, as it stands now."""
        number, pair = self.marks.current, self.marks.current_pair
        if number is None or pair is None:
            return None
        texts = self.source_of(number), self.translation_of(number)
        return Sentence(number, *texts, pair.target_start, self.direction)

    def show_word(self) -> None:
        """Look the word at hand up."""
        self.look_up.ask(self.direction if all(self.direction) else self.chosen())

    # --- back ---------------------------------------------------------------------------------

    def translate_sentence_back(self) -> None:
        """Show what the sentence at hand means in the language of the source."""
        number = self.marks.current
        if number is not None:
            self._translate_back(self.source_of(number), self.translation_of(number))

    def translate_all_back(self) -> None:
        """The same for the whole translation."""
        if all(self.direction) and not self._result.is_empty:
            self._translate_back(self._source.text(), self._result.text())

    def _translate_back(self, source: str, translation: str) -> None:
        dialog = BackTranslation(self._context, source, translation, self.direction, self._panel)
        dialog.show()

    # --- the memory ---------------------------------------------------------------------------

    def accept(self) -> None:
        """The sentence at hand is in order: keep it as it stands, with no doubt left."""
        number = self.marks.current
        if number is None:
            return
        turn, taken = self.marks.turn, self.checked.check([number])
        if self.edits.edited == number:
            self.edits.leave()
            return
        text = self.translation_of(number)
        origin: Source = "accepted" if text == self.edits.made(number) else "edited"
        if self.memory.is_fed:
            say = partial(self._say_kept, taken=taken, turn=turn)
            self.memory.keep(number, self.source_of(number), text, origin, say)
        elif taken:
            self.undo_bar.offer(
                self.tr("Marked as checked"), lambda: self.checked.doubt(taken, turn)
            )

    def _keep_edit(self, number: int) -> None:
        text = self.translation_of(number)
        if text == self.edits.made(number):  # the edit was undone
            self.memory.forget(number)
        elif not self.memory.holds(number, text):
            source = self.source_of(number)
            self.memory.keep(number, source, text, "edited", self._say_kept)

    def _say_kept(self, pair: MemoryPair, taken: Findings | None = None, turn: int = 0) -> None:
        text = pair.target if len(pair.target) <= _QUOTED else f"{pair.target[:_QUOTED]}…"
        said = self.tr("Kept in your memory: {text}").format(text=text)

        def undo() -> None:
            self.memory.take_back(pair)
            self.checked.doubt(taken or {}, turn)

        def end() -> None:
            self.memory.take_back(pair)
            self.memory.end()
            self._context.say(self.tr("Corrections are not kept any more; the settings say so"))

        self.undo_bar.offer(said, undo, end, self.tr("Keep none"))

    # --- looks --------------------------------------------------------------------------------

    def _show_current(self) -> None:
        number = self.marks.current
        if number is None:
            self.line.show_pair(None)
        else:
            is_kept = self.memory.holds(number, self.translation_of(number))
            self.line.show_pair(self.marks.pairs[number], is_kept, self.memory.is_fed)

    def _show_count(self) -> None:
        self.look_twice.show_count(len(self.marks.pairs.suspects()))

    def shortcut_rows(self) -> list[tuple[str, str]]:
        """What the buttons do and their keys."""
        bar = self.look_twice
        steps = (bar.next_button, bar.previous_button, bar.all_button)
        buttons = (*steps, *self.line.buttons)
        return [*map(shortcut_row, buttons), self.here.shortcut_row()]

    def retranslate(self) -> None:
        self.ways_button.set_label(self.tr("Other ways"), "Alt+Down")
        self.here.retranslate()
        self.look_up_button.set_label(self.tr("Look up"), "Ctrl+D")
        self.back_button.set_label(self.tr("Translate back"), "Alt+B")
        self.accept_button.set_label(self.tr("Accept"), "Alt+Enter")
        self.look_twice.retranslate()
        self.line.retranslate()
        self.line.fit_words()
