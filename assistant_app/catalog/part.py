"""A file that is being downloaded: what is there of it, and whether it became what was announced.

``<name>.<tag>.part`` grows beside its place. The tag is taken from the digest of the whole, so that
after a crash, a pause or a change at the hub nothing is ever gone on with that belongs to other
content. In its place a file is only found when it is whole and right.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from assistant_app.cancel import CancelToken
from assistant_app.catalog.listing import HubFile
from assistant_app.catalog.spec import FileSpec
from assistant_app.errors import DownloadDamaged
from assistant_app.files import save_error

_DIGEST = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_GIT_DIGITS = 40
_PIECE = 1 << 20


class Part:
    """Raises ``DiskFull`` or ``SaveRefused`` wherever it writes."""

    def __init__(self, folder: Path, file: FileSpec, repo_id: str) -> None:
        self._file = file
        self._repo_id = repo_id
        self._target = folder / file.path
        self._listed = file.digest if isinstance(file, HubFile) else file.sha256
        self._digest = self._listed
        self._path = self._begun()

    @property
    def n_bytes(self) -> int:
        """How much of it is there."""
        try:
            return self._path.stat().st_size if self._path is not None else 0
        except FileNotFoundError:
            return 0

    @property
    def has_all(self) -> bool:
        return self.n_bytes == self._file.size_bytes

    def found(self, cancel: CancelToken) -> FileSpec | None:
        """The file with its hash if it lies in its place, whole and right. Else it is removed."""
        try:
            if self._target.stat().st_size == self._file.size_bytes:
                sha256, is_right = self._look_at(self._target, cancel)
                if is_right:
                    return FileSpec(self._file.path, self._file.size_bytes, sha256)
            self._target.unlink()
        except FileNotFoundError:
            pass
        except OSError as error:
            raise save_error(self._target, error) from error
        return None

    def goes_on(self, announced: str) -> bool:
        """Whether content with the ETag ``announced`` continues what is there; if not, that is
        removed. Raises ``DownloadDamaged`` if the hub has another file by now than it listed."""
        is_digest = _DIGEST.fullmatch(announced) is not None
        if self._listed:
            if is_digest and len(announced) == len(self._listed) and announced != self._listed:
                self.remove()
                raise DownloadDamaged(self._repo_id, self._file.path)
        elif is_digest:
            # A hub whose list has no hashes. What is there may have been begun with another one.
            self._digest = announced
            if self._path is not None and self._path != self._path_of(announced):
                self.remove()
                return False
        if not self._digest and self.n_bytes:
            self.remove()  # nothing tells whether it is of the same file
            return False
        self._path = self._path_of(self._digest or "unknown")
        return True

    @contextmanager
    def opened(self, is_new: bool) -> Iterator[BinaryIO]:
        """To write behind what is there, or from the beginning."""
        assert self._path is not None, "goes_on() comes first"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("wb" if is_new else "ab", buffering=0) as file:
                yield file
        except OSError as error:
            if error.filename is None and error.errno is None:
                raise  # of the network, whose errors are OSErrors too
            raise save_error(self._path, error) from error

    def check_room(self, n_bytes: int) -> None:
        """Raises ``DownloadDamaged`` before more is written than the hub announced."""
        if self.n_bytes + n_bytes > self._file.size_bytes:
            self.remove()
            raise DownloadDamaged(self._repo_id, self._file.path)

    def finish(self, cancel: CancelToken) -> FileSpec:
        """Move what is all there into its place. If it is not what was announced it is removed,
        and ``DownloadDamaged`` raised."""
        path = self._path
        if path is None:  # an empty file, for which nobody was asked
            self._path = path = self._path_of(self._digest or "unknown")
            with self.opened(is_new=True):
                pass
        sha256, is_right = self._look_at(path, cancel)
        if not is_right:
            self.remove()
            raise DownloadDamaged(self._repo_id, self._file.path)
        try:
            with path.open("rb") as file:
                os.fsync(file.fileno())
            path.replace(self._target)
        except OSError as error:
            raise save_error(self._target, error) from error
        self._path = None
        return FileSpec(self._file.path, self._file.size_bytes, sha256)

    def remove(self) -> None:
        """Forget what is there of it."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        self._path = None

    def _look_at(self, path: Path, cancel: CancelToken) -> tuple[str, bool]:
        """The SHA-256 of a file, and whether it is the one that was announced."""
        blob_id = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
        is_known_to_git = len(self._digest) == _GIT_DIGITS
        sha256 = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                cancel.check()
                sha256.update(piece)
                if is_known_to_git:
                    blob_id.update(piece)
        found = blob_id if is_known_to_git else sha256
        return sha256.hexdigest(), not self._digest or self._digest == found.hexdigest()

    def _begun(self) -> Path | None:
        name = glob.escape(self._target.name)
        kept = None
        for path in sorted(self._target.parent.glob(f"{name}.*.part")):
            if kept is None and (not self._digest or path == self._path_of(self._digest)):
                kept = path
            else:
                path.unlink(missing_ok=True)
        return kept

    def _path_of(self, digest: str) -> Path:
        return self._target.with_name(f"{self._target.name}.{digest[:16]}.part")
