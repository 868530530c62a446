"""Saving a text: exactly what was given, in the encoding asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant_app.documents import save_bytes, save_text


def test_line_breaks_are_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "result.txt"
    save_text(path, "a\nb\r\nc\r")
    assert path.read_bytes() == b"a\nb\r\nc\r"


def test_a_csv_for_a_spreadsheet_carries_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "result.csv"
    save_text(path, "名称,1", "utf-8-sig")
    assert path.read_bytes() == b"\xef\xbb\xbf" + "名称,1".encode()


def test_half_a_character_becomes_a_question_mark(tmp_path: Path) -> None:
    path = tmp_path / "result.txt"
    save_text(path, "caf\udce9")
    assert path.read_bytes() == b"caf?"


def test_a_character_that_the_encoding_lacks_is_not_lost_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "result.txt"
    path.write_bytes(b"old")
    with pytest.raises(UnicodeEncodeError):
        save_text(path, "咖啡", "cp1252")
    assert path.read_bytes() == b"old"


def test_bytes(tmp_path: Path) -> None:
    save_bytes(tmp_path / "picture.png", b"\x89PNG")
    assert (tmp_path / "picture.png").read_bytes() == b"\x89PNG"
