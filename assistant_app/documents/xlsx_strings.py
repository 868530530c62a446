"""The text of a cell or a comment, as atoms and back (ECMA-376 part 1, 18.4: ``si`` and its like).

Either one ``t``, or runs ``r`` of ``rPr`` and ``t``. Characters that XML can't hold are written
``_x000D_``; line breaks are ordinary ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant_app.documents.blocks import Place, Run
from assistant_app.documents.inline import Atom, Inline, Look, fill
from assistant_app.documents.ooxml import SPACE
from assistant_app.documents.xml_tree import Element, add, canonical, children, copy_of

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_PIECES: Final = re.compile("[\r\n]+|[^\r\n]+")


@dataclass(frozen=True)
class CellSlot:
    """An element that holds the text of a cell or a comment."""

    element: Element
    inline: Inline
    place: Place

    def write(self, runs: Sequence[Run]) -> None:
        _refill(self.element, self.inline.arranged(runs))

    def write_pair(self, runs: Sequence[Run]) -> None:
        first = self.inline.arranged(self.inline.runs)
        _refill(self.element, [*first, _line_break(), *self.inline.repeated(runs)])

    write_beside = write_pair


def cell_inline(element: Element) -> Inline:
    """What is read in ``element``, without the phonetic guides of Japanese."""
    return Inline(_atoms(element))


def plain_text(element: Element) -> str:
    """The text in ``element`` alone, line breaks included."""
    return "".join(run.text for run in cell_inline(element).runs)


def _atoms(element: Element) -> Iterator[Atom]:
    for child in children(element):
        if child.tag == S + "t":
            yield from _pieces(child, Look())
        elif child.tag == S + "r":
            properties = child.find(S + "rPr")
            key = None if properties is None else canonical(properties)
            for text in child.iterfind(S + "t"):
                yield from _pieces(text, Look((), properties, key))


def _pieces(element: Element, look: Look) -> Iterator[Atom]:
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), element.text or "")
    for piece in _PIECES.findall(text):
        is_break = piece[0] in "\r\n"
        seen = piece.replace("\r\n", "\n").replace("\r", "\n") if is_break else piece
        yield Atom(seen, look, is_fixed=is_break, is_repeatable=is_break)


def _line_break() -> Atom:
    return Atom("\n", Look(), is_fixed=True)


def _refill(element: Element, atoms: Iterable[Atom]) -> None:
    row = [atom for atom in atoms if atom.text]
    for child in list(element):
        element.remove(child)
    if all(atom.look.properties is None for atom in row):
        _add_text(element, "".join(atom.text for atom in row))
    else:
        fill(element, row, _put)


def _put(parent: Element, atom: Atom) -> None:
    run = add(parent, S + "r")
    if atom.look.properties is not None:
        run.append(copy_of(atom.look.properties))
    _add_text(run, atom.text)


def _add_text(parent: Element, text: str) -> None:
    escaped = _ESCAPED.sub(lambda found: "_x005F" + found[0], text)
    child = add(parent, S + "t", escaped)
    if text != text.strip() or "\n" in text:
        child.set(SPACE, "preserve")
