"""XML as a tree of elements. The door to lxml.

A file from a stranger is read without its entities, its external files and the network, and one
with a document type of its own is refused: no office program writes one, and it is where entities
that grow without end are declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, TypeAlias

from lxml import etree

from assistant_app.errors import DocumentBroken

Element: TypeAlias = etree._Element
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class XmlTree:
    """A parsed file. Its elements may be changed; ``data`` writes them."""

    root: Element
    encoding: str
    standalone: bool | None

    def data(self) -> bytes:
        """The file as it stands now, comments and instructions before its root included."""
        tree = self.root.getroottree()
        target = BytesIO()
        if self.standalone is None:
            tree.write(target, xml_declaration=True, encoding=self.encoding)
        else:
            tree.write(
                target, xml_declaration=True, encoding=self.encoding, standalone=self.standalone
            )
        return target.getvalue()


def parse_xml(data: bytes, path: Path) -> XmlTree:
    """The tree of ``data``; white space, comments and CDATA sections stay. Raises
    ``DocumentBroken``."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False, huge_tree=False
    )
    try:
        tree = etree.fromstring(data, parser).getroottree()
    except etree.XMLSyntaxError as error:
        raise DocumentBroken(path, error.msg or "it makes no sense") from error
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        raise DocumentBroken(path, "it declares entities of its own")
    return XmlTree(tree.getroot(), tree.docinfo.encoding or "UTF-8", tree.docinfo.standalone)


def children(element: Element) -> Iterator[Element]:
    """The elements directly in ``element``, without comments and instructions."""
    return element.iterchildren("*")


def add(parent: Element, tag: str, text: str | None = None) -> Element:
    """A new last child of ``parent``."""
    child = parent.makeelement(tag, {}, None)
    child.text = text
    parent.append(child)
    return child


def copy_of(element: Element) -> Element:
    """``element`` with all in it, without the text that follows it."""
    copy = deepcopy(element)
    copy.tail = None
    return copy


def shell_of(element: Element) -> Element:
    """``element`` with its attributes and without what is in it."""
    shell = element.makeelement(element.tag, None, element.nsmap)  # type: ignore[arg-type]
    for name, value in element.attrib.items():
        shell.set(name, value)
    return shell


def drop_attributes(element: Element, *names: str) -> None:
    """Those of ``names`` that it has."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def cut(element: Element) -> None:
    """Take ``element`` out of its parent; text that follows it stays there."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
        element.tail = None
    parent.remove(element)


def canonical(element: Element) -> bytes:
    """Equal for elements that mean the same, whatever prefixes they use."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def clean(text: str) -> str:
    """``text`` without what XML can't hold: control characters and halves of characters."""
    return _NOT_XML.sub("", text)
