"""Whether an archive may be opened: nothing outside its folder, no links, no bombs.

Told from its directory alone, before anything is written. Known attacks: CWE-22 (zip slip),
CVE-2024-0450 (overlapping entries), D. Fifield, A better zip bomb (WOOT 2019).
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipInfo

from assistant_app.catalog.names import is_inside, is_shown
from assistant_app.errors import PackBroken, PackUnsafe

MOST_ENTRIES = 10_000
_MOST_DIRECTORY_BYTES = 16_000_000
_MOST_RATIO = 200
"""Deflate reaches 1032; a tokenizer's JSON about 20."""
_FREE_BYTES = 1_000_000
"""Small entries may be as dense as they like."""
_METHODS = {ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA}
_DRIVE = re.compile(r"^[A-Za-z]:")
_UTF8 = 0x800
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_END, _END_SIZE = b"PK\x05\x06", 22
_END64, _LOCATOR64 = b"PK\x06\x06", b"PK\x06\x07"


def check_directory_size(file: BinaryIO, path: Path) -> None:
    """Refuse a directory that would fill the memory when it is read. Raises ``PackUnsafe``.

    Source: APPNOTE.TXT 6.3.10, 4.3.14 to 4.3.16.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - 65535))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        return
    (directory_bytes,) = struct.unpack_from("<I", tail, at + 12)
    if at >= 20 and tail[at - 20 : at - 16] == _LOCATOR64:
        (end64,) = struct.unpack_from("<Q", tail, at - 12)
        if end64 + 56 <= size:
            file.seek(end64)
            record = file.read(56)
            if record[:4] == _END64:
                (directory_bytes,) = struct.unpack_from("<Q", record, 40)
    if directory_bytes > _MOST_DIRECTORY_BYTES:
        raise PackUnsafe(path, "its list of files", "is too long for a model")


def safe_entries(infos: Sequence[ZipInfo], path: Path, archive_bytes: int) -> dict[str, ZipInfo]:
    """Each file of the archive by its path with ``/``. Folders are left out. Raises
    ``PackUnsafe`` or ``PackBroken`` for the first entry that no honest pack holds."""
    if len(infos) > MOST_ENTRIES:
        raise PackUnsafe(path, f"{len(infos)} entries", "are too many for a model")
    if sum(info.compress_size for info in infos) > archive_bytes:
        raise PackUnsafe(path, "its entries", "lie over one another")
    files: dict[str, ZipInfo] = {}
    seen: dict[str, str] = {}
    for info in infos:
        name = _name(info)
        if not name:
            continue
        _check_name(name, path)
        _check_kind(info, name, path)
        is_folder = name.endswith("/")
        name = name.rstrip("/")
        for each in _with_parents(name):
            # The same letters in another case are the same file on Windows and macOS.
            folded = unicodedata.normalize("NFC", each).casefold()
            is_again = each == name and not is_folder and folded in seen
            if is_again or seen.setdefault(folded, each) != each or each in files:
                raise PackUnsafe(path, shown(name), "stands in it twice")
        if not is_folder:
            files[name] = info
    return files


def shown(name: str) -> str:
    """An entry's name without what a terminal or window would act on."""
    text = "".join(each if is_shown(each) else "�" for each in name)
    return text if len(text) <= 120 else text[:117] + "..."


def _name(info: ZipInfo) -> str:
    name = info.filename
    if not info.flag_bits & _UTF8:
        try:
            # macOS and old tools write UTF-8 without saying so; zipfile reads it as cp437.
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    # Old tools of Windows wrote the wrong slash.
    name = name.replace("\\", "/")
    return name[2:] if name.startswith("./") else name


def _check_name(name: str, path: Path) -> None:
    if name.startswith("/") or _DRIVE.match(name):
        raise PackUnsafe(path, shown(name), "would be written outside its folder")
    parts = name.rstrip("/").split("/")
    if ".." in parts:
        raise PackUnsafe(path, shown(name), "would be written outside its folder")
    if not is_inside("/".join(parts)) or not all(is_shown(each) for each in name):
        raise PackUnsafe(path, shown(name), "has a name that not every system can write")
    if len(name.encode("utf-8", errors="replace")) > 1024:
        raise PackUnsafe(path, shown(name), "has too long a name")


def _check_kind(info: ZipInfo, name: str, path: Path) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise PackUnsafe(path, shown(name), "is a link")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackUnsafe(path, shown(name), "is no ordinary file")
    if info.flag_bits & _ENCRYPTED:
        raise PackBroken(path, "it is locked with a password")
    if info.compress_type not in _METHODS:
        raise PackBroken(path, f"{shown(name)} is packed in a way that Deskhand does not read")
    grows = info.file_size > max(_FREE_BYTES, info.compress_size * _MOST_RATIO)
    if grows:
        raise PackUnsafe(path, shown(name), "would grow beyond measure when unpacked")


def _with_parents(name: str) -> list[str]:
    parts = name.split("/")
    return ["/".join(parts[:n]) for n in range(1, len(parts) + 1)]
