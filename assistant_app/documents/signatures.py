"""What a changed office file can't keep, its signatures, and what guards it against changes.

A signature is over the bytes of the parts, so a program would call the signed file damaged once a
part is another one. Office Open XML has a part for each (ECMA-376 part 2, 13: a relation of the
package to their origin, and of that to each of them), OpenDocument one for all of them
(OpenDocument 1.3 part 2, 5). What signs macros alone stays: those are not changed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final

from assistant_app.documents import leftovers
from assistant_app.documents.blocks import LeftAlone
from assistant_app.documents.ooxml import related
from assistant_app.documents.xml_tree import Element, parse_xml
from assistant_app.documents.zip_package import ZipPackage

_ODF_SIGNATURES: Final = "META-INF/documentsignatures.xml"
_ODF_MANIFEST: Final = "META-INF/manifest.xml"
_MANIFEST: Final = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_DSIG: Final = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "_rels/.rels"


class Signatures:
    """Those of one package."""

    def __init__(self, package: ZipPackage) -> None:
        self._package = package
        self._origins = related(package, "", "origin")
        signed = [
            name for origin in self._origins for name in related(package, origin, "signature")
        ]
        self.names = frozenset(self._parts(signed))
        self._count = len(signed)
        if _ODF_SIGNATURES in package:
            root = parse_xml(package.part(_ODF_SIGNATURES), package.path).root
            self._count += sum(1 for _ in root.iter(_DSIG))

    @property
    def lost(self) -> tuple[LeftAlone, ...]:
        """What is to be told of them."""
        if not self._count:
            return ()
        return (LeftAlone(leftovers.SIGNATURES, self._count, is_lost=True),)

    def removed(self, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """``parts``, which were written anew, and those that named a part of ``names``, which is
        to be left out of the package."""
        if not self.names:
            return dict(parts)
        changed = dict(parts)
        for name in (_RELATIONS, _TYPES, _ODF_MANIFEST):
            if name in self._package:
                data = changed.get(name) or self._package.part(name)
                tree = parse_xml(data, self._package.path)
                if sum(map(_cut, [*self._named(tree.root)])):
                    changed[name] = tree.data()
        return changed

    def _parts(self, signed: list[str]) -> Iterator[str]:
        for name in (*self._origins, *signed):
            folder, last = posixpath.split(name)
            yield from (name, posixpath.join(folder, "_rels", f"{last}.rels"))
        yield _ODF_SIGNATURES

    def _named(self, root: Element) -> Iterator[Element]:
        for element in root.iter("*"):
            named = (
                element.get("PartName", ""), element.get("Target", ""),
                element.get(_MANIFEST + "full-path", ""),
            )  # fmt: skip
            is_ours = any(name.lstrip("/") in self.names for name in named if name)
            if is_ours or element.get("Extension") == "sigs":
                yield element


def restrictions(root: Element, tags: Mapping[str, str]) -> int:
    """How many elements of ``root`` guard the document against changes: ``tags`` are their names
    with the attribute that must be on for it, or nothing."""
    found = 0
    for element in root.iter(*tags):
        wanted = tags[element.tag]
        found += not wanted or element.get(wanted, "0") in ("1", "true", "on")
    return found


def _cut(element: Element) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    parent.remove(element)
    return True
