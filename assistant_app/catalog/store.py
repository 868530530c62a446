"""Which models are installed, and where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant_app.catalog.spec import ModelSpec, ModelTask
from assistant_app.catalog.verify import faults
from assistant_app.errors import AppError, ModelMissing, ModelUnknown

Stamps = tuple[tuple[int, int], ...]


class ModelStore:
    """The models of the catalog, in the folder that ships with the app or in the person's own.

    Opens and reads nothing until a path is asked for.
    """

    def __init__(self, shipped: Path, user: Path, specs: Sequence[ModelSpec]) -> None:
        self._folders = (shipped, user)
        self._specs = tuple(specs)
        self._checked: dict[Path, Stamps] = {}

    def specs(self, task: ModelTask | None = None) -> tuple[ModelSpec, ...]:
        """All models of the catalog, or those for one task, in its order."""
        return tuple(spec for spec in self._specs if task is None or spec.task == task)

    def installed(self, task: ModelTask | None = None) -> tuple[ModelSpec, ...]:
        """Those of ``specs`` that have a folder."""
        return tuple(spec for spec in self.specs(task) if self._folder(spec.id) is not None)

    def default(self, task: ModelTask) -> ModelSpec:
        """The catalog's first choice for a task. Raises ``ModelUnknown`` if it has none."""
        candidates = self.specs(task)
        if not candidates:
            raise ModelUnknown(task, tuple(spec.id for spec in self._specs))
        return next((spec for spec in candidates if spec.is_default), candidates[0])

    def spec(self, model_id: str) -> ModelSpec:
        """Raises ``ModelUnknown``."""
        for spec in self._specs:
            if spec.id == model_id:
                return spec
        raise ModelUnknown(model_id, tuple(spec.id for spec in self._specs))

    def path(self, model_id: str) -> Path:
        """The model's folder. Raises ``ModelUnknown`` or ``ModelMissing``; looks at no file."""
        self.spec(model_id)
        folder = self._folder(model_id)
        if folder is None:
            raise ModelMissing(model_id)
        return folder

    def checked_path(self, model_id: str) -> Path:
        """``path`` of a model whose files are what the catalog says. Raises the first fault.

        Hashing reads every byte, so a folder is checked once and again only after one of its
        files has got another time or size.
        """
        folder = self.path(model_id)
        spec = self.spec(model_id)
        stamps = _stamps(folder, spec)
        if stamps is None or self._checked.get(folder) != stamps:
            for fault in faults(folder, spec):
                raise fault
            if stamps is not None:
                self._checked[folder] = stamps
        return folder

    def verify(self, model_id: str) -> tuple[AppError, ...]:
        """Everything that is wrong with the model's files, always read anew. Raises
        ``ModelUnknown`` only."""
        spec = self.spec(model_id)
        folder = self._folder(model_id)
        return tuple(faults(folder, spec)) if folder is not None else (ModelMissing(model_id),)

    def _folder(self, model_id: str) -> Path | None:
        for parent in self._folders:
            if (parent / model_id).is_dir():
                return parent / model_id
        return None


def _stamps(folder: Path, spec: ModelSpec) -> Stamps | None:
    """Time and size of each file, or None if one is gone."""
    try:
        found = [(folder / file.path).stat() for file in spec.files]
    except OSError:
        return None
    return tuple((stat.st_mtime_ns, stat.st_size) for stat in found)
