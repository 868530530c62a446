"""Other words for one word of a translation, each with the rest of the sentence as it then goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant_app.cancel import CancelToken
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.words import WordVariants, is_unspaced, word_at
from assistant_app.tasks.aids import Aids, NoAids
from assistant_app.tasks.base import Origin, Progress, Stage, Work
from assistant_app.tasks.engines import EngineSource
from assistant_app.tasks.guards import (
    Finding,
    Kind,
    check_translation,
    mark_places,
    weight_of,
)
from assistant_app.tasks.models import ModelChoice
from assistant_app.tasks.one_sentence import one_sentence
from assistant_app.tasks.sentences import joint_of
from assistant_app.terms.checking import check_terms
from assistant_app.terms.matching import Match

_MOST = 6
_ASKED = 8
"""Some of them will be unfit."""
_UNFIT = frozenset(
    (Kind.EMPTY, Kind.LOOP, Kind.WRONG_LANGUAGE, Kind.UNTRANSLATED, Kind.WORD_LEFT, Kind.WORD_ADDED)
)
"""A word that brings one of these is no word of the language, or leads nowhere."""
_PIECE = re.compile(r"\s+|\S")


@dataclass(frozen=True)
class WordVariantsRequest:
    """``text`` is the source of one sentence, ``translation`` the sentence as it stands now, which
    a person may have edited; the word is the one at ``place`` of it."""

    text: str
    translation: str
    place: int
    source: str
    target: str
    model_id: str | None = None


@dataclass(frozen=True)
class OtherWord:
    """``word``, and the whole sentence with it, with what the guards say of that; ``tail`` is what
    stands in it from the word on."""

    word: str
    text: str
    tail: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class OtherWords:
    """For what stands from ``start`` to ``end`` of the sentence; those without a fault first, each
    group by likelihood. None where nothing else fits, or the model could not read the sentence in
    one piece."""

    start: int
    end: int
    words: tuple[OtherWord, ...]
    origin: Origin


def word_place(text: str, place: int) -> int | None:
    """A place in the word there, or in the one that ends there; None where no word stands that
    could be another: at signs, numbers, addresses, placeholders, code, tags and names of files."""
    for at in (place, place - 1):
        word = word_at(text, at) if 0 <= at < len(text) else None
        if word is not None:
            return at if _is_variable(text, *word) else None
    return None


def known_word(text: str, place: int) -> tuple[int, int] | None:
    """Where the word there begins and ends, as far as its letters tell: in a script without blanks
    only the model says which characters are one."""
    span = word_at(text, place)
    return None if span is None or is_unspaced(text[slice(*span)]) else span


def _is_variable(text: str, start: int, end: int) -> bool:
    if any(each.isdigit() for each in text[start:end]):
        return False
    if any(start < last and first < end for first, last in mark_places(text)):
        return False
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return not set(around) & set("_@\\/{}<>$%=#") and not re.match(r"\.\w", text[end:])


class WordVariantsTask:
    """Looks for other words at one place, and lets the model go on behind each."""

    def __init__(self, engine: EngineSource, models: ModelChoice, aids: Aids | None = None) -> None:
        self._engine = engine
        self._models = models
        self._aids = aids or NoAids()

    def run(self, request: WordVariantsRequest, cancel: CancelToken) -> Work[OtherWords]:
        """Raises ``TextEmpty``, ``LanguagePairUnavailable`` and whatever loading a model raises."""
        sentence = yield from one_sentence(self._engine, self._models, request, cancel)
        text, origin = sentence.text, sentence.origin
        at = word_place(request.translation, request.place)
        if at is None or sentence.is_too_long:
            return OtherWords(request.place, request.place, (), origin)
        yield Progress(Stage.TRANSLATING)
        line = _OneLine(request.translation, joint_of(request.target))
        terms = self._aids.terms(request.source, request.target)
        matches = terms.matches(text) if terms is not None else ()
        found = sentence.translator.variants(
            sentence.read,
            line.text,
            line.place_of(at),
            _ASKED,
            GenerationOptions(max_new_tokens=sentence.max_new_tokens),
            cancel,
            _owed(matches, line.text, line.place_of(at), request.target),
        )
        return OtherWords(
            line.places[found.start],
            line.places[found.end],
            _fit(request, text, line, found, matches),
            origin,
        )


class _OneLine:
    """A sentence without the breaks that stood in its source: ``places`` says for each place of
    ``text``, its end too, where that was."""

    def __init__(self, sentence: str, joint: str) -> None:
        self.text = ""
        self.places: list[int] = []
        for found in _PIECE.finditer(sentence):
            piece = found.group()
            if piece.isspace():
                piece = joint if "\n" in piece else " "
            self.text += piece
            self.places += [found.start()] * len(piece)
        self.places.append(len(sentence))

    def place_of(self, place: int) -> int:
        return next(n for n, each in enumerate(self.places) if each >= place)


def _owed(matches: Sequence[Match], line: str, place: int, target: str) -> tuple[str, ...]:
    """What the rest of the sentence has to say: terms that were not said before the word, but for
    one that the word is part of, which the person wants to be another."""
    start, end = word_at(line, place) or (place, place)
    if is_unspaced(line[start:end]):
        start, end = place, place + 1
    owed = []
    for match in matches:
        before, whole, behind = (
            check_terms([match], part, target)[0].is_used
            for part in (line[:start], line, line[end:])
        )
        if not before and (behind or not whole):
            owed.append(match.term.target or match.text)
    return tuple(dict.fromkeys(owed))


def _fit(
    request: WordVariantsRequest,
    text: str,
    line: _OneLine,
    found: WordVariants,
    matches: Sequence[Match],
) -> tuple[OtherWord, ...]:
    def findings(sentence: str) -> tuple[Finding, ...]:
        return check_translation(text, sentence, request.source, request.target, matches)

    borne = {finding.kind for finding in findings(line.text)} & _UNFIT
    kept = request.translation[: line.places[found.start]]
    words = []
    for variant in found.variants:
        faults = findings(line.text[: found.start] + variant.tail)
        if all(fault.kind in borne or fault.kind not in _UNFIT for fault in faults):
            words.append(OtherWord(variant.word, kept + variant.tail, variant.tail, faults))
    words.sort(key=lambda word: weight_of(word.findings))
    return tuple(words[:_MOST])
