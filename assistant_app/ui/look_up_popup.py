"""A word, looked up in the person's own glossaries and memory, and in the dictionary."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidgetItem, QPushButton, QWidget

from assistant_app.terms.dictionary import ATTRIBUTION, DictionaryEntry, Found, is_chinese
from assistant_app.terms.entries import Term
from assistant_app.ui.looked_up import LookedUp, replacement_of
from assistant_app.ui.widgets.list_popup import ListPopup
from assistant_app.ui.widgets.named import set_word
from assistant_app.ui.word_at_hand import WordAtHand

_USABLE = Qt.ItemDataRole.UserRole + 1
_LONGEST_ABOUT = 110


class LookUpPopup(ListPopup):
    """What is chosen takes the place of the word in the translation, where that is known; else it
    is copied."""

    used = Signal(str)
    copied = Signal(str)
    add_requested = Signal()
    """The word is to become a term."""
    closed = Signal()
    least_width = 420

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._word = WordAtHand("", True, 0, 0)
        self._languages = ""
        self._has_dictionary = True
        self._stored: LookedUp | None = None
        self._entries: tuple[tuple[Found, bool], ...] | None = None
        self._said: tuple[str, ...] | None = None
        self.use_button, self.copy_button = QPushButton(), QPushButton()
        self.add_button = QPushButton()
        self.attribution = QLabel()
        self.attribution.setObjectName("quiet")
        self.attribution.setWordWrap(True)
        buttons = QHBoxLayout()
        for button in (self.use_button, self.copy_button, self.add_button):
            button.setObjectName("link")
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.column.addWidget(self.attribution)
        self.use_button.clicked.connect(self._use)
        self.copy_button.clicked.connect(self._copy)
        self.add_button.clicked.connect(self._add)
        self.list.currentItemChanged.connect(lambda *_: self._show_state())
        shortcut = QShortcut(QKeySequence.StandardKey.Copy, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._copy)
        self.retranslate()

    @property
    def word(self) -> WordAtHand:
        return self._word

    def show_word(self, word: WordAtHand, languages: str, has_dictionary: bool) -> None:
        """What there is of it is on its way. ``languages`` names both."""
        self._word, self._languages, self._has_dictionary = word, languages, has_dictionary
        self._stored = self._said = None
        self._entries = None if has_dictionary else ()
        self.retranslate()

    def show_stored(self, found: LookedUp) -> None:
        """What glossaries and memory have."""
        self._stored = found
        self._lay()

    def show_entries(self, entries: Sequence[tuple[Found, bool]]) -> None:
        """What the dictionary has; True: as translations of a word of the source."""
        self._entries = tuple(entries)
        self._lay()

    def show_said(self, ways: Sequence[str]) -> None:
        """What the translator makes of the word alone; none where it was not asked."""
        self._said = tuple(dict.fromkeys(ways))
        self._lay()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Look up “{word}”").format(word=self._word.text))
        self.list.setAccessibleName(self.title.text())
        set_word(self.use_button, self.tr("Use this"))
        set_word(self.copy_button, self.tr("Copy"))
        set_word(self.add_button, self.tr("Add as a term…"))
        self.attribution.setText(self.tr("Dictionary: {source}").format(source=ATTRIBUTION))
        self._lay()

    # --- rows ---------------------------------------------------------------------------------

    def _lay(self) -> None:
        """All rows anew; the one at hand stays at hand."""
        item = self._current_item()
        now = None if item is None else self.text_of(item)
        self.list.clear()
        self._put_other_side()
        for term in self._stored.terms if self._stored else ():
            self._put_term(term)
        self._put_dictionary()
        self._put_said()
        pairs = self._stored.pairs if self._stored else ()
        if pairs:
            self.put_header(self.tr("Your memory"))
        for pair in pairs:
            self._put(pair.target, pair.target, pair.source, is_usable=False)
        if not self._is_looking and not self.texts:
            self.put_header(self._nothing_text(), is_quiet=True)
        self.choose_text(now)
        self._show_state()

    def _put(self, text: str, shown: str, about: str = "", is_usable: bool = True) -> None:
        row = self.put_row(self.list.count(), text, shown, about)
        row.setData(_USABLE, is_usable)

    def _put_other_side(self) -> None:
        word = self._word
        if word.other:
            said = self.tr("In the translation: {words}")
            if not word.is_source:
                said = self.tr("In the source: {words}")
            self.put_header(said.format(words=word.other), is_quiet=True)
        elif word.has_links and word.is_source:
            said = self.tr("Nothing in the translation is known to stand for it.")
            self.put_header(said, is_quiet=True)

    def _put_term(self, term: Term) -> None:
        if term.target is None:
            shown, about = term.source, self.tr("term, stays as it is")
        else:
            shown, about = f"{term.source} → {term.target}", self.tr("term")
        if term.note:
            about = f"{about}: {term.note}"
        self._put(term.target or term.source, shown, about)

    def _put_dictionary(self) -> None:
        entries = self._entries or ()
        self.attribution.setVisible(bool(entries))
        for found, is_source in entries:
            named = self.tr("“{word}” in the dictionary")
            self.put_header(named.format(word=found.text))
            put = self._put_meanings if is_chinese(found.text) else self._put_word
            for entry in found.entries:
                put(entry, is_source)

    def _put_word(self, entry: DictionaryEntry, is_usable: bool) -> None:
        """A Chinese word for an English one."""
        about = "; ".join(sense.text for sense in entry.senses)
        if len(about) > _LONGEST_ABOUT:
            about = f"{about[: _LONGEST_ABOUT - 1]}…"
        self._put(entry.simplified, _head(entry), about, is_usable)

    def _put_meanings(self, entry: DictionaryEntry, is_usable: bool) -> None:
        """The English words for a Chinese one, each to be chosen."""
        self.put_header(_head(entry))
        for sense in entry.senses:
            for gloss in sense.glosses:
                self._put(replacement_of(gloss), gloss, is_usable=is_usable)
            if not sense.glosses:
                self.put_header(sense.text, is_quiet=True)

    def _put_said(self) -> None:
        if not self._has_dictionary:
            none = self.tr("There is no dictionary for {languages}.")
            self.put_header(none.format(languages=self._languages), is_quiet=True)
        if self._said:
            self.put_header(self.tr("What the translator makes of the word alone"))
        for text in self._said or ():
            self._put(text, text)

    # --- what is done with them ---------------------------------------------------------------

    def _choose(self, item: QListWidgetItem) -> None:
        text = self.text_of(item)
        if text is not None:
            self._end(self.used if self._is_usable(item) else self.copied, text)

    def _use(self) -> None:
        self._with_current(lambda text: self._end(self.used, text))

    def _copy(self) -> None:
        self._with_current(lambda text: self._end(self.copied, text))

    def _current_item(self) -> QListWidgetItem | None:
        row = self.list.currentRow()
        return self.list.item(row) if row >= 0 else None

    def _with_current(self, act: Callable[[str], None]) -> None:
        item = self._current_item()
        text = None if item is None else self.text_of(item)
        if text is not None:
            act(text)

    def _end(self, signal: SignalInstance, text: str) -> None:
        self.hide()
        signal.emit(text)

    def _add(self) -> None:
        self.hide()
        self.add_requested.emit()

    def _is_usable(self, item: QListWidgetItem) -> bool:
        return self._word.place is not None and bool(item.data(_USABLE))

    # --- what is said -------------------------------------------------------------------------

    @property
    def _is_looking(self) -> bool:
        return self._stored is None or self._entries is None or self._said is None

    def _nothing_text(self) -> str:
        return self.tr(
            "Nothing found. Select less of the text or a whole word and look again, or add it as "
            "a term."
        )

    def _show_state(self) -> None:
        item = self._current_item()
        has_word = item is not None and self.text_of(item) is not None
        is_usable = item is not None and has_word and self._is_usable(item)
        self.use_button.setEnabled(is_usable)
        self.copy_button.setEnabled(has_word)
        if is_usable:
            said = self.tr("Enter puts it in the place of “{word}”.")
            self.state.setText(said.format(word=self._word.now))
        elif has_word and not self._is_looking:
            self.state.setText(self.tr("Enter copies it."))
        else:
            self.state.setText(self.tr("Looking it up…") if self._is_looking else "")


def _head(entry: DictionaryEntry) -> str:
    is_same = entry.traditional == entry.simplified
    word = entry.simplified if is_same else f"{entry.simplified} ({entry.traditional})"
    return f"{word}  {entry.pinyin}"
