"""The person's glossaries: named lists of terms for one direction, each switched on or off."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from assistant_app.database.file import DatabaseFile
from assistant_app.errors import GlossaryNameTaken
from assistant_app.terms.entries import Glossary, Term, base_language
from assistant_app.terms.units import folded_key

if TYPE_CHECKING:
    from sqlite_utils import Database


class Reason(Enum):
    """Why a term was not taken. The value is the English sentence; the window translates it."""

    KNOWN = "It is in the glossary already."
    CONFLICT = "The glossary has another translation for it."
    NO_SOURCE = "It has no term in the source language."
    NO_TARGET = "It has no translation."


@dataclass(frozen=True)
class Skipped:
    """A term that was not taken; ``line`` counts from 1, 0 where there is none."""

    source: str
    reason: Reason
    line: int = 0


@dataclass(frozen=True)
class Put:
    """What became of many terms."""

    n_added: int
    n_replaced: int
    skipped: tuple[Skipped, ...]


class GlossaryStore:
    """Glossaries in the file of glossaries and memory, from the store lane. The older glossary
    goes first where two have the same term."""

    def __init__(self, file: DatabaseFile) -> None:
        self._file = file

    def add(self, glossary: Glossary) -> Glossary:
        """A new one without terms, with its id. Raises ``GlossaryNameTaken``."""
        row = {
            "name": glossary.name.strip(),
            "source_language": base_language(glossary.source),
            "target_language": base_language(glossary.target),
            "is_active": int(glossary.is_active),
        }

        def insert(database: Database) -> int:
            _refuse_taken(database, str(row["name"]), None, row)
            return int(str(database.table("glossaries").insert(row).last_pk))

        return replace(glossary, n_terms=0, id=self._file.write(insert))

    def glossaries(self, source: str | None = None, target: str | None = None) -> list[Glossary]:
        """All, or those of one direction, the oldest first."""
        sql = """SELECT glossaries.*, COUNT(terms.id) AS n_terms FROM glossaries
            LEFT JOIN terms ON terms.glossary = glossaries.id
            WHERE (:source IS NULL OR source_language = :source)
              AND (:target IS NULL OR target_language = :target)
            GROUP BY glossaries.id ORDER BY glossaries.id"""
        values = {
            "source": None if source is None else base_language(source),
            "target": None if target is None else base_language(target),
        }
        rows = self._file.read(lambda database: list(database.query(sql, values)))
        return [_glossary(row) for row in rows]

    def rename(self, id_: int, name: str) -> None:
        """Raises ``GlossaryNameTaken``."""

        def update(database: Database) -> None:
            found = list(database.query("SELECT * FROM glossaries WHERE id = ?", [id_]))
            for row in found:
                _refuse_taken(database, name.strip(), id_, row)
            database.execute("UPDATE glossaries SET name = ? WHERE id = ?", [name.strip(), id_])

        self._file.write(update)

    def set_active(self, id_: int, is_active: bool) -> None:
        """Switch it on or off; an id that is gone changes nothing."""
        self._file.write(
            lambda database: database.execute(
                "UPDATE glossaries SET is_active = ? WHERE id = ?", [int(is_active), id_]
            )
        )

    def remove(self, id_: int) -> None:
        """Delete it with its terms."""

        def delete(database: Database) -> None:
            database.execute("DELETE FROM terms WHERE glossary = ?", [id_])
            database.execute("DELETE FROM glossaries WHERE id = ?", [id_])

        self._file.write(delete)

    def terms(self, id_: int) -> list[Term]:
        """Its terms by their key."""
        return self._terms("WHERE glossary = ? ORDER BY key", [id_])

    def active_terms(self, source: str, target: str) -> list[Term]:
        """The terms of all glossaries of this direction that are switched on."""
        return self._terms(
            """JOIN glossaries ON glossaries.id = terms.glossary
            WHERE is_active AND source_language = ? AND target_language = ?
            ORDER BY terms.glossary, terms.id""",
            [base_language(source), base_language(target)],
        )

    def version(self) -> tuple[int, ...]:
        """Differs from what it was if anything was written to the file since, by this or another
        program. Far cheaper than to read the terms again."""

        def look(database: Database) -> tuple[int, ...]:
            (seen,) = database.execute("PRAGMA data_version").fetchone()
            return id(database.conn), database.conn.total_changes, seen

        return self._file.read(look)

    def put(self, id_: int, terms: Iterable[Term], replaces: bool = False) -> Put:
        """Add ``terms`` to a glossary. One that has another translation is a conflict: it is
        skipped and told, or with ``replaces`` takes the place of the old."""
        wanted = list(terms)
        return self._file.write(lambda database: _put(database, id_, wanted, replaces))

    def change(self, term: Term) -> bool:
        """Write a stored term anew, by its id. False if its glossary has another of this key."""
        row = _row(term)
        columns = ", ".join(f"{column} = :{column}" for column in row)

        def update(database: Database) -> bool:
            try:
                sql = f"UPDATE terms SET {columns} WHERE id = :id"
                database.execute(sql, {**row, "id": term.id})
            except sqlite3.IntegrityError:
                return False
            return True

        return self._file.write(update)

    def remove_terms(self, ids: Iterable[int]) -> None:
        """Delete terms; unknown ids are passed over."""
        wanted = json.dumps(list(ids))
        self._file.write(
            lambda database: database.execute(
                "DELETE FROM terms WHERE id IN (SELECT value FROM json_each(?))", [wanted]
            )
        )

    def _terms(self, clause: str, values: list[object]) -> list[Term]:
        sql = f"SELECT terms.* FROM terms {clause}"
        rows = self._file.read(lambda database: list(database.query(sql, values)))
        return [_term(row) for row in rows]


def as_one_wants(term: Term) -> Term | Reason:
    """The term as it is kept, or why it can't be: no blanks around it, and None for a translation
    that is the term itself."""
    source = " ".join(term.source.split())
    target = None if term.target is None else " ".join(term.target.split())
    if not source:
        return Reason.NO_SOURCE
    if target == "":
        return Reason.NO_TARGET
    if target == source:
        target = None
    return replace(term, source=source, target=target, note=term.note.strip())


def _put(database: Database, id_: int, terms: list[Term], replaces: bool) -> Put:
    known = {
        row["key"]: row for row in database.query("SELECT * FROM terms WHERE glossary = ?", [id_])
    }
    n_added = n_replaced = 0
    skipped = []
    for given in terms:
        term = as_one_wants(given)
        if isinstance(term, Reason):
            skipped.append(Skipped(given.source, term))
            continue
        row: dict[str, Any] = {"glossary": id_, **_row(term)}
        old = known.get(row["key"])
        if old is None:
            row["id"] = database.table("terms").insert(row).last_pk
            n_added += 1
        elif _term(old) == replace(term, id=old["id"]) or (
            not replaces and old["target"] == row["target"]
        ):
            skipped.append(Skipped(given.source, Reason.KNOWN))
            continue
        elif not replaces:
            skipped.append(Skipped(given.source, Reason.CONFLICT))
            continue
        else:
            row["id"] = old["id"]
            database.table("terms").upsert(row, pk="id")
            n_replaced += 1
        known[row["key"]] = row
    return Put(n_added, n_replaced, tuple(skipped))


def _refuse_taken(
    database: Database, name: str, id_: int | None, languages: Mapping[str, Any]
) -> None:
    taken = database.table("glossaries").count_where(
        "name = ? AND id IS NOT ? AND source_language = ? AND target_language = ?",
        [name, id_, languages["source_language"], languages["target_language"]],
    )
    if taken:
        raise GlossaryNameTaken(name)


def _row(term: Term) -> dict[str, object]:
    return {
        "key": folded_key(term.source, term.is_case_sensitive),
        "source": term.source,
        "target": term.target,
        "is_case_sensitive": int(term.is_case_sensitive),
        "note": term.note,
    }


def _term(row: Mapping[str, Any]) -> Term:
    return Term(
        source=row["source"],
        target=row["target"],
        is_case_sensitive=bool(row["is_case_sensitive"]),
        note=row["note"],
        id=row["id"],
    )


def _glossary(row: Mapping[str, Any]) -> Glossary:
    return Glossary(
        name=row["name"],
        source=row["source_language"],
        target=row["target_language"],
        is_active=bool(row["is_active"]),
        n_terms=row["n_terms"],
        id=row["id"],
    )
