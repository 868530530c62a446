"""Pairs of the memory as rows of the file, and back; each is indexed as it comes and goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant_app.terms.entries import MemoryPair, base_language
from assistant_app.terms.migrations import add_words, remove_words
from assistant_app.terms.similar import key_of, mark_of, skeleton_of

if TYPE_CHECKING:
    from sqlite_utils import Database


def row_of(pair: MemoryPair) -> dict[str, object]:
    """The columns of ``pair`` without its id. Raises ``ValueError`` if ``created`` is not aware."""
    if pair.created.tzinfo is None:
        raise ValueError("a pair's time must say its zone")
    source, target = _storable(pair.source.strip()), _storable(pair.target.strip())
    key = key_of(source)
    languages = base_language(pair.source_language), base_language(pair.target_language)
    return {
        "source_language": languages[0],
        "target_language": languages[1],
        "key_mark": mark_of(*languages, key),
        "skeleton_mark": mark_of(*languages, skeleton_of(key)),
        "source": source,
        "target": target,
        "created": pair.created.astimezone(UTC).isoformat(),
        "origin": pair.origin,
        "document": _storable(pair.document),
    }


def pair_of(row: Mapping[str, Any]) -> MemoryPair:
    """The pair of a stored row."""
    return MemoryPair(
        source_language=row["source_language"],
        target_language=row["target_language"],
        source=row["source"],
        target=row["target"],
        created=datetime.fromisoformat(row["created"]),
        origin=row["origin"],
        document=row["document"],
        id=row["id"],
    )


def _storable(text: str) -> str:
    """Half characters, which SQLite can't hold, become ``?``."""
    return text.encode("utf-8", "replace").decode("utf-8")


def put(database: Database, row: dict[str, object]) -> tuple[int, bool]:
    """The id of the row's pair, and whether it is new."""
    known = database.execute(
        "SELECT id FROM memory WHERE key_mark = ? AND target = ?", [row["key_mark"], row["target"]]
    ).fetchone()
    if known is None:
        marks = ", ".join(f":{column}" for column in row)
        sql = f"INSERT INTO memory ({', '.join(row)}) VALUES ({marks})"
        id_ = database.execute(sql, row).lastrowid
        assert id_ is not None
        texts = (str(row[name]) for name in ("source_language", "target_language", "source"))
        add_words(database, id_, *texts)
        return id_, True
    if row["origin"] != "imported":
        database.execute(
            "UPDATE memory SET source = ?, created = ?, origin = ?, document = ? WHERE id = ?",
            [row["source"], row["created"], row["origin"], row["document"], known[0]],
        )
    return int(known[0]), False


def change(database: Database, id_: int, row: dict[str, object]) -> bool:
    """Write the row's pair in the place of the stored one with this id. False, and nothing is
    changed, if that is gone or another one says the same."""
    same = "SELECT 1 FROM memory WHERE key_mark = :key_mark AND target = :target AND id <> :id"
    named = {**row, "id": id_}
    old = next(database.query("SELECT * FROM memory WHERE id = ?", [id_]), None)
    if old is None or database.execute(same, named).fetchone() is not None:
        return False
    columns = ", ".join(f"{column} = :{column}" for column in row)
    database.execute(f"UPDATE memory SET {columns} WHERE id = :id", named)
    texts = ("source_language", "target_language", "source")
    remove_words(database, id_, *(old[name] for name in texts))
    add_words(database, id_, *(str(row[name]) for name in texts))
    return True


def put_all(rows: list[dict[str, object]], database: Database) -> int:
    """How many of ``rows`` are new."""
    return sum(put(database, row)[1] for row in rows)


def remove(database: Database, wanted: str) -> list[MemoryPair]:
    """Delete the pairs whose ids stand in the JSON list ``wanted``, and return them."""
    among = "id IN (SELECT value FROM json_each(?))"
    rows = list(database.query(f"SELECT * FROM memory WHERE {among} ORDER BY id", [wanted]))
    for row in rows:
        remove_words(
            database, row["id"], row["source_language"], row["target_language"], row["source"]
        )
    database.execute(f"DELETE FROM memory WHERE {among}", [wanted])
    return [pair_of(row) for row in rows]
