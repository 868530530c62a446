"""PowerPoint presentations: the text of the slides and of the speaker's notes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from assistant_app.documents import leftovers
from assistant_app.documents.blocks import Place
from assistant_app.documents.drawingml import chart_titles, text_slots
from assistant_app.documents.office import LeftCounts, OfficeDocument, Part, Slot
from assistant_app.documents.ooxml import A, M, R, main_part, parsed, related, relations
from assistant_app.documents.proofing import name_in_slides
from assistant_app.documents.signatures import restrictions
from assistant_app.documents.xml_tree import Element, parse_xml
from assistant_app.documents.zip_package import ZipPackage, open_package

_P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_COUNTED: Final = {
    M + "oMath": leftovers.EQUATIONS,
    _P + "oleObj": leftovers.EMBEDDED,
    _DGM + "relIds": leftovers.SMART_ART,
}


def open_pptx(path: Path) -> OfficeDocument:
    """Shapes, groups and tables of each slide, its notes and the titles of its charts, slide by
    slide. Layouts and masters stay as they are.

    Fields such as the number of the slide, and line breaks, are fixed; a link is a look. Raises
    what ``open_package`` does.
    """
    package = open_package(path)
    main = main_part(package)
    root = parsed(package, main, _P + "presentation").root
    left: LeftCounts = Counter()
    left[leftovers.RESTRICTIONS] += restrictions(root, {_P + "modifyVerifier": ""})
    parts: list[Part] = []
    for slide in _slides(package, main):
        parts.append(Part(slide, _slide_slots))
        parts += [Part(name, _note_slots) for name in related(package, slide, "notesSlide")]
        charts = related(package, slide, "chart")
        parts += [Part(name, chart_titles) for name in charts]
        left[leftovers.CHARTS] += len(charts)
        for name in related(package, slide, "comments"):
            left[leftovers.SLIDE_COMMENTS] += _count(package, name, "cm")
    return OfficeDocument(package, parts, left, naming=name_in_slides)


def _slides(package: ZipPackage, main: str) -> list[str]:
    """In the order in which they are shown."""
    root = parsed(package, main, _P + "presentation").root
    targets = {each.id: each.target for each in relations(package, main) if each.kind == "slide"}
    listed = [targets.get(each.get(R + "id", ""), "") for each in root.iter(_P + "sldId")]
    return [name for name in dict.fromkeys(listed) if name in package]


def _slide_slots(root: Element, left: LeftCounts) -> list[Slot]:
    for element in root.iter(*_COUNTED):
        left[_COUNTED[element.tag]] += 1
    return text_slots(root, _place)


def _note_slots(root: Element, _left: LeftCounts) -> list[Slot]:
    return text_slots(root, lambda _: "speaker notes")


def _place(paragraph: Element) -> Place:
    is_in_table = any(True for _ in paragraph.iterancestors(A + "tbl"))
    return "table" if is_in_table else "slide"


def _count(package: ZipPackage, part: str, name: str) -> int:
    root = parse_xml(package.part(part), package.path).root
    return sum(element.tag.endswith("}" + name) for element in root.iter("*"))
