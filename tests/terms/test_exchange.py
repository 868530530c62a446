"""Glossaries and memories of other programs, and ours for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant_app.errors import FileMissing, FileUnreadable
from assistant_app.terms import tmx
from assistant_app.terms.entries import MemoryPair, Term
from assistant_app.terms.glossaries import Reason, Skipped
from assistant_app.terms.tables import memory_table_pieces, read_table, table_pieces
from assistant_app.terms.tbx import read_tbx, tbx_pieces
from assistant_app.terms.tmx import n_units, read_tmx, tmx_pieces

NOW = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)
TERMS = (
    Term("door", "门"),
    Term('a "quoted", term', "引号\t和制表符", note="with, comma"),
    Term("Deskhand", None, is_case_sensitive=True),
)


# --- tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_comes_back_as_it_was(delimiter) -> None:
    text = "".join(table_pieces(TERMS, delimiter))
    assert read_table(text, "en", "zh", delimiter).terms == TERMS
    assert read_table("\ufeff" + text.replace("\n", "\r\n"), "en", "zh", delimiter).terms == TERMS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("door,门\nwall,墙\n", [("door", "门"), ("wall", "墙")]),
        ("door\t门\nwall, the\t墙", [("door", "门"), ("wall, the", "墙")]),
        ("Tür;door\nWand;wall", [("Tür", "door"), ("Wand", "wall")]),
        ("en,zh\ndoor,门", [("door", "门")]),
        ("zh-CN,en-US\n门,door", [("door", "门")]),
        ("Note,Chinese,English\nx,门,door", [("door", "门")]),
        ("原文\t译文\ndoor\t门", [("door", "门")]),
        ("Term,Translation,Comment\ndoor,门,x", [("door", "门")]),
        ('5" disk\t5英寸盘\nwall\t墙', [('5" disk', "5英寸盘"), ("wall", "墙")]),
        ("", []),
    ],
)
def test_headings_and_delimiters_are_told(text: str, expected: list[tuple[str, str]]) -> None:
    source, target = ("de", "en") if "Tür" in text else ("en", "zh")
    terms = read_table(text, source, target).terms
    assert [(term.source, term.target) for term in terms] == expected


def test_flags_of_a_table() -> None:
    text = "source,target,dnt,case sensitive\nAda,,yes,1\nBob,Bob,,\nCy,塞,no,0"
    assert read_table(text, "en", "zh").terms == (
        Term("Ada", None, is_case_sensitive=True),
        Term("Bob", None),
        Term("Cy", "塞"),
    )


def test_lines_that_are_no_terms_are_told_with_their_number() -> None:
    table = read_table("door,门\n\n,窗\nwall,\nfloor\n", "en", "zh")
    assert len(table.terms) == 1
    assert table.skipped == (
        Skipped("窗", Reason.NO_SOURCE, 3),
        Skipped("wall", Reason.NO_TARGET, 4),
        Skipped("floor", Reason.NO_TARGET, 5),
    )


def test_the_memory_as_a_table() -> None:
    pair = MemoryPair("en", "zh", "a\tb", "甲", NOW, "edited")
    lines = "".join(memory_table_pieces([pair])).splitlines()
    assert lines == ["source\ttarget\tcreated\torigin", f'"a\tb"\t甲\t{NOW.isoformat()}\tedited']


# --- TBX ----------------------------------------------------------------------------------------


def test_a_glossary_comes_back_from_tbx(tmp_path: Path) -> None:
    path = tmp_path / "mine.tbx"
    terms = (Term("R&D <unit>", "研发"), Term("door", "门", note="of a house"), Term("Ada", None))
    path.write_text("".join(tbx_pieces(terms, "en", "zh", "My & terms")), "utf-8")
    assert tuple(read_tbx(path, "en-US", "zh")) == terms


def test_a_tbx_file_of_2019_with_synonyms_and_retired_terms(tmp_path: Path) -> None:
    path = tmp_path / "other.tbx"
    path.write_text(
        """<?xml version="1.0"?><tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic"
        style="dca" xml:lang="en"><tbxHeader/><text><body>
        <conceptEntry id="1"><descrip type="definition">Opens a wall</descrip>
          <langSec xml:lang="en-GB"><termSec><term>door</term></termSec>
            <termSec><term>gate</term></termSec>
            <termSec><term>yate</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts
              </termNote></termSec></langSec>
          <langSec xml:lang="zh-Hans"><termSec><term>门口</term></termSec>
            <termSec><term>门</term><termNote type="administrativeStatus">preferredTerm-admn-sts
              </termNote></termSec></langSec></conceptEntry>
        <conceptEntry id="2"><langSec xml:lang="en"><termSec><term>hat</term></termSec></langSec>
        </conceptEntry></body></text></tbx>""",
        "utf-8",
    )
    assert list(read_tbx(path, "en", "zh")) == [
        Term("door", "门", note="Opens a wall"),
        Term("gate", "门", note="Opens a wall"),
        None,
    ]


# --- TMX ----------------------------------------------------------------------------------------

PAIRS = (
    MemoryPair("en", "zh", "One & <two> \u0007", "一和二", NOW, "imported", "mine.tmx"),
    MemoryPair("en", "zh", "Door", "门", datetime(2020, 1, 2, tzinfo=UTC), "imported", "A&B.docx"),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_memory_comes_back_from_tmx(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "mine.tmx"
    text = "".join(tmx_pieces(PAIRS, "en", "zh", "1.0"))
    path.write_text(text.replace("UTF-8", encoding.removesuffix("-sig")), encoding)
    wanted = (replace(PAIRS[0], source="One & <two>"), PAIRS[1])
    assert tuple(read_tmx(path, "en", "zh-CN", NOW)) == wanted
    back = list(read_tmx(path, "zh", "en", NOW))
    assert [(each.source, each.target) for each in back if each] == [
        ("一和二", "One & <two>"),
        ("门", "Door"),
    ]


def test_utf_16_without_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "mine.tmx"
    text = "".join(tmx_pieces(PAIRS, "en", "zh", "1.0")).replace("UTF-8", "UTF-16")
    path.write_bytes(text.encode("utf-16-le"))
    assert len(list(read_tmx(path, "en", "zh", NOW))) == 2
    assert n_units(path) == 0, "nobody knows"


def test_units_are_counted_without_reading_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.tmx"
    many = [replace(PAIRS[1], source=f"<tuv> {n}") for n in range(50)]
    path.write_text("".join(tmx_pieces(many, "en", "zh", "1.0")), "utf-8")
    for size in (64, 65, 66, 67, 1 << 20):
        monkeypatch.setattr(tmx, "_BLOCK", size)
        assert n_units(path) == 50
    with pytest.raises(FileMissing):
        n_units(tmp_path / "no.tmx")


def test_markup_times_and_gaps_of_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "other.tmx"
    path.write_text(
        """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE tmx SYSTEM "tmx11.dtd">
        <tmx version="1.1"><header srclang="EN-US"/><body>
        <tu creationdate="20200102T030405Z" changedate="20210102T030405Z">
          <tuv lang="EN-US"><seg>Press <bpt i="1">&lt;b&gt;</bpt>OK<ept i="1">&lt;/b&gt;</ept>
            <hi>now</hi>.</seg></tuv>
          <tuv lang="DE-DE"><seg>Drücken Sie OK.</seg></tuv>
          <tuv lang="ZH-CN"><seg>按<ph x="1"/>确定。</seg></tuv></tu>
        <tu><tuv xml:lang="en"><seg>Only this</seg></tuv></tu>
        <tu><tuv xml:lang="en"><seg>x</seg></tuv><tuv xml:lang="zh"><seg> </seg></tuv></tu>
        <tu><tuv xml:lang="en"><seg>y</seg></tuv><tuv xml:lang="zh"><seg>丫</seg></tuv></tu>
        </body></tmx>""",
        "utf-8",
    )
    found = list(read_tmx(path, "en", "zh", NOW))
    changed = datetime(2021, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert found == [
        MemoryPair("en", "zh", "Press OK now.", "按确定。", changed, "imported", path.name),
        None,
        None,
        MemoryPair("en", "zh", "y", "丫", NOW, "imported", path.name),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "well-formed"),
        (b"<tmx><body><tu></body></tmx>", "well-formed"),
        (b"<html></html>", "not a tmx file"),
        (b'<?xml version="1.0" encoding="utf-8"?><tmx>\xff\xfe</tmx>', "encoding"),
        (b'<?xml version="1.0" encoding="martian"?><tmx/>', "encoding"),
        (b'<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx>&b;</tmx>', "entities"),
        (b'<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/hostname">]><tmx>&x;</tmx>', "entities"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "bad.tmx"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable) as caught:
        list(read_tmx(path, "en", "zh", NOW))
    assert reason in caught.value.reason


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        list(read_tbx(tmp_path / "no.tbx", "en", "zh"))


def test_a_large_memory_is_read_piece_by_piece(tmp_path: Path) -> None:
    """What was read is let go: the tree does not grow with the file."""
    path = tmp_path / "large.tmx"
    many = (replace(PAIRS[1], source=f"Door number {n}") for n in range(3000))
    path.write_text("".join(tmx_pieces(many, "en", "zh", "1.0")), "utf-8")
    reading = read_tmx(path, "en", "zh", NOW)
    assert next(reading) is not None
    assert sum(1 for _ in reading) == 2999
