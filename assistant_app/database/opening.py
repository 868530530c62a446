"""Opening a file in whatever state it is in. The door to SQLite and sqlite-utils."""

from __future__ import annotations

import sqlite3
import stat
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant_app.database.plan import FilePlan
from assistant_app.database.steps import migrate, version_of
from assistant_app.errors import AppError, DiskFull, FileUnreadable
from assistant_app.files import is_writable

if TYPE_CHECKING:
    from sqlite_utils import Database

_LOCKED: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_READ_ONLY: Final = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN}
_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PAUSE_S: Final = 0.02
_BESIDE: Final = ("-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Opened:
    """An open file of today's version."""

    database: Database
    is_read_only: bool
    identity: tuple[int, int] | None
    """Device and number of the file, to notice that another one took its place."""


def open_file(path: Path, timeout_s: float, plan: FilePlan) -> Opened:
    """Open ``path``, made new or brought up to date if it may be written.

    Waits at most about ``timeout_s`` for other programs. Raises ``plan.newer`` (the file is not
    touched), ``plan.read_only`` (it can't be read or made either), ``FileUnreadable`` and
    ``sqlite3.DatabaseError``, which ``told`` and ``is_damage`` explain.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise plan.read_only(path) from error
    if path.is_dir():
        raise FileUnreadable(path, "it is a folder")
    _make_writable_beside(path)
    database, is_read_only = _connect(path, timeout_s, plan)
    try:
        found = version_of(database)
        if found > len(plan.steps):
            raise plan.newer(path, found, len(plan.steps))
        if not is_read_only:
            _share(database, timeout_s)
            migrate(database, plan.steps)
        elif found < len(plan.steps):
            raise plan.read_only(path)
    except BaseException:
        database.close()
        raise
    return Opened(database, is_read_only, identity_of(path))


def told(error: sqlite3.Error, path: Path, plan: FilePlan) -> AppError | None:
    """What the person is told about ``error``; None if it is damage, or a bug of ours."""
    code = _code(error)
    if code in _LOCKED:
        return plan.locked(path)
    if code in _READ_ONLY:
        return plan.read_only(path)
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(path)
    if code == sqlite3.SQLITE_IOERR:
        return FileUnreadable(path, str(error))
    return None


def is_damage(error: BaseException) -> bool:
    """Whether SQLite says that the file is not what it wrote."""
    return isinstance(error, sqlite3.Error) and _code(error) in _DAMAGED


def is_sound(path: Path, timeout_s: float) -> bool:
    """Look through the whole file with a fresh connection: about a second per 200 MB."""
    try:
        with closing(_plain_connection(path, "ro", timeout_s)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise


def set_aside(path: Path, plan: FilePlan) -> Path:
    """Give a damaged file, with what SQLite keeps beside it, another name in the same folder.

    Returns the name. Raises ``plan.locked`` if another program has the file open (Windows).
    """
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    kept = path.with_name(f"{path.stem}-damaged-{moment}{path.suffix}")
    try:
        path.rename(kept)
        for ending in _BESIDE:
            with suppress(FileNotFoundError):
                _beside(path, ending).rename(_beside(kept, ending))
    except OSError as error:
        raise plan.locked(path) from error
    return kept


def identity_of(path: Path) -> tuple[int, int] | None:
    """Tells one file from another that bears its name later; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _connect(path: Path, timeout_s: float, plan: FilePlan) -> tuple[Database, bool]:
    """A connection that has read the file's header, and whether it can only read.

    A file in WAL mode whose folder can't be written opens only as ``immutable``, which is right
    as long as no log stands beside it.
    """
    # Here, not at the top: its 60 ms would stand between start and first window.
    from sqlite_utils import Database

    modes = ["rwc"]
    if identity_of(path) is not None:
        modes.append("ro")
        if not _has_log(path):
            modes.append("ro&immutable=1")
    for mode in modes:
        connection: sqlite3.Connection | None = None
        try:
            connection = _plain_connection(path, mode, timeout_s)
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.DatabaseError as error:
            if connection is not None:
                connection.close()
            if _code(error) not in _READ_ONLY:
                raise
        else:
            database = Database(connection, recursive_triggers=False, execute_plugins=False)
            # As "rwc" too, SQLite opens a file that it may not write, without a word.
            return database, mode != "rwc" or not is_writable(path)
    raise plan.read_only(path)


def _plain_connection(path: Path, mode: str, timeout_s: float) -> sqlite3.Connection:
    """Transactions are ours alone (``isolation_level``); calls come from one lane, ``close`` may
    come from another thread."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=timeout_s,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _share(database: Database, timeout_s: float) -> None:
    """Let windows read while another one writes, and let removed text be overwritten.

    Turning the log on needs the file alone, and SQLite does not wait for that by itself.
    """
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            database.enable_wal()
            break
        except sqlite3.OperationalError as error:
            if _code(error) not in _LOCKED or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_S)
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA secure_delete = ON")


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 for an error of the Python module itself."""
    code: int = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _make_writable_beside(path: Path) -> None:
    """SQLite gives what it keeps beside a file the permissions that the file had then. If that was
    read-only and the person has mended it since, those files would still keep us from writing."""
    for ending in _BESIDE:
        beside = _beside(path, ending)
        with suppress(OSError):
            if is_writable(path) and not is_writable(beside):
                beside.chmod(stat.S_IMODE(path.stat().st_mode))


def _has_log(path: Path) -> bool:
    log = _beside(path, "-wal")
    return log.exists() and log.stat().st_size > 0
