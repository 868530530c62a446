"""The record that lies in every model folder of the person: ``deskhand-model.json``.

It says what the model is, where it came from, when, and what each of its files must be. A folder
without one was put there by hand: it can be imported where it lies, and is not used before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant_app.catalog.spec import ModelSpec, row_of, spec_from
from assistant_app.errors import FileUnreadable, ModelDamaged, PackNewer
from assistant_app.files import reason_of, replace_file

RECORD = "deskhand-model.json"
VERSION = 1
"""Raised only when an older Deskhand would misread the file; a new key alone needs no raise."""
_MOST_BYTES = 32_000_000
"""No record is larger; what is, is something else."""


@dataclass(frozen=True)
class Record:
    """``spec.files`` are all files of the folder that count, each with its SHA-256."""

    spec: ModelSpec
    installed: datetime
    """With its time zone."""


def read_record(folder: Path) -> Record | None:
    """The record of ``folder``, or None if there is none. Its model's id is the folder's name.

    Raises ``PackNewer`` if a newer Deskhand wrote it, ``ModelDamaged`` if it makes no sense and
    ``FileUnreadable``.
    """
    path = folder / RECORD
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ModelDamaged(folder.name, RECORD, "it is too large")
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise FileUnreadable(path, reason_of(error)) from error
    return record_from(content, path, folder.name)


def record_from(content: bytes, path: Path, model_id: str = "") -> Record:
    """The record that ``content`` says, of ``model_id`` if that is given; ``path`` is named in the
    errors, which are those of ``read_record``."""
    try:
        row = json.loads(content.decode("utf-8-sig"))
        found = row["version"]
        if isinstance(found, int) and found > VERSION:
            raise PackNewer(path, found, VERSION)
        spec = spec_from(row["model"])
        installed = datetime.fromisoformat(row["installed"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelDamaged(model_id, RECORD, "it makes no sense") from error
    return Record(replace(spec, id=model_id or spec.id), installed)


def record_bytes(spec: ModelSpec, installed: datetime | None = None) -> bytes:
    """What stands in the record of ``spec``; it was installed now unless ``installed`` says."""
    moment = (installed or datetime.now(UTC)).isoformat(timespec="seconds")
    row = {"version": VERSION, "installed": moment, "model": row_of(spec)}
    return (json.dumps(row, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def write_record(folder: Path, spec: ModelSpec, installed: datetime | None = None) -> None:
    """Write the record of ``spec`` into ``folder``. Raises ``DiskFull`` or ``SaveRefused``."""
    replace_file(folder / RECORD, record_bytes(spec, installed))
