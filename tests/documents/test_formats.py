"""Which files are opened, and in what words the others are refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from block_files import loud, opened, saved

from assistant_app.documents.formats import BLOCK_SUFFIXES, open_blocks
from assistant_app.error_text import error_text
from assistant_app.errors import (
    DocumentOlder,
    DocumentUnsupported,
    EncodingUnknown,
    FileEmpty,
    FileIsFolder,
    FileMissing,
    FileNotText,
    FileTooLarge,
    SaveRefused,
)

TEXTS = [".html", ".srt", ".po", ".xlf", ".md", ".txt"]


@pytest.mark.parametrize(("name", "save_as"), [("a.doc", ".docx"), ("b.PDF", ".docx"),
                                               ("c.ppt", ".pptx"), ("d.rtf", ".docx")])  # fmt: skip
def test_other_kinds_are_refused_with_what_to_do(tmp_path: Path, name: str, save_as: str) -> None:
    with pytest.raises(DocumentOlder) as caught:
        opened(tmp_path, name, "anything")
    assert f"ave it as {save_as}" in error_text(caught.value)


def test_unknown_kinds_are_refused_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnsupported) as caught:
        opened(tmp_path, "a.xyz", "anything")
    assert caught.value.suffixes == BLOCK_SUFFIXES
    assert {".docx", ".pptx", ".xlsx", ".odt", ".html", ".srt", ".po"} < set(BLOCK_SUFFIXES)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        open_blocks(tmp_path / "a.html")
    (tmp_path / "b.html").mkdir()
    with pytest.raises(FileIsFolder):
        open_blocks(tmp_path / "b.html")


@pytest.mark.parametrize("suffix", TEXTS)
def test_empty_binary_and_garbled_files(tmp_path: Path, suffix: str) -> None:
    for content, error in (
        (b" \n", FileEmpty),
        (b"\x89PNG\r\n" + bytes(range(256)), FileNotText),
        ("Größe und Maß: drei Äpfel".encode()[:-3] + b"\xc3 \xc3", EncodingUnknown),
    ):
        with pytest.raises(error):
            opened(tmp_path, "a" + suffix, content)


@pytest.mark.parametrize("suffix", TEXTS)
def test_huge_files_are_refused_unread(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / ("a" + suffix)
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(FileTooLarge):
        open_blocks(path)


def test_a_refused_save_leaves_the_old_file(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.txt", "Old words")
    target = tmp_path / "saved.txt"
    target.write_text("before", encoding="utf-8")
    target.chmod(0o400)
    with pytest.raises(SaveRefused):
        saved(document, loud)
    assert target.read_text(encoding="utf-8") == "before"


def test_no_reader_is_imported_before_its_first_file() -> None:
    code = (
        "import sys, assistant_app.documents.formats\n"
        "print(sorted({'markdown_it', 'lxml', 'docx', 'html.parser', 'xml.parsers.expat',\n"
        "    'openpyxl', 'zipfile'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
