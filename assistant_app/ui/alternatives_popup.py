"""Other words for a word, and other ways to say its sentence: from the model, and from the memory.
One of them takes its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QWidget

from assistant_app.tasks.alternatives import Way
from assistant_app.tasks.word_variants import OtherWord
from assistant_app.terms.memory import Found
from assistant_app.ui.finding_words import findings_text
from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.list_popup import ListPopup
from assistant_app.ui.widgets.named import set_word

_HEIGHT, _HEIGHT_WITH_WORDS = 300, 420
_LONGEST_REST = 90


class AlternativesPopup(ListPopup):
    """Opens while the model is still looking. Without a word it is about the sentence alone."""

    stop_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self._now = ""
        self._word: str | None = None
        self._after = ""
        """What stands behind the word now."""
        self._words: Sequence[OtherWord] = ()
        self._found: Sequence[Found] = ()
        self._ways: Sequence[Way] = ()
        self._is_looking_for_words = self._is_looking_for_ways = False
        self.stop_button = QPushButton()
        self.stop_button.setObjectName("link")
        self.foot.addWidget(self.stop_button)
        self.stop_button.clicked.connect(self.stop_requested)
        self.retranslate()

    @property
    def is_looking(self) -> bool:
        return self._is_looking_for_words or self._is_looking_for_ways

    def open_for(self, now: str, place: QPoint, width: int, word: str | None = None) -> None:
        """``now`` is what stands there: it is no other way. ``word`` is the one to find others for;
        empty if nobody knows yet where it begins and ends; None: for the sentence only."""
        self._now, self._word, self._after = " ".join(now.split()), word, ""
        self._words = self._found = self._ways = ()
        self._is_looking_for_words, self._is_looking_for_ways = word is not None, True
        height = _HEIGHT if word is None else _HEIGHT_WITH_WORDS
        self.open_at(place, width, height)
        self._fill()

    def show_words(self, word: str, after: str, words: Sequence[OtherWord]) -> None:
        """Others for ``word``, behind which ``after`` stands now; an empty one is the one that was
        asked for."""
        self._word, self._after, self._words = word or self._word, after, words
        self._is_looking_for_words = False
        self._fill()

    def show_found(self, found: Sequence[Found]) -> None:
        """Sentences of the memory that are like this one, above what the model says."""
        self._found = found
        self._fill()

    def show_ways(self, ways: Sequence[Way]) -> None:
        """What the model offers for the sentence; that was all."""
        self._ways = ways
        self._is_looking_for_ways = False
        self._fill()

    def show_end(self) -> None:
        """The model says nothing more: it was stopped."""
        self._is_looking_for_words = self._is_looking_for_ways = False
        self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.is_looking:
            self.stop_requested.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Other ways to say it"))
        self.list.setAccessibleName(self.tr("Other ways to say it"))
        set_word(self.stop_button, self.tr("Stop"))
        self._fill()

    # --- inside -------------------------------------------------------------------------------

    def _fill(self) -> None:
        has_chosen = self.list.currentRow() >= 0
        chosen = self.text_of(self.list.currentItem()) if has_chosen else None
        self.list.clear()
        if self._word is not None:
            self._put_words(self._word)
            self.put_header(self.tr("The whole sentence"))
        known = {self._now, *(word.text for word in self._words)}
        for each in self._found:
            if " ".join(each.target.split()) not in known:
                known.add(each.target)
                self._put_found(each)
        for way in self._ways:
            if way.text not in known:
                icon = self._icons.icon("warning") if way.findings else None
                about = findings_text(way.findings)
                self.put_row(self.list.count(), way.text, about=about, icon=icon)
        self.choose_text(chosen)
        self.stop_button.setVisible(self.is_looking)
        self._show_state()

    def _put_words(self, present: str) -> None:
        self.put_header(
            self.tr("Instead of “{word}”").format(word=present)
            if present
            else self.tr("Instead of this word")
        )
        for each in self._words:
            rest = each.tail[each.tail.index(each.word) + len(each.word) :]
            shown = each.word if rest == self._after else f"{each.word}  …{_shortened(rest)}"
            about = findings_text(each.findings)
            icon = self._icons.icon("warning") if each.findings else None
            row = self.put_row(self.list.count(), each.text, shown, about, icon)
            row.setToolTip(each.text)
        if not self._words and not self._is_looking_for_words:
            self.put_header(self.tr("No other word fits here."), is_quiet=True)

    def _put_found(self, found: Found) -> None:
        about = self.tr("from your memory, {percent} % alike").format(percent=found.percent)
        if found.is_adapted:
            about = self.tr("from your memory, with the numbers of this sentence")
        row = self.put_row(self.list.count(), found.target, about=about)
        row.setToolTip(found.pair.source)

    def _show_state(self) -> None:
        if self._is_looking_for_words:
            self.state.setText(self.tr("Looking for other words…"))
        elif self._is_looking_for_ways:
            self.state.setText(self.tr("Looking for other ways…"))
        elif self._words:
            self.state.setText(self.tr("Enter takes it; the text before it stays."))
        elif self.texts:
            self.state.setText(self.tr("Enter puts it in the place of the sentence."))
        else:
            self.state.setText(self.tr("Neither model nor memory has another way to say it."))


def _shortened(text: str) -> str:
    line = re.sub(r"\s+", " ", text)
    return line if len(line) <= _LONGEST_REST else f"{line[:_LONGEST_REST]}…"
