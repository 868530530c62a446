"""A new Word document of plain text, or of two texts side by side (ECMA-376, part 1, chapter 17).

It names no font: Word takes the person's own, for Chinese too.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO
from typing import Final

_ILLEGAL: Final = re.compile("[^\t\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML has none for."""
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_HALF_WIDTH: Final = 4819
"""Half of the lines of an A4 page with margins of 2 cm, in twentieths of a point."""

_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "word/styles.xml": (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/>'
        '<w:szCs w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style></w:styles>'
    ),
}


def docx_of_lines(lines: Iterable[str]) -> bytes:
    """Each line is a paragraph."""
    return _docx("".join(map(_paragraph, lines)))


def docx_of_pairs(pairs: Iterable[tuple[str, str]], headings: tuple[str, str]) -> bytes:
    """A table of two columns, its first row is repeated on every page."""
    properties = (
        f'<w:tblPr><w:tblW w:w="{2 * _HALF_WIDTH}" w:type="dxa"/><w:tblBorders>{_BORDERS}'
        '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_HALF_WIDTH}"/><w:gridCol w:w="{_HALF_WIDTH}"/></w:tblGrid>'
    )
    rows = "".join(_row(pair) for pair in pairs)
    return _docx(f"<w:tbl>{properties}{_row(headings, is_head=True)}{rows}</w:tbl>{_paragraph('')}")


def _docx(body: str) -> bytes:
    document = (
        f'<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709"'
        ' w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**_PARTS, "word/document.xml": document}.items():
            archive.writestr(name, (_HEAD + text).encode("utf-8", "replace"))
    return made.getvalue()


def _row(texts: Sequence[str], is_head: bool = False) -> str:
    head = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{_HALF_WIDTH}" w:type="dxa"/></w:tcPr>'
        f"{''.join(_paragraph(line, is_head) for line in text.split(chr(10)))}</w:tc>"
        for text in texts
    )
    return f"<w:tr>{head}{cells}</w:tr>"


def _paragraph(text: str, is_bold: bool = False) -> str:
    if not text:
        return "<w:p/>"
    looks = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    shown = escape(_ILLEGAL.sub("", text), quote=False)
    pieces = [f'<w:t xml:space="preserve">{piece}</w:t>' for piece in shown.split("\t")]
    return f"<w:p><w:r>{looks}{'<w:tab/>'.join(pieces)}</w:r></w:p>"
