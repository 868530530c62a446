"""The words of a workbook that formulas, tables and lists refer to by what they say.

A formula that compares with "Yes" is wrong once the cells say something else, and one that names
a column of a table, or a pivot table, is lost without its heading. Such cells are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant_app.documents import leftovers
from assistant_app.documents.ooxml import related
from assistant_app.documents.xlsx_strings import S
from assistant_app.documents.xml_tree import Element, parse_xml
from assistant_app.documents.zip_package import ZipPackage

_LITERAL: Final = re.compile('"((?:[^"]|"")*)"')
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMULAS: Final = {S + "f", S + "formula", S + "formula1", S + "formula2"}
_BY_NAME: Final = (S + "calculatedColumnFormula", S + "totalsRowFormula")
_LISTS: Final = S + "formula1"


@dataclass(frozen=True)
class Referred:
    """Words in small letters, as Excel compares them."""

    headings: frozenset[str]
    """Of tables, if anything names their columns, and of pivot tables."""
    compared: frozenset[str]
    n_formulas: int
    """How many formulas in cells have words in them."""
    has_text_results: bool
    """Whether a formula shows words."""

    def reason(self, text: str) -> str | None:
        """What to count ``text`` as that must stay; None if nothing refers to it."""
        words = _folded(text)
        if words in self.headings:
            return leftovers.HEADINGS
        return leftovers.COMPARED if words in self.compared else None


def referred(package: ZipPackage, main: str, sheets: list[str]) -> Referred:
    """Reads formulas, conditions, lists of choices, tables and pivot tables."""
    headings: set[str] = set()
    compared: set[str] = set()
    n_formulas = 0
    has_text_results = False
    pivots = related(package, main, "pivotCacheDefinition")
    is_by_name = bool(pivots or related(package, main, "slicerCache", "connections", "xmlMaps"))
    for sheet in sheets:
        root = parse_xml(package.part(sheet), package.path).root
        for element in root.iter(*_FORMULAS):
            literals = _literals(element)
            n_formulas += element.tag == S + "f" and any(map(_has_letters, literals))
            compared.update(literals)
            is_by_name |= "[" in (element.text or "")
        has_text_results |= any(cell.get("t") == "str" for cell in root.iter(S + "c"))
        for table in related(package, sheet, "table"):
            headings.update(_names(package, table, S + "tableColumn"))
            root = parse_xml(package.part(table), package.path).root
            is_by_name |= next(root.iter(*_BY_NAME), None) is not None
    names = parse_xml(package.part(main), package.path).root.iter(S + "definedName")
    is_by_name |= any("[" in (each.text or "") for each in names)
    if not is_by_name:
        headings.clear()
    for cache in pivots:
        headings.update(_names(package, cache, S + "cacheField"))
    compared.discard("")
    return Referred(frozenset(headings), frozenset(compared), n_formulas, has_text_results)


def _literals(formula: Element) -> list[str]:
    literals = [_folded(each.replace('""', '"')) for each in _LITERAL.findall(formula.text or "")]
    if formula.tag == _LISTS:
        literals += [_folded(each) for text in literals for each in text.split(",")]
    return literals


def _names(package: ZipPackage, part: str, tag: str) -> Iterator[str]:
    root = parse_xml(package.part(part), package.path).root
    for element in root.iter(tag):
        name = element.get("name", "")
        yield _folded(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), name))


def _folded(text: str) -> str:
    return text.replace("\r\n", "\n").lower()


def _has_letters(text: str) -> bool:
    return any(each.isalpha() for each in text)
