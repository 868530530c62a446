"""The steps that bring a history file of any age to today's shape (see ``database.steps``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from assistant_app.database.plan import FilePlan
from assistant_app.database.steps import Step
from assistant_app.database.words import index_text
from assistant_app.errors import HistoryLocked, HistoryNewer, HistoryReadOnly, HistorySetAside

if TYPE_CHECKING:
    from sqlite_utils import Database


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


HISTORY_FILE: Final = FilePlan(
    steps=STEPS,
    rebuild_index=rebuild_index,
    newer=HistoryNewer,
    locked=HistoryLocked,
    read_only=HistoryReadOnly,
    set_aside=HistorySetAside,
)
