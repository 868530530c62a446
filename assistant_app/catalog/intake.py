"""Bringing a model's files into the person's folder, in steps that can be stopped."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

from assistant_app.catalog.folder_source import ModelSource, SourceFile
from assistant_app.catalog.pack_source import reading
from assistant_app.catalog.spec import FileSpec
from assistant_app.catalog.verify import BLOCK, hashing
from assistant_app.errors import DiskTooSmall, FileUnreadable
from assistant_app.files import reason_of, save_error

_SPARE_BYTES = 32_000_000
"""A disk that is full to the last byte stops other programs too."""


def check_room(folder: Path, needed_bytes: int) -> None:
    """Raises ``DiskTooSmall`` if ``needed_bytes`` don't fit where ``folder`` is or would be."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        free_bytes = shutil.disk_usage(place).free
    except OSError:
        return  # Nobody can tell: then the disk itself will.
    if needed_bytes + _SPARE_BYTES > free_bytes:
        raise DiskTooSmall(place, needed_bytes + _SPARE_BYTES, free_bytes)


def copying(
    source: ModelSource, files: Iterable[SourceFile], folder: Path, given: Path
) -> Generator[tuple[str, int], None, tuple[FileSpec, ...]]:
    """Copy ``files`` of ``source`` into ``folder``; yields the file's path and the number of bytes
    of each step. Returns them with their hashes.

    ``given`` is what the person chose, for the errors of reading: ``PackBroken``,
    ``FileUnreadable``. Errors of writing: ``DiskFull``, ``SaveRefused``.
    """
    specs = []
    for file in files:
        target = folder / file.path
        digest = hashlib.sha256()
        size = 0
        with source.open(file) as stream, NewFile(target) as copy:
            while True:
                with reading(given):
                    block = stream.read(BLOCK)
                if not block:
                    break
                copy.write(block)
                digest.update(block)
                size += len(block)
                yield file.path, len(block)
        specs.append(FileSpec(file.path, size, digest.hexdigest()))
    return tuple(specs)


def hashing_all(
    folder: Path, files: Iterable[SourceFile]
) -> Generator[tuple[str, int], None, tuple[FileSpec, ...]]:
    """As ``copying``, of files that stay where they are. Raises ``FileUnreadable``."""
    specs = []
    for file in files:
        path = folder / file.path
        size = 0
        steps = hashing(path)
        while True:
            try:
                n_bytes = next(steps)
            except StopIteration as end:
                specs.append(FileSpec(file.path, size, end.value))
                break
            except OSError as error:
                raise FileUnreadable(path, reason_of(error)) from error
            size += n_bytes
            yield file.path, n_bytes
    return tuple(specs)


class NewFile:
    """A new file; what the system says against it is an ``AppError``. Its bytes are on the disk
    when the block ends, so that the move into place can't come before them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> NewFile:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("xb", buffering=0)
        except OSError as error:
            raise save_error(self._path, error) from error
        return self

    def write(self, block: bytes) -> None:
        try:
            left = memoryview(block)
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            raise save_error(self._path, error) from error

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        try:
            if kind is None:
                os.fsync(self._file.fileno())
        except OSError as error:
            raise save_error(self._path, error) from error
        finally:
            self._file.close()
