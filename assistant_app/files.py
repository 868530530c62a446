"""Replacing a file as a whole: the new content is there completely, or the old one still is."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from assistant_app.errors import DiskFull, SaveRefused

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NO_ROOM_WINDOWS = {39, 112}
"""ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL, which Python does not both turn into ENOSPC."""
_READ_ONLY = "the file is read-only"


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write ``data`` beside ``path``, flush it to the disk and move it over ``path``.

    A link is followed and stays; the permissions of an existing file stay; a missing folder is
    made. A device or a pipe, which cannot be replaced, is written to. Raises ``DiskFull`` or
    ``SaveRefused``: then ``path`` is as it was and nothing is left beside it.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    try:
        target = path.resolve()
        found = _status(target)
        if found is not None and not stat.S_ISREG(found.st_mode):
            _write_into(target, pieces)
            return
        if found is not None and _is_protected(target, found):
            raise SaveRefused(path, _READ_ONLY)
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_beside_and_move(target, found, pieces)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        raise save_error(path, error) from error


def save_error(path: Path, error: Exception) -> DiskFull | SaveRefused:
    """What the person is told about ``error`` of the system."""
    if isinstance(error, OSError):
        if error.errno in _NO_ROOM or getattr(error, "winerror", None) in _NO_ROOM_WINDOWS:
            return DiskFull(path)
        return SaveRefused(path, reason_of(error))
    return SaveRefused(path, str(error))


def is_writable(path: Path) -> bool:
    """Whether the system would let this process write to ``path``, which exists."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def reason_of(error: OSError) -> str:
    """The system's own words, such as ``Permission denied``, without number and path."""
    return error.strerror or type(error).__name__


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_protected(path: Path, found: os.stat_result) -> bool:
    """Moving a file over a read-only one would succeed on POSIX: a person who wrote-protected
    their file did not mean that. The mode is looked at too, as it means the same to root."""
    return not found.st_mode & stat.S_IWUSR or not is_writable(path)


def _write_into(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb", buffering=0) as file:
        for piece in pieces:
            file.write(piece)


def _write_beside_and_move(
    path: Path, found: os.stat_result | None, pieces: Iterable[bytes]
) -> None:
    # Short and of its own, so that a name of the greatest length can be saved too.
    beside = path.with_name(f".deskhand-{os.urandom(6).hex()}.part")
    try:
        with beside.open("xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if found is not None:
            beside.chmod(stat.S_IMODE(found.st_mode))
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the move itself last through a power cut, where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
