"""Whether a model's files are, byte for byte, what the catalog or their record says."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeVar

from assistant_app.catalog.spec import FileSpec, ModelSpec
from assistant_app.errors import AppError, ModelDamaged, ModelMissing
from assistant_app.files import reason_of

ResultT = TypeVar("ResultT")
BLOCK = 4 * 1024 * 1024
"""Bytes read at once where the person may stop in between."""


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hashing(path: Path) -> Generator[int, None, str]:
    """``sha256_of`` in steps: yields the number of bytes of each."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK):
            digest.update(block)
            yield len(block)
    return digest.hexdigest()


def faults(folder: Path, spec: ModelSpec) -> Iterator[AppError]:
    """What is wrong with the files in ``folder``: ``ModelMissing`` for a file that is not there,
    ``ModelDamaged`` for one of another size or content. Files the catalog does not name are free.
    """
    if not folder.is_dir():
        yield ModelMissing(spec.id, source=spec.source)
        return
    for file in spec.files:
        fault = result_of(_fault(folder / file.path, file, spec))
        if fault is not None:
            yield fault


def checking(folder: Path, spec: ModelSpec) -> Generator[int, None, tuple[AppError, ...]]:
    """``faults`` in steps: yields the number of bytes looked at in each."""
    found = []
    for file in spec.files:
        fault = yield from _fault(folder / file.path, file, spec)
        if fault is not None:
            found.append(fault)
    return tuple(found)


def result_of(work: Generator[object, None, ResultT]) -> ResultT:
    """What ``work`` returns in the end."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: ResultT = end.value
            return result


def _fault(path: Path, file: FileSpec, spec: ModelSpec) -> Generator[int, None, AppError | None]:
    try:
        size = path.stat().st_size
        if size != file.size_bytes:
            yield file.size_bytes
            reason = "it ends too early" if size < file.size_bytes else "it has become longer"
            return ModelDamaged(spec.id, file.path, reason, spec.source)
        if (yield from hashing(path)) != file.sha256:
            return ModelDamaged(spec.id, file.path, "its content was changed", spec.source)
    except (FileNotFoundError, NotADirectoryError):
        return ModelMissing(spec.id, file.path, spec.source)
    except OSError as error:
        return ModelDamaged(spec.id, file.path, reason_of(error), spec.source)
    return None
