"""Sentences become translations: recalled from the memory, or made by the model, looked over by the
guards, held to the person's terms, and tried again where something is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, MutableMapping, Sequence
from dataclasses import dataclass, replace

from assistant_app.cancel import CancelToken
from assistant_app.inference.links import Aligned, Link
from assistant_app.inference.options import GenerationOptions
from assistant_app.tasks.aids import Aids, NoAids
from assistant_app.tasks.capitals import without_capitals
from assistant_app.tasks.engines import OneWay
from assistant_app.tasks.guards import Finding, Kind, check_translation, is_better
from assistant_app.tasks.loops import cut_loop
from assistant_app.tasks.sentences import joint_of
from assistant_app.tasks.terms_plan import mask
from assistant_app.tasks.translate_plan import split_long
from assistant_app.terms.checking import check_terms
from assistant_app.terms.matching import Match

_LONGEST_TOKENS = 96
"""Longer pieces are cut at a comma: a small model loses its way in them, and a batch its speed."""
_BEAMS = 4
_NO_REPEATS = 3
_TERMS = (Kind.TERM_MISSED, Kind.KEPT_TERM_MISSED)


@dataclass(frozen=True)
class Rendering:
    """One sentence in the other language. ``findings`` is what the guards still say of it."""

    text: str
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_recalled: bool = False
    """A person confirmed it before: the model was not asked."""


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
    ) -> None:
        self._translator = translator
        self._source, self._target = source, target
        self._joint = joint_of(target)
        self._cancel = cancel
        self._aids = aids or NoAids()
        self._linked = linked
        self._recent = {} if recent is None else recent
        self._terms = self._aids.terms(source, target)
        self._sizes: dict[str, int] = {}
        self._longest = min(_LONGEST_TOKENS, translator.max_source_tokens)
        self.known: dict[str, Rendering] = {}

    def render(self, texts: Iterable[str]) -> None:
        """Put the translation of each text into ``known``. Raises ``Cancelled``."""
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        recalled = self._aids.recall(self._source, self._target, new) if new else {}
        for text, translation in recalled.items():
            self.known[text] = Rendering(translation, is_recalled=True)
        new = [text for text in new if text not in recalled]
        self.known.update((text, self._recent[text]) for text in new if text in self._recent)
        new = [text for text in new if text not in self._recent]
        pieces = {text: split_long(text, self._fits) for text in new}
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

    def _pieces(self, pieces: list[str], shown: Collection[str]) -> dict[str, Rendering]:
        if not pieces:
            return {}
        terms = self._terms
        matched = {piece: terms.matches(piece) for piece in pieces} if terms is not None else {}
        drafts = self._drafts(pieces, {*shown, *(piece for piece in matched if matched[piece])})
        found = {}
        for piece, draft in zip(pieces, drafts, strict=True):
            matches = matched.get(piece, ())
            found[piece] = self._settled(piece, self._judged(piece, draft, matches), matches)
        return found

    def _drafts(self, pieces: list[str], shown: Collection[str]) -> list[Aligned]:
        options = self._options(pieces)
        read = [self._read(piece) for piece in pieces]
        if shown:
            read_shown = {self._read(piece) for piece in shown}
            return self._translator.translate_aligned(
                read, options, self._cancel, read_shown.__contains__
            )
        texts = self._translator.translate(read, options, self._cancel)
        return [Aligned(text) for text in texts]

    def _judged(self, piece: str, draft: Aligned, matches: Sequence[Match]) -> Rendering:
        """``draft`` as one line, with what the guards say of it."""
        text = " ".join(draft.text.split())
        links = draft.links if text == draft.text else ()
        findings = check_translation(piece, text, self._source, self._target, matches)
        return Rendering(text, links, findings)

    def _settled(self, piece: str, draft: Rendering, matches: Sequence[Match]) -> Rendering:
        """The draft, or something better if there is something wrong with it."""
        best = draft
        if any(finding.kind in _TERMS for finding in best.findings):
            best = self._with_terms(piece, best, matches)
        if any(finding.kind not in _TERMS for finding in best.findings):
            best = self._again(piece, best, matches)
        if not best.text:
            return Rendering(piece, findings=(Finding(Kind.EMPTY),))
        if any(finding.kind is Kind.LOOP for finding in best.findings):
            text, _ = cut_loop(best.text, piece)
            best = replace(best, text=text, links=())
        return best

    def _with_terms(self, piece: str, draft: Rendering, matches: Sequence[Match]) -> Rendering:
        """Made to say the terms by constrained search; or, where that does not do or makes
        something else wrong, with each term in the place of what was read off its words; or with
        something in its place on the way that models leave alone. (Measured with the translator
        that ships, the first holds 99 terms of 100, the others 60 and 77; where the first two did
        both, the first came nearer to the reference by 2 points of chrF.)"""
        phrases = [match.term.target or match.text for match in matches]
        options = self._options([piece])
        said = self._translator.translate_with(self._read(piece), phrases, options, self._cancel)
        best = self._better(piece, draft, said, matches)
        if best.findings:
            replaced = Aligned(_replaced(draft, matches, self._target))
            best = self._better(piece, best, replaced, matches)
        if any(finding.kind in _TERMS for finding in best.findings):
            masked = mask(piece, matches)
            (said_masked,) = self._translator.translate([masked.text], options, self._cancel)
            restored, _ = masked.restore(said_masked)
            best = self._better(piece, best, Aligned(restored), matches)
        return best

    def _again(self, piece: str, draft: Rendering, matches: Sequence[Match]) -> Rendering:
        """The best of several translations, by beam search that repeats nothing and leaves no word
        standing that was left before."""
        left = [each.text for each in draft.findings if each.kind is Kind.WORD_LEFT]
        read = self._read(piece)
        options = replace(
            self._options([piece]),
            n_beams=_BEAMS,
            n_best=_BEAMS,
            no_repeat_ngram_size=_NO_REPEATS,
        )
        best = draft
        for other in self._translator.alternatives(read, options, self._cancel, left):
            best = self._better(piece, best, other, matches)
        return best

    def _better(
        self, piece: str, best: Rendering, other: Aligned, matches: Sequence[Match]
    ) -> Rendering:
        judged = self._judged(piece, other, matches)
        return judged if is_better(judged.findings, best.findings) else best

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

    def _read(self, piece: str) -> str:
        """What the model is given for ``piece``: into a language without capitals, what is said in
        capitals is said without. Places stay the same."""
        return piece if self._joint else without_capitals(piece)

    def _options(self, pieces: Sequence[str]) -> GenerationOptions:
        n_tokens = max(self._size(piece) for piece in pieces)
        return GenerationOptions(max_new_tokens=2 * n_tokens + 24)

    def _fits(self, text: str) -> bool:
        return self._size(text) <= self._longest

    def _size(self, text: str) -> int:
        """Tokens of ``text``, counted once: counting is a tenth of what is not the model's time."""
        if text not in self._sizes:
            self._sizes[text] = self._translator.count_tokens(text)
        return self._sizes[text]


def _replaced(draft: Rendering, matches: Sequence[Match], target: str) -> str:
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
