"""A word, looked up in the person's own glossaries and memory."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from assistant_app.terms.entries import MemoryPair, Term, base_language
from assistant_app.terms.glossaries import GlossaryStore
from assistant_app.terms.memory import MemoryStore
from assistant_app.ui.widgets.list_popup import ListPopup
from assistant_app.ui.widgets.named import set_word

_MOST_PAIRS = 30


@dataclass(frozen=True)
class LookedUp:
    """What there is with the word in it, on either side."""

    terms: tuple[Term, ...]
    pairs: tuple[MemoryPair, ...]


def look_up(
    glossaries: GlossaryStore, memory: MemoryStore, direction: tuple[str, str], word: str
) -> LookedUp:
    """For the store lane. Glossaries that are switched off are looked into too."""
    wanted = word.casefold()
    terms = [
        term
        for glossary in glossaries.glossaries(*map(base_language, direction))
        if glossary.id is not None
        for term in glossaries.terms(glossary.id)
        if wanted in term.source.casefold() or wanted in (term.target or "").casefold()
    ]
    pairs = memory.page(*direction, limit=_MOST_PAIRS, text=word)
    return LookedUp(tuple(terms), pairs)


class LookUpPopup(ListPopup):
    """What is chosen is copied."""

    add_requested = Signal()
    """The word is to become a term."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._word = ""
        self._is_found = False
        self.add_button = QPushButton()
        self.add_button.setObjectName("link")
        self.foot.addWidget(self.add_button)
        self.add_button.clicked.connect(self._add)
        self.retranslate()

    def show_word(self, word: str) -> None:
        """What there is of it is on its way."""
        self._word, self._is_found = word, False
        self.retranslate()

    def show_found(self, found: LookedUp) -> None:
        for term in found.terms:
            if term.target is None:
                shown, about = term.source, self.tr("term, stays as it is")
            else:
                shown, about = f"{term.source} → {term.target}", self.tr("term")
            if term.note:
                about = f"{about}: {term.note}"
            self.put_row(self.list.count(), term.target or term.source, shown, about)
        for pair in found.pairs:
            self.put_row(self.list.count(), pair.target, pair.target, pair.source)
        self._is_found = True
        self._show_state(len(found.terms), len(found.pairs))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("“{word}” in your terms and memory").format(word=self._word))
        self.list.setAccessibleName(self.title.text())
        set_word(self.add_button, self.tr("Add as a term…"))
        self._show_state()

    def _add(self) -> None:
        self.hide()
        self.add_requested.emit()

    def _show_state(self, n_terms: int = 0, n_pairs: int = 0) -> None:
        if not self._is_found:
            self.state.setText(self.tr("Looking it up…"))
        elif n_terms or n_pairs:
            said = self.tr("Terms: {terms}, sentences: {pairs}. Enter copies the translation.")
            self.state.setText(said.format(terms=n_terms, pairs=n_pairs))
        else:
            self.state.setText(self.tr("Neither your glossaries nor your memory have it."))
