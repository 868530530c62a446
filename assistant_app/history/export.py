"""History entries as Markdown to read, CSV for a spreadsheet, JSON for a program.

Each format comes as pieces, so that a long history can be written while it is read, and as one
string. A spreadsheet needs the CSV saved as ``utf-8-sig`` to see that it is not ASCII.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Final

from assistant_app.history.entry import Entry, Panel

CSV_COLUMNS: Final = (
    "id",
    "created",
    "panel",
    "input",
    "output",
    "model_id",
    "device",
    "duration_s",
    "is_pinned",
    "detail",
)
_TITLES: Final[dict[Panel, str]] = {
    "write": "Write",
    "summarise": "Summarise",
    "translate": "Translate",
    "images": "Images",
}
_TICKS: Final = re.compile("`{3,}")


def to_markdown(entries: Iterable[Entry]) -> str:
    """One section per entry; texts stand in fences, so that they stay as they were."""
    return "".join(markdown_pieces(entries))


def to_csv(entries: Iterable[Entry]) -> str:
    """RFC 4180 with a header line; ``detail`` is JSON in a cell."""
    return "".join(csv_pieces(entries))


def to_json(entries: Iterable[Entry]) -> str:
    """An array of objects with all fields; times are ISO 8601, UTC."""
    return "".join(json_pieces(entries))


def markdown_pieces(entries: Iterable[Entry]) -> Iterator[str]:
    """``to_markdown`` piece by piece."""
    yield "# Deskhand history\n"
    for entry in entries:
        moment = entry.created.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        pin = " 📌" if entry.is_pinned else ""
        yield (
            f"\n## {_TITLES[entry.panel]}, {moment}{pin}\n\n"
            f"{entry.model_id} on {entry.device}, {entry.duration_s:.1f} s\n"
        )
        yield f"\n### Input\n\n{_fenced(entry.input)}"
        yield f"\n### Output\n\n{_fenced(entry.output)}"


def csv_pieces(entries: Iterable[Entry]) -> Iterator[str]:
    """``to_csv`` line by line."""
    line = io.StringIO()
    writer = csv.DictWriter(line, CSV_COLUMNS)
    writer.writeheader()
    yield line.getvalue()
    for entry in entries:
        line.seek(0)
        line.truncate()
        fields = _fields(entry)
        writer.writerow({**fields, "detail": _json(entry.detail, indent=None)})
        yield line.getvalue()


def json_pieces(entries: Iterable[Entry]) -> Iterator[str]:
    """``to_json`` entry by entry."""
    between = "[\n"
    for entry in entries:
        yield between + _json(_fields(entry), indent=2)
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def _fields(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "created": entry.created.astimezone(UTC).isoformat(),
        "panel": entry.panel,
        "input": entry.input,
        "output": entry.output,
        "model_id": entry.model_id,
        "device": entry.device,
        "duration_s": entry.duration_s,
        "is_pinned": entry.is_pinned,
        "detail": entry.detail,
    }


def _json(value: object, indent: int | None) -> str:
    """Readable JSON; half characters (in names that are no text) only as escapes, as no encoding
    takes them."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text


def _fenced(text: str) -> str:
    """A code fence longer than any in the text, so that no text can end it."""
    longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    end = "" if text.endswith("\n") else "\n"
    return f"{fence}text\n{text}{end}{fence}\n"
