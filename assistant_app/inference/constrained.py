"""Beam search for a text that must hold given phrases, such as the terms of a glossary.

Lexically constrained decoding with dynamic beam allocation (Post and Vilar 2018, arXiv 1804.06609):
beams are shared out among "banks", one for each number of required tokens that are said already.
So a beam that has begun a required phrase competes with its like only, and is not pushed out by
texts that sound better because they leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.inference.best import log_sums
from assistant_app.inference.decoders import Decoder
from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.logits_rules import rules_for
from assistant_app.inference.said import Said
from assistant_app.inference.tokenizer import Tokenizer

Ids = npt.NDArray[np.int64]
Phrase = tuple[tuple[int, ...], ...]
"""One required phrase: its spellings in tokens, of which one must occur."""

_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\uff60\U00020000-\U0003ffff\u0e00-\u0eff]")
_LEAST_BEAMS, _MOST_BEAMS = 4, 16
_ENOUGH = 2
"""Whole texts for each beam: what is found later is no better (measured), but doubles the time."""
_BEST_OF_BEAM = 2
"""Of each beam so many best tokens are looked at, beside what is required and the best of all."""


def spellings(tokenizer: Tokenizer, phrase: str) -> Phrase:
    """The tokens of ``phrase`` as it may stand in a text: at the beginning, where its first letter
    may be a capital, behind a blank, or, in a script without blanks, behind any character."""
    frames = ("，",) if _UNSPACED.match(phrase) else (", ",)
    spelled = dict.fromkeys((phrase, phrase[:1].upper() + phrase[1:]))
    return _ways(tokenizer, spelled, frames)


def every_spelling(tokenizer: Tokenizer, phrase: str) -> Phrase:
    """The same, wherever it might stand, wrongly too: close behind a character of any script."""
    return _ways(tokenizer, (phrase,), (", ", ",", "，"))


def _ways(tokenizer: Tokenizer, spelled: Iterable[str], frames: Iterable[str]) -> Phrase:
    """``spelled`` in tokens, alone and behind each of ``frames``: a sign, perhaps with a blank that
    belongs to the word."""
    ways: dict[tuple[int, ...], None] = {}
    for spelling in spelled:
        ways[tuple(tokenizer.encode(spelling, has_specials=False))] = None
        for frame in frames:
            before = tokenizer.encode(frame.rstrip(), has_specials=False)
            whole = tokenizer.encode(frame + spelling, has_specials=False)
            if whole[: len(before)] == before:
                ways[tuple(whole[len(before) :])] = None
    return tuple(way for way in ways if way)


@dataclass(frozen=True)
class Required:
    """How much of ``phrases`` a text holds: which are whole, and with which tokens it has begun
    another. Which one that is, what they begin with alike leaves open."""

    phrases: tuple[Phrase, ...]
    has: frozenset[int] = frozenset()
    prefix: tuple[int, ...] = ()

    @property
    def is_met(self) -> bool:
        return len(self.has) == len(self.phrases)

    @property
    def n_total(self) -> int:
        """Tokens of all phrases."""
        return sum(map(_size, self.phrases))

    @property
    def n_said(self) -> int:
        """Of those, how many are said."""
        whole = sum(_size(self.phrases[number]) for number in self.has)
        if not self.prefix:
            return whole
        begun = max(_size(self.phrases[number]) for number, _ in self._begun(self.prefix))
        return whole + min(len(self.prefix), begun)

    def wanted(self) -> set[int]:
        """The tokens that would bring it on."""
        return {way[len(self.prefix)] for _, way in self._begun(self.prefix)}

    def after(self, token: int) -> Required:
        """The same once ``token`` is said. A phrase that is broken off counts as not begun."""
        for prefix in dict.fromkeys(((*self.prefix, token), (token,))):
            begun = list(self._begun(prefix))
            for number, way in begun:
                if way == prefix:
                    return Required(self.phrases, self.has | {number})
            if begun:
                return replace(self, prefix=prefix)
        return replace(self, prefix=())

    def repeats(self, said: Sequence[int], token: int) -> bool:
        """Whether ``token`` behind ``said`` would make a phrase whole once more than wanted."""
        missing = {way for _, way in self._begun(())}
        return any(
            way[-1] == token and way[:-1] == tuple(said[len(said) + 1 - len(way) :])
            for number in self.has
            for way in self.phrases[number]
            if way not in missing and len(way) <= len(said) + 1
        )

    def _begun(self, prefix: tuple[int, ...]) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The phrases that are missing, in each spelling that begins with ``prefix``."""
        for number, phrase in enumerate(self.phrases):
            if number not in self.has:
                for way in phrase:
                    if way[: len(prefix)] == prefix:
                        yield number, way


@dataclass(frozen=True)
class _Beam:
    score: float
    said: tuple[int, ...]
    required: Required
    parent: int = 0

    def mean(self, length_penalty: float) -> float:
        """Its score by the token, the end counted."""
        return float(self.score / (len(self.said) + 1) ** length_penalty)


@dataclass
class _Search:
    plan: DecodingPlan
    n_beams: int
    found: list[_Beam] = field(default_factory=list)

    def best_mean(self) -> float:
        return max((text.mean(self.plan.length_penalty) for text in self.found), default=-np.inf)


def constrained_search(
    decoder: Decoder,
    first: Ids,
    plan: DecodingPlan,
    limit: int,
    phrases: Sequence[Phrase],
    cancel: CancelToken | None = None,
) -> list[int]:
    """The best text for one row that holds all ``phrases``, in tokens without the end token; if no
    such text ends within ``limit`` tokens, the one that holds most of them.

    ``first`` [1, n] is what the row begins with. Raises ``Cancelled``.
    """
    begun = Required(tuple(phrase for phrase in phrases if phrase and all(phrase)))
    n_beams = min(_MOST_BEAMS, max(_LEAST_BEAMS, plan.n_beams, begun.n_total + 3))
    search = _Search(plan, n_beams)
    said = Said(first, [limit])
    beams = [_Beam(0.0, (), begun)]
    ids = first
    rules = None
    for _ in range(limit):
        if cancel is not None:
            cancel.check()
        scores = decoder.step(ids, cancel)
        scores -= log_sums(scores)[:, None]
        rules = rules_for(plan, scores.shape[1]) if rules is None else rules
        for rule in rules:
            rule(scores, said)
        going = _next(beams, scores, search)
        has_enough = len(search.found) >= _ENOUGH * n_beams
        if not going or has_enough or search.best_mean() >= _hope(going, plan):
            beams = going
            break
        parents = np.array([beam.parent for beam in going], np.intp)
        if len(parents) != len(beams) or not np.array_equal(parents, np.arange(len(beams))):
            decoder.keep(parents)
            said.keep(parents)
        ids = np.array([[beam.said[-1]] for beam in going], np.int64)
        said.add(ids[:, 0])
        beams = going
    if search.found:
        return list(max(search.found, key=lambda text: text.mean(plan.length_penalty)).said)
    rest = beams or [_Beam(0.0, (), begun)]
    return list(max(rest, key=lambda beam: (beam.required.n_said, beam.score)).said)


def _hope(beams: Sequence[_Beam], plan: DecodingPlan) -> float:
    """What the best of the texts under way would come to if it ended now at no cost."""
    return max(float(beam.score / len(beam.said) ** plan.length_penalty) for beam in beams)


def _next(beams: Sequence[_Beam], scores: npt.NDArray[np.float32], search: _Search) -> list[_Beam]:
    """The beams of the next step; texts that end here with all phrases go to ``search.found``."""
    ends = frozenset(search.plan.end_ids)
    going = []
    for number, token in sorted(_looked_at(beams, scores, search.n_beams)):
        score = float(scores[number, token])
        beam = beams[number]
        if not np.isfinite(score):
            continue
        if token in ends:
            if beam.required.is_met:
                search.found.append(replace(beam, score=beam.score + score))
            continue
        after = beam.required.after(token)
        is_on_way = bool(after.prefix) or after.has != beam.required.has
        if not is_on_way and beam.required.repeats(beam.said, token):
            continue
        going.append(_Beam(beam.score + score, (*beam.said, token), after, number))
    return _allocated(going, search.n_beams)


def _looked_at(
    beams: Sequence[_Beam], scores: npt.NDArray[np.float32], n_beams: int
) -> set[tuple[int, int]]:
    """(beam, token): the best of all, the best of each beam, and whatever is required."""
    summed = scores + np.array([[beam.score] for beam in beams], np.float32)
    n_best = min(n_beams, summed.size - 1)
    places = np.argpartition(-summed.ravel(), n_best)[:n_best]
    rows, tokens = np.unravel_index(places, summed.shape)
    looked = set(zip(rows.tolist(), tokens.tolist(), strict=True))
    n_own = min(_BEST_OF_BEAM, scores.shape[1] - 1)
    own = np.argpartition(-scores, n_own, axis=1)[:, :n_own]
    for number, beam in enumerate(beams):
        tokens_of_beam = beam.required.wanted().union(own[number].tolist())
        looked |= {(number, token) for token in tokens_of_beam if token < scores.shape[1]}
    return looked


def _allocated(candidates: Sequence[_Beam], n_beams: int) -> list[_Beam]:
    """Shared out among the banks; what a bank does not need goes to the best of the others."""
    banks: dict[int, list[_Beam]] = {}
    for beam in sorted(candidates, key=lambda beam: -beam.score):
        banks.setdefault(beam.required.n_said, []).append(beam)
    share = max(1, n_beams // max(1, len(banks)))
    chosen: list[_Beam] = []
    for said in sorted(banks, reverse=True):
        chosen += banks[said][: min(share, n_beams - len(chosen))]
        banks[said] = banks[said][share:]
    rest = sorted((beam for bank in banks.values() for beam in bank), key=lambda beam: -beam.score)
    chosen += rest[: n_beams - len(chosen)]
    return sorted(chosen, key=lambda beam: beam.parent)


def _size(phrase: Phrase) -> int:
    return min(map(len, phrase))
