"""Sentences that a document's translation has already cost, so that a stop or a crash loses none.

One file for each document, direction and model: a line for every sentence, written as it is made.
The lines are read when that translation begins again, and the file goes once it ends. A line that
was cut off by a crash is passed over. They hold the person's text: what nobody goes on with is
deleted after a month.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from assistant_app.files import save_error
from assistant_app.inference.links import Link
from assistant_app.tasks.guards import as_rows, from_rows
from assistant_app.tasks.rendering import Rendering

_SUFFIX = ".jsonl"
_KEPT_S = 30 * 24 * 3600


class Drafts:
    """The drafts of one folder; ``scope`` is all that makes two translations of a sentence alike:
    model, direction, terms, document."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, scope: Iterable[str]) -> dict[str, Rendering]:
        """What was made before; nothing if there is no file, or one that can't be read."""
        try:
            lines = self._path(scope).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return {}
        found = {}
        for line in lines:
            try:
                row = json.loads(line)
                found[str(row["source"])] = _rendering(row)
            except (ValueError, KeyError, TypeError):
                continue  # half a line
        return found

    def add(self, scope: Iterable[str], made: Iterable[tuple[str, Rendering]]) -> None:
        """Keep more, on the disk when this returns. Raises ``DiskFull`` or ``SaveRefused``."""
        path = self._path(scope)
        text = "".join(json.dumps(_row(source, each)) + "\n" for source, each in made)
        if not text:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                # Behind half a line, which a crash may have left, this one begins anew.
                file.write(text if _ends_whole(path) else "\n" + text)
        except OSError as error:
            raise save_error(path, error) from error

    def forget(self, scope: Iterable[str]) -> None:
        """The work is done: nothing is to be gone on with."""
        _delete(self._path(scope))

    def forget_all(self) -> None:
        """Delete whatever was kept of unfinished work."""
        for path in self._folder.glob(f"*{_SUFFIX}"):
            _delete(path)

    def forget_old(self, now_s: float | None = None) -> None:
        """Delete what was not gone on with for 30 days. ``now_s`` is of ``time.time``."""
        oldest = (time.time() if now_s is None else now_s) - _KEPT_S
        for path in self._folder.glob(f"*{_SUFFIX}"):
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    _delete(path)

    def _path(self, scope: Iterable[str]) -> Path:
        mark = hashlib.sha256("\0".join(scope).encode()).hexdigest()[:24]
        return self._folder / f"{mark}{_SUFFIX}"


def _delete(path: Path) -> None:
    """As far as the system lets us: what stays is deleted the next time."""
    with suppress(OSError):
        path.unlink()


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, 2) == 0:
            return True
        file.seek(-1, 2)
        return file.read() == b"\n"


def _row(source: str, made: Rendering) -> dict[str, object]:
    return {
        "source": source,
        "text": made.text,
        "links": [
            [each.source_start, each.source_end, each.target_start, each.target_end, each.weight]
            for each in made.links
        ],
        "findings": as_rows(made.findings),
    }


def _rendering(row: dict[str, list[list[str]]]) -> Rendering:
    links = tuple(
        Link(int(row[0]), int(row[1]), int(row[2]), int(row[3]), float(row[4]))
        for row in row["links"]
    )
    return Rendering(str(row["text"]), links, from_rows(row["findings"]))
