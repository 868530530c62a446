"""Excel workbooks: the words in cells, comments, shapes, page headers and titles of charts.

Names of sheets and formulas stay as they are, and so do cells whose words something else refers
to: headings that formulas name, sources of pivot tables, what formulas compare with, choices of
lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from assistant_app.documents import leftovers
from assistant_app.documents.blocks import Layout
from assistant_app.documents.diagrams import diagram_parts
from assistant_app.documents.drawingml import chart_titles, text_slots
from assistant_app.documents.office import LeftCounts, OfficeDocument, Part, Slot
from assistant_app.documents.ooxml import main_part, parsed, related
from assistant_app.documents.proofing import name_in_cells
from assistant_app.documents.signatures import restrictions
from assistant_app.documents.words_beside import descriptions, words_beside
from assistant_app.documents.xlsx_headers import header_slots
from assistant_app.documents.xlsx_pairs import with_room
from assistant_app.documents.xlsx_results import with_new_results
from assistant_app.documents.xlsx_strings import CellSlot, S, cell_inline
from assistant_app.documents.xlsx_tables import with_headings
from assistant_app.documents.xlsx_words import Referred, referred
from assistant_app.documents.xml_tree import Element
from assistant_app.documents.zip_package import ZipPackage, open_package

_XDR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_HINTS: Final = {
    S + "dataValidation": {"promptTitle": 32, "prompt": 255, "errorTitle": 32, "error": 225},
    S + "hyperlink": {"tooltip": 255},
}
"""What a cell shows when it is chosen or filled in wrongly, with the lengths that Excel allows."""
_USUAL_NAME: Final = re.compile(
    r"(?:Sheet|Chart|Tabelle|Diagramm|Blatt|Feuil|Graphique|Hoja|Gráfico|工作表|图表)?\s*\d*"
)
_RESTRICTIONS: Final = {
    S + "workbookProtection": "lockStructure",
    S + "sheetProtection": "sheet",
    S + "fileSharing": "readOnlyRecommended",
}


def open_xlsx(path: Path) -> OfficeDocument:
    """Words that stand in many cells are one block, which fills them all.

    Line breaks are fixed. In pairs the new text stands below the old in the same cell. Raises what
    ``open_package`` does.
    """
    package = open_package(path)
    main = main_part(package)
    workbook = parsed(package, main, S + "workbook").root
    sheets = related(package, main, "worksheet")
    fixed = referred(package, main, sheets)
    left: LeftCounts = Counter({leftovers.FORMULAS: fixed.n_formulas})
    left[leftovers.RESTRICTIONS] += restrictions(workbook, _RESTRICTIONS)
    named = (each.get("name", "") for each in workbook.iter(S + "sheet"))
    left[leftovers.SHEET_NAMES] += sum(1 for name in named if not _USUAL_NAME.fullmatch(name))
    strings = related(package, main, "sharedStrings")
    parts = [Part(name, partial(_shared_slots, fixed)) for name in strings]
    for sheet in sheets:
        parts += _sheet_parts(package, sheet, fixed, left)
    for sheet in related(package, main, "chartsheet"):
        parts += _drawing_parts(package, sheet, left)

    def finish(written: Mapping[str, bytes], layout: Layout) -> Mapping[str, bytes]:
        room = written if layout == "translated" else with_room(package, main, written)
        room = with_headings(package, main, sheets, room)
        return with_new_results(package, main, room) if fixed.has_text_results else room

    return OfficeDocument(package, parts, left, finish, naming=name_in_cells)


def _sheet_parts(package: ZipPackage, sheet: str, fixed: Referred, left: LeftCounts) -> list[Part]:
    parts = [Part(sheet, partial(_sheet_slots, fixed))]
    threads = related(package, sheet, "threadedComment")
    left[leftovers.THREADS] += len(threads)
    if not threads:  # else the comments are copies for older programs
        parts += [Part(name, _comment_slots) for name in related(package, sheet, "comments")]
    return parts + _drawing_parts(package, sheet, left)


def _drawing_parts(package: ZipPackage, sheet: str, left: LeftCounts) -> list[Part]:
    parts: list[Part] = []
    for drawing in related(package, sheet, "drawing"):
        parts.append(Part(drawing, _drawing_slots))
        charts = related(package, drawing, "chart")
        left[leftovers.CHARTS] += len(charts)
        parts += diagram_parts(package, drawing)
        parts += [Part(name, chart_titles) for name in charts]
    return parts


def _shared_slots(fixed: Referred, root: Element, left: LeftCounts) -> list[Slot]:
    return _cells(fixed, list(root.iterchildren(S + "si")), left)


def _sheet_slots(fixed: Referred, root: Element, left: LeftCounts) -> list[Slot]:
    left[leftovers.EMBEDDED] += sum(1 for _ in root.iter(S + "oleObject"))
    left[leftovers.RESTRICTIONS] += restrictions(root, _RESTRICTIONS)
    cells = _cells(fixed, list(root.iter(S + "is")), left)
    return [*cells, *header_slots(root), *words_beside(root, _HINTS)]


def _cells(fixed: Referred, elements: list[Element], left: LeftCounts) -> list[Slot]:
    slots: list[Slot] = []
    for element in elements:
        inline = cell_inline(element)
        if not inline.has_letters:
            continue
        reason = fixed.reason("".join(run.text for run in inline.runs))
        if reason is None:
            slots.append(CellSlot(element, inline, "sheet"))
        else:
            left[reason] += 1
    return slots


def _comment_slots(root: Element, _left: LeftCounts) -> list[Slot]:
    pairs = ((element, cell_inline(element)) for element in root.iter(S + "text"))
    return [CellSlot(element, inline, "comment") for element, inline in pairs if inline.has_letters]


def _drawing_slots(root: Element, _left: LeftCounts) -> list[Slot]:
    return [*text_slots(root, lambda _: "text box"), *descriptions(root, _XDR + "cNvPr")]
