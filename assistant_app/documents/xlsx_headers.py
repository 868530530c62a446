"""Headers and footers of printed sheets, whose format stands in the text itself.

``&L``, ``&C`` and ``&R`` begin the left, middle and right part; other codes are fonts, sizes and
fields, and ``&&`` is an ampersand (ECMA-376 part 1, 18.3.1.46).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant_app.documents.blocks import Place, Run
from assistant_app.documents.inline import Atom, Inline, Look
from assistant_app.documents.office import Slot
from assistant_app.documents.xlsx_strings import S
from assistant_app.documents.xml_tree import Element, children

_SECTION: Final = re.compile("((?<!&)(?:&&)*&[LCRlcr])")
_PIECE: Final = re.compile(
    r'(?P<code>&"[^"]*"|&K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|&\d+ ?|&[A-Za-z]|\n)|&&|[^&\n]+|&'
)
_PLACES: Final[dict[str, Place]] = {"Header": "header", "Footer": "footer"}


@dataclass(frozen=True)
class _HeaderSlot:
    """One part of a header: piece ``at`` of its text between the codes of its parts."""

    element: Element
    at: int
    inline: Inline
    place: Place

    def write(self, runs: Sequence[Run]) -> None:
        self._set(_written(self.inline.arranged(runs)))

    def write_pair(self, runs: Sequence[Run]) -> None:
        first = _written(self.inline.arranged(self.inline.runs))
        self._set(f"{first}\n{_written(self.inline.repeated(runs))}")

    write_beside = write_pair

    def _set(self, text: str) -> None:
        pieces = _SECTION.split(self.element.text or "")
        pieces[self.at] = text
        self.element.text = "".join(pieces)


def header_slots(sheet: Element) -> list[Slot]:
    """The headers and footers of ``sheet`` that have letters."""
    slots: list[Slot] = []
    for group in sheet.iterchildren(S + "headerFooter"):
        for element in children(group):
            for at, text in enumerate(_SECTION.split(element.text or "")):
                inline = Inline(_atoms(text))
                if at % 2 == 0 and inline.has_letters:
                    slots.append(_HeaderSlot(element, at, inline, _PLACES[element.tag[-6:]]))
    return slots


def _atoms(text: str) -> Iterator[Atom]:
    for found in _PIECE.finditer(text):
        code = found["code"]
        if code is None:
            yield Atom(found[0].replace("&&", "&"), Look())
        else:
            seen = "\n" if code == "\n" else ""
            yield Atom(seen, Look((), None, code), is_fixed=True, is_repeatable=True)


def _written(atoms: Sequence[Atom]) -> str:
    written = ""
    for atom in atoms:
        piece = str(atom.look.key) if atom.is_fixed else atom.text.replace("&", "&&")
        if written[-1:].isdigit() and piece[:1].isdigit() and _ends_in_size(written):
            written += " "  # else the number would belong to the size of the font
        written += piece
    return written


def _ends_in_size(text: str) -> bool:
    return re.search(r"&\d+$", text) is not None
