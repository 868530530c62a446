"""Signatures do not outlive a change; what guards a document against changes is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree
from office_stand import (
    left,
    paragraph,
    parts_of,
    run,
    save_again,
    save_shouted,
    texts,
    with_parts,
    word_file,
)
from openpyxl.workbook.protection import WorkbookProtection
from pptx import Presentation

from assistant_app.documents.blocks import LeftAlone
from assistant_app.documents.docx import open_docx
from assistant_app.documents.odt import open_odt
from assistant_app.documents.pptx import open_pptx
from assistant_app.documents.xlsx import open_xlsx
from assistant_app.errors import DocumentLocked

SIGNED = LeftAlone("digital signatures", 1, is_lost=True)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SIGNATURE = b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_PACKAGE}/'
    'relationships/digital-signature/signature" Target="sig1.xml"/></Relationships>'
)
_OVERRIDE = (
    '<Default Extension="sigs" ContentType="application/vnd.openxmlformats-package.digital-'
    'signature-origin"/><Override PartName="/_xmlsignatures/sig1.xml" ContentType="application/'
    'vnd.openxmlformats-package.digital-signature-xmlsignature+xml"/></Types>'
)
_ORIGIN = (
    f'<Relationship Id="rIdSig" Type="{_PACKAGE}/relationships/digital-signature/origin" '
    'Target="_xmlsignatures/origin.sigs"/></Relationships>'
)


def signed(path: Path) -> Path:
    """``path`` with the parts that Office writes for a signature."""
    parts = parts_of(path)
    types = parts["[Content_Types].xml"].replace(b"</Types>", _OVERRIDE.encode())
    root = parts["_rels/.rels"].replace(b"</Relationships>", _ORIGIN.encode())
    return with_parts(
        path,
        {
            "[Content_Types].xml": types,
            "_rels/.rels": root,
            "_xmlsignatures/origin.sigs": b"",
            "_xmlsignatures/_rels/origin.sigs.rels": _RELATIONS.encode(),
            "_xmlsignatures/sig1.xml": _SIGNATURE,
        },
    )


def test_a_changed_document_has_no_signature_and_says_so(tmp_path: Path) -> None:
    letter = signed(word_file(tmp_path / "a.docx", paragraph(run("Good day"))))
    document = open_docx(letter)
    assert SIGNED in document.left_alone
    saved = tmp_path / "b.docx"
    save_shouted(document, saved)
    parts = parts_of(saved)
    assert not [name for name in parts if "signatures" in name]
    assert b"sig" not in parts["[Content_Types].xml"]
    assert b"digital-signature" not in parts["_rels/.rels"]
    assert b"officeDocument" in parts["_rels/.rels"]
    assert docx.Document(str(saved)).paragraphs[0].text == "GOOD DAY"
    assert SIGNED not in open_docx(saved).left_alone


def test_a_document_without_a_change_keeps_its_signature(tmp_path: Path) -> None:
    letter = signed(word_file(tmp_path / "a.docx", paragraph(run("Good day"))))
    save_again(open_docx(letter), tmp_path / "b.docx")
    assert (tmp_path / "b.docx").read_bytes() == letter.read_bytes()


def test_slides_and_sheets_lose_theirs_too(tmp_path: Path) -> None:
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "Good day"
    deck.save(str(tmp_path / "a.pptx"))
    book = openpyxl.Workbook()
    book.active["A1"] = "Good day"
    book.save(tmp_path / "a.xlsx")
    for name, opened in (("a.pptx", open_pptx), ("a.xlsx", open_xlsx)):
        document = opened(signed(tmp_path / name))
        assert SIGNED in document.left_alone
        save_shouted(document, tmp_path / f"b{name}")
        assert not [each for each in parts_of(tmp_path / f"b{name}") if "signatures" in each]
        assert texts(opened(tmp_path / f"b{name}")) == ["GOOD DAY"]


def test_a_signed_opendocument_text(tmp_path: Path, odt_file: Path) -> None:
    listed = (
        b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="content.xml"/>'
        b'<manifest:file-entry manifest:full-path="META-INF/documentsignatures.xml"/>'
        b"</manifest:manifest>"
    )
    signatures = b"<document-signatures>" + 2 * _SIGNATURE + b"</document-signatures>"
    macros = b"<document-signatures/>"
    path = with_parts(
        odt_file,
        {
            "META-INF/documentsignatures.xml": signatures,
            "META-INF/macrosignatures.xml": macros,
            "META-INF/manifest.xml": listed,
        },
    )
    document = open_odt(path)
    assert document.left_alone[0] == LeftAlone("digital signatures", 2, is_lost=True)
    save_shouted(document, tmp_path / "b.odt")
    parts = parts_of(tmp_path / "b.odt")
    assert "META-INF/documentsignatures.xml" not in parts
    assert "META-INF/macrosignatures.xml" in parts
    root = etree.fromstring(parts["META-INF/manifest.xml"])
    assert len(root) == 1


def test_an_opendocument_text_that_is_encrypted_as_a_whole_is_locked(odt_file: Path) -> None:
    manifest = (
        b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="encrypted-package">'
        b"<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    with_parts(odt_file, {"META-INF/manifest.xml": manifest, "mimetype": b"application/x"})
    with pytest.raises(DocumentLocked):
        open_odt(odt_file)


def test_restrictions_on_editing_are_told(tmp_path: Path) -> None:
    def restrict(document: docx.document.Document) -> None:
        settings = document.settings.element
        name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        guard = etree.SubElement(settings, name + "documentProtection")
        guard.set(name + "edit", "readOnly")
        guard.set(name + "enforcement", "1")

    letter = word_file(tmp_path / "a.docx", paragraph(run("Good day")), restrict)
    assert left(open_docx(letter)) == {"restrictions on editing": 1}
    book = openpyxl.Workbook()
    book.active["A1"] = "Good day"
    book.active.protection.sheet = True
    book.security = WorkbookProtection(lockStructure=True)
    book.save(tmp_path / "a.xlsx")
    assert left(open_xlsx(tmp_path / "a.xlsx")) == {"restrictions on editing": 2}
    free = word_file(tmp_path / "b.docx", paragraph(run("Good day")))
    assert left(open_docx(free)) == {}


@pytest.fixture
def odt_file(tmp_path: Path) -> Path:
    path = tmp_path / "a.odt"
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{name}office:1.0" xmlns:text="{name}text:1.0">'
        "<office:body><office:text><text:p>Good day</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return path
