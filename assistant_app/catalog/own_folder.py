"""The person's folder of models: what lies in it, and the corner where work in progress stands.

``<model id>/`` is an installed model with its record; ``.work/`` holds what is not one yet or no
more: ``downloads/<id>`` (kept to go on later), ``imports/<id>``, ``removed/``, ``locks/`` and
``checked/`` (times and sizes of files whose hashes were right). A crash leaves nothing elsewhere.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from assistant_app.catalog.claim import claimed, is_claimed
from assistant_app.catalog.record import read_record
from assistant_app.catalog.spec import ModelSpec
from assistant_app.errors import AppError, SaveRefused
from assistant_app.files import reason_of, replace_file, save_error

WORK = ".work"
Stamps = tuple[tuple[int, int], ...]
"""Time of the last change (ns) and size of each of a model's files, in the spec's order."""


@dataclass(frozen=True)
class Unrecorded:
    """A folder or archive that somebody put among the models by hand. ``error`` says why its
    record can't be used; None if it has none and can be imported where it lies."""

    path: Path
    error: AppError | None = None


class OwnFolder:
    """Reads nothing before it is asked to; makes the folders it needs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._work = path / WORK

    @property
    def stamp(self) -> int:
        """Changes when a model comes or goes; 0 while there is no folder."""
        try:
            return self.path.stat().st_mtime_ns
        except OSError:
            return 0

    def claimed(self, model_id: str) -> AbstractContextManager[None]:
        """See ``claim.claimed``."""
        return claimed(self._work / "locks", model_id)

    def download_folder(self, model_id: str) -> Path:
        """Where a download collects its files; it is kept until it is whole or discarded."""
        return self._work / "downloads" / model_id

    def downloads(self) -> tuple[str, ...]:
        """Ids of the models whose download was begun and not finished."""
        return tuple(sorted(path.name for path in _folders(self._work / "downloads")))

    def import_folder(self, model_id: str) -> Path:
        """An empty folder for an import, made anew. The id must be claimed."""
        folder = self._work / "imports" / model_id
        try:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        except OSError as error:
            raise save_error(folder, error) from error
        return folder

    def contents(self) -> Iterator[ModelSpec | Unrecorded]:
        """What lies in the folder, in the order of the names."""
        for path in _entries(self.path):
            if path.is_dir():
                try:
                    record = read_record(path)
                except AppError as error:
                    yield Unrecorded(path, error)
                    continue
                if record is not None:
                    yield record.spec
                elif next(iter(_entries(path)), None) is not None:
                    yield Unrecorded(path)
            elif path.suffix.lower() == ".zip":
                yield Unrecorded(path)

    def take_away(self, model_id: str) -> None:
        """Delete a model's folder. It is gone as a whole at once, and its bytes soon after."""
        folder = self.path / model_id
        away = self._work / "removed" / f"{model_id}.{os.urandom(6).hex()}"
        try:
            away.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(away)
        except FileNotFoundError:
            return
        except OSError as error:
            raise SaveRefused(folder, reason_of(error)) from error
        shutil.rmtree(away, ignore_errors=True)
        self.forget_checked(model_id)

    def clear_leftovers(self) -> None:
        """Delete what crashes left behind; what somebody works at stays, as do downloads."""
        for path in _folders(self._work / "removed"):
            shutil.rmtree(path, ignore_errors=True)
        for path in _folders(self._work / "imports"):
            if not is_claimed(self._work / "locks", path.name):
                shutil.rmtree(path, ignore_errors=True)

    def was_checked(self, model_id: str, stamps: Stamps) -> bool:
        """Whether files of these times and sizes were found right before."""
        try:
            stored = json.loads(self._checked_file(model_id).read_bytes())
            return tuple(tuple(each) for each in stored) == stamps
        except (OSError, ValueError, TypeError):
            return False

    def note_checked(self, model_id: str, stamps: Stamps) -> None:
        """Remember that they were. Without room for the note, it is hashed again next time."""
        with suppress(AppError):
            replace_file(self._checked_file(model_id), json.dumps(stamps).encode())

    def forget_checked(self, model_id: str) -> None:
        with suppress(OSError):
            self._checked_file(model_id).unlink()

    def _checked_file(self, model_id: str) -> Path:
        return self._work / "checked" / f"{model_id}.json"


def _entries(folder: Path) -> list[Path]:
    """What is in ``folder`` and not hidden, by name; nothing if it can't be read."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _folders(folder: Path) -> list[Path]:
    return [path for path in _entries(folder) if path.is_dir()]
