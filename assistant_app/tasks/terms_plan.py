"""Terms of a glossary as stand-ins: what the model is given in their place, and how they come back.

A small model copies some signs as they are. Each term becomes such a sign, the sentence is
translated, and the sign is replaced by the term of the other language. A sign that the model lost
or doubled is told, so that the sentence can be tried again without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant_app.terms.matching import Match
from assistant_app.terms.units import UNSPACED

STAND_IN = "{%d}"
"""Of 22 kinds of signs one of those that the model that ships loses least often: names, numbers and
other brackets go more often, and there is but one GPS."""
_UNSPACED = re.compile(rf"[{UNSPACED}]")
_LETTER = re.compile(r"[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u052f]")
"""Of a script that puts blanks between its words."""


@dataclass(frozen=True)
class Hole:
    """``stand_in`` stands for ``match`` and becomes ``wanted``."""

    stand_in: str
    match: Match
    wanted: str


@dataclass(frozen=True)
class Masked:
    """``text`` is what to translate."""

    text: str
    holes: tuple[Hole, ...]

    def restore(self, translation: str) -> tuple[str, tuple[Match, ...]]:
        """The translation with the terms in it, and the matches that it lacks. A stand-in that was
        doubled counts as lost: which one is right nobody can tell; both become the term."""
        missed = []
        for hole in self.holes:
            translation, n_found = _put_back(translation, hole)
            if n_found != 1:
                missed.append(hole.match)
        return translation, tuple(missed)


def mask(text: str, matches: Iterable[Match]) -> Masked:
    """``text`` with a stand-in for each of ``matches``, which do not overlap. The same term gets
    a stand-in of its own each time; signs that the text has itself are not used."""
    pieces = []
    holes = []
    position = number = 0
    for match in sorted(matches, key=lambda each: each.start):
        number += 1
        while STAND_IN % number in text:
            number += 1
        stand_in = STAND_IN % number
        target = match.term.target
        holes.append(Hole(stand_in, match, match.text if target is None else target))
        pieces += [text[position : match.start], _set_off(stand_in, text, match)]
        position = match.end
    return Masked("".join([*pieces, text[position:]]), tuple(holes))


def _set_off(stand_in: str, text: str, match: Match) -> str:
    """With blanks around it in Chinese, where it is kept a tenth more often with them."""
    before, behind = text[: match.start][-1:], text[match.end :][:1]
    left = " " if _UNSPACED.match(before) else ""
    right = " " if _UNSPACED.match(behind) else ""
    return f"{left}{stand_in}{right}"


def _put_back(translation: str, hole: Hole) -> tuple[str, int]:
    """The translation with the term in place of its stand-in, and how often it was there. Two
    words that would touch are kept apart."""
    number = re.escape(hole.stand_in.strip("{}"))
    pattern = re.compile(rf"[{{｛]\s*{number}\s*[}}｝]")

    def term(found: re.Match[str]) -> str:
        before, behind = translation[: found.start()][-1:], translation[found.end() :][:1]
        left = " " if _touch(before, hole.wanted[:1]) else ""
        right = " " if _touch(hole.wanted[-1:], behind) else ""
        return f"{left}{hole.wanted}{right}"

    return pattern.subn(term, translation)


def _touch(left: str, right: str) -> bool:
    return bool(_LETTER.match(left) and _LETTER.match(right))
