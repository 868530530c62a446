"""A history entry as a row of the file, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from assistant_app.history.entry import Entry

COLUMNS: Final = (
    "panel",
    "input",
    "output",
    "model_id",
    "device",
    "duration_s",
    "created",
    "detail",
    "is_pinned",
)


def row_of(entry: Entry) -> dict[str, object]:
    """The columns of ``entry`` without its id. Raises ``ValueError`` if ``created`` is not aware,
    ``TypeError`` if ``detail`` is not made of JSON values."""
    if entry.created.tzinfo is None:
        raise ValueError("an entry's time must say its zone")
    return {
        "panel": entry.panel,
        "input": storable(entry.input),
        "output": storable(entry.output),
        "model_id": entry.model_id,
        "device": entry.device,
        "duration_s": float(entry.duration_s),
        "created": entry.created.astimezone(UTC).isoformat(),
        "detail": json.dumps(entry.detail),
        "is_pinned": int(entry.is_pinned),
    }


def entry_of(row: Mapping[str, Any]) -> Entry:
    """The entry that ``row_of`` made this row of."""
    return Entry(
        panel=row["panel"],
        input=row["input"],
        output=row["output"],
        model_id=row["model_id"],
        device=row["device"],
        duration_s=row["duration_s"],
        created=datetime.fromisoformat(row["created"]),
        detail=json.loads(row["detail"]),
        is_pinned=bool(row["is_pinned"]),
        id=row["id"],
    )


def storable(text: str) -> str:
    """File names that are no text hold half characters, which SQLite can't: those become ``?``.
    (``detail`` keeps them, as JSON escapes.)"""
    return text.encode("utf-8", "replace").decode("utf-8")
