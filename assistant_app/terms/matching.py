"""Which terms stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from assistant_app.terms.entries import Term, base_language
from assistant_app.terms.inflection import forms_of
from assistant_app.terms.units import Unit, units_of, words_of

_Words = tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """``term`` stands in the sentence as ``text``, from ``start`` to ``end`` (characters)."""

    start: int
    end: int
    text: str
    term: Term


class TermIndex:
    """The terms of one direction, for any number of sentences: built in some 30 µs a term. The
    time of a sentence does not depend on how many terms there are.

    Of two terms with the same words the first one given goes first, one whose capitals fit before
    all.
    """

    def __init__(self, terms: Iterable[Term], source_language: str) -> None:
        language = base_language(source_language)
        self._terms: dict[_Words, list[Term]] = {}
        forms: dict[_Words, list[Term]] = {}
        sizes: dict[str, set[int]] = {}
        for term in terms:
            plain = words_of(term.source)
            for words in _forms(plain, language):
                (self._terms if words == plain else forms).setdefault(words, []).append(term)
                sizes.setdefault(words[0], set()).add(len(words))
        for words, inflected in forms.items():  # a term that is these words goes before
            self._terms.setdefault(words, []).extend(inflected)
        self._sizes = {first: sorted(found, reverse=True) for first, found in sizes.items()}

    def matches(self, sentence: str) -> tuple[Match, ...]:
        """The terms in ``sentence`` in their order. None lies in another: the longest goes first,
        then the one further left."""
        units = list(units_of(sentence))
        found = list(self._all(sentence, units))
        found.sort(key=lambda match: (match.start - match.end, match.start))
        is_taken = bytearray(len(sentence))
        kept = []
        for match in found:
            if not any(is_taken[match.start : match.end]):
                is_taken[match.start : match.end] = b"\1" * (match.end - match.start)
                kept.append(match)
        return tuple(sorted(kept, key=lambda match: match.start))

    def _all(self, sentence: str, units: Sequence[Unit]) -> Iterator[Match]:
        for at, first in enumerate(units):
            for size in self._sizes.get(first.text, ()):
                words = tuple(unit.text for unit in units[at : at + size])
                if len(words) < size or words not in self._terms:
                    continue
                start, end = first.start, units[at + size - 1].end
                if _is_inside_name(sentence, start):
                    continue
                text = sentence[start:end]
                fitting = [term for term in self._terms[words] if _fits(term, text)]
                if fitting:
                    best = min(fitting, key=lambda term: not term.is_case_sensitive)
                    yield Match(start, end, text, best)


def _forms(words: _Words, language: str) -> Iterator[_Words]:
    if not words:
        return
    for last in forms_of(words[-1], language):
        yield (*words[:-1], last)
    if len(words) > 1 and language == "de":  # adjectives and nouns both change
        for first, last in product(forms_of(words[0], language), forms_of(words[-1], language)):
            if first != words[0]:
                yield (first, *words[1:-1], last)


def _fits(term: Term, text: str) -> bool:
    """Whether the capitals are as the term wants; an ending behind it may be as it is."""
    if not term.is_case_sensitive:
        return True
    plain = " ".join(text.split())
    return plain.startswith(term.source) or plain[: len(term.source) - 1] == term.source[:-1]


def _is_inside_name(sentence: str, start: int) -> bool:
    """``.NET`` is not in ``ASP.NET``: a sign that begins a term must not hang on a word."""
    is_sign = not (sentence[start].isalnum() or sentence[start] == "_")
    return is_sign and start > 0 and sentence[start - 1].isalnum() and sentence[start - 1].isascii()
