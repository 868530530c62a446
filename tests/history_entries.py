"""Entries for the history tests."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from assistant_app.history.entry import Entry, Panel

MOMENT = datetime(2026, 11, 24, 12, 30, 15, 250_000, tzinfo=UTC)


def entry(
    given: str = "Hello", made: str = "你好", panel: Panel = "translate", is_pinned: bool = False
) -> Entry:
    return Entry(
        panel=panel,
        input=given,
        output=made,
        model_id="deskhand-translate-en-zh",
        device="CPU",
        duration_s=1.5,
        created=MOMENT,
        detail={"source": "en", "pairs": [[0, 5, 0, 2]]},
        is_pinned=is_pinned,
    )


def beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return version
    finally:
        connection.close()
