"""Bring a model in from a folder or an archive: any stranger's export, or a pack of ours."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant_app.cancel import CancelToken
from assistant_app.catalog.card import has_chat_template, licence_of
from assistant_app.catalog.folder_source import FolderSource, ModelSource, SourceFile
from assistant_app.catalog.intake import check_room, copying, hashing_all
from assistant_app.catalog.kinds import precision_of
from assistant_app.catalog.listing import memory_need
from assistant_app.catalog.names import checked_name, is_inside, model_name
from assistant_app.catalog.pack_source import PackSource
from assistant_app.catalog.record import Record
from assistant_app.catalog.spec import FileSpec, Inspection, ModelSpec, Variant
from assistant_app.catalog.store import ModelStore
from assistant_app.errors import (
    FileMissing,
    FileUnreadable,
    ModelDamaged,
    ModelNotInFolder,
    PackBroken,
    SaveRefused,
)
from assistant_app.files import reason_of
from assistant_app.tasks.base import Event, Item, Progress, Stage, Work

Inspect = Callable[[Path, str], Inspection]
"""``(folder, model id)``: what the folder holds. Raises what is wrong with it."""
DataOf = Callable[[Path], Iterable[str]]
"""Names of the files beside a graph that it keeps weights in, as the graph itself says."""

_NEVER = {".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".safetensors", ".py", ".h5", ".so"}
_PICKLED = "pytorch_model"
_ARCHIVE_ONLY = "it is neither a folder nor a zip archive with an ONNX model"
_GRAPH_ALONE = "there is no config.json beside it; the graph alone does not say how to use it"


@dataclass(frozen=True)
class ImportRequest:
    """``path`` is a folder, a zip archive, a pack, or a graph with its config.json beside it.
    ``model_id`` is another name than the folder's own."""

    path: Path
    model_id: str | None = None


@dataclass(frozen=True)
class LeftOut:
    """The value of an ``Item``: files that were not taken, as Deskhand never reads such."""

    paths: tuple[str, ...]


class ImportTask:
    """Copies what belongs to the model, hashes it and writes its record.

    A folder that lies among the person's models already is recorded where it is. The structure is
    checked, no graph is loaded: ``TryTask`` does that. Stopped or failed, nothing is left.
    """

    def __init__(self, models: ModelStore, inspect: Inspect, data_of: DataOf) -> None:
        self._models = models
        self._inspect = inspect
        self._data_of = data_of

    def run(self, request: ImportRequest, cancel: CancelToken) -> Work[ModelSpec]:
        """Raises ``ModelNotInFolder``, ``ModelName...``, ``Pack...``, ``DiskTooSmall``,
        ``DiskFull``, ``SaveRefused``, ``ModelUnderWay`` and whatever ``inspect`` finds wrong."""
        yield Progress(Stage.CHECKING, item=request.path.name)
        self._models.own.clear_leftovers()
        source = _opened(request.path)
        try:
            wanted = request.model_id
            name = model_name(source.name) if wanted is None else checked_name(wanted)
            with self._models.claimed(name):
                if isinstance(source, FolderSource) and self._lies_in_place(source):
                    spec = yield from self._recorded(source, name, cancel)
                else:
                    spec = yield from self._copied(source, name, request.path, cancel)
            if source.left_out:
                yield Item(LeftOut(source.left_out))
            return spec
        finally:
            source.close()

    def _lies_in_place(self, source: FolderSource) -> bool:
        folder = source.folder.resolve()
        strays = [each.path.resolve() for each in self._models.unrecorded()]
        return folder.parent == self._models.own.path.resolve() and folder in strays

    def _recorded(
        self, source: FolderSource, name: str, cancel: CancelToken
    ) -> Generator[Event, None, ModelSpec]:
        folder = source.folder.resolve()
        if name != folder.name:
            self._models.check_free(name)
        inspection = self._inspect(folder, name)
        size = sum(file.size_bytes for file in source.files)
        steps = hashing_all(folder, source.files)
        files = yield from _counted(steps, size, Stage.CHECKING, cancel)
        spec = _spec(name, inspection, files, None, folder)
        if name != folder.name:
            try:
                folder.rename(folder.with_name(name))
            except OSError as error:
                raise SaveRefused(folder, reason_of(error)) from error
        return self._models.record(spec)

    def _copied(
        self, source: ModelSource, name: str, given: Path, cancel: CancelToken
    ) -> Generator[Event, None, ModelSpec]:
        self._models.check_free(name)
        if isinstance(source, FolderSource):
            self._inspect(source.folder, name)  # Before gigabytes are copied for nothing.
        size = sum(file.size_bytes for file in source.files)
        check_room(self._models.own.path, size)
        folder = self._models.own.import_folder(name)
        try:
            steps = copying(source, source.files, folder, given)
            files = yield from _counted(steps, size, Stage.COPYING, cancel)
            if source.record is not None:
                _check_hashes(source.record, files, given)
            more = yield from self._with_data(source, folder, given, cancel)
            inspection = self._inspect(folder, name)
            files = tuple(sorted((*files, *more), key=lambda file: file.path))
            spec = _spec(name, inspection, files, source.record, folder)
            cancel.check()
            return self._models.add(folder, spec)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _with_data(
        self, source: ModelSource, folder: Path, given: Path, cancel: CancelToken
    ) -> Generator[Event, None, tuple[FileSpec, ...]]:
        """Copy the data files that graphs name and whose own names say nothing: PyTorch's older
        exporter writes one for every tensor."""
        more: dict[str, SourceFile] = {}
        for graph in sorted(folder.rglob("*.onnx")):
            cancel.check()
            place = graph.parent.relative_to(folder).as_posix()
            for name in self._data_of(graph):
                path = name if place == "." else f"{place}/{name}"
                if not _is_data(path) or (folder / path).exists():
                    continue
                found = source.find(path)
                if found is not None:
                    more[path] = found
        size = sum(file.size_bytes for file in more.values())
        if not size:
            return ()
        check_room(folder, size)
        steps = copying(source, more.values(), folder, given)
        return (yield from _counted(steps, size, Stage.COPYING, cancel))


def _is_data(path: str) -> bool:
    """Whether a file may hold nothing but the numbers of a graph."""
    name = Path(path)
    is_known = name.suffix.lower() in _NEVER or name.name.startswith(_PICKLED)
    return is_inside(path) and not is_known


def _opened(path: Path) -> ModelSource:
    try:
        if path.is_dir():
            return FolderSource(path)
        if not path.exists():
            raise FileMissing(path)
        if path.suffix.lower() == ".onnx":
            return FolderSource(_around(path))
        with path.open("rb") as file:
            is_zip = file.read(2) == b"PK"
    except OSError as error:
        raise FileUnreadable(path, reason_of(error)) from error
    if not is_zip and path.suffix.lower() != ".zip":
        raise ModelNotInFolder(path, _ARCHIVE_ONLY)
    return PackSource(path)


def _around(graph: Path) -> Path:
    for folder in (graph.parent, graph.parent.parent):
        if (folder / "config.json").is_file():
            return folder
    if len(list(graph.parent.glob("*.onnx"))) == 1:
        return graph.parent
    raise ModelNotInFolder(graph, _GRAPH_ALONE)


def _counted(
    steps: Generator[tuple[str, int], None, tuple[FileSpec, ...]],
    total: int,
    stage: Stage,
    cancel: CancelToken,
) -> Generator[Event, None, tuple[FileSpec, ...]]:
    """``steps`` as progress in bytes."""
    done = 0
    while True:
        cancel.check()
        try:
            path, n_bytes = next(steps)
        except StopIteration as end:
            files: tuple[FileSpec, ...] = end.value
            return files
        except BaseException:
            steps.close()
            raise
        done += n_bytes
        yield Progress(stage, done, max(total, done), path)


def _check_hashes(record: Record, files: Sequence[FileSpec], given: Path) -> None:
    """Raises ``PackBroken`` of an archive, ``ModelDamaged`` of a folder, for the first file that
    is not what its record says."""
    found = {file.path: file for file in files}
    for file in record.spec.files:
        if found.get(file.path) != file:
            if given.is_dir():
                reason = "its content was changed"
                raise ModelDamaged(record.spec.id, file.path, reason, "imported")
            raise PackBroken(given, f"{file.path} is not what its list says")


def _spec(
    name: str,
    found: Inspection,
    files: tuple[FileSpec, ...],
    record: Record | None,
    folder: Path,
) -> ModelSpec:
    """What is known of the model: what its files say, then what its record does."""
    variants = tuple(_variant(precision, files) for precision in found.precisions)
    size = max((each.size_bytes for each in variants), default=0)
    spec = ModelSpec(
        id=name,
        task=found.task,
        title=name,
        languages=found.languages,
        pairs=found.pairs,
        licence=licence_of(folder),
        summary="",
        size_bytes=0,
        files=files,
        is_default=False,
        also=found.also,
        source="imported",
        family=found.family,
        precision=found.precisions[0] if len(found.precisions) == 1 else "",
        variants=variants,
        memory_bytes=memory_need(size or sum(file.size_bytes for file in files)),
        is_chat=found.is_chat or (found.task == "writing" and has_chat_template(folder)),
    )
    if record is None:
        return spec
    known = record.spec
    tasks = (found.task, *found.also)
    task = known.task if known.task in tasks else found.task
    return replace(
        spec,
        task=task,
        also=tuple(each for each in tasks if each != task),
        title=known.title if known.title != known.id else name,
        languages=found.languages or known.languages,
        pairs=found.pairs or known.pairs,
        licence=known.licence or spec.licence,
        summary=known.summary,
        source="hub" if known.source == "hub" and known.repo_id else "imported",
        repo_id=known.repo_id,
        revision=known.revision,
        is_commercial=known.is_commercial,
        is_gated=known.is_gated,
    )


def _variant(precision: str, files: Sequence[FileSpec]) -> Variant:
    size = sum(file.size_bytes for file in files if precision_of(file.path) == precision)
    return Variant(precision, (), size, memory_need(size))
