"""What can be wrong with models, with packs of them, and with devices."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant_app.errors.base import AppError


@dataclass(eq=False)
class ModelUnknown(AppError):
    """No model has this id; ``known`` are the ids that would have done."""

    model_id: str
    known: tuple[str, ...]


@dataclass(eq=False)
class ModelMissing(AppError):
    """The model's folder, or one of its files, is gone.

    ``source`` says how to get it back: that of the spec, ``offered`` for a model of the catalog
    that was never downloaded, or empty where nobody knows.
    """

    model_id: str
    file: str | None = None
    source: str = ""


@dataclass(eq=False)
class ModelDamaged(AppError):
    """A file of the model is not what was installed. ``source`` as in ``ModelMissing``."""

    model_id: str
    file: str
    reason: str
    source: str = ""


@dataclass(eq=False)
class ModelUnfit(AppError):
    """The model exists but can't do this task, language pair or layout."""

    model_id: str
    reason: str


@dataclass(eq=False)
class CatalogBroken(AppError):
    """The list of models that ships with the app can't be read."""

    path: Path
    reason: str


@dataclass(eq=False)
class LanguagePairUnavailable(AppError):
    """No installed model translates this way."""

    source: str
    target: str


@dataclass(eq=False)
class OutOfMemory(AppError):
    """The device had too little memory for the model or the text; how much, where it is known
    (else 0)."""

    model_id: str
    device: str
    needed_bytes: int = 0
    available_bytes: int = 0


@dataclass(eq=False)
class RuntimesClash(AppError):
    """Several packages of ONNX Runtime are installed over each other; ``wanted`` is the one to
    keep."""

    packages: tuple[str, ...]
    wanted: str


@dataclass(eq=False)
class ModelFamilyUnknown(AppError):
    """The kind of model that config.json names can't be run; ``reason`` says what stands in the
    way."""

    model_id: str
    family: str
    reason: str


@dataclass(eq=False)
class ModelFileIsPointer(AppError):
    """Git was told to fetch the model without its large files: a few lines stand for ``file``."""

    model_id: str
    file: str


@dataclass(eq=False)
class ModelFileIsPage(AppError):
    """A web page was saved in the place of ``file``."""

    model_id: str
    file: str


@dataclass(eq=False)
class ModelFileCut(AppError):
    """``file`` ends too early: its download or copy was broken off."""

    model_id: str
    file: str


@dataclass(eq=False)
class ModelDataMissing(AppError):
    """The graph ``file`` keeps its weights in a second file, ``data``, which is not there."""

    model_id: str
    file: str
    data: str


@dataclass(eq=False)
class ModelTokenizerMissing(AppError):
    """Nothing in the folder says how text becomes tokens."""

    model_id: str


@dataclass(eq=False)
class ModelShipped(AppError):
    """A model that ships with the app can't be removed or replaced."""

    model_id: str


@dataclass(eq=False)
class ModelNameTaken(AppError):
    """Another model already has the name; ``proposal`` is one like it that is free."""

    model_id: str
    proposal: str = ""


@dataclass(eq=False)
class ModelNameUnusable(AppError):
    """The name can't be that of a folder on every system."""

    name: str


@dataclass(eq=False)
class ModelUnderWay(AppError):
    """Another Deskhand, or another job of this one, is changing this model's files."""

    model_id: str


@dataclass(eq=False)
class ModelNotInFolder(AppError):
    """The folder or archive given holds no model; ``reason`` says what was looked for."""

    path: Path
    reason: str


@dataclass(eq=False)
class PackUnsafe(AppError):
    """The archive holds something that no model pack holds: a path that leads outside, a link, a
    bomb."""

    path: Path
    entry: str
    reason: str


@dataclass(eq=False)
class PackBroken(AppError):
    """The archive can't be read, or what is in it is not what its list says."""

    path: Path
    reason: str


@dataclass(eq=False)
class PackNewer(AppError):
    """The pack was made by a newer Deskhand."""

    path: Path
    found: int
    known: int
