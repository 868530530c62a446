"""Exported history can be read back, whatever stands in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from history_entries import MOMENT, entry

from assistant_app.history.entry import PANELS, Entry
from assistant_app.history.export import (
    CSV_COLUMNS,
    csv_pieces,
    json_pieces,
    markdown_pieces,
    to_csv,
    to_json,
    to_markdown,
)

AWKWARD = 'say "hi", 你好;\n=1+1\r\n\ttab 👍'


def entries() -> list[Entry]:
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=8)))
    return [
        replace(entry(AWKWARD, "```\ncode\n````\nend", is_pinned=True), id=2),
        replace(entry("Hello\n", ""), id=1, created=elsewhere),
    ]


def test_json_holds_everything() -> None:
    found = json.loads(to_json(entries()))
    assert [each["id"] for each in found] == [2, 1]
    assert found[0]["input"] == AWKWARD
    assert found[0]["detail"] == {"source": "en", "pairs": [[0, 5, 0, 2]]}
    assert found[0]["is_pinned"] is True
    assert {datetime.fromisoformat(each["created"]) for each in found} == {MOMENT}
    assert set(found[0]) == set(CSV_COLUMNS)
    assert "你好" in to_json(entries())


def test_csv_holds_everything() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(entries()), newline="")))
    assert [row["id"] for row in rows] == ["2", "1"]
    assert rows[0]["input"] == AWKWARD
    assert rows[1]["output"] == ""
    assert json.loads(rows[0]["detail"]) == entries()[0].detail
    assert tuple(rows[0]) == CSV_COLUMNS


def test_markdown_shows_texts_as_they_are() -> None:
    text = to_markdown(entries())
    assert text.startswith("# Deskhand history\n\n## Translate, 2026-11-24 12:30:15 UTC 📌\n")
    assert f"```text\n{AWKWARD}\n```\n" in text
    assert "`````text\n```\ncode\n````\nend\n`````\n" in text
    assert "deskhand-translate-en-zh on CPU, 1.5 s" in text
    assert "```text\nHello\n```\n" in text


def test_every_panel_has_its_title() -> None:
    text = to_markdown(replace(entry(panel=panel), id=1) for panel in PANELS)
    assert text.count("\n## ") == len(PANELS)


def test_nothing_to_export() -> None:
    assert json.loads(to_json([])) == []
    assert list(csv.DictReader(io.StringIO(to_csv([])))) == []
    assert to_csv([]).startswith("id,created,panel")
    assert to_markdown([]) == "# Deskhand history\n"


def test_names_that_are_no_text_do_not_stop_the_export() -> None:
    odd = replace(entry(), id=1, detail={"path": "caf\udce9.jpg"})
    for text in (to_json([odd]), to_csv([odd])):
        assert text.encode("utf-8")
    assert json.loads(to_json([odd]))[0]["detail"] == {"path": "caf\udce9.jpg"}


def test_entries_are_taken_one_at_a_time() -> None:
    taken: list[int] = []

    def source() -> Iterator[Entry]:
        for number in range(3):
            taken.append(number)
            yield replace(entry(), id=number)

    for pieces in (json_pieces, csv_pieces, markdown_pieces):
        taken.clear()
        running = pieces(source())
        while not taken:
            next(running)
        assert taken == [0]
