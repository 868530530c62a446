"""Paragraphs of DrawingML, ``a:p``: slides, shapes in sheets, titles of charts (ECMA-376)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant_app.documents.blocks import Place, Run
from assistant_app.documents.inline import Atom, Inline, Look, fill
from assistant_app.documents.office import LeftCounts, Slot
from assistant_app.documents.ooxml import A, C, paragraphs
from assistant_app.documents.xml_tree import (
    Element,
    add,
    canonical,
    children,
    copy_of,
    drop_attributes,
    shell_of,
)

P: Final = A + "p"
_P_PR: Final = A + "pPr"
_R_PR: Final = A + "rPr"
_NO_LOOK: Final = ("lang", "altLang", "dirty", "err", "noProof", "smtClean", "smtId", "bmk")
_PIECES: Final = re.compile("\n|[^\n]+")


@dataclass(frozen=True)
class TextSlot:
    """A paragraph of a shape, and its twins for older programs."""

    elements: tuple[Element, ...]
    inline: Inline
    place: Place

    def write(self, runs: Sequence[Run]) -> None:
        for element, inline in self._each():
            _refill(element, inline.arranged(runs))

    def write_pair(self, runs: Sequence[Run]) -> None:
        for element, inline in self._each():
            _refill(_below(element), inline.repeated(runs))

    write_beside = write_pair

    def _each(self) -> list[tuple[Element, Inline]]:
        first, *twins = self.elements
        return [(first, self.inline), *((twin, Inline(_atoms(twin))) for twin in twins)]


def text_slots(root: Element, place_of: Callable[[Element], Place]) -> list[Slot]:
    """All paragraphs under ``root`` that have letters."""
    slots: list[Slot] = []
    for paragraph, twins in paragraphs(root, P):
        inline = Inline(_atoms(paragraph))
        if inline.has_letters:
            slots.append(TextSlot((paragraph, *twins), inline, place_of(paragraph)))
    return slots


def chart_titles(root: Element, left: LeftCounts) -> list[Slot]:
    """The titles that a person typed in a chart; its numbers and names are those of a sheet."""
    return [slot for rich in root.iter(C + "rich") for slot in text_slots(rich, lambda _: "chart")]


def _atoms(paragraph: Element) -> Iterator[Atom]:
    for child in children(paragraph):
        look = _look(child.find(_R_PR))
        if child.tag == A + "r":
            yield Atom(child.findtext(A + "t") or "", look, (child,))
        elif child.tag == A + "br":
            yield Atom("\n", look, (child,), is_fixed=True, is_repeatable=True)
        elif child.tag == A + "fld":
            text = child.findtext(A + "t") or ""
            yield Atom(text, look, (child,), is_fixed=True, is_repeatable=True)
        elif child.tag != _P_PR:
            yield Atom("", Look(), (child,), is_fixed=True)


def _refill(paragraph: Element, atoms: Iterable[Atom]) -> None:
    for child in list(paragraph):
        if child.tag != _P_PR:
            paragraph.remove(child)
    fill(paragraph, atoms, _put)


def _put(parent: Element, atom: Atom) -> None:
    if atom.is_fixed:
        parent.extend(atom.nodes)
        return
    for piece in _PIECES.findall(atom.text):
        run = add(parent, A + ("br" if piece == "\n" else "r"))
        if atom.look.properties is not None:
            run.append(copy_of(atom.look.properties))
        if piece != "\n":
            add(run, A + "t", piece)


def _below(paragraph: Element) -> Element:
    """A new paragraph after ``paragraph`` with its format; it takes no number of a list."""
    second = shell_of(paragraph)
    paragraph.addnext(second)
    for properties in paragraph.findall(_P_PR):
        copy = copy_of(properties)
        second.append(copy)
        for number in copy.findall(A + "buAutoNum"):
            copy.replace(number, copy.makeelement(A + "buNone", {}, None))
    return second


def _look(properties: Element | None) -> Look:
    if properties is None:
        return Look()
    plain = copy_of(properties)
    drop_attributes(plain, *_NO_LOOK)
    return Look((), properties, canonical(plain) if len(plain) or plain.attrib else None)
