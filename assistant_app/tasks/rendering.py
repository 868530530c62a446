"""Sentences become translations: recalled from the memory, or made by the model, looked over by the
guards, held to the person's terms, and tried again where something is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, MutableMapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from assistant_app.cancel import CancelToken
from assistant_app.inference.links import Aligned, Link
from assistant_app.inference.options import GenerationOptions
from assistant_app.tasks.aids import Aids, NoAids
from assistant_app.tasks.capitals import without_capitals
from assistant_app.tasks.engines import OneWay
from assistant_app.tasks.guards import Finding, Kind, check_translation, weight_of
from assistant_app.tasks.kept import foreign_veiled, unveiled
from assistant_app.tasks.kept_back import restored
from assistant_app.tasks.kept_plan import Held, hold, n_sealed, seal, unsealed
from assistant_app.tasks.loops import cut_loop
from assistant_app.tasks.sentences import joint_of
from assistant_app.tasks.terms_plan import mask
from assistant_app.tasks.translate_plan import split_long
from assistant_app.terms.checking import check_terms
from assistant_app.terms.entries import base_language
from assistant_app.terms.matching import Match

_LONGEST_TOKENS = 96
"""Longer pieces are cut at a comma: a small model loses its way in them, and a batch its speed."""
_BEAMS = 4
_NO_REPEATS = 3
_TERMS = (Kind.TERM_MISSED, Kind.KEPT_TERM_MISSED)
_NUMBERS = (Kind.NUMBER_LOST, Kind.NUMBER_CHANGED)
_MOST_KEPT = 6
"""Things that are kept in one piece: beyond, the search that holds them all is slow and poor."""
_MISPLACED = 6
"""What it weighs that something kept is not where the model put it, beside what guards find."""


@dataclass(frozen=True)
class Rendering:
    """One sentence in the other language. ``findings`` is what the guards still say of it."""

    text: str
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_recalled: bool = False
    """A person confirmed it before: the model was not asked."""


@dataclass(frozen=True)
class _Piece:
    """What the model is given at a time, with the terms in what it reads."""

    held: Held
    looks: str
    """What is read, in the capitals of the text."""
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True)
class _Try:
    """One translation of a piece: as the model said it, and as it stands in the result."""

    said: Aligned
    made: Rendering
    n_misplaced: int = 0

    @property
    def weight(self) -> int:
        """0 for one without fault; the more, the worse."""
        return weight_of(self.made.findings) + _MISPLACED * self.n_misplaced


class Renderer:
    """One direction of one translation; no sentence is done twice.

    ``linked`` are the sentences for which links are wanted, by whoever has looks to place; None is
    all of them. Links cost one run more for each batch. ``recent`` has sentences that were rendered
    before, in the same way; new ones are added.
    """

    def __init__(
        self,
        translator: OneWay,
        source: str,
        target: str,
        cancel: CancelToken,
        aids: Aids | None = None,
        linked: Collection[str] | None = (),
        recent: MutableMapping[str, Rendering] | None = None,
        is_thorough: bool = False,
    ) -> None:
        self._translator = translator
        self._source, self._target = source, target
        self._joint = joint_of(target)
        self._cancel = cancel
        self._aids = aids or NoAids()
        self._linked = linked
        self._recent = {} if recent is None else recent
        self._is_thorough = is_thorough
        self._terms = self._aids.terms(source, target)
        self._sizes: dict[str, int] = {}
        self._longest = min(_LONGEST_TOKENS, translator.max_source_tokens)
        self.known: dict[str, Rendering] = {}
        self._others: dict[str, list[Aligned]] = {}
        """Other translations of the sentences that are at work, where they were asked for."""

    def render(self, texts: Iterable[str]) -> None:
        """Put the translation of each text into ``known``. Raises ``Cancelled``."""
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        new = self._not_recalled(new) if new else []
        self.known.update((text, self._recent[text]) for text in new if text in self._recent)
        new = [text for text in new if text not in self._recent]
        pieces = {text: self._split(text) for text in new}
        shown = {
            piece
            for text in new
            if self._linked is None or text in self._linked
            for piece in pieces[text]
        }
        made = self._pieces(
            list(dict.fromkeys(piece for text in new for piece in pieces[text])), shown
        )
        for text in new:
            self.known[text] = self._recent[text] = self._whole(text, pieces[text], made)

    def findings(self, text: str, translation: str) -> tuple[Finding, ...]:
        """What the guards say of a translation as it stands in the end."""
        source, target = self._source, self._target
        matches = self._piece(text).matches
        return check_translation(unveiled(text), translation, source, target, matches)

    def _not_recalled(self, texts: list[str]) -> list[str]:
        plain = {text: unveiled(text) for text in texts}
        recalled = self._aids.recall(self._source, self._target, list(plain.values()))
        for text in texts:
            if plain[text] in recalled:
                self.known[text] = Rendering(recalled[plain[text]], is_recalled=True)
        return [text for text in texts if plain[text] not in recalled]

    def _split(self, text: str) -> list[str]:
        """Pieces that fit the model, no cut through anything that is kept."""
        sealed, kept = seal(text)
        return [unsealed(piece, kept) for piece in split_long(sealed, self._fits)]

    def _pieces(self, texts: list[str], shown: Collection[str]) -> dict[str, Rendering]:
        pieces = {text: self._piece(text) for text in texts}
        found = {
            text: Rendering(piece.held.text)
            for text, piece in pieces.items()
            if piece.held.is_all_kept
        }
        asked = [text for text in texts if text not in found]
        linked = {
            pieces[text].held.read
            for text in asked
            if text in shown or pieces[text].matches or pieces[text].held.is_strewn
        }
        first = self._first_tries([pieces[text] for text in asked], linked)
        tries = dict(zip(asked, first, strict=True))
        self._others = self._others_of(
            [(pieces[text], each) for text, each in tries.items()], linked
        )
        doubtful = [
            text
            for text, each in tries.items()
            if _is_doubtful(each) or not pieces[text].held.read.strip()
        ]
        settled = self._translator.each(
            lambda text: self._settled(pieces[text], tries[text]), doubtful
        )
        found |= {text: each.made for text, each in tries.items()}
        found |= dict(zip(doubtful, settled, strict=True))
        return found

    def _first_tries(self, pieces: Sequence[_Piece], linked: Collection[str]) -> list[_Try]:
        """One for each piece. Of several, if that is asked for, the one with the least fault, and
        of those the one that says most of what the source says. (Measured, 130 sentences of each
        kind: 0.3 to 2 BLEU above the likeliest alone, for two to four times the time.)"""
        read = [piece.held.read for piece in pieces]
        if not self._is_thorough:
            drafts = self._drafts(read, linked)
            return [self._tried(piece, draft) for piece, draft in zip(pieces, drafts, strict=True)]
        options = [replace(self._options([text]), n_beams=_BEAMS, n_best=_BEAMS) for text in read]
        found = self._translator.alternatives_of(
            read, options, self._cancel, linked.__contains__, by_faith=True
        )
        return [
            min(
                (self._tried(piece, way) for way in ways or [Aligned("")]), key=attrgetter("weight")
            )
            for piece, ways in zip(pieces, found, strict=True)
        ]

    def _others_of(
        self, tries: Sequence[tuple[_Piece, _Try]], linked: Collection[str]
    ) -> dict[str, list[Aligned]]:
        """What ``_again`` will ask for, of many at once. Not of those that may be set right by
        other means before, nor where words are barred, which differ."""
        read = [
            piece.held.read
            for piece, each in tries
            if piece.held.read.strip() and not each.n_misplaced and _needs_others(each)
        ]
        read = list(dict.fromkeys(read))
        if len(read) < 2:
            return {}
        options = [self._options_of_others(text) for text in read]
        others = self._translator.alternatives_of(read, options, self._cancel, linked.__contains__)
        return dict(zip(read, others, strict=True))

    def _piece(self, text: str) -> _Piece:
        text = foreign_veiled(text, base_language(self._source), base_language(self._target))
        held, looks = hold(text, self._change), hold(text).read
        matches = self._terms.matches(looks) if self._terms is not None else ()
        return _Piece(held, looks, matches)

    def _drafts(self, read: list[str], linked: Collection[str]) -> list[Aligned]:
        if not read:
            return []
        options = self._options(read)
        if linked:
            return self._translator.translate_aligned(
                read, options, self._cancel, linked.__contains__
            )
        texts = self._translator.translate(read, options, self._cancel)
        return [Aligned(text) for text in texts]

    def _tried(self, piece: _Piece, said: Aligned) -> _Try:
        """``said`` as one line with all in it that is kept, and what the guards say of that."""
        line = " ".join(said.text.split())
        said = Aligned(line, said.links if line == said.text else ())
        back = restored(piece.held, said)
        source, target = self._source, self._target
        findings = check_translation(piece.held.text, back.text, source, target, piece.matches)
        return _Try(said, Rendering(back.text, back.links, findings), back.n_misplaced)

    def _settled(self, piece: _Piece, draft: _Try) -> Rendering:
        """The draft, or something better if there is something wrong with it."""
        best = draft
        if not piece.held.read.strip():
            return Rendering(piece.held.text)
        if best.n_misplaced:
            best = self._with_kept(piece, best)
        if any(finding.kind in _TERMS for finding in best.made.findings):
            best = self._with_terms(piece, best)
        if any(finding.kind not in _TERMS for finding in best.made.findings):
            best = self._again(piece, best)
        if not best.said.text:
            return Rendering(piece.held.text, findings=(Finding(Kind.EMPTY),))
        made = best.made
        if any(finding.kind is Kind.LOOP for finding in made.findings):
            text, _ = cut_loop(made.text, piece.held.text)
            made = replace(made, text=text, links=())
        return made

    def _with_kept(self, piece: _Piece, draft: _Try) -> _Try:
        """Made to say what stands for what is kept, and the terms with it, by constrained search.
        (Measured: with stand-ins and this nothing is lost, where one address in six came through
        before, and the rest of the sentence gains 6 points of chrF.)"""
        return self._better(piece, draft, self._said_with(piece, piece.held.stand_ins))

    def _said_with(self, piece: _Piece, phrases: Sequence[str]) -> Aligned:
        wanted = [match.term.target or match.text for match in piece.matches]
        options = self._options([piece.held.read])
        return self._translator.translate_with(
            piece.held.read, [*phrases, *wanted], options, self._cancel
        )

    def _with_terms(self, piece: _Piece, draft: _Try) -> _Try:
        """Made to say the terms by constrained search; or, where that does not do or makes
        something else wrong, with each term in the place of what was read off its words; or with
        something in its place on the way that models leave alone. (Measured with the translator
        that ships, the first holds 99 terms of 100, the others 60 and 77; where the first two did
        both, the first came nearer to the reference by 2 points of chrF.)"""
        best = self._better(piece, draft, self._said_with(piece, piece.held.stand_ins))
        if best.made.findings:
            replaced = Aligned(_replaced(draft.said, piece.matches, self._target))
            best = self._better(piece, best, replaced)
        if any(finding.kind in _TERMS for finding in best.made.findings):
            masked = mask(piece.looks, piece.matches)
            options = self._options([piece.held.read])
            (said_masked,) = self._translator.translate([masked.text], options, self._cancel)
            unmasked, _ = masked.restore(said_masked)
            best = self._better(piece, best, Aligned(unmasked))
        return best

    def _again(self, piece: _Piece, draft: _Try) -> _Try:
        """The best of several translations, by beam search that repeats nothing and leaves no word
        standing that was left before; if numbers are wrong in all, one that is made to say them."""
        left = [each.text for each in draft.made.findings if each.kind is Kind.WORD_LEFT]
        read = piece.held.read
        others = None if left else self._others.get(read)
        if others is None:
            options = self._options_of_others(read)
            others = self._translator.alternatives(read, options, self._cancel, left)
        best = draft
        for other in others:
            best = self._better(piece, best, other)
        lost = [each.text for each in best.made.findings if each.kind in _NUMBERS]
        if lost:
            said = self._said_with(piece, [*piece.held.stand_ins, *dict.fromkeys(lost)])
            best = self._better(piece, best, said)
        return best

    def _options_of_others(self, read: str) -> GenerationOptions:
        return replace(
            self._options([read]),
            n_beams=_BEAMS,
            n_best=_BEAMS,
            no_repeat_ngram_size=_NO_REPEATS,
        )

    def _better(self, piece: _Piece, best: _Try, other: Aligned) -> _Try:
        """Of two that weigh the same the first stays: it was the model's first choice."""
        tried = self._tried(piece, other)
        return tried if tried.weight < best.weight else best

    def _whole(self, text: str, pieces: list[str], made: dict[str, Rendering]) -> Rendering:
        if len(pieces) == 1:
            return made[pieces[0]]
        parts = [made[piece] for piece in pieces]
        findings = tuple(dict.fromkeys(each for part in parts for each in part.findings))
        links: list[Link] = []
        begin, target = 0, 0
        for piece, part in zip(pieces, parts, strict=True):
            begin = text.index(piece, begin)
            links += (each.moved(begin, target) for each in part.links)
            begin, target = begin + len(piece), target + len(part.text) + len(self._joint)
        return Rendering(self._joint.join(part.text for part in parts), tuple(links), findings)

    def _change(self, text: str) -> str:
        """Into a language without capitals, what is said in capitals is said without."""
        return text if self._joint else without_capitals(text)

    def _options(self, texts: Sequence[str]) -> GenerationOptions:
        n_tokens = max(self._size(text) for text in texts)
        return GenerationOptions(max_new_tokens=2 * n_tokens + 24)

    def _fits(self, text: str) -> bool:
        return self._size(text) <= self._longest and n_sealed(text) <= _MOST_KEPT

    def _size(self, text: str) -> int:
        """Tokens of ``text``, counted once: counting is a tenth of what is not the model's time."""
        if text not in self._sizes:
            self._sizes[text] = self._translator.count_tokens(text)
        return self._sizes[text]


def _is_doubtful(each: _Try) -> bool:
    return bool(each.n_misplaced or each.made.findings) or not each.said.text


def _needs_others(each: _Try) -> bool:
    kinds = {finding.kind for finding in each.made.findings}
    return bool(kinds) and Kind.WORD_LEFT not in kinds and kinds.isdisjoint(_TERMS)


def _replaced(draft: Aligned, matches: Sequence[Match], target: str) -> str:
    """``draft`` with each missed term in the place of what was read off the term's words."""
    text = draft.text
    places: list[tuple[int, int, str]] = []
    for checked in check_terms(matches, text, target):
        match = checked.match
        read_off = [
            link
            for link in draft.links
            if link.source_start < match.end and match.start < link.source_end
        ]
        if checked.is_used or not read_off:
            continue
        start = min(link.target_start for link in read_off)
        end = max(link.target_end for link in read_off)
        strangers = [
            link
            for link in draft.links
            if start <= link.target_start < end and link not in read_off
        ]
        is_apart = sum(each.weight for each in strangers) > sum(each.weight for each in read_off)
        if not is_apart and all(end <= other[0] or other[1] <= start for other in places):
            places.append((start, end, checked.wanted))
    for start, end, wanted in sorted(places, reverse=True):
        text = text[:start] + wanted + text[end:]
    return text
