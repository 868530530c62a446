"""Results of formulas that show words of other cells, such as ``=A2``: old once those have changed.

Excel keeps the last results in the file; it is told to work them out again when it opens it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant_app.documents.xlsx_strings import S
from assistant_app.documents.xml_tree import parse_xml
from assistant_app.documents.zip_package import ZipPackage

_BEFORE: Final = {
    S + name
    for name in (
        "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
        "functionGroups", "externalReferences", "definedNames",
    )
}  # fmt: skip
"""What stands before ``calcPr``, as the schema (ECMA-376 part 1, 18.2.27) orders it."""


def with_new_results(
    package: ZipPackage, main: str, parts: Mapping[str, bytes]
) -> dict[str, bytes]:
    """``parts``, which were written anew, and the workbook that asks for new results."""
    tree = parse_xml(package.part(main), package.path)
    settings = tree.root.find(S + "calcPr")
    if settings is None:
        settings = tree.root.makeelement(S + "calcPr", {}, None)
        at = max((i for i, each in enumerate(tree.root, 1) if each.tag in _BEFORE), default=0)
        tree.root.insert(at, settings)
    settings.set("fullCalcOnLoad", "1")
    return {**parts, main: tree.data()}
