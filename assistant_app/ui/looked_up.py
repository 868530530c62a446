"""What there is of a word: asked on the lanes, shown by the popup."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant_app.terms.dictionary import Dictionary, Found, bare, is_chinese
from assistant_app.terms.entries import MemoryPair, Term, base_language
from assistant_app.terms.glossaries import GlossaryStore
from assistant_app.terms.memory import MemoryStore
from assistant_app.ui.word_at_hand import WordAtHand

_MOST_PAIRS = 30
_INFINITIVE = re.compile(r"^to (?=\w)")


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


def whole_word(dictionary: Dictionary, text: str, word: WordAtHand) -> tuple[int, int]:
    """For the files lane: where the word of ``text`` begins and ends. A single Chinese character is
    part of one that only the dictionary knows; what was selected is what is wanted."""
    if word.is_selected or not is_chinese(word.text):
        return word.start, word.end
    return dictionary.word_at(text, word.start)


def entries_of(dictionary: Dictionary, word: WordAtHand) -> tuple[tuple[Found, bool], ...]:
    """For the files lane: what can stand for the word of the source, which is True; then what the
    word of the translation means."""
    source = word.text if word.is_source else word.other
    found = [(each, True) for each in dictionary.look_up(source)]
    if not word.is_source:
        found += [(each, False) for each in dictionary.look_up(word.text)]
    return tuple(found)


def replacement_of(gloss: str) -> str:
    """``to cook (a meal)`` is put into a sentence as ``cook``."""
    return _INFINITIVE.sub("", bare(gloss))


def fitted(text: str, now: str) -> str:
    """``text`` as it stands in the place of ``now``: with a capital where that has one."""
    if now[:1].isupper() and text.islower():
        return text[:1].upper() + text[1:]
    return text
