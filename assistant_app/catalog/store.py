"""Which models are there: those that ship, those the person added, those the hub offers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from assistant_app.catalog.names import free_name
from assistant_app.catalog.own_folder import OwnFolder, Stamps, Unrecorded
from assistant_app.catalog.record import write_record
from assistant_app.catalog.spec import ModelSpec, ModelTask
from assistant_app.catalog.verify import faults
from assistant_app.errors import (
    AppError,
    ModelMissing,
    ModelNameTaken,
    ModelShipped,
    ModelUnknown,
)
from assistant_app.files import save_error


class ModelStore:
    """``catalog`` are the specs of models.json: shipped ones, and those that the hub offers.

    Opens nothing until a model is asked for. Methods may be called from any thread; whoever
    changes a model's files does so inside ``claimed``. Another process's changes are seen.
    """

    def __init__(self, shipped: Path, user: Path, catalog: Sequence[ModelSpec]) -> None:
        self.own = OwnFolder(user)
        self._folders = (shipped, user)
        self._shipped = tuple(spec for spec in catalog if spec.source == "shipped")
        self._hub = tuple(spec for spec in catalog if spec.source != "shipped")
        self._checked: dict[Path, Stamps] = {}
        # What was read of the person's folder, and its stamp at that time.
        self._read: tuple[int, tuple[ModelSpec, ...], tuple[Unrecorded, ...]] | None = None

    # -- what there is

    def specs(self, task: ModelTask | None = None) -> tuple[ModelSpec, ...]:
        """The models that ship, in the catalog's order, then the person's, by name; or those of
        them that can do ``task``."""
        everything = (*self._shipped, *self._recorded()[0])
        return tuple(spec for spec in everything if task is None or task in spec.tasks)

    def installed(self, task: ModelTask | None = None) -> tuple[ModelSpec, ...]:
        """Those of ``specs`` that have a folder."""
        return tuple(spec for spec in self.specs(task) if self.folder(spec.id) is not None)

    def offered(self, task: ModelTask | None = None) -> tuple[ModelSpec, ...]:
        """The catalog's models of the hub that are not installed, under whatever name."""
        present = self.specs()
        ids = {spec.id for spec in present}
        repos = {spec.repo_id for spec in present if spec.repo_id}
        return tuple(
            spec
            for spec in self._hub
            if (task is None or task in spec.tasks)
            and spec.id not in ids
            and spec.repo_id not in repos
        )

    def offer(self, name: str) -> ModelSpec | None:
        """The catalog's model of the hub with this id or repository, installed or not."""
        wanted = name.casefold()
        fitting = (s for s in self._hub if wanted in (s.id.casefold(), s.repo_id.casefold()))
        return next(fitting, None)

    def unrecorded(self) -> tuple[Unrecorded, ...]:
        """What was put into the person's folder by hand, and what is damaged there."""
        shipped = {spec.id for spec in self._shipped}
        return tuple(each for each in self._recorded()[1] if each.path.name not in shipped)

    def refresh(self) -> None:
        """Read the person's folder anew at the next question."""
        self._read = None

    def default(self, task: ModelTask) -> ModelSpec:
        """The first choice for a task: the catalog's, else a model made for it, else one that can
        do it too. A model without a folder comes last. Raises ``ModelUnknown`` if there is none."""
        candidates = self.specs(task)
        if not candidates:
            raise ModelUnknown(task, tuple(spec.id for spec in self.specs()))
        return min(
            candidates,
            key=lambda spec: (
                self.folder(spec.id) is None,
                not (spec.is_default and spec.task == task),
                spec.task != task,
            ),
        )

    def spec(self, model_id: str) -> ModelSpec:
        """Raises ``ModelUnknown``, or ``ModelMissing`` for one that can be had from the hub."""
        for is_read_again in (False, True):
            for spec in self.specs():
                if spec.id == model_id:
                    return spec
            if not is_read_again:
                self.refresh()
        if any(spec.id == model_id for spec in self._hub):
            raise ModelMissing(model_id, source="offered")
        raise ModelUnknown(model_id, tuple(spec.id for spec in self.specs()))

    # -- their files

    def folder(self, model_id: str) -> Path | None:
        """The model's folder, or None if it is gone."""
        for parent in self._folders:
            if (parent / model_id).is_dir():
                return parent / model_id
        return None

    def path(self, model_id: str) -> Path:
        """The model's folder. Raises ``ModelUnknown`` or ``ModelMissing``; looks at no file."""
        spec = self.spec(model_id)
        folder = self.folder(model_id)
        if folder is None:
            raise ModelMissing(model_id, source=spec.source)
        return folder

    def checked_path(self, model_id: str) -> Path:
        """``path`` of a model whose files are what they must be. Raises the first fault.

        Hashing reads every byte, so a folder is checked once and again only after one of its
        files has got another time or size. Of the person's models, which may have gigabytes,
        that is remembered from one start to the next.
        """
        folder = self.path(model_id)
        spec = self.spec(model_id)
        stamps = stamps_of(folder, spec)
        if stamps is not None and self._checked.get(folder) == stamps:
            return folder
        is_own = spec.source != "shipped"
        if stamps is None or not (is_own and self.own.was_checked(model_id, stamps)):
            for fault in faults(folder, spec):
                raise fault
            if is_own and stamps is not None:
                self.own.note_checked(model_id, stamps)
        if stamps is not None:
            self._checked[folder] = stamps
        return folder

    def verify(self, model_id: str) -> tuple[AppError, ...]:
        """Everything that is wrong with the model's files, always read anew. Raises
        ``ModelUnknown`` only."""
        spec = self.spec(model_id)
        folder = self.folder(model_id)
        if folder is None:
            return (ModelMissing(model_id, source=spec.source),)
        return tuple(faults(folder, spec))

    # -- changes

    def claimed(self, model_id: str) -> AbstractContextManager[None]:
        """The right to change a model's files, until the block ends. Raises ``ModelUnderWay``."""
        return self.own.claimed(model_id)

    def is_taken(self, model_id: str) -> bool:
        """Whether a model, or anything in the person's folder, has this name on some system."""
        name = model_id.casefold()
        self.refresh()
        return name in {spec.id.casefold() for spec in self.specs()} or any(
            name == each.path.name.casefold() for each in self.unrecorded() if each.path.is_dir()
        )

    def check_free(self, model_id: str) -> None:
        """Raises ``ModelShipped`` or ``ModelNameTaken`` (which proposes another name)."""
        if self.is_taken(model_id):
            if model_id in {spec.id for spec in self._shipped}:
                raise ModelShipped(model_id)
            raise ModelNameTaken(model_id, free_name(model_id, self.is_taken))

    def add(self, staged: Path, spec: ModelSpec) -> ModelSpec:
        """Make ``staged``, a whole and checked folder under ``own``, the model ``spec.id``: its
        record is written and it is moved into place. Each of ``spec.files`` must have its hash.

        Raises ``ModelNameTaken``, ``ModelShipped``, ``DiskFull`` or ``SaveRefused``; then nothing
        has changed but the record in ``staged``. The caller has claimed the id.
        """
        size_bytes = sum(file.size_bytes for file in spec.files)
        spec = replace(spec, size_bytes=size_bytes, is_default=False)
        if not all(file.sha256 for file in spec.files):
            raise ValueError(f"{spec.id} has files without a hash")
        self.check_free(spec.id)
        write_record(staged, spec)
        target = self.own.path / spec.id
        try:
            staged.rename(target)
        except OSError as error:
            raise save_error(target, error) from error
        self._was_changed(spec)
        return spec

    def record(self, spec: ModelSpec) -> ModelSpec:
        """Write the record of a model that lies in its place already: a folder put there by hand,
        or one whose files were mended. The caller has claimed the id and hashed its files."""
        size_bytes = sum(file.size_bytes for file in spec.files)
        spec = replace(spec, size_bytes=size_bytes, is_default=False)
        write_record(self.own.path / spec.id, spec)
        self._was_changed(spec)
        return spec

    def check_removable(self, model_id: str) -> None:
        """Raises ``ModelShipped`` or ``ModelUnknown``. A folder without a usable record may go."""
        strays = {each.path.name for each in self.unrecorded() if each.path.is_dir()}
        if model_id not in strays and self.spec(model_id).source == "shipped":
            raise ModelShipped(model_id)

    def remove(self, model_id: str) -> None:
        """Delete a model of the person. Raises what ``check_removable`` does, ``ModelUnderWay``
        or ``SaveRefused`` (Windows: a file of it is open)."""
        self.check_removable(model_id)
        with self.claimed(model_id):
            self.own.take_away(model_id)
        self._checked.pop(self.own.path / model_id, None)
        self.refresh()

    # -- inside

    def _was_changed(self, spec: ModelSpec) -> None:
        folder = self.own.path / spec.id
        stamps = stamps_of(folder, spec)
        if stamps is not None:
            self.own.note_checked(spec.id, stamps)
        self._checked.pop(folder, None)
        self.refresh()

    def _recorded(self) -> tuple[tuple[ModelSpec, ...], tuple[Unrecorded, ...]]:
        stamp = self.own.stamp
        read = self._read
        if read is None or read[0] != stamp:
            shipped = {spec.id for spec in self._shipped}
            contents = tuple(self.own.contents())
            read = (
                stamp,
                tuple(s for s in contents if isinstance(s, ModelSpec) and s.id not in shipped),
                tuple(each for each in contents if isinstance(each, Unrecorded)),
            )
            self._read = read
        return read[1:]


def stamps_of(folder: Path, spec: ModelSpec) -> Stamps | None:
    """Time and size of each file, or None if one is gone."""
    try:
        found = [(folder / file.path).stat() for file in spec.files]
    except OSError:
        return None
    return tuple((stat.st_mtime_ns, stat.st_size) for stat in found)
