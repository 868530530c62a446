"""The format of a second Word paragraph below a first: the same, but that nothing counts twice.

A numbered line keeps its indent and loses its number; page and section breaks stay single.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from assistant_app.documents.docx_runs import P_PR, W14, W
from assistant_app.documents.ooxml import related
from assistant_app.documents.xml_tree import (
    Element,
    add,
    copy_of,
    cut,
    drop_attributes,
    parse_xml,
    shell_of,
)
from assistant_app.documents.zip_package import ZipPackage

_SINGLE: Final = ("sectPr", "pageBreakBefore", "pPrChange", "framePr")
_BEFORE_NUMBERING: Final = {
    W + name for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr")
} | {W + "widowControl"}
_BEFORE_INDENT: Final = _BEFORE_NUMBERING | {
    W + name
    for name in (
        "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku",
        "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi",
        "adjustRightInd", "snapToGrid", "spacing",
    )
}  # fmt: skip
"""What stands before an element, as the schema (17.3.1.26) orders them."""


class PairFormats:
    """Reads the numbering of one document when it is first asked for."""

    def __init__(self, package: ZipPackage, main: str) -> None:
        self._package = package
        self._main = main

    def below(self, paragraph: Element) -> Element:
        """A new paragraph right after ``paragraph``, with its format and nothing in it."""
        second = shell_of(paragraph)
        drop_attributes(second, W14 + "paraId", W14 + "textId")
        paragraph.addnext(second)
        properties = paragraph.find(P_PR)
        if properties is not None:
            second.append(self._format(properties))
        return second

    def _format(self, properties: Element) -> Element:
        copy = copy_of(properties)
        for name in _SINGLE:
            for found in copy.findall(W + name):
                copy.remove(found)
        for marks in copy.findall(W + "rPr"):
            for found in (*marks.findall(W + "ins"), *marks.findall(W + "del")):
                marks.remove(found)
        section = properties.find(W + "sectPr")
        if section is not None:  # the section ends after the second paragraph now
            cut(section)
            copy.append(section)
        style = copy.find(W + "pStyle")
        named = self._numbered.get("" if style is None else style.get(W + "val", ""))
        number = copy.find(W + "numPr")
        if number is not None or named is not None:
            self._unnumber(copy, number, named)
        return copy

    def _unnumber(self, copy: Element, number: Element | None, named: Element | None) -> None:
        indent = self._indent(number if number is not None else named)
        if number is not None:
            copy.remove(number)
        none = copy.makeelement(W + "numPr", {}, None)
        add(none, W + "numId").set(W + "val", "0")
        _insert(copy, none, _BEFORE_NUMBERING)
        if indent is not None and copy.find(W + "ind") is None:
            kept = shell_of(indent)
            drop_attributes(kept, W + "hanging", W + "firstLine")
            _insert(copy, kept, _BEFORE_INDENT)

    def _indent(self, number: Element | None) -> Element | None:
        if number is None:
            return None
        values = {
            name: "0" if found is None else found.get(W + "val", "0")
            for name in ("numId", "ilvl")
            for found in [number.find(W + name)]
        }
        return self._indents.get((values["numId"], values["ilvl"]))

    @cached_property
    def _numbered(self) -> dict[str, Element]:
        """Styles that number their paragraphs, by name."""
        return {
            style.get(W + "styleId", ""): number
            for root in self._roots("styles")
            for style in root.iter(W + "style")
            for number in style.iterfind(f"{P_PR}/{W}numPr")
        }

    @cached_property
    def _indents(self) -> dict[tuple[str, str], Element]:
        """By number of the list and level."""
        found: dict[tuple[str, str], Element] = {}
        for root in self._roots("numbering"):
            kinds = {
                each.get(W + "abstractNumId", ""): each for each in root.iter(W + "abstractNum")
            }
            for number in root.iter(W + "num"):
                kind = number.find(W + "abstractNumId")
                levels = kinds.get("" if kind is None else kind.get(W + "val", ""))
                for level in levels.iter(W + "lvl") if levels is not None else ():
                    for indent in level.iterfind(f"{P_PR}/{W}ind"):
                        key = (number.get(W + "numId", ""), level.get(W + "ilvl", ""))
                        found.setdefault(key, indent)
        return found

    def _roots(self, kind: str) -> list[Element]:
        return [
            parse_xml(self._package.part(name), self._package.path).root
            for name in related(self._package, self._main, kind)
        ]


def _insert(properties: Element, new: Element, before: set[str]) -> None:
    at = sum(child.tag in before for child in properties)
    properties.insert(at, new)
