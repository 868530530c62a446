"""OpenDocument texts: body, tables, notes, comments, text boxes, headers and footers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant_app.documents import leftovers
from assistant_app.documents.blocks import Place, Run
from assistant_app.documents.inline import Inline
from assistant_app.documents.odt_runs import (
    OFFICE,
    STYLE,
    TEXT,
    H,
    P,
    atoms_of,
    refill,
    text_styles,
)
from assistant_app.documents.office import LeftCounts, OfficeDocument, Part, Slot
from assistant_app.documents.proofing import name_in_odt
from assistant_app.documents.words_beside import words_beside
from assistant_app.documents.xml_tree import (
    Element,
    canonical,
    copy_of,
    drop_attributes,
    parse_xml,
    shell_of,
)
from assistant_app.documents.zip_package import ZipPackage, open_package
from assistant_app.errors import DocumentBroken, DocumentLocked

_OASIS: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
_SVG: Final = _OASIS + "svg-compatible:1.0}"
_FO: Final = _OASIS + "xsl-fo-compatible:1.0}"
_KINDS: Final = (
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.text-template",
)
_PLACES: Final[dict[str, Place]] = {
    OFFICE + "annotation": "comment",
    TEXT + "note-body": "note",
    **{
        _OASIS + "drawing:1.0}" + name: "text box"
        for name in ("text-box", "custom-shape", "rect", "ellipse", "line", "caption")
    },
    _OASIS + "table:1.0}table-cell": "table",
    STYLE + "header": "header",
    STYLE + "header-left": "header",
    STYLE + "header-first": "header",
    STYLE + "footer": "footer",
    STYLE + "footer-left": "footer",
    STYLE + "footer-first": "footer",
}
_INDEXES: Final = tuple(
    TEXT + name
    for name in (
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index",
        "alphabetical-index", "bibliography",
    )
)  # fmt: skip
_NOT_SHOWN: Final = (TEXT + "tracked-changes", OFFICE + "forms", TEXT + "variable-decls")


def open_odt(path: Path) -> OfficeDocument:
    """A link is a look; fields, tabs, line breaks, notes and frames are fixed.

    Raises what ``open_package`` does.
    """
    package = open_package(path)
    _check(package)
    names = [name for name in ("content.xml", "styles.xml") if name in package]
    return OfficeDocument(
        package, [Part(name, _slots) for name in names], Counter(), naming=name_in_odt
    )


def _check(package: ZipPackage) -> None:
    listed = "META-INF/manifest.xml"
    if listed in package:
        root = parse_xml(package.part(listed), package.path).root
        for _ in root.iter(_OASIS + "manifest:1.0}encryption-data"):
            raise DocumentLocked(package.path)
    kind = package.part("mimetype").strip() if "mimetype" in package else b""
    if kind not in _KINDS or "content.xml" not in package:
        raise DocumentBroken(package.path, "it is no document of this kind")


@dataclass(frozen=True)
class _ParagraphSlot:
    element: Element
    inline: Inline
    place: Place

    def write(self, runs: Sequence[Run]) -> None:
        refill(self.element, self.inline.arranged(runs))

    def write_pair(self, runs: Sequence[Run]) -> None:
        second = shell_of(self.element)
        drop_attributes(
            second,
            TEXT + "id",
            TEXT + "restart-numbering",
            "{http://www.w3.org/XML/1998/namespace}id",
        )
        if second.tag == H:
            second.set(TEXT + "is-list-header", "true")  # it takes no number
        _unbroken(self.element, second)
        second.tail, self.element.tail = self.element.tail, None
        self.element.addnext(second)
        refill(second, self.inline.repeated(runs))

    write_beside = write_pair


def _slots(root: Element, left: LeftCounts) -> list[Slot]:
    styles = text_styles(root)
    slots: list[Slot] = []
    for paragraph in root.iter(P, H):
        inline = Inline(atoms_of(paragraph, styles))
        if not inline.has_letters or any(True for _ in paragraph.iterancestors(*_NOT_SHOWN)):
            continue
        if any(True for _ in paragraph.iterancestors(*_INDEXES)):
            left[leftovers.INDEXES] += 1
            continue
        slots.append(_ParagraphSlot(paragraph, inline, _place(paragraph)))
    slots += words_beside(root, {_SVG + "title": {"": None}, _SVG + "desc": {"": None}})
    for region in root.iter(TEXT + "deletion"):
        gone = "".join(str(text) for text in region.itertext(P, H))
        left[leftovers.DELETED] += any(map(str.isalpha, gone))
    left[leftovers.EMBEDDED] += sum(1 for _ in root.iter(_OASIS + "drawing:1.0}object"))
    return slots


def _place(paragraph: Element) -> Place:
    for element in paragraph.iterancestors(*_PLACES):
        return _PLACES[element.tag]
    return "body"


def _unbroken(first: Element, second: Element) -> None:
    """Give ``second`` the style of ``first`` without the page break before it, if it has one."""
    name = first.get(TEXT + "style-name")
    root = first.getroottree().getroot()
    for style in root.iterfind(f"{OFFICE}automatic-styles/{STYLE}style"):
        if style.get(STYLE + "name") != name:
            continue
        copy = copy_of(style)
        drop_attributes(copy, STYLE + "master-page-name")
        for properties in copy.iterfind(STYLE + "paragraph-properties"):
            drop_attributes(properties, _FO + "break-before", STYLE + "page-number")
        if canonical(copy) != canonical(style):
            copy.set(STYLE + "name", f"{name}-below")
            second.set(TEXT + "style-name", f"{name}-below")
            made = style.getnext()
            if made is None or made.get(STYLE + "name") != f"{name}-below":
                style.addnext(copy)
        return
