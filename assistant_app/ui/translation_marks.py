"""The marks of a translation: the sentence at hand on both sides, the word at hand on both sides,
and amber where the guards found something."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from assistant_app.tasks.translate import Pair
from assistant_app.ui.finding_words import findings_text
from assistant_app.ui.sentence_pairs import SentencePairs
from assistant_app.ui.widgets.scroll_link import ScrollLink
from assistant_app.ui.widgets.text_editor import TextEditor
from assistant_app.ui.widgets.tints import sentence_mark, strong_mark, warning_mark
from assistant_app.ui.word_links import linked_words

PAIR, WORD, SUSPECT = "pair", "word", "suspect"


class TranslationMarks(QObject):
    """Knows the pairs of the texts as they stand, and which of them is at hand."""

    current_changed = Signal()
    """Another sentence is at hand, or none."""
    pairs_changed = Signal()

    def __init__(
        self, source: TextEditor, result: TextEditor, scroll_link: ScrollLink, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._source, self._result, self._scroll_link = source, result, scroll_link
        self._current: int | None = None
        self._cursor_word: tuple[bool, int] | None = None
        """Whether it stands in the source, and where."""
        self.pairs = SentencePairs()
        self.turn = 0
        """Counts the translations that there were."""
        source.place_chosen.connect(self.show_source_place)
        result.place_chosen.connect(self.show_result_place)
        source.place_hovered.connect(lambda place: self._hover(True, place))
        result.place_hovered.connect(lambda place: self._hover(False, place))
        result.tip_at = self._tip

    @property
    def current(self) -> int | None:
        """The number of the sentence at hand."""
        return self._current

    @property
    def current_pair(self) -> Pair | None:
        return None if self._current is None else self.pairs[self._current]

    def set_pairs(self, pairs: SentencePairs) -> None:
        """Other texts: no sentence is at hand."""
        self.pairs = pairs
        self.turn += 1
        self._lay_suspects()
        self._set_current(None)
        self.pairs_changed.emit()

    def change_pairs(self, pairs: SentencePairs, current: int | None) -> None:
        """The same sentences after an edit of ``current``, which is at hand now."""
        is_as_before = pairs.suspects() == self.pairs.suspects()
        self.pairs = pairs
        self._current = current
        self._cursor_word = None
        if not is_as_before:  # the marks themselves move with the text
            self._lay_suspects()
        self._lay_pair()
        self._show_words(None)
        self.pairs_changed.emit()
        self.current_changed.emit()

    def show_source_place(self, place: int) -> None:
        """The sentence there is at hand."""
        self._choose(self.pairs.number_at_source(place), self._result, (True, place))

    def show_result_place(self, place: int) -> None:
        self._choose(self.pairs.number_at_target(place), self._source, (False, place))

    def show_suspect(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) sentence to look at, round the ends."""
        suspects = self.pairs.suspects()
        if not suspects:
            return
        here = self._current
        if here is None:
            place = self._result.cursor_place()
            starts = [self.pairs[number].target_start for number in suspects]
            behind = [number for number, at in zip(suspects, starts, strict=True) if at >= place]
            before = [number for number in suspects if number not in behind]
            number = (behind or suspects)[0] if step > 0 else (before or suspects)[-1]
        elif step > 0:
            number = next((each for each in suspects if each > here), suspects[0])
        else:
            number = next((each for each in reversed(suspects) if each < here), suspects[-1])
        pair = self.pairs[number]
        self._choose(number, self._source, None)
        self._scroll_link.is_on = False
        self._result.show_place(pair.target_start, pair.target_end)
        self._scroll_link.is_on = True
        self._result.setFocus()

    # --- inside -------------------------------------------------------------------------------

    def _choose(self, number: int | None, other: TextEditor, word: tuple[bool, int] | None) -> None:
        """Mark both halves; the other side scrolls only if its half is out of view."""
        self._cursor_word = word
        self._set_current(number)
        self._show_words(word)
        if number is None:
            return
        pair = self.pairs[number]
        self._scroll_link.is_on = False
        if other is self._result:
            other.show_place(pair.target_start, pair.target_end)
        else:
            other.show_place(pair.source_start, pair.source_end)
        self._scroll_link.is_on = True

    def _set_current(self, number: int | None) -> None:
        self._current = number
        self._lay_pair()
        if number is None:
            self._show_words(None)
        self.current_changed.emit()

    def _lay_pair(self) -> None:
        pair = self.current_pair
        if pair is None:
            self._source.unmark(PAIR)
            self._result.unmark(PAIR)
            return
        self._source.mark(PAIR, [(pair.source_start, pair.source_end)], sentence_mark)
        self._result.mark(PAIR, [(pair.target_start, pair.target_end)], sentence_mark)

    def _lay_suspects(self) -> None:
        if suspects := self.pairs.suspect_targets():
            self._result.mark(SUSPECT, suspects, warning_mark)
        else:
            self._result.unmark(SUSPECT)

    def _hover(self, is_source: bool, place: int) -> None:
        self._show_words((is_source, place) if place >= 0 else self._cursor_word)

    def _show_words(self, word: tuple[bool, int] | None) -> None:
        """Mark the word there with what was read off it; None: no word."""
        self._source.unmark(WORD)
        self._result.unmark(WORD)
        if word is None:
            return
        is_source, place = word
        pairs = self.pairs
        pair = pairs.at_source(place) if is_source else pairs.at_target(place)
        if pair is None or not pair.links:
            return
        editors = (self._source, self._result) if is_source else (self._result, self._source)
        seen = pair if is_source else pair.swapped()
        here = editors[0].text()[seen.source_start : seen.source_end]
        there = editors[1].text()[seen.target_start : seen.target_end]
        found = linked_words(seen, place - seen.source_start, here, there)
        if found is None:
            return
        starts = seen.source_start, seen.target_start
        for editor, start, ranges in zip(editors, starts, found, strict=True):
            moved = [(start + begin, start + end) for begin, end in ranges]
            editor.mark(WORD, moved, strong_mark)

    def _tip(self, place: int) -> str:
        pair = self.pairs.at_target(place)
        return findings_text(pair.findings) if pair else ""
