"""Word documents: the text of all their parts, with its format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from assistant_app.documents import drawingml, leftovers
from assistant_app.documents.blocks import Place, Run
from assistant_app.documents.diagrams import diagram_parts
from assistant_app.documents.docx_columns import Columns
from assistant_app.documents.docx_pairs import PairFormats
from assistant_app.documents.docx_runs import P, W, atoms_of, refill, unbind
from assistant_app.documents.inline import Inline
from assistant_app.documents.office import LeftCounts, OfficeDocument, Part, Slot
from assistant_app.documents.ooxml import M, main_part, paragraphs, parsed, related
from assistant_app.documents.proofing import name_in_word
from assistant_app.documents.signatures import restrictions
from assistant_app.documents.words_beside import descriptions
from assistant_app.documents.xml_tree import Element, parse_xml
from assistant_app.documents.zip_package import ZipPackage, open_package

_OTHER_PARTS: Final = ("header", "footer", "footnotes", "endnotes", "comments")
_PLACES: Final[dict[str, Place]] = {
    W + "hdr": "header",
    W + "ftr": "footer",
    W + "footnotes": "note",
    W + "endnotes": "note",
    W + "comments": "comment",
    W + "document": "body",
}
_RESTRICTIONS: Final = {W + "documentProtection": W + "enforcement", W + "writeProtection": ""}
_DESCRIBED: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_GONE: Final = (W + "del", W + "moveFrom")
_COUNTED: Final = {
    M + "oMath": leftovers.EQUATIONS,
    W + "object": leftovers.EMBEDDED,
    W + "altChunk": leftovers.EMBEDDED,
    "{urn:schemas-microsoft-com:vml}textpath": leftovers.WORD_ART,
}


def open_docx(path: Path) -> OfficeDocument:
    """Body, tables, text boxes, headers, footers, notes, comments, SmartArt, descriptions of
    pictures and titles of charts.

    A link is a look; fields but links, pictures, tabs, line breaks and the like are fixed; what is
    marked as deleted stays as it is. Of two columns the right one has the new text of the body's
    own paragraphs; in tables, headers, notes and the like it stands below the old. Raises what
    ``open_package`` does.
    """
    package = open_package(path)
    main = main_part(package)
    parsed(package, main, W + "document")
    reader = partial(_slots, PairFormats(package, main))
    names = [main, *related(package, main, *_OTHER_PARTS)]
    left: LeftCounts = Counter()
    charts = _charts(package, names, left)
    for settings in related(package, main, "settings"):
        root = parse_xml(package.part(settings), path).root
        left[leftovers.RESTRICTIONS] += restrictions(root, _RESTRICTIONS)
    diagrams = [part for name in names for part in diagram_parts(package, name)]
    parts = [*(Part(name, reader) for name in names), *charts, *diagrams]
    return OfficeDocument(package, parts, left, naming=name_in_word)


def _charts(package: ZipPackage, names: Sequence[str], left: LeftCounts) -> list[Part]:
    charts = dict.fromkeys(name for part in names for name in related(package, part, "chart"))
    left[leftovers.CHARTS] += len(charts)
    return [Part(name, drawingml.chart_titles) for name in charts]


@dataclass(frozen=True)
class _ParagraphSlot:
    """A paragraph, and its twins in the older form of a text box."""

    elements: tuple[Element, ...]
    inline: Inline
    place: Place
    formats: PairFormats
    columns: Columns

    def write(self, runs: Sequence[Run]) -> None:
        for element, inline in self._each():
            refill(element, inline.arranged(runs))

    def write_pair(self, runs: Sequence[Run]) -> None:
        for element, inline in self._each():
            refill(self.formats.below(element), inline.repeated(runs))

    def write_beside(self, runs: Sequence[Run]) -> None:
        first = self.elements[0]
        if len(self.elements) > 1 or not self.columns.takes(first):
            self.write_pair(runs)
            return
        self._free()
        second = self.formats.below(first)
        refill(second, self.inline.repeated(runs))
        self.columns.put(first, second)

    def _free(self) -> None:
        for element in self.elements:
            for control in element.iterancestors(W + "sdt"):
                unbind(control)

    def _each(self) -> list[tuple[Element, Inline]]:
        self._free()
        first, *twins = self.elements
        return [(first, self.inline), *((twin, Inline(atoms_of(twin))) for twin in twins)]


def _slots(formats: PairFormats, root: Element, left: LeftCounts) -> list[Slot]:
    across = _across(root)
    columns = Columns(root)
    slots: list[Slot] = []
    for paragraph, twins in paragraphs(root, P):
        inline = Inline(atoms_of(paragraph))
        if not inline.has_letters:
            continue
        if paragraph in across:
            left[leftovers.INDEXES] += 1
            continue
        slots.append(
            _ParagraphSlot((paragraph, *twins), inline, _place(paragraph, root), formats, columns)
        )
    slots += descriptions(root, _DESCRIBED)
    for element in root.iter(*_COUNTED):
        left[_COUNTED[element.tag]] += 1
    for element in root.iter(*_GONE):
        texts = (each.text or "" for each in element.iter(W + "delText", W + "t"))
        left[leftovers.DELETED] += any(map(str.isalpha, "".join(texts)))
    return slots


def _place(paragraph: Element, root: Element) -> Place:
    for element in paragraph.iterancestors(W + "txbxContent", W + "tc"):
        return "text box" if element.tag == W + "txbxContent" else "table"
    return _PLACES.get(root.tag, "body")


def _across(root: Element) -> set[Element]:
    """The paragraphs of fields that go over several, such as tables of contents."""
    inside: set[Element] = set()
    open_fields: list[list[Element]] = []
    for element in root.iter(P, W + "fldChar"):
        if element.tag == P:
            for field in open_fields:
                field.append(element)
            continue
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            open_fields.append([next(element.iterancestors(P), root)])
        elif kind == "end" and open_fields:
            field = open_fields.pop()
            if len(field) > 1:
                inside.update(field)
    return inside
