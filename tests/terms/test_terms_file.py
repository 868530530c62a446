"""The file of glossaries and memory: brought up to date, refused if newer, mended."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from assistant_app.database.file import DatabaseFile
from assistant_app.database.steps import migrate, version_of
from assistant_app.errors import TermsLocked, TermsNewer, TermsReadOnly, TermsSetAside
from assistant_app.terms.entries import Glossary, MemoryPair
from assistant_app.terms.glossaries import GlossaryStore
from assistant_app.terms.memory import MemoryStore
from assistant_app.terms.memory_rows import row_of
from assistant_app.terms.migrations import STEPS, TERMS_FILE

NOW = datetime(2026, 11, 29, tzinfo=UTC)
PAIR = MemoryPair("en", "zh", "The door is open.", "门开着。", NOW, "edited")


def open_plain(path: Path) -> Database:
    connection = sqlite3.connect(path, isolation_level=None)
    return Database(connection, recursive_triggers=False, execute_plugins=False)


def shape(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


@pytest.mark.parametrize("version", range(len(STEPS) + 1))
def test_a_file_of_any_version_becomes_todays(path: Path, tmp_path: Path, version: int) -> None:
    with closing(open_plain(path)) as database:
        migrate(database, STEPS[:version])
        if version:
            database.execute("INSERT INTO glossaries VALUES (1, 'mine', 'en', 'zh', 1)")
    new = tmp_path / "new.sqlite"
    for each in (path, new):
        with closing(DatabaseFile(each, TERMS_FILE)) as file:
            assert MemoryStore(file).count() == 0
            names = [glossary.name for glossary in GlossaryStore(file).glossaries()]
            assert names == (["mine"] if version and each == path else [])
            assert file.notice is None
    assert shape(path) == shape(new)


def test_pairs_from_before_there_were_documents_come_along(path: Path, file: DatabaseFile) -> None:
    with closing(open_plain(path)) as database:
        migrate(database, STEPS[:2])
        row = row_of(PAIR)
        del row["document"]
        database.table("memory").insert(row)
    (kept,) = MemoryStore(file).page("en", "zh")
    assert replace(kept, id=None) == PAIR
    assert kept.document == ""


def test_a_newer_file_is_left_alone(path: Path, file: DatabaseFile) -> None:
    with closing(open_plain(path)) as database:
        migrate(database, STEPS)
        database.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    before = path.read_bytes()
    with pytest.raises(TermsNewer) as caught:
        MemoryStore(file).add(PAIR)
    assert (caught.value.found, caught.value.known) == (len(STEPS) + 1, len(STEPS))
    assert path.read_bytes() == before


def test_a_file_that_another_program_holds(path: Path) -> None:
    with closing(DatabaseFile(path, TERMS_FILE, timeout_s=0.05)) as file:
        store = MemoryStore(file)
        store.add(PAIR)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(TermsLocked):
                store.add(PAIR)
            assert store.count() == 1


def test_a_damaged_file_is_kept_aside(path: Path, file: DatabaseFile) -> None:
    path.write_bytes(b"no database at all" * 1000)
    store = MemoryStore(file)
    assert store.count() == 0
    assert isinstance(file.notice, TermsSetAside)
    assert file.notice.kept.read_bytes().startswith(b"no database")
    store.add(PAIR)
    assert store.count() == 1


def test_a_damaged_index_is_built_anew(path: Path, file: DatabaseFile) -> None:
    store = MemoryStore(file)
    store.add(PAIR)
    file.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM memory_words_data WHERE id > 10")
        other.commit()
    found = store.find("en", "zh", "The doors are open.", least_percent=60)
    assert [each.pair.target for each in found] == ["门开着。"]
    assert file.notice is None


def test_a_file_that_can_only_be_read(path: Path, file: DatabaseFile) -> None:
    with closing(open_plain(path)) as database:
        migrate(database, STEPS)
    path.chmod(0o444)
    try:
        store = GlossaryStore(file)
        assert store.glossaries() == []
        if not isinstance(file.notice, TermsReadOnly):
            pytest.skip("this user may write everything")
        with pytest.raises(TermsReadOnly):
            store.add(Glossary("mine", "en", "zh"))
    finally:
        path.chmod(0o644)


def test_the_version_is_that_of_the_steps(path: Path, file: DatabaseFile) -> None:
    assert file.read(version_of) == len(STEPS)
