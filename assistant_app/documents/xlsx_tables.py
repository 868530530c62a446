"""Headings of Excel's tables: the table's own list must say what its cells say, each once.

Otherwise Excel calls the file damaged and repairs it (ECMA-376 part 1, 18.5.1.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assistant_app.documents.ooxml import related
from assistant_app.documents.xlsx_strings import S, plain_text
from assistant_app.documents.xml_tree import Element, XmlTree, parse_xml
from assistant_app.documents.zip_package import ZipPackage

_CELL: Final = re.compile(r"([A-Z]+)(\d+)")


def with_headings(
    package: ZipPackage, main: str, sheets: Sequence[str], parts: Mapping[str, bytes]
) -> dict[str, bytes]:
    """``parts``, which were written anew, and the tables with the headings that stand in their
    cells now. Of two headings that became the same the second gets a number."""
    tables = {sheet: related(package, sheet, "table") for sheet in sheets}
    if not any(tables.values()):
        return dict(parts)
    trees: dict[str, XmlTree] = {}

    def tree_of(name: str) -> XmlTree:
        if name not in trees:
            trees[name] = parse_xml(parts.get(name) or package.part(name), package.path)
        return trees[name]

    shared = related(package, main, "sharedStrings")
    strings = [element for name in shared for element in tree_of(name).root.iterchildren(S + "si")]
    changed: set[str] = set()
    for sheet, names in [*tables.items()] * 2:  # again, as tables may share a heading
        for name in names:
            is_renamed, is_numbered = _rename(tree_of(name).root, tree_of(sheet).root, strings)
            changed.update([name] if is_renamed else ())
            changed.update([sheet, *shared] if is_numbered else ())
    return {**parts, **{name: trees[name].data() for name in changed}}


def _rename(table: Element, sheet: Element, strings: Sequence[Element]) -> tuple[bool, bool]:
    """Whether a name in the table changed, and whether words in a cell did."""
    is_renamed = is_numbered = False
    if table.get("headerRowCount") == "0":
        return False, False
    taken: set[str] = set()
    for column, text in zip(
        table.iter(S + "tableColumn"), _headings(table, sheet, strings), strict=False
    ):
        if text is None:
            taken.add(column.get("name", "").lower())
            continue
        heading = plain_text(text)
        number = 2
        while heading.lower() in taken:
            heading = f"{plain_text(text)} {number}"
            number += 1
        if heading != plain_text(text):
            last = list(text.iter(S + "t"))[-1]
            last.text = (last.text or "") + heading[len(plain_text(text)) :]
            is_numbered = True
        taken.add(heading.lower())
        name = heading.replace("\n", "_x000a_")
        is_renamed |= name != column.get("name")
        column.set("name", name)
    return is_renamed, is_numbered


def _headings(
    table: Element, sheet: Element, strings: Sequence[Element]
) -> Iterator[Element | None]:
    """Of each column the element with its heading, if its cell has words."""
    first, _, last = table.get("ref", "").partition(":")
    start, end = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
    if start is None or end is None:
        return
    cells = {
        cell.get("r"): cell
        for row in sheet.iter(S + "row")
        if row.get("r") == start[2]
        for cell in row.iterchildren(S + "c")
    }
    for number in range(_number(start[1]), _number(end[1]) + 1):
        cell = cells.get(f"{_letters(number)}{start[2]}")
        yield None if cell is None else _words(cell, strings)


def _words(cell: Element, strings: Sequence[Element]) -> Element | None:
    index = cell.findtext(S + "v") or ""
    if cell.get("t") == "s" and index.isdecimal() and int(index) < len(strings):
        return strings[int(index)]
    return cell.find(S + "is")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
