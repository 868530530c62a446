"""A sentence without what must stay letter by letter in it.

What the sentence is about or hangs on (an address, a file, a @name) is read as a short stand-in,
such as ``VB1``: a small model copies that far more often than forty letters of an address, and the
rest of the sentence comes out better. What is only strewn in (emoji, mark-up) is taken out.
``kept_back`` brings both back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant_app.tasks.kept import Kept, KeptKind, kept_in, unveiled, veiled
from assistant_app.terms.units import UNSPACED

STAND_IN: Final = "VB"
"""With a number behind it. Of 35 signs and names that were tried with the translator that ships,
the one around which sentences came out best."""
_FIRST_SEAL: Final = 0xFF000
"""Private characters that no text has: each stands for one thing while a text is cut in pieces."""
_MOST_SEALS: Final = 0xFFD
_SEAL: Final = re.compile(f"[{chr(_FIRST_SEAL)}-{chr(_FIRST_SEAL + _MOST_SEALS)}]")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    "|(?<![\u0600-\u0dff])[\u200c\u200d]"
)
"""Signs without a shape, but for those that tell Persian or Indian words apart."""
_CLAUSE_SIGNS: Final = ",.;:!?，。；：！？、"
_TOUCHING: Final = re.compile(rf"[{UNSPACED}\w{_SEAL.pattern[1:-1]}]")

Spot = tuple[int, int]


@dataclass(frozen=True)
class Hole:
    """``kept`` is read as ``stand_in``, which is empty for what was taken out; ``at`` is where that
    begins in what is read."""

    kept: Kept
    stand_in: str
    at: int


@dataclass(frozen=True)
class Held:
    """``text`` as it stands, unveiled, and as it is ``read``. ``spots`` are the places in ``text``
    of each character that is read; none if they are the same."""

    text: str
    read: str
    holes: tuple[Hole, ...] = ()
    spots: tuple[Spot, ...] = ()

    @property
    def stand_ins(self) -> tuple[str, ...]:
        return tuple(hole.stand_in for hole in self.holes if hole.stand_in)

    @property
    def is_strewn(self) -> bool:
        """Whether something was taken out of the middle: where it goes, links must tell."""
        return any(
            not hole.stand_in and self.read[: hole.at].strip() and self.read[hole.at :].strip()
            for hole in self.holes
        )

    @property
    def is_all_kept(self) -> bool:
        """Whether nothing is left to be translated."""
        rest = self.read
        for stand_in in self.stand_ins:
            rest = rest.replace(stand_in, "", 1)
        return bool(self.holes) and not any(map(str.isalpha, rest))


def seal(text: str) -> tuple[str, tuple[Kept, ...]]:
    """``text`` with one private character for each thing that is kept, so that no cut goes through
    one."""
    kept = () if _SEAL.search(text) else kept_in(text)[:_MOST_SEALS]
    parts, at = [], 0
    for number, each in enumerate(kept):
        parts += [text[at : each.start], chr(_FIRST_SEAL + number)]
        at = each.end
    return "".join([*parts, text[at:]]), kept


def unsealed(piece: str, kept: Sequence[Kept]) -> str:
    """A piece of what ``seal`` gave, as it stood: what was veiled is so again."""

    def whole(found: re.Match[str]) -> str:
        each = kept[_number(found.group())]
        return veiled(each.text) if each.kind in (KeptKind.THING, KeptKind.NOTE) else each.text

    return _SEAL.sub(whole, piece) if kept else piece


def hold(text: str, change: Callable[[str], str] = lambda text: text) -> Held:
    """What to read for ``text``. ``change`` gives the text another look of the same length, and
    leaves private characters alone."""
    sealed, kept = seal(text)
    looks = change(sealed)
    if not kept and not _UNSEEN.search(text):
        return Held(text, looks)
    return _Reading(unveiled(text), looks, kept).held()


def n_sealed(piece: str) -> int:
    """How many things are in a piece of what ``seal`` gave."""
    return len(_SEAL.findall(piece))


def _number(sign: str) -> int:
    return ord(sign) - _FIRST_SEAL


class _Reading:
    """What is read, as it grows."""

    def __init__(self, text: str, sealed: str, kept: Sequence[Kept]) -> None:
        self._text = text
        self._sealed = sealed
        self._kept = kept
        self._read = ""
        self._spots: list[Spot] = []
        self._holes: list[Hole] = []
        # All of one length: VB1 is in VB12.
        n_digits = len(str(len(kept)))
        self._last_stand_in = 10 ** (n_digits - 1) - 1

    def held(self) -> Held:
        at = 0  # in the text
        for place, sign in enumerate(self._sealed):
            if not _SEAL.match(sign):
                self._add_plain(sign, at)
                at += 1
                continue
            each = self._kept[_number(sign)]
            if each.kind.is_loose:
                self._holes.append(Hole(each, "", len(self._read)))
            else:
                self._add_stand_in(each, self._sealed[place + 1 : place + 2])
            at = each.end
        return Held(self._text, self._read, tuple(self._holes), tuple(self._spots))

    def _add_plain(self, sign: str, at: int) -> None:
        """Of two blanks with nothing between them any more one is read, none before a comma."""
        if _UNSEEN.match(sign):
            return
        n = len(self._read)
        if self._holes and self._holes[-1].at == n and not self._read[-1:].strip():
            if sign.isspace():
                return
            if sign in _CLAUSE_SIGNS and self._read:
                self._read, _ = self._read[:-1], self._spots.pop()
                self._holes = [replace(hole, at=min(hole.at, n - 1)) for hole in self._holes]
        self._read += sign
        self._spots.append((at, at + 1))

    def _add_stand_in(self, each: Kept, behind: str) -> None:
        """With blanks around it where there are none: it is read more often so."""
        begin = len(self._read)
        if _TOUCHING.match(self._read[-1:]):
            self._read += " "
        stand_in = self._next_stand_in()
        self._holes.append(Hole(each, stand_in, len(self._read)))
        self._read += stand_in
        if _TOUCHING.match(behind):
            self._read += " "
        self._spots += [(each.start, each.end)] * (len(self._read) - begin)

    def _next_stand_in(self) -> str:
        self._last_stand_in += 1
        while f"{STAND_IN}{self._last_stand_in}" in self._text:
            self._last_stand_in += 1
        return f"{STAND_IN}{self._last_stand_in}"
