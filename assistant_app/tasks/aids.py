"""What helps a translation beside the model: the person's terms, and what was confirmed before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant_app.terms.entries import Term
from assistant_app.terms.glossaries import GlossaryStore
from assistant_app.terms.matching import TermIndex
from assistant_app.terms.memory import MemoryStore


class Aids(Protocol):
    """The terms and the memory of one person. Any thread may ask."""

    def terms(self, source: str, target: str) -> TermIndex | None:
        """The terms of the glossaries that are switched on for this direction; None without any."""

    def fingerprint(self, source: str, target: str) -> str:
        """Differs where ``terms`` differ."""

    def recall(self, source: str, target: str, texts: Sequence[str]) -> Mapping[str, str]:
        """Of ``texts``, those that have a confirmed translation, with it."""


class NoAids:
    """Nobody has any terms, and nothing was confirmed."""

    def terms(self, source: str, target: str) -> TermIndex | None:
        return None

    def fingerprint(self, source: str, target: str) -> str:
        return ""

    def recall(self, source: str, target: str, texts: Sequence[str]) -> Mapping[str, str]:
        return {}


class OwnAids:
    """The glossaries and the memory of the person's own file."""

    def __init__(self, glossaries: GlossaryStore, memory: MemoryStore) -> None:
        self._glossaries = glossaries
        self._memory = memory
        self._index: tuple[str, TermIndex] | None = None
        self._read: tuple[tuple[object, ...], list[Term], str] | None = None
        """What the terms were read for, they themselves, and their mark."""
        self.of_this_run: tuple[Term, ...] = ()
        """Terms that go before all others, whatever the direction: set for one command."""

    def terms(self, source: str, target: str) -> TermIndex | None:
        terms, mark = self._all(source, target)
        if not terms:
            return None
        if self._index is None or self._index[0] != mark:
            self._index = mark, TermIndex(terms, source)
        return self._index[1]

    def fingerprint(self, source: str, target: str) -> str:
        return self._all(source, target)[1]

    def recall(self, source: str, target: str, texts: Sequence[str]) -> Mapping[str, str]:
        found = ((text, self._memory.exact(source, target, text)) for text in texts)
        return {text: pair.target for text, pair in found if pair is not None}

    def _all(self, source: str, target: str) -> tuple[list[Term], str]:
        """The terms and their mark: read and hashed again only after something was written."""
        wanted = (source, target, self.of_this_run, self._glossaries.version())
        known = self._read
        if known is None or known[0] != wanted:
            terms = [*self.of_this_run, *self._glossaries.active_terms(source, target)]
            known = wanted, terms, _mark(source, target, terms) if terms else ""
            self._read = known
        return known[1], known[2]


def _mark(source: str, target: str, terms: Sequence[Term]) -> str:
    rows = [(each.source, each.target, each.is_case_sensitive) for each in terms]
    return hashlib.sha256(repr((source, target, rows)).encode("utf-8", "replace")).hexdigest()
