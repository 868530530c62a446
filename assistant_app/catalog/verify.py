"""Whether a model's files are, byte for byte, what the catalog says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from assistant_app.catalog.spec import FileSpec, ModelSpec
from assistant_app.errors import AppError, ModelDamaged, ModelMissing


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def faults(folder: Path, spec: ModelSpec) -> Iterator[AppError]:
    """What is wrong with the files in ``folder``: ``ModelMissing`` for a file that is not there,
    ``ModelDamaged`` for one of another size or content. Files the catalog does not name are free.
    """
    if not folder.is_dir():
        yield ModelMissing(spec.id, source=spec.source)
        return
    for file in spec.files:
        fault = _fault(folder / file.path, file, spec)
        if fault is not None:
            yield fault


def _fault(path: Path, file: FileSpec, spec: ModelSpec) -> AppError | None:
    try:
        size = path.stat().st_size
        if size != file.size_bytes:
            reason = f"it has {size} bytes instead of {file.size_bytes}"
            return ModelDamaged(spec.id, file.path, reason, spec.source)
        if sha256_of(path) != file.sha256:
            return ModelDamaged(spec.id, file.path, "its content was changed", spec.source)
    except FileNotFoundError:
        return ModelMissing(spec.id, file.path, spec.source)
    except OSError as error:
        return ModelDamaged(spec.id, file.path, error.strerror or str(error), spec.source)
    return None
