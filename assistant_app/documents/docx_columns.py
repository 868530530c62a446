"""Two texts side by side in Word: a table without borders, a row for each paragraph of the body."""

from __future__ import annotations

from typing import Final

from assistant_app.documents.docx_runs import P, W
from assistant_app.documents.xml_tree import Element, add

_TABLE: Final = W + "tbl"
_NOT_IN_CELLS: Final = tuple(
    W + name for name in ("sectPr", "pageBreakBefore", "framePr", "drawing", "pict", "object")
)
"""What changes the page around it, or its place in it, and would not do so in a cell."""
_WIDTH: Final = "2500"
"""Half of the table, in fiftieths of a percent."""


class Columns:
    """The tables of two columns that are made in one part, paragraph by paragraph from its start;
    paragraphs that follow each other share one."""

    def __init__(self, root: Element) -> None:
        self._body = root.find(W + "body")
        self._made: set[Element] = set()

    def takes(self, paragraph: Element) -> bool:
        """Whether ``paragraph`` can stand in a cell as it stands in the page."""
        if paragraph.getparent() is not self._body:
            return False
        if any(each.get(W + "type") == "page" for each in paragraph.iter(W + "br")):
            return False
        return next(paragraph.iter(*_NOT_IN_CELLS), None) is None

    def put(self, first: Element, second: Element) -> None:
        """Move both into a row; ``second`` follows ``first``."""
        table = first.getprevious()
        if table is None or table not in self._made:
            table = self._new_before(first)
        row = add(table, W + "tr")
        for paragraph in (first, second):
            cell = add(row, W + "tc")
            width = add(add(cell, W + "tcPr"), W + "tcW")
            width.set(W + "w", _WIDTH)
            width.set(W + "type", "pct")
            cell.append(paragraph)
        after = table.getnext()
        if after is None or after.tag in (_TABLE, W + "sectPr"):
            table.addnext(table.makeelement(P, {}, None))

    def _new_before(self, paragraph: Element) -> Element:
        before = paragraph.getprevious()
        table = paragraph.makeelement(_TABLE, {}, None)
        properties = add(table, W + "tblPr")
        for name, attributes in (
            ("tblW", {"w": "5000", "type": "pct"}),
            ("tblLayout", {"type": "fixed"}),
        ):
            element = add(properties, W + name)
            for key, value in attributes.items():
                element.set(W + key, value)
        grid = add(table, W + "tblGrid")
        for _ in range(2):
            add(grid, W + "gridCol").set(W + "w", "4500")
        paragraph.addprevious(table)
        if before is not None and before.tag == _TABLE:
            table.addprevious(table.makeelement(P, {}, None))  # else both would be one table
        self._made.add(table)
        return table
