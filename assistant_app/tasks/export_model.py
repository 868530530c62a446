"""Write a model into one verified pack, to be carried to a computer without a network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant_app.cancel import CancelToken
from assistant_app.catalog.intake import check_room
from assistant_app.catalog.pack import packing
from assistant_app.catalog.pack_source import SUFFIX
from assistant_app.catalog.store import ModelStore
from assistant_app.tasks.base import Progress, Stage, Work


@dataclass(frozen=True)
class ExportRequest:
    """``target`` is the pack's file, which ends in ``.zip`` and is replaced, or a folder that is to
    hold it."""

    model_id: str
    target: Path


class ExportTask:
    """Any installed model, those that ship too. Returns where the pack is."""

    def __init__(self, models: ModelStore) -> None:
        self._models = models

    def run(self, request: ExportRequest, cancel: CancelToken) -> Work[Path]:
        """Raises ``ModelUnknown``, ``ModelMissing``, ``ModelDamaged``, ``DiskTooSmall``,
        ``DiskFull`` or ``SaveRefused``. Stopped or failed, ``target`` is as it was."""
        spec = self._models.spec(request.model_id)
        folder = self._models.path(spec.id)
        target = request.target
        if target.is_dir() or target.suffix.lower() != ".zip":
            target = target / f"{spec.id}{SUFFIX}"
        check_room(target.parent, spec.size_bytes)
        done = 0
        steps = packing(folder, spec, target)
        try:
            for path, n_bytes in steps:
                cancel.check()
                done += n_bytes
                yield Progress(Stage.COPYING, done, max(done, spec.size_bytes), path)
        finally:
            steps.close()
        return target
