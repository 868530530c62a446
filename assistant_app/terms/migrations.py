"""The steps that bring a file of glossaries and memory to today's shape (see ``database.steps``).

Languages stand in it as ``base_language`` makes them. ``terms.key`` is what makes a term the same
as another one of its glossary; ``memory.key_mark`` and ``skeleton_mark`` stand for long texts
(``similar.mark_of``). The index of the memory holds words with the direction before them
(``similar.index_words``), so that a look-up meets pairs of its own direction only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from assistant_app.database.plan import FilePlan
from assistant_app.database.steps import Step
from assistant_app.errors import TermsLocked, TermsNewer, TermsReadOnly, TermsSetAside
from assistant_app.terms.similar import index_words

if TYPE_CHECKING:
    from sqlite_utils import Database


def _glossaries(database: Database) -> None:
    database.executescript("""
        CREATE TABLE glossaries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            source_language TEXT NOT NULL,
            target_language TEXT NOT NULL,
            is_active INTEGER NOT NULL,
            UNIQUE (source_language, target_language, name)
        );
        CREATE TABLE terms (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            glossary INTEGER NOT NULL,
            key TEXT NOT NULL,
            source TEXT NOT NULL,
            target TEXT,
            is_case_sensitive INTEGER NOT NULL,
            note TEXT NOT NULL,
            UNIQUE (glossary, key)
        );
    """)


def _memory(database: Database) -> None:
    database.executescript("""
        CREATE TABLE memory (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source_language TEXT NOT NULL,
            target_language TEXT NOT NULL,
            key_mark INTEGER NOT NULL,
            skeleton_mark INTEGER NOT NULL,
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            created TEXT NOT NULL,
            origin TEXT NOT NULL
        );
        CREATE INDEX memory_by_key ON memory (key_mark);
        CREATE INDEX memory_by_skeleton ON memory (skeleton_mark);
        CREATE INDEX memory_by_direction ON memory (source_language, target_language, id);
    """)
    create_index(database)


def _documents(database: Database) -> None:
    database.execute("ALTER TABLE memory ADD COLUMN document TEXT NOT NULL DEFAULT ''")


STEPS: Final[Sequence[Step]] = (_glossaries, _memory, _documents)


def create_index(database: Database) -> None:
    """The full-text index of the memory, filled from it. It holds no copy of the text."""
    database.execute("DROP TABLE IF EXISTS memory_words")
    database.execute("""
        CREATE VIRTUAL TABLE memory_words
        USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii')
    """)
    last = 0
    while batch := database.execute(
        "SELECT id, source_language, target_language, source FROM memory WHERE id > ?"
        " ORDER BY id LIMIT 1000",
        [last],
    ).fetchall():
        for id_, *texts in batch:
            add_words(database, id_, *texts)
        last = batch[-1][0]


def rebuild_index(database: Database) -> None:
    """A new index in place of a damaged one (see ``history.migrations`` for the empty record)."""
    database.execute("INSERT OR REPLACE INTO memory_words_data (id, block) VALUES (10, x'')")
    create_index(database)


def add_words(database: Database, id_: int, source: str, target: str, text: str) -> None:
    """Index one pair."""
    database.execute(
        "INSERT INTO memory_words (rowid, words) VALUES (?, ?)",
        [id_, " ".join(index_words(text, source, target))],
    )


def remove_words(database: Database, id_: int, source: str, target: str, text: str) -> None:
    """Take one pair out of the index; all must be as it was added with."""
    database.execute(
        "INSERT INTO memory_words (memory_words, rowid, words) VALUES ('delete', ?, ?)",
        [id_, " ".join(index_words(text, source, target))],
    )


TERMS_FILE: Final = FilePlan(
    steps=STEPS,
    rebuild_index=rebuild_index,
    newer=TermsNewer,
    locked=TermsLocked,
    read_only=TermsReadOnly,
    set_aside=TermsSetAside,
)
