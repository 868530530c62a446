"""Cells that hold two texts, one below the other, need lines that break and rows that grow."""

from __future__ import annotations

from collections.abc import Mapping

from assistant_app.documents.blocks import Layout
from assistant_app.documents.ooxml import related
from assistant_app.documents.xlsx_strings import S
from assistant_app.documents.xml_tree import Element, add, drop_attributes, parse_xml
from assistant_app.documents.zip_package import ZipPackage

_TEXT_TYPES = {"s", "inlineStr"}


def with_room(
    package: ZipPackage, main: str, parts: Mapping[str, bytes], layout: Layout
) -> dict[str, bytes]:
    """``parts``, which were written anew, and for pairs what they need besides: styles that break
    lines, and rows without a height unless a person chose it."""
    if layout == "translated":
        return dict(parts)
    room = dict(parts)
    for name in related(package, main, "styles"):
        tree = parse_xml(room.get(name) or package.part(name), package.path)
        for style in tree.root.iterfind(f"{S}cellXfs/{S}xf"):
            _break_lines(style)
        room[name] = tree.data()
    for name in related(package, main, "worksheet"):
        tree = parse_xml(room.get(name) or package.part(name), package.path)
        if _let_grow(tree.root):
            room[name] = tree.data()
    return room


def _break_lines(style: Element) -> None:
    alignment = style.find(S + "alignment")
    if alignment is None:
        alignment = add(style, S + "alignment")
        style.insert(0, alignment)
    alignment.set("wrapText", "1")
    style.set("applyAlignment", "1")


def _let_grow(sheet: Element) -> bool:
    """Whether any row had a height to lose."""
    is_changed = False
    for row in sheet.iter(S + "row"):
        is_chosen = row.get("customHeight") in ("1", "true")
        if row.get("ht") is None or is_chosen:
            continue
        if any(cell.get("t") in _TEXT_TYPES for cell in row.iterchildren(S + "c")):
            drop_attributes(row, "ht")
            is_changed = True
    return is_changed
