"""Downloads that were begun and are not whole yet: what is to be fetched, and how far it is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant_app.catalog.own_folder import OwnFolder
from assistant_app.catalog.spec import FileSpec
from assistant_app.files import replace_file

NOTE = "deskhand-download.json"
"""Lies among the files of a download and says what it is to become."""
_MOST_BYTES = 100_000


@dataclass(frozen=True)
class Unfinished:
    """A request that can be made again as it was: ``revision`` is the one asked for, empty for the
    newest."""

    model_id: str
    repo_id: str
    revision: str
    precision: str
    title: str
    total_bytes: int
    done_bytes: int = 0


def unfinished(own: OwnFolder) -> tuple[Unfinished, ...]:
    """All of them, by name. A note that makes no sense is left alone: its download begins anew
    when somebody asks for it."""
    found = (_read(own.download_folder(model_id), model_id) for model_id in own.downloads())
    return tuple(each for each in found if each is not None)


def begin(folder: Path, download: Unfinished, files: Sequence[FileSpec]) -> int:
    """Make ``folder`` ready for ``files``: a note is written, and what is left of another version
    or precision removed. Returns the bytes that are there. Raises ``DiskFull`` or
    ``SaveRefused``."""
    wanted = {file.path for file in files}
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        begun = name.removesuffix(".part").rpartition(".")[0] if name.endswith(".part") else name
        if begun not in wanted:
            path.unlink(missing_ok=True)
    values = asdict(download)
    del values["model_id"], values["done_bytes"]
    replace_file(folder / NOTE, (json.dumps(values, indent=1) + "\n").encode())
    return size_of(folder)


def end(folder: Path) -> None:
    """Take the note away: nothing is left to be fetched."""
    (folder / NOTE).unlink(missing_ok=True)


def discard(folder: Path) -> None:
    """Throw a download away."""
    shutil.rmtree(folder, ignore_errors=True)


def size_of(folder: Path) -> int:
    """How much of a download is there."""
    return sum(path.stat().st_size for path in _files(folder) if path.name != NOTE)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _read(folder: Path, model_id: str) -> Unfinished | None:
    try:
        with (folder / NOTE).open("rb") as file:
            values = json.loads(file.read(_MOST_BYTES))
        repo_id, revision, precision, title = (
            values[name] for name in ("repo_id", "revision", "precision", "title")
        )
        total = values["total_bytes"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    is_known = all(isinstance(each, str) for each in (repo_id, revision, precision, title))
    if not is_known or not isinstance(total, int) or total < 0:
        return None
    done = min(size_of(folder), total)
    return Unfinished(model_id, repo_id, revision, precision, title, total, done)
