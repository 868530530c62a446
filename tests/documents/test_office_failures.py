"""Office files that can't be opened: each says why, and none reaches further than its own bytes."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from office_stand import paragraph, parts_of, run, save_shouted, texts, with_parts, word_file

from assistant_app.documents import zip_package
from assistant_app.documents.blocks import BlockDocument, Run
from assistant_app.documents.docx import open_docx
from assistant_app.documents.odt import open_odt
from assistant_app.documents.pptx import open_pptx
from assistant_app.documents.xlsx import open_xlsx
from assistant_app.errors import (
    DocumentBroken,
    DocumentLocked,
    DocumentOlder,
    FileEmpty,
    FileMissing,
    FileTooLarge,
    SaveRefused,
)

Open = Callable[[Path], BlockDocument]
every_format = pytest.mark.parametrize(
    ("opened", "suffix"),
    [(open_docx, ".docx"), (open_pptx, ".pptx"), (open_xlsx, ".xlsx"), (open_odt, ".odt")],
    ids=lambda each: each if isinstance(each, str) else "",
)
MAIN = "word/document.xml"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return word_file(tmp_path / "letter.docx", paragraph(run("Dear friend")))


@every_format
def test_what_is_no_archive_is_refused(opened: Open, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    with pytest.raises(FileMissing):
        opened(path)
    path.write_bytes(b"")
    with pytest.raises(FileEmpty):
        opened(path)
    path.write_bytes(b"Only some words")
    with pytest.raises(DocumentBroken):
        opened(path)


@every_format
def test_a_document_of_another_kind_is_refused(opened: Open, suffix: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / f"a{suffix}", "w") as archive:
        archive.writestr("readme.txt", "An ordinary archive")
    with pytest.raises(DocumentBroken) as refused:
        opened(tmp_path / f"a{suffix}")
    assert refused.value.reason == "it is no document of this kind"


def test_a_presentation_that_is_called_a_letter_is_refused(letter: Path) -> None:
    for opened in (open_pptx, open_xlsx, open_odt):
        with pytest.raises(DocumentBroken):
            opened(letter)


@every_format
def test_a_file_with_a_password_is_locked(opened: Open, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(OLD_OFFICE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(DocumentLocked):
        opened(path)


def test_a_file_of_old_office_with_a_new_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(OLD_OFFICE + b"\0" * 500)
    with pytest.raises(DocumentOlder):
        open_docx(path)


def test_an_archive_with_a_password_is_locked(letter: Path) -> None:
    data = bytearray(letter.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    letter.write_bytes(data)
    with pytest.raises(DocumentLocked):
        open_docx(letter)


def test_an_open_document_with_a_password_is_locked(tmp_path: Path) -> None:
    namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"\x17\x03 no XML")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{namespace}"><m:file-entry><m:encryption-data/></m:file-entry>'
            "</m:manifest>",
        )
    with pytest.raises(DocumentLocked):
        open_odt(tmp_path / "a.odt")


def test_half_a_file_is_broken(letter: Path) -> None:
    data = letter.read_bytes()
    letter.write_bytes(data[: len(data) // 2])
    with pytest.raises(DocumentBroken):
        open_docx(letter)


def test_a_damaged_part_is_told(letter: Path) -> None:
    data = bytearray(letter.read_bytes())
    at = data.index(MAIN.encode()) + len(MAIN) + 20
    data[at : at + 20] = b"\xff" * 20
    letter.write_bytes(data)
    with pytest.raises(DocumentBroken) as refused:
        open_docx(letter)
    assert refused.value.reason == "a part of it is damaged"


def test_a_missing_part_is_told(letter: Path, tmp_path: Path) -> None:
    parts = parts_of(letter)
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        for name in parts.keys() - {MAIN}:
            archive.writestr(name, parts[name])
    with pytest.raises(DocumentBroken):
        open_docx(tmp_path / "a.docx")


def test_a_part_that_is_no_xml_is_told(letter: Path) -> None:
    with_parts(letter, {MAIN: b"<w:document"})
    with pytest.raises(DocumentBroken):
        open_docx(letter)


def test_a_part_that_is_said_to_be_huge_is_not_unpacked(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_package, "LIMIT_PART_BYTES", 500)
    with pytest.raises(FileTooLarge):
        open_docx(letter)


def test_a_bomb_is_refused_by_what_its_list_says(letter: Path) -> None:
    data = bytearray(letter.read_bytes())
    at = data.index(b"PK\x01\x02")
    for _ in range(2):
        data[at + 24 : at + 28] = struct.pack("<I", 900_000_000)
        at = data.index(b"PK\x01\x02", at + 4)
    letter.write_bytes(data)
    with pytest.raises(FileTooLarge) as refused:
        open_docx(letter)
    assert refused.value.limit_bytes == zip_package.LIMIT_UNPACKED_BYTES


def test_a_part_that_unpacks_to_more_than_its_list_says_is_damaged(tmp_path: Path) -> None:
    """The list's figure is a bound: no more is unpacked."""
    path = word_file(tmp_path / "a.docx", paragraph(run("word " * 50_000)))
    data = bytearray(path.read_bytes())
    at = data.rindex(MAIN.encode()) - 46
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    path.write_bytes(data)
    with pytest.raises(DocumentBroken):
        open_docx(path)


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE w SYSTEM "http://127.0.0.1:9/evil.dtd">',
    ],
)
def test_entities_of_a_strangers_file_are_not_read(letter: Path, declared: bytes) -> None:
    part = parts_of(letter)[MAIN]
    at = part.index(b"<w:document")
    with_parts(letter, {MAIN: part[:at] + declared + part[at:].replace(b"Dear", b"Dear &b;")})
    with pytest.raises(DocumentBroken):
        open_docx(letter)


def test_nesting_without_end_is_refused(letter: Path) -> None:
    deep = b"<w:p>" * 10_000 + b"</w:p>" * 10_000
    part = parts_of(letter)[MAIN]
    with_parts(letter, {MAIN: part.replace(b"<w:body>", b"<w:body>" + deep)})
    with pytest.raises(DocumentBroken):
        open_docx(letter)


def test_the_strict_variant_is_told(letter: Path) -> None:
    part = parts_of(letter)[MAIN]
    strict = part.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    with_parts(letter, {MAIN: strict})
    with pytest.raises(DocumentBroken) as refused:
        open_docx(letter)
    assert "Strict" in refused.value.reason


def test_a_target_outside_of_the_package_is_no_part_of_it(letter: Path) -> None:
    name = "word/_rels/document.xml.rels"
    relation = (
        b'<Relationship Id="rId99" Type="http://x/header" Target="../../../../etc/hostname"/>'
        b"</Relationships>"
    )
    with_parts(letter, {name: parts_of(letter)[name].replace(b"</Relationships>", relation)})
    assert texts(open_docx(letter)) == ["Dear friend"]


def test_characters_that_xml_lacks_are_left_out(letter: Path, tmp_path: Path) -> None:
    open_docx(letter).save(tmp_path / "out.docx", {0: [Run("a\x0b\ud800\ufffeb😀")]})
    assert texts(open_docx(tmp_path / "out.docx")) == ["ab😀"]


def test_a_place_that_can_not_be_written_is_told(letter: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    with pytest.raises(SaveRefused):
        save_shouted(open_docx(letter), tmp_path / "file" / "out.docx")
