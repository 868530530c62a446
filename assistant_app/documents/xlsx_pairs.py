"""Cells that hold two texts, one below the other, need lines that break and rows that are high.

Excel sets the height of a row by its text only where none is given, and LibreOffice not even
there: so it is estimated here, from the widths of letters and columns.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from assistant_app.documents.ooxml import related
from assistant_app.documents.xlsx_strings import S, plain_text
from assistant_app.documents.xml_tree import Element, add, parse_xml
from assistant_app.documents.zip_package import ZipPackage

_USUAL_WIDTH: Final = 8.43
"""Of a column, in digits."""
_USUAL_HEIGHT: Final = 15.0
"""Of a row, in points; a row has at most ``_MOST``."""
_MOST: Final = 409.0
_TEXT_TYPES: Final = ("s", "inlineStr")
_LETTERS: Final = re.compile("[A-Z]+")


def with_room(package: ZipPackage, main: str, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """``parts``, which were written anew with pairs, and what they need besides: styles that break
    lines, and rows that are high enough unless a person chose their height."""
    room = dict(parts)
    for name in related(package, main, "styles"):
        tree = parse_xml(package.part(name), package.path)
        for style in tree.root.iter(S + "xf"):
            _break_lines(style)
        room[name] = tree.data()
    strings: list[str] = []
    for name in related(package, main, "sharedStrings"):
        root = parse_xml(room.get(name) or package.part(name), package.path).root
        strings += [plain_text(element) for element in root.iterchildren(S + "si")]
    for name in related(package, main, "worksheet"):
        tree = parse_xml(room.get(name) or package.part(name), package.path)
        if _raise_rows(tree.root, strings):
            room[name] = tree.data()
    return room


def _break_lines(style: Element) -> None:
    alignment = style.find(S + "alignment")
    if alignment is None:
        alignment = add(style, S + "alignment")
        style.insert(0, alignment)
    alignment.set("wrapText", "1")
    style.set("applyAlignment", "1")


def _raise_rows(sheet: Element, strings: list[str]) -> bool:
    """Whether any row became higher."""
    formats = sheet.find(S + "sheetFormatPr")
    usual = _number(formats, "defaultRowHeight", _USUAL_HEIGHT)
    widths = _widths(sheet, _number(formats, "defaultColWidth", _USUAL_WIDTH))
    merged = {each.get("ref", "").partition(":")[0] for each in sheet.iter(S + "mergeCell")}
    is_changed = False
    for row in sheet.iter(S + "row"):
        if row.get("customHeight") in ("1", "true"):
            continue
        n_lines = 1
        for cell in row.iterchildren(S + "c"):
            if cell.get("t") not in _TEXT_TYPES:
                continue
            name = cell.get("r", "")
            width = math.inf if name in merged else widths.get(_column(name), widths[0])
            n_lines = max(n_lines, _n_lines(_text(cell, strings), width))
        height = _number(row, "ht", usual)
        line = height if usual < height < 2 * usual else usual  # of a larger letter
        if n_lines * line > height:
            row.set("ht", f"{min(n_lines * line, _MOST):g}")
            is_changed = True
    return is_changed


def _text(cell: Element, strings: list[str]) -> str:
    inline = cell.find(S + "is")
    if inline is not None:
        return plain_text(inline)
    index = cell.findtext(S + "v") or ""
    is_shared = cell.get("t") == "s" and index.isdecimal() and int(index) < len(strings)
    return strings[int(index)] if is_shared else ""


def _n_lines(text: str, width: float) -> int:
    lengths = map(_length, text.split("\n"))
    return sum(max(1, math.ceil(length * 1.1 / width)) for length in lengths)


def _length(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)


def _widths(sheet: Element, usual: float) -> dict[int, float]:
    """By number of the column, from 1; 0 stands for all others."""
    widths = {0: usual}
    for column in sheet.iterfind(f"{S}cols/{S}col"):
        first, last = int(_number(column, "min", 1)), int(_number(column, "max", 1))
        for number in range(first, min(last, first + 1000) + 1):
            widths[number] = max(_number(column, "width", usual), 1.0)
    return widths


def _column(cell: str) -> int:
    found = _LETTERS.match(cell)
    number = 0
    for letter in found[0] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(element: Element | None, name: str, otherwise: float) -> float:
    try:
        return otherwise if element is None else float(element.get(name, otherwise))
    except ValueError:
        return otherwise
