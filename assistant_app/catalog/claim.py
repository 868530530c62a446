"""One at a time: whoever changes a model's files claims its id, across jobs and processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant_app.errors import ModelUnderWay, SaveRefused
from assistant_app.files import reason_of

if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import errno
    import fcntl

    _HAS_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}

    def _lock(number: int) -> None:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # A network share without locks: the person is alone there, or was warned by it.
            if error.errno not in _HAS_NO_LOCKS:
                raise


@contextmanager
def claimed(locks: Path, model_id: str) -> Iterator[None]:
    """Nobody else changes ``model_id`` until the block ends. Raises ``ModelUnderWay`` at once if
    somebody does, ``SaveRefused`` if ``locks`` can't be written.

    The system lets go of a lock when its process ends, however it ends. The empty file stays:
    deleting it would give two processes a lock each.
    """
    path = locks / f"{model_id.casefold()}.lock"
    try:
        locks.mkdir(parents=True, exist_ok=True)
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise SaveRefused(path, reason_of(error)) from error
    try:
        try:
            _lock(number)
        except OSError as error:
            raise ModelUnderWay(model_id) from error
        yield
    finally:
        with suppress(OSError):
            os.close(number)


def is_claimed(locks: Path, model_id: str) -> bool:
    """Whether somebody is changing ``model_id`` at this moment."""
    try:
        with claimed(locks, model_id):
            return False
    except (ModelUnderWay, SaveRefused):
        return True
