"""Opening and saving documents, and every file that can't be."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import surroundings

from assistant_app.documents import LIMIT_BYTES, SUFFIXES, Document, open_document, save_document
from assistant_app.errors import (
    DiskFull,
    DocumentUnsupported,
    EncodingUnknown,
    FileEmpty,
    FileIsFolder,
    FileMissing,
    FileNotText,
    FileTooLarge,
    FileUnreadable,
    SaveRefused,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


def test_a_document_and_how_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "纪要.md"
    path.write_bytes("# 会议\r\n\r\n今天下午讨论计划。\r\n".encode("gb18030"))
    assert open_document(path) == Document(
        path=path,
        text="# 会议\n\n今天下午讨论计划。\n",
        encoding="gb18030",
        newline="\r\n",
        kind="markdown",
        has_bom=False,
    )


@pytest.mark.parametrize(
    "data",
    [
        b"one\ntwo\n",
        b"one\r\ntwo\r\n",
        b"one\rtwo",
        b"  no newline at the end",
        codecs.BOM_UTF8 + "标记\r\n".encode(),
        codecs.BOM_UTF16_LE + "宽\n".encode("utf-16-le"),
        codecs.BOM_UTF32_BE + "更宽\n".encode("utf-32-be"),
        "今天天气不错。\r\n".encode("gb18030"),
        "今天下午我們在會議室討論。\n".encode("cp950"),
        "Le café est fermé à Noël.\n".encode("cp1252"),
    ],
)
def test_saving_what_was_opened_changes_no_byte(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(data)
    document = open_document(path)
    assert "\r" not in document.text
    saved = save_document(document, document.text)
    assert path.read_bytes() == data
    assert saved.document == document == open_document(path)
    assert not saved.is_encoding_changed


def test_the_usual_line_break_wins(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"a\r\nb\nc\r\n")
    document = open_document(path)
    assert (document.text, document.newline) == ("a\nb\nc\n", "\r\n")


def test_pasted_line_breaks_become_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"a\r\nb\r\n")
    saved = save_document(open_document(path), "x\r\ny\nz\r")
    assert path.read_bytes() == b"x\r\ny\r\nz\r\n"
    assert saved.document.text == "x\ny\nz\n"


def test_a_character_that_the_encoding_lacks_makes_it_utf8_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("Le café est fermé.\r\n".encode("cp1252"))
    saved = save_document(open_document(path), "Le café 咖啡\n")
    assert saved.is_encoding_changed
    assert path.read_bytes() == "Le café 咖啡\r\n".encode()
    assert saved.document == open_document(path)


def test_gb18030_takes_every_character(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("今天天气不错。".encode("gb18030"))
    saved = save_document(open_document(path), "今天天气不错。👍é")
    assert not saved.is_encoding_changed
    assert path.read_bytes() == "今天天气不错。👍é".encode("gb18030")


def test_saving_under_another_name_leaves_the_first_file(tmp_path: Path) -> None:
    path, other = tmp_path / "note.txt", tmp_path / "new" / "other.md"
    path.write_bytes(b"text")
    saved = save_document(open_document(path), "changed", other)
    assert path.read_bytes() == b"text"
    assert other.read_bytes() == b"changed"
    assert saved.document == replace(
        open_document(path), path=other, text="changed", kind="markdown"
    )


def test_half_a_character_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"text")
    save_document(open_document(path), "broken \udce9 name")
    assert path.read_bytes() == b"broken ? name"


@pytest.mark.parametrize("name", ["README", "LICENSE", ".hidden", "a.TXT", "b.Md", "run.log"])
def test_names_that_can_be_opened(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"text")
    assert open_document(path).text == "text"


# --- files that can't be opened -----------------------------------------------------------------


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileMissing) as caught:
        open_document(tmp_path / "gone.txt")
    assert caught.value.path == tmp_path / "gone.txt"


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"text")
    with pytest.raises(FileUnreadable):
        open_document(tmp_path / "file" / "note.txt")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(FileIsFolder):
        open_document(tmp_path / "folder.txt")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", codecs.BOM_UTF8, "　\n".encode()])
def test_an_empty_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(data)
    with pytest.raises(FileEmpty):
        open_document(path)


def test_a_file_of_200_mb_is_refused_by_its_size_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "note.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    with pytest.raises(FileTooLarge) as caught:
        open_document(path)
    assert caught.value.size_bytes == 200_000_000
    assert caught.value.limit_bytes == LIMIT_BYTES


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"short")
    true_open = Path.open

    def grow(self: Path, mode: str) -> object:
        os.truncate(self, LIMIT_BYTES + 10)
        return true_open(self, mode)

    monkeypatch.setattr(Path, "open", grow)
    with pytest.raises(FileTooLarge):
        open_document(path)


def test_the_largest_file_allowed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"word " * (LIMIT_BYTES // 5))
    assert len(open_document(path).text) == LIMIT_BYTES


def test_binary_data_in_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(bytes(range(256)) * 10)
    with pytest.raises(FileNotText):
        open_document(path)


def test_an_unknown_encoding(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("今天天气不错，我们去公园".encode()[:-1])
    with pytest.raises(EncodingUnknown):
        open_document(path)


def test_another_kind_of_document(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    with pytest.raises(FileMissing):
        open_document(path)
    path.write_bytes(b"text")
    with pytest.raises(DocumentUnsupported) as caught:
        open_document(path)
    assert caught.value.suffixes == SUFFIXES


@posix
def test_a_file_that_may_not_be_read() -> None:
    with surroundings.ordinary_person() as folder:
        path = folder / "note.txt"
        path.write_bytes(b"text")
        path.chmod(0o000)
        with pytest.raises(FileUnreadable) as caught:
            open_document(path)
        assert caught.value.reason == os.strerror(errno.EACCES)


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    with pytest.raises(FileUnreadable):
        open_document(path)


# --- files that can't be saved ------------------------------------------------------------------


def test_a_full_disk_leaves_the_document_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"old")
    document = open_document(path)

    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(DiskFull):
        save_document(document, "new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["note.txt"]


def test_a_write_protected_document_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"old")
    document = open_document(path)
    path.chmod(0o444)
    with pytest.raises(SaveRefused):
        save_document(document, "new")
    path.chmod(0o644)
    assert path.read_bytes() == b"old"
