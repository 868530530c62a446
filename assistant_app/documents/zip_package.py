"""Office files are zip archives of parts. Read within limits, and written with some parts new."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from assistant_app.documents.text import read_bytes
from assistant_app.errors import (
    DocumentBroken,
    DocumentLocked,
    DocumentOlder,
    FileEmpty,
    FileTooLarge,
)

LIMIT_UNPACKED_BYTES: Final = 1_000_000_000
"""What all parts of one file may come to: a small archive can claim to hold any amount."""
LIMIT_PART_BYTES: Final = 200_000_000
"""The largest part that is read as XML."""
LIMIT_PARTS: Final = 50_000

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
    RuntimeError,
    OSError,
)
"""What ``zipfile`` raises for archives that make no sense."""


class ZipPackage:
    """The parts of one file by name. Nothing in it changes."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data
        self._archive = _opened(path, data)
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        self._check()

    @property
    def names(self) -> tuple[str, ...]:
        """In the order of the archive."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def part(self, name: str) -> bytes:
        """Raises ``DocumentBroken`` for a part that is missing or damaged, ``DocumentLocked`` for
        one that is encrypted, and ``FileTooLarge``."""
        if name not in self._entries:
            raise DocumentBroken(self.path, "a part of it is missing")
        size = self._entries[name].file_size
        if size > LIMIT_PART_BYTES:
            raise FileTooLarge(self.path, size, LIMIT_PART_BYTES)
        return self._read(self._entries[name])

    def written(self, parts: Mapping[str, bytes], without: Collection[str] = frozenset()) -> bytes:
        """The archive with ``parts`` in the place of those of the same names, and without some; the
        other entries keep their content, order, date and kind of compression."""
        target = BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.comment = self._archive.comment
            for entry in self._archive.infolist():
                if entry.filename in without:
                    continue
                content = parts.get(entry.filename)
                archive.writestr(_like(entry), self._read(entry) if content is None else content)
        return target.getvalue()

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            return self._archive.read(entry)
        except _BROKEN as error:
            raise DocumentBroken(self.path, "a part of it is damaged") from error

    def _check(self) -> None:
        entries = self._archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise DocumentLocked(self.path)
        total = sum(entry.file_size for entry in entries)
        if total > LIMIT_UNPACKED_BYTES:
            raise FileTooLarge(self.path, total, LIMIT_UNPACKED_BYTES)
        if len(entries) > LIMIT_PARTS or len(entries) != len(self._entries):
            raise DocumentBroken(self.path, "it makes no sense")


def open_package(path: Path) -> ZipPackage:
    """Raises what ``read_bytes`` does, ``FileEmpty``, ``DocumentBroken``, ``DocumentLocked``,
    ``DocumentOlder`` for what has the format of Office before 2007, and ``FileTooLarge``."""
    data = read_bytes(path)
    if not data:
        raise FileEmpty(path)
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise DocumentLocked(path)
        raise DocumentOlder(path, path.suffix)
    return ZipPackage(path, data)


def _opened(path: Path, data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except _BROKEN as error:
        raise DocumentBroken(path, "it is no office file, or not all of it is there") from error


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """What stands in the archive's list about ``entry``, for a new content."""
    copy = zipfile.ZipInfo(entry.filename, entry.date_time)
    known = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    copy.compress_type = entry.compress_type if entry.compress_type in known else known[1]
    copy.external_attr = entry.external_attr
    copy.create_system = entry.create_system
    copy.comment = entry.comment
    return copy
