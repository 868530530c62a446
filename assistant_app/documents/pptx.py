"""PowerPoint presentations: the text of the slides and of the speaker's notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from assistant_app.documents import leftovers
from assistant_app.documents.blocks import Place
from assistant_app.documents.diagrams import diagram_parts
from assistant_app.documents.drawingml import P as PARAGRAPH
from assistant_app.documents.drawingml import TextSlot, chart_titles, text_slots
from assistant_app.documents.office import LeftCounts, OfficeDocument, Part, Slot
from assistant_app.documents.ooxml import A, M, R, main_part, parsed, related, relations
from assistant_app.documents.proofing import name_in_slides
from assistant_app.documents.signatures import restrictions
from assistant_app.documents.slide_fit import with_fitting_text
from assistant_app.documents.words_beside import descriptions
from assistant_app.documents.xml_tree import Element, parse_xml
from assistant_app.documents.zip_package import ZipPackage, open_package

_P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_COUNTED: Final = {
    M + "oMath": leftovers.EQUATIONS,
    _P + "oleObj": leftovers.EMBEDDED,
}


def open_pptx(path: Path) -> OfficeDocument:
    """Shapes, groups, tables and SmartArt of each slide, descriptions of its pictures, its notes
    and the titles of its charts, slide by slide; then what layouts and masters show on slides.

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
        parts += diagram_parts(package, slide)
        charts = related(package, slide, "chart")
        parts += [Part(name, chart_titles) for name in charts]
        left[leftovers.CHARTS] += len(charts)
        for name in related(package, slide, "comments"):
            left[leftovers.SLIDE_COMMENTS] += _count(package, name, "cm")
    parts += [Part(name, _layout_slots) for name in _layouts(package, parts)]
    finish = partial(with_fitting_text, package)
    return OfficeDocument(package, parts, left, finish, naming=name_in_slides)


def _slides(package: ZipPackage, main: str) -> list[str]:
    """In the order in which they are shown."""
    root = parsed(package, main, _P + "presentation").root
    targets = {each.id: each.target for each in relations(package, main) if each.kind == "slide"}
    listed = [targets.get(each.get(R + "id", ""), "") for each in root.iter(_P + "sldId")]
    return [name for name in dict.fromkeys(listed) if name in package]


def _slide_slots(root: Element, left: LeftCounts) -> list[Slot]:
    for element in root.iter(*_COUNTED):
        left[_COUNTED[element.tag]] += 1
    return [*text_slots(root, _place), *descriptions(root, _P + "cNvPr")]


def _layouts(package: ZipPackage, parts: Sequence[Part]) -> list[str]:
    """Those that the slides have, and the masters of those."""
    layouts = [name for part in parts for name in related(package, part.name, "slideLayout")]
    layouts = list(dict.fromkeys(layouts))
    masters = [name for layout in layouts for name in related(package, layout, "slideMaster")]
    return [*layouts, *dict.fromkeys(masters)]


def _layout_slots(root: Element, _left: LeftCounts) -> list[Slot]:
    """What is shown on each slide; the words in a place for text are a hint that is not."""
    hints = {
        paragraph
        for shape in root.iter(_P + "sp")
        if shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph") is not None
        for paragraph in shape.iter(PARAGRAPH)
    }
    shown = (slot for slot in text_slots(root, _place) if isinstance(slot, TextSlot))
    return [slot for slot in shown if slot.elements[0] not in hints]


def _note_slots(root: Element, _left: LeftCounts) -> list[Slot]:
    return text_slots(root, lambda _: "speaker notes")


def _place(paragraph: Element) -> Place:
    is_in_table = any(True for _ in paragraph.iterancestors(A + "tbl"))
    return "table" if is_in_table else "slide"


def _count(package: ZipPackage, part: str, name: str) -> int:
    root = parse_xml(package.part(part), package.path).root
    return sum(element.tag.endswith("}" + name) for element in root.iter("*"))
