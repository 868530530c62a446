"""Small office documents, made by the usual libraries and by hand where those have no call."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from lxml import etree

from assistant_app.documents.blocks import Block, BlockDocument, Layout, Run

W_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """``path``, made again with ``parts`` replaced or added."""
    all_parts = {**parts_of(path), **parts}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in all_parts.items():
            archive.writestr(name, data)
    return path


def word_file(
    path: Path, body: str = "", change: Callable[[WordDocument], None] | None = None
) -> Path:
    """A document of Word with ``body``, the XML of its paragraphs, before what ``change`` adds."""
    document = docx.Document()
    if body:
        root = etree.fromstring(f"<w:body {W_NS}>{body}</w:body>")
        for at, element in enumerate(list(root)):
            document.element.body.insert(at, element)
    if change is not None:
        change(document)
    document.save(str(path))
    return path


def paragraph(runs: str, properties: str = "") -> str:
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def shouted(block: Block) -> list[Run]:
    """Stands for a translation: every run in capitals, the fixed ones as they are."""
    return [each if each.is_fixed else replace(each, text=each.text.upper()) for each in block.runs]


def save_shouted(document: BlockDocument, path: Path, layout: Layout = "translated") -> None:
    written = {index: shouted(block) for index, block in enumerate(document.blocks)}
    document.save(path, written, layout)


def save_again(document: BlockDocument, path: Path) -> None:
    """Every block written with the runs that it has."""
    document.save(path, {index: block.runs for index, block in enumerate(document.blocks)})


def texts(document: BlockDocument) -> list[str]:
    return [block.text for block in document.blocks]


def left(document: BlockDocument) -> dict[str, int]:
    return {each.what: each.count for each in document.left_alone}
