"""The history: everything that was done, in one SQLite file that several windows may share."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from assistant_app.database.file import TIMEOUT_S, DatabaseFile
from assistant_app.errors import AppError
from assistant_app.history.entry import Entry, Panel
from assistant_app.history.migrations import HISTORY_FILE, add_words, remove_words
from assistant_app.history.rows import COLUMNS, entry_of, row_of, storable
from assistant_app.history.words import match_expression

if TYPE_CHECKING:
    from sqlite_utils import Database

_BATCH: Final = 200


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: the next one holds entries older than this id."""

    id: int


@dataclass(frozen=True)
class Page:
    """Entries, newest first; ``next`` is None on the last page."""

    entries: tuple[Entry, ...]
    next: Cursor | None


@dataclass(frozen=True)
class Removed:
    """What ``remove`` took away; give it to ``restore`` to undo."""

    entries: tuple[Entry, ...]


class HistoryStore:
    """Entries in a file, newest first: the later stored, the newer.

    Nothing is opened before the first call; calls come from the store lane and wait at most about
    ``timeout_s`` for another program. Every call may raise ``HistoryLocked``, ``HistoryReadOnly``,
    ``HistoryNewer``, ``DiskFull`` or ``FileUnreadable``; the next one tries again. A damaged file
    is kept aside and a new one begins, a damaged search index is built anew.
    """

    def __init__(self, path: Path, timeout_s: float = TIMEOUT_S) -> None:
        self._file = DatabaseFile(path, HISTORY_FILE, timeout_s)

    @property
    def notice(self) -> AppError | None:
        """What the person should know about the file as it was found (``HistorySetAside``,
        ``HistoryReadOnly``, ``HistoryNewer``), or None; to be looked at after any call."""
        return self._file.notice

    def add(self, entry: Entry) -> Entry:
        """Store ``entry`` as the newest; returns it with its id."""
        row = row_of(entry)
        return replace(entry, id=self._file.write(lambda database: _insert(database, row)))

    def add_all(self, entries: Iterable[Entry]) -> None:
        """Store many entries in one transaction, the last as the newest."""

        def insert(database: Database) -> None:
            for entry in entries:
                _insert(database, row_of(entry))

        self._file.write(insert)

    def get(self, id_: int) -> Entry | None:
        """The entry, or None if there is none of this id (any more)."""
        found = self._select("WHERE id = :id", {"id": id_})
        return found[0] if found else None

    def page(
        self,
        limit: int = 50,
        before: Cursor | None = None,
        panel: Panel | None = None,
        is_pinned: bool | None = None,
    ) -> Page:
        """``limit`` entries, newest first, that are older than ``before``."""
        terms = ["1"]
        if before is not None:
            terms.append("id < :before")
        if panel is not None:
            terms.append("panel = :panel")
        if is_pinned is not None:
            terms.append("is_pinned" if is_pinned else "NOT is_pinned")
        found = self._select(
            f"WHERE {' AND '.join(terms)} ORDER BY id DESC LIMIT :limit",
            {"before": before.id if before else None, "panel": panel, "limit": limit + 1},
        )
        last = found[limit - 1].id if len(found) > limit else None
        return Page(tuple(found[:limit]), None if last is None else Cursor(last))

    def entries(self, panel: Panel | None = None, is_pinned: bool | None = None) -> Iterator[Entry]:
        """All entries, newest first, read in batches: for export."""
        cursor: Cursor | None = None
        while True:
            page = self.page(_BATCH, cursor, panel, is_pinned)
            yield from page.entries
            if page.next is None:
                return
            cursor = page.next

    def search(
        self,
        text: str,
        panel: Panel | None = None,
        limit: int = 50,
        offset: int = 0,
        is_pinned: bool | None = None,
    ) -> list[Entry]:
        """Entries whose input or output holds every part of ``text`` between spaces, newest first.

        Words are found by their beginning, Chinese and Japanese anywhere; case, accents, width and
        signs between letters do not matter. A text of nothing but signs is looked for as it is,
        entry by entry, which takes longer. An empty text finds everything.
        """
        expression = match_expression(text, panel)
        if expression is not None:
            source, terms = "entries_words", ["entries_words MATCH :expression"]
        else:
            source = "entries"
            terms = ["(:text = '' OR instr(input, :text) OR instr(output, :text))"]
            if panel is not None:
                terms.append("panel = :panel")
        if is_pinned is not None:
            negation = "" if is_pinned else "NOT "
            terms.append(f"rowid {negation}IN (SELECT id FROM entries WHERE is_pinned)")
        values: dict[str, object] = {"text": storable(text.strip()), "expression": expression}
        # The ids first: the index yields them in this order and stops at the limit.
        return self._select(
            f"WHERE id IN (SELECT rowid FROM {source} WHERE {' AND '.join(terms)}"
            " ORDER BY rowid DESC LIMIT :limit OFFSET :offset) ORDER BY id DESC",
            {**values, "panel": panel, "limit": limit, "offset": offset},
        )

    def count(self, panel: Panel | None = None) -> int:
        """How many entries there are."""
        where, arguments = (None, None) if panel is None else ("panel = ?", [panel])
        return self._file.read(
            lambda database: int(database.table("entries").count_where(where, arguments))
        )

    def set_pinned(self, id_: int, is_pinned: bool) -> None:
        """Pin or unpin an entry; an id that is gone changes nothing."""
        self._file.write(
            lambda database: database.execute(
                "UPDATE entries SET is_pinned = ? WHERE id = ?", [int(is_pinned), id_]
            )
        )

    def remove(self, ids: Iterable[int]) -> Removed:
        """Delete entries; unknown ids are passed over. What went can be restored."""
        wanted = json.dumps(list(ids))
        rows = self._file.write(lambda database: _delete(database, wanted))
        return Removed(tuple(entry_of(row) for row in rows))

    def restore(self, removed: Removed) -> None:
        """Undo ``remove``: the entries stand in their places again, with their old ids."""
        rows = [{"id": entry.id, **row_of(entry)} for entry in removed.entries]

        def insert_missing(database: Database) -> None:
            for row in rows:
                if not database.table("entries").count_where("id = ?", [row["id"]]):
                    _insert(database, row)

        self._file.write(insert_missing)

    def clear(self) -> bool:
        """Delete everything, pinned entries too, so that the file shrinks and keeps no trace.

        False if another program is at work on it: the entries are gone, but the file shrinks only
        when that one ends or at the next call.
        """
        return self._file.alter(_clear)

    def close(self) -> None:
        """Let go of the file; another call would open it again."""
        self._file.close()

    def _select(self, clause: str, values: dict[str, object]) -> list[Entry]:
        sql = f"SELECT id, {', '.join(COLUMNS)} FROM entries {clause}"
        rows = self._file.read(lambda database: list(database.query(sql, values)))
        return [entry_of(row) for row in rows]


def _insert(database: Database, row: dict[str, object]) -> int:
    id_ = cast(int, database.table("entries").insert(row).last_pk)
    add_words(database, id_, str(row["panel"]), str(row["input"]), str(row["output"]))
    return id_


def _delete(database: Database, wanted: str) -> list[dict[str, object]]:
    """Delete the rows whose ids stand in the JSON list ``wanted``, and return them."""
    among = "id IN (SELECT value FROM json_each(?))"
    rows = list(database.query(f"SELECT * FROM entries WHERE {among} ORDER BY id", [wanted]))
    for row in rows:
        remove_words(database, row["id"], row["panel"], row["input"], row["output"])
    database.execute(f"DELETE FROM entries WHERE {among}", [wanted])
    return rows


def _clear(database: Database) -> bool:
    # Writing zeros over pages that the next statement cuts off would only fill the log.
    database.execute("PRAGMA secure_delete = OFF")
    try:
        with database.atomic():
            database.execute("DELETE FROM entries")
            database.execute("INSERT INTO entries_words (entries_words) VALUES ('delete-all')")
        return _shrink(database)
    finally:
        database.execute("PRAGMA secure_delete = ON")


def _shrink(database: Database) -> bool:
    try:
        database.execute("VACUUM")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    is_busy, *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy
