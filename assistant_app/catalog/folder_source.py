"""A model that lies in a folder somewhere, such as anyone's Optimum export."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from assistant_app.catalog.kinds import is_kept
from assistant_app.catalog.names import is_inside
from assistant_app.catalog.record import RECORD, Record, read_record
from assistant_app.errors import FileUnreadable, ModelDamaged, ModelNotInFolder
from assistant_app.files import reason_of

_CONFIG = "config.json"
_INDEX = "model_index.json"
"""Of a folder that makes pictures: its parts have a config.json each, and none is the model."""
_DEEPEST = 3
_MOST_ENTRIES = 20_000
_MOST_TOLD = 200


@dataclass(frozen=True)
class SourceFile:
    """``path`` is relative to the model, with ``/``."""

    path: str
    size_bytes: int


class ModelSource(Protocol):
    """Where a model comes from that is about to be imported. Nothing of it was written yet."""

    @property
    def name(self) -> str:
        """What it is called there."""

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """What belongs to the model."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """What else is there, by path."""

    @property
    def record(self) -> Record | None:
        """What another Deskhand wrote about it: then ``files`` are those of the record."""

    def find(self, path: str) -> SourceFile | None:
        """Any file by its path, whether or not it is one of ``files``."""

    def open(self, file: SourceFile) -> BinaryIO:
        """The file, to be read from its start. Raises ``FileUnreadable`` or ``PackBroken``."""

    def close(self) -> None: ...


class FolderSource:
    """``given`` is the model's folder, or one around it, such as one of huggingface_hub's cache.

    Links to files are followed, links to folders are not. Raises ``ModelNotInFolder``,
    ``FileUnreadable``, or ``PackNewer`` if a newer Deskhand left its record there.
    """

    def __init__(self, given: Path) -> None:
        try:
            self.folder = _model_folder(given)
            paths = self._sizes = dict(_files_in(self.folder))
        except OSError as error:
            raise FileUnreadable(given, reason_of(error)) from error
        self.name = name_of(self.folder)
        self.record = _record(self.folder)
        files = (SourceFile(name, size) for name, size in sorted(paths.items()) if is_kept(name))
        if self.record is not None:
            wanted = {file.path for file in self.record.spec.files}
            files = (file for file in tuple(files) if file.path in wanted)
        self.files = tuple(file for file in files if file.path != RECORD)
        kept = {file.path for file in self.files} | {RECORD}
        self.left_out = tuple(sorted(set(paths) - kept))[:_MOST_TOLD]

    def find(self, path: str) -> SourceFile | None:
        size = self._sizes.get(path)
        return SourceFile(path, size) if size is not None else None

    def open(self, file: SourceFile) -> BinaryIO:
        path = self.folder / file.path
        try:
            return path.open("rb", buffering=0)
        except OSError as error:
            raise FileUnreadable(path, reason_of(error)) from error

    def close(self) -> None:
        """Nothing is open."""


def name_of(folder: Path) -> str:
    """The folder's own name; in huggingface_hub's cache (``models--owner--name/snapshots/...``),
    where it is a number, the repository's."""
    folder = folder.absolute()
    if folder.parent.name == "snapshots" and folder.parent.parent.name.startswith("models--"):
        return folder.parent.parent.name.rsplit("--", 1)[-1]
    return folder.name


def chosen_root(configs: Iterable[str], path: Path, names: Iterable[str] = ()) -> str:
    """The folder of the one model among the paths of several ``config.json``, ``""`` for the top.
    Without any, that of the only graph among ``names``: a picture model needs no more than a list
    of labels beside it. Raises ``ModelNotInFolder``."""
    roots = sorted(
        {config.rpartition("/")[0] for config in configs},
        key=lambda root: (root.count("/") + bool(root), root),
    )
    if not roots:
        graphs = [name for name in names if name.endswith(".onnx")]
        if len(graphs) != 1:
            raise ModelNotInFolder(path, "it has no config.json")
        *folders, _name = graphs[0].split("/")
        return "/".join(folders[:-1] if folders[-1:] == ["onnx"] else folders)
    # A model has such files in folders of its own too, such as 1_Pooling.
    first = roots[0]
    others = [root for root in roots[1:] if not root.startswith(f"{first}/")] if first else []
    if others:
        names = ", ".join([first, *others][:5])
        raise ModelNotInFolder(path, f"it holds several ({names}), of which one is wanted")
    return first


def _record(folder: Path) -> Record | None:
    try:
        return read_record(folder)
    except ModelDamaged:
        return None  # What the model is can be told from its files too.


def _model_folder(given: Path) -> Path:
    if (given / _CONFIG).is_file() or (given / _INDEX).is_file():
        return given
    if given.name == "onnx" and (given.parent / _CONFIG).is_file():
        return given.parent
    names = [name for name, _ in _files_in(given, _DEEPEST)]
    configs = (name for name in names if name.endswith("/" + _CONFIG))
    return given / chosen_root(configs, given, names)


def _files_in(folder: Path, deepest: int = 8) -> Iterator[tuple[str, int]]:
    """Path and size of every file that is not hidden. Names that no system shares are passed by."""
    n_entries = 0
    waiting = [(folder, "", 0)]
    while waiting:
        place, prefix, depth = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                n_entries += 1
                if n_entries > _MOST_ENTRIES:
                    raise ModelNotInFolder(folder, "it holds too many files to be a model")
                name = prefix + entry.name
                if entry.name.startswith(".") or not is_inside(name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if depth < deepest:
                        waiting.append((Path(entry.path), f"{name}/", depth + 1))
                elif entry.is_file():
                    yield name, entry.stat().st_size
