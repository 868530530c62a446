"""The steps that bring a history file of any age to today's shape.

A step that was shipped is never edited. Step ``n`` makes version ``n + 1`` of version ``n``, in a
transaction of its own; ``PRAGMA user_version`` holds the version.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from assistant_app.history.words import index_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

Step = Callable[["Database"], None]


def _entries(database: Database) -> None:
    # AUTOINCREMENT: an id is never given twice, so undoing a removal can give the old one back
    # and a window that still shows a removed entry can't hit another one.
    database.executescript("""
        CREATE TABLE entries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            panel TEXT NOT NULL,
            input TEXT NOT NULL,
            output TEXT NOT NULL,
            model_id TEXT NOT NULL,
            device TEXT NOT NULL,
            duration_s REAL NOT NULL,
            created TEXT NOT NULL,
            detail TEXT NOT NULL,
            is_pinned INTEGER NOT NULL
        );
        CREATE INDEX entries_by_panel ON entries (panel, id);
        CREATE INDEX entries_pinned ON entries (id) WHERE is_pinned;
    """)


def _index(database: Database) -> None:
    create_index(database)


STEPS: Final[Sequence[Step]] = (_entries, _index)


def create_index(database: Database) -> None:
    """The full-text index, filled from the entries.

    It holds no copy of the text (``content=''``): whoever removes an entry tells it the words.
    ``ascii`` takes the words as ``words.index_text`` made them, whatever Unicode SQLite knows.
    """
    database.execute("DROP TABLE IF EXISTS entries_words")
    database.execute("""
        CREATE VIRTUAL TABLE entries_words
        USING fts5(panel, input, output, content='', prefix='1 2 3', tokenize='ascii')
    """)
    last = 0
    while batch := database.execute(
        "SELECT id, panel, input, output FROM entries WHERE id > ? ORDER BY id LIMIT 100", [last]
    ).fetchall():
        for id_, panel, given, made in batch:
            add_words(database, id_, panel, given, made)
        last = batch[-1][0]


def rebuild_index(database: Database) -> None:
    """A new index in place of a damaged one."""
    # SQLite refuses to drop an index whose record of its structure (row 10 in FTS5's format) it
    # can't read; an empty record it takes.
    database.execute("INSERT OR REPLACE INTO entries_words_data (id, block) VALUES (10, x'')")
    create_index(database)


def add_words(database: Database, id_: int, panel: str, given: str, made: str) -> None:
    """Index one entry."""
    database.execute(
        "INSERT INTO entries_words (rowid, panel, input, output) VALUES (?, ?, ?, ?)",
        [id_, panel, index_text(given), index_text(made)],
    )


def remove_words(database: Database, id_: int, panel: str, given: str, made: str) -> None:
    """Take one entry out of the index; the texts must be those it was added with."""
    database.execute(
        "INSERT INTO entries_words (entries_words, rowid, panel, input, output)"
        " VALUES ('delete', ?, ?, ?, ?)",
        [id_, panel, index_text(given), index_text(made)],
    )


def version_of(database: Database) -> int:
    """The version of the file; 0 for a new one."""
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    return version


@contextmanager
def writing(database: Database) -> Iterator[None]:
    """A transaction that has its place among the writers from the start: one that begins by
    reading could not become a writer after another one wrote."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.rollback()
        raise
    database.commit()


def migrate(database: Database, steps: Sequence[Step] = STEPS) -> None:
    """Take the steps that the file lacks. Two processes may do this at once: each step looks at
    the version again once it is alone."""
    for number, step in enumerate(steps):
        if version_of(database) > number:
            continue
        with writing(database):
            if version_of(database) == number:
                step(database)
                database.execute(f"PRAGMA user_version = {number + 1}")
