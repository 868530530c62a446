"""A model in an archive: a pack that Deskhand wrote, or anyone's zip of a model folder."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from assistant_app.catalog.folder_source import SourceFile, chosen_root
from assistant_app.catalog.kinds import is_kept
from assistant_app.catalog.pack_entries import check_directory_size, safe_entries
from assistant_app.catalog.record import RECORD, Record, record_from
from assistant_app.errors import FileMissing, FileUnreadable, ModelDamaged, PackBroken
from assistant_app.files import reason_of

SUFFIX = ".deskhand-model.zip"
_MOST_RECORD_BYTES = 32_000_000
_DEEPEST = 3
_MOST_TOLD = 200
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OverflowError,
    IndexError,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
    ValueError,
)
"""What ``zipfile`` raises for an archive that makes no sense."""


class PackSource:
    """Reads the archive's directory and its record. Raises ``PackUnsafe``, ``PackBroken``,
    ``PackNewer``, ``ModelNotInFolder``, ``FileMissing`` or ``FileUnreadable``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = path.open("rb")
        except FileNotFoundError as error:
            raise FileMissing(path) from error
        except OSError as error:
            raise FileUnreadable(path, reason_of(error)) from error
        try:
            self._read()
        except BaseException:
            self._file.close()
            raise

    def _read(self) -> None:
        with reading(self.path):
            check_directory_size(self._file, self.path)
            archive_bytes = self._file.seek(0, 2)
            self._zip = zipfile.ZipFile(self._file)
            entries = safe_entries(self._zip.infolist(), self.path, archive_bytes)
        root = _root(entries, self.path)
        self._entries = {
            name.removeprefix(root): info for name, info in entries.items() if name.startswith(root)
        }
        own_name = root.rstrip("/").rsplit("/", 1)[-1]
        self.name = own_name if own_name.isascii() and own_name else stem_of(self.path)
        self.record = self._record()
        if self.record is not None:
            self.name = self.record.spec.id
            wanted = {file.path for file in self.record.spec.files}
        else:
            wanted = {name for name in self._entries if is_kept(name) and name != RECORD}
        self.files = tuple(
            SourceFile(name, self._entries[name].file_size)
            for name in sorted(wanted & set(self._entries))
        )
        kept = {root + name for name in (*wanted, RECORD)}
        self.left_out = tuple(sorted(set(entries) - kept))[:_MOST_TOLD]

    def find(self, path: str) -> SourceFile | None:
        info = self._entries.get(path)
        return SourceFile(path, info.file_size) if info is not None else None

    def open(self, file: SourceFile) -> BinaryIO:
        with reading(self.path):
            return cast(BinaryIO, self._zip.open(self._entries[file.path]))

    def close(self) -> None:
        self._zip.close()
        self._file.close()

    def _record(self) -> Record | None:
        info = self._entries.get(RECORD)
        if info is None:
            return None
        if info.file_size > _MOST_RECORD_BYTES:
            raise PackBroken(self.path, f"{RECORD} is too large")
        with reading(self.path):
            content = self._zip.read(info)
        try:
            record = record_from(content, self.path)
        except ModelDamaged as error:
            raise PackBroken(self.path, f"{RECORD} makes no sense") from error
        for file in record.spec.files:
            found = self._entries.get(file.path)
            if found is None:
                raise PackBroken(self.path, f"{file.path} is missing from it")
            if found.file_size != file.size_bytes or not is_kept(file.path) or not file.sha256:
                raise PackBroken(self.path, f"{file.path} is not what its list says")
        return record


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What goes wrong while the archive is read, in the words of the errors."""
    try:
        yield
    except OSError as error:
        raise FileUnreadable(path, reason_of(error)) from error
    except _BROKEN as error:
        raise PackBroken(path, _why(error)) from error


def stem_of(path: Path) -> str:
    """The archive's name without what archives end in."""
    name = path.name
    for suffix in (SUFFIX, ".zip"):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def _why(error: Exception) -> str:
    text = str(error)
    if "Bad CRC" in text:
        return "it was damaged on its way"
    if "not a zip file" in text:
        return "it is no zip archive, or only the beginning of one"
    return "it is damaged"


def _root(entries: dict[str, zipfile.ZipInfo], path: Path) -> str:
    """What stands before the names of the model's files: empty, or a folder with its slash."""
    names = [
        name for name in entries if name.count("/") <= _DEEPEST and not name.startswith("__MACOSX/")
    ]
    records = [name for name in names if name.rsplit("/", 1)[-1] == RECORD]
    configs = [name for name in names if name.rsplit("/", 1)[-1] == "config.json"]
    root = chosen_root(records or configs, path, names)
    return f"{root}/" if root else ""
