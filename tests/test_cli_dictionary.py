"""``deskhand dictionary``: what it finds, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_stand import Stand, paths_of


@pytest.fixture
def stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    return Stand(monkeypatch, paths_of(tmp_path, tmp_path / "home"))


def test_an_english_word_gives_a_line_for_every_entry(stand: Stand) -> None:
    ended = stand.run("dictionary", "kitchen", "--limit", "2")
    lines = ended.out.splitlines()
    assert ended.code == 0
    assert lines[0] == "厨房 (廚房)\tchú fáng\tkitchen; measure word: 间 (jiān)"
    assert len(lines) == 2
    assert "CC BY-SA 4.0" in ended.err


def test_of_a_phrase_the_parts_are_named(stand: Stand) -> None:
    ended = stand.run("dictionary", "寄出合同")
    assert [line for line in ended.out.splitlines() if line.endswith(":")] == ["寄出:", "合同:"]


def test_json_has_every_field_and_the_source(stand: Stand) -> None:
    found = stand.run("dictionary", "厨房", "--json").json
    entry = {"simplified": "厨房", "traditional": "廚房", "pinyin": "chú fáng"}
    senses = ["kitchen", "measure word: 间 (jiān)"]
    assert found["found"] == [{"text": "厨房", "entries": [{**entry, "senses": senses}]}]
    assert "CC-CEDICT" in found["source"]


def test_a_word_that_is_not_there_is_no_error(stand: Stand) -> None:
    ended = stand.run("dictionary", "qwertzuiop")
    assert (ended.code, ended.out) == (0, "")
    assert "no such word" in ended.err


def test_a_word_must_be_given(stand: Stand) -> None:
    assert stand.run("dictionary").code == 2
