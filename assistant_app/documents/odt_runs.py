"""The inside of an OpenDocument paragraph, ``text:p`` and ``text:h``, as atoms and back.

Text stands between elements here, white space collapses, and the look of a stretch is the style
of the spans around it (OpenDocument 1.3 part 3, 6.1). LibreOffice gives each editing session spans
and styles of its own: spans whose styles say the same look the same, and a style that says nothing
is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from assistant_app.documents.inline import Atom, Look, Wrap, fill
from assistant_app.documents.xml_tree import (
    Element,
    add,
    canonical,
    children,
    copy_of,
    drop_attributes,
    shell_of,
)

_OASIS: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT: Final = _OASIS + "text:1.0}"
STYLE: Final = _OASIS + "style:1.0}"
OFFICE: Final = _OASIS + "office:1.0}"
P: Final = TEXT + "p"
H: Final = TEXT + "h"

_SESSION: Final = tuple(
    "{http://openoffice.org/2009/office}" + name for name in ("rsid", "paragraph-rsid")
)
_UNSEEN: Final = {
    TEXT + name
    for name in (
        "note", "bookmark", "bookmark-start", "bookmark-end", "reference-mark",
        "reference-mark-start", "reference-mark-end", "change", "change-start", "change-end",
        "hidden-text", "alphabetical-index-mark", "alphabetical-index-mark-start",
        "alphabetical-index-mark-end", "toc-mark", "toc-mark-start", "toc-mark-end",
    )
}  # fmt: skip
_SINGLE: Final = _UNSEEN | {TEXT + "sequence"}
"""What may not stand twice in a document."""
_LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_CONTROL: Final = _LOEXT + "content-control"
_CHOICES: Final = {"checkbox", "dropdown", "combobox", "date", "picture"}
_WHITE: Final = re.compile("[ \t\r\n]+")
_PIECES: Final = re.compile("[\t\n]| +|[^\t\n ]+(?: [^\t\n ]+)*")

Styles = Mapping[str, bytes | None]
"""What each automatic style of text says, by name; None if it says nothing."""


def text_styles(root: Element) -> dict[str, bytes | None]:
    """The automatic styles of the part that ``root`` is."""
    return {
        style.get(STYLE + "name", ""): _meaning(style)
        for group in root.iterchildren(OFFICE + "automatic-styles")
        for style in group.iterchildren(STYLE + "style")
        if style.get(STYLE + "family") == "text"
    }


def atoms_of(paragraph: Element, styles: Styles) -> Iterator[Atom]:
    """In reading order. The texts of notes, comments and frames in it are not its own."""
    yield from _walk(paragraph, (), styles)


def refill(paragraph: Element, atoms: Iterable[Atom]) -> None:
    """``atoms`` in the place of all in ``paragraph``."""
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.text = None
    fill(paragraph, atoms, _Pen().put)


def _walk(parent: Element, wraps: tuple[Wrap, ...], styles: Styles) -> Iterator[Atom]:
    yield from _text(parent.text, wraps)
    for child in children(parent):
        yield from _element(child, wraps, styles)
        yield from _text(child.tail, wraps)


def _element(child: Element, wraps: tuple[Wrap, ...], styles: Styles) -> Iterator[Atom]:
    match child.tag.removeprefix(TEXT):
        case "span":
            name = child.get(TEXT + "style-name", "")
            meaning = styles.get(name, name.encode())
            inner = wraps if meaning is None else (*wraps, _wrap(child, meaning))
            yield from _walk(child, inner, styles)
        case "a" | "text-input" | "meta":
            yield from _walk(child, (*wraps, _wrap(child)), styles)
        case "s":
            yield Atom(" " * int(child.get(TEXT + "c", "1")), Look(wraps))
        case "tab":
            yield _fixed(child, wraps, "\t")
        case "line-break":
            yield _fixed(child, wraps, "\n")
        case "soft-page-break":
            pass
        case "ruby":
            base = (each.text or "" for each in child.iter(TEXT + "ruby-base"))
            yield _fixed(child, wraps, "".join(base))
        case _ if child.tag == _CONTROL and not _is_chosen(child):
            yield from _walk(child, (*wraps, _wrap(child)), styles)
        case _ if child.tag == _CONTROL:
            yield Atom(_text_in(child), Look(wraps), (child,), is_fixed=True)
        case _:
            yield _fixed(child, wraps, _seen(child))


def _text(text: str | None, wraps: tuple[Wrap, ...]) -> Iterator[Atom]:
    if text:
        yield Atom(_WHITE.sub(" ", text), Look(wraps))


def _fixed(element: Element, wraps: tuple[Wrap, ...], text: str) -> Atom:
    is_field = element.tag.startswith(TEXT) and element.tag not in _SINGLE
    return Atom(text, Look(wraps), (element,), is_fixed=True, is_repeatable=is_field)


def _seen(element: Element) -> str:
    """The text of a field; nothing for frames, notes and marks."""
    if element.tag in _UNSEEN or not element.tag.startswith(TEXT):
        return ""
    return _text_in(element)


def _text_in(element: Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _is_chosen(control: Element) -> bool:
    """Whether the text of a content control is one of some choices."""
    given = {str(name).rpartition("}")[2] for name in control.attrib}
    return bool(given & _CHOICES) or any(True for _ in control.iterchildren(_LOEXT + "list-item"))


def _wrap(element: Element, meaning: bytes | None = None) -> Wrap:
    shell = shell_of(element)
    return Wrap((element.tag, meaning or canonical(shell)), shell)


def _meaning(style: Element) -> bytes | None:
    plain = copy_of(style)
    drop_attributes(plain, STYLE + "name")
    for element in plain.iter("*"):
        drop_attributes(element, *_SESSION)
    for child in list(plain):
        if not child.attrib and not len(child):
            plain.remove(child)
    is_empty = not len(plain) and not plain.get(STYLE + "parent-style-name")
    return None if is_empty else canonical(plain)


class _Pen:
    """Writes one paragraph. Spaces that would be lost, those at its start and the second and
    further of a row, are written as elements."""

    def __init__(self) -> None:
        self._is_after_space = True

    def put(self, parent: Element, atom: Atom) -> None:
        if atom.is_fixed:
            for node in atom.nodes:
                node.tail = None
                parent.append(node)
            self._is_after_space = self._is_after_space and not atom.text
            return
        for piece in _PIECES.findall(atom.text):
            if piece in "\t\n":
                add(parent, TEXT + ("tab" if piece == "\t" else "line-break"))
                self._is_after_space = True
            elif piece[0] == " ":
                self._put_spaces(parent, len(piece))
            else:
                _append(parent, piece)
                self._is_after_space = False

    def _put_spaces(self, parent: Element, count: int) -> None:
        if not self._is_after_space:
            _append(parent, " ")
            count -= 1
        if count:
            add(parent, TEXT + "s").set(TEXT + "c", str(count))
        self._is_after_space = True


def _append(parent: Element, text: str) -> None:
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
