"""Verify, repair and remove a model of the person."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant_app.cancel import CancelToken
from assistant_app.catalog.intake import check_room
from assistant_app.catalog.spec import FileSpec, ModelSpec
from assistant_app.catalog.store import ModelStore
from assistant_app.catalog.verify import checking
from assistant_app.errors import AppError, DownloadDamaged, ModelDamaged, ModelMissing
from assistant_app.files import save_error
from assistant_app.tasks.base import Event, Progress, Stage, Work


@dataclass(frozen=True)
class VerifyRequest:
    """Read every byte of a model and compare."""

    model_id: str


@dataclass(frozen=True)
class RepairRequest:
    """Make a model whole again."""

    model_id: str


@dataclass(frozen=True)
class RemoveRequest:
    """Delete a model of the person."""

    model_id: str


class Arrival(Protocol):
    """So many bytes of a file are here."""

    @property
    def path(self) -> str: ...

    @property
    def done_bytes(self) -> int: ...


class Hub(Protocol):
    """Where a model was downloaded from: ``catalog.download.Hub``."""

    def fetch(
        self,
        repo_id: str,
        revision: str,
        files: Sequence[FileSpec],
        folder: Path,
        cancel: CancelToken,
    ) -> Generator[Arrival, None, tuple[FileSpec, ...]]: ...


class VerifyTask:
    """Returns all that is wrong, or nothing: an empty tuple."""

    def __init__(self, models: ModelStore) -> None:
        self._models = models

    def run(self, request: VerifyRequest, cancel: CancelToken) -> Work[tuple[AppError, ...]]:
        """Raises ``ModelUnknown``."""
        return _faults(self._models, self._models.spec(request.model_id), cancel)


class RepairTask:
    """Fetches the damaged files of a downloaded model anew, and only those.

    For the lane of the downloads. Let go of the model before, where it is loaded: Windows does not
    replace a file that is open.
    """

    def __init__(self, models: ModelStore, hub: Callable[[], Hub]) -> None:
        self._models = models
        self._hub = hub

    def run(self, request: RepairRequest, cancel: CancelToken) -> Work[ModelSpec]:
        """Raises the first fault of a model that was not downloaded: its sentence says what to
        do. Else ``ModelUnderWay``, ``DiskTooSmall``, ``DownloadDamaged`` and all that the network
        may bring."""
        spec = self._models.spec(request.model_id)
        faults = yield from _faults(self._models, spec, cancel)
        if not faults:
            return spec
        broken = {each.file for each in faults if isinstance(each, ModelMissing | ModelDamaged)}
        if spec.source != "hub" or not spec.repo_id:
            raise faults[0]
        with self._models.claimed(spec.id):
            yield from self._mended(spec, [f for f in spec.files if f.path in broken], cancel)
            return self._models.record(spec)

    def _mended(
        self, spec: ModelSpec, files: Sequence[FileSpec], cancel: CancelToken
    ) -> Generator[Event, None, None]:
        total = sum(file.size_bytes for file in files)
        check_room(self._models.own.path, total)
        # Its own folder: an update of the same model may have half a download of its own.
        folder = self._models.own.download_folder(f"{spec.id}.repair")
        arrived: dict[str, int] = {}
        for each in self._hub().fetch(spec.repo_id, spec.revision, files, folder, cancel):
            arrived[each.path] = each.done_bytes
            yield Progress(Stage.DOWNLOADING, sum(arrived.values()), total, each.path)
        for file in files:
            _put(folder / file.path, self._models.path(spec.id) / file.path, file, spec.repo_id)
        shutil.rmtree(folder, ignore_errors=True)


class RemoveTask:
    """``forget`` takes the model out of the choices that name it. Let go of the model before,
    where it is loaded: Windows does not delete a file that is open."""

    def __init__(self, models: ModelStore, forget: Callable[[str], None]) -> None:
        self._models = models
        self._forget = forget

    def run(self, request: RemoveRequest, cancel: CancelToken) -> Work[None]:
        """Raises ``ModelShipped``, ``ModelUnknown``, ``ModelUnderWay`` or ``SaveRefused``."""
        yield from ()
        cancel.check()
        self._models.check_removable(request.model_id)
        self._forget(request.model_id)
        self._models.remove(request.model_id)


def _faults(models: ModelStore, spec: ModelSpec, cancel: CancelToken) -> Work[tuple[AppError, ...]]:
    folder = models.folder(spec.id)
    if folder is None:
        return (ModelMissing(spec.id, source=spec.source),)
    done = 0
    steps = checking(folder, spec)
    while True:
        cancel.check()
        try:
            done += next(steps)
        except StopIteration as end:
            found: tuple[AppError, ...] = end.value
            return found
        yield Progress(Stage.CHECKING, min(done, spec.size_bytes), spec.size_bytes, spec.title)


def _put(fetched: Path, target: Path, file: FileSpec, repo_id: str) -> None:
    """Move a fetched file into the model, over the damaged one."""
    try:
        if fetched.stat().st_size != file.size_bytes:
            raise DownloadDamaged(repo_id, file.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(fetched, target)
    except OSError as error:
        raise save_error(target, error) from error
