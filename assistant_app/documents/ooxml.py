"""What the parts of an Office Open XML package are called and how they hang together.

ECMA-376 part 2 (packages): ``[Content_Types].xml`` says what each part is, and a part's relations
stand in ``_rels`` beside it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from assistant_app.documents.xml_tree import Element, XmlTree, children, parse_xml
from assistant_app.documents.zip_package import ZipPackage
from assistant_app.errors import DocumentBroken

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PR: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Relation:
    """From one part to another: ``kind`` is the last word of its type, such as ``header``."""

    id: str
    kind: str
    target: str
    """The name of the other part in the package."""


def main_part(package: ZipPackage) -> str:
    """The part that the package is about. Raises ``DocumentBroken``."""
    for relation in relations(package, ""):
        if relation.kind == "officeDocument" and relation.target in package:
            return relation.target
    raise DocumentBroken(package.path, "it is no document of this kind")


def relations(package: ZipPackage, part: str) -> tuple[Relation, ...]:
    """From ``part`` to others in the package, in the order in which they stand there."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in package:
        return ()
    root = parse_xml(package.part(listed), package.path).root
    return tuple(
        Relation(
            id=each.get("Id", ""),
            kind=each.get("Type", "").rpartition("/")[2],
            target=posixpath.normpath(
                posixpath.join("/", folder, unquote(each.get("Target", "")))
            ).lstrip("/"),
        )
        for each in root.iter(_PR + "Relationship")
        if each.get("TargetMode") != "External"
    )


def related(package: ZipPackage, part: str, *kinds: str) -> list[str]:
    """The parts that ``part`` is related to in one of these ways, each once."""
    found = [each.target for each in relations(package, part) if each.kind in kinds]
    return [name for name in dict.fromkeys(found) if name in package]


def parsed(package: ZipPackage, part: str, tag: str) -> XmlTree:
    """``part``, whose root must be ``tag``. Raises ``DocumentBroken``."""
    tree = parse_xml(package.part(part), package.path)
    if tree.root.tag != tag:
        if tree.root.tag.startswith(_STRICT):
            raise DocumentBroken(package.path, "it is “Strict Open XML”; save it without that")
        raise DocumentBroken(package.path, "it is no document of this kind")
    return tree


def paragraphs(root: Element, tag: str) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    """Each paragraph with its twins: what a program shows that does not know the newer form of a
    text box is a second copy of its paragraphs."""
    twins: dict[Element, Element] = {}
    copies: set[Element] = set()
    for either in root.iter(MC + "AlternateContent"):
        branches = [list(branch.iter(tag)) for branch in children(either)]
        if len(branches) == 2 and _texts(branches[0]) == _texts(branches[1]):
            twins.update(zip(*branches, strict=True))
            copies.update(branches[1])
    for paragraph in root.iter(tag):
        if paragraph not in copies:
            yield paragraph, (twins[paragraph],) if paragraph in twins else ()


def _texts(elements: list[Element]) -> list[str]:
    return ["".join(str(text) for text in element.itertext()) for element in elements]
