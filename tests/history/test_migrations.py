"""Every older history file becomes today's, step by step, each whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from history_entries import entry, version_of
from sqlite_utils import Database

from assistant_app.database.steps import migrate
from assistant_app.history.migrations import STEPS
from assistant_app.history.rows import row_of
from assistant_app.history.store import HistoryStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def open_plain(path: Path) -> Database:
    connection = sqlite3.connect(path, isolation_level=None)
    return Database(connection, recursive_triggers=False, execute_plugins=False)


def shape(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


@pytest.mark.parametrize("version", range(len(STEPS) + 1))
def test_a_file_of_any_version_becomes_todays_and_keeps_its_entries(
    path: Path, tmp_path: Path, version: int
) -> None:
    with closing(open_plain(path)) as database:
        migrate(database, STEPS[:version])
        if version == 1:
            for number in range(250):
                database.table("entries").insert(row_of(entry(f"report {number}", "报告")))
    with closing(HistoryStore(path)) as store:
        count = 250 if version == 1 else 0
        assert store.count() == count
        assert len(store.search("report 报", limit=1000)) == count
        assert store.notice is None
    assert version_of(path) == len(STEPS)
    new = tmp_path / "new.sqlite"
    with closing(HistoryStore(new)) as store:
        store.count()
    assert shape(path) == shape(new)


def test_a_step_that_fails_leaves_the_version_before_it(path: Path) -> None:
    def failing(database: Database) -> None:
        database.execute("CREATE TABLE half_done (a)")
        raise ZeroDivisionError

    with closing(open_plain(path)) as database:
        with pytest.raises(ZeroDivisionError):
            migrate(database, [*STEPS, failing])
        assert version_of(path) == len(STEPS)
        assert not database.table("half_done").exists()


def test_a_file_of_today_is_not_changed(path: Path) -> None:
    with closing(HistoryStore(path)) as store:
        store.add(entry())
    before = path.read_bytes()
    with closing(HistoryStore(path)) as store:
        assert store.count() == 1
    assert path.read_bytes() == before
