"""Which models exist: the catalog file and the values read from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from assistant_app.errors import CatalogBroken

ModelTask = Literal["translation", "writing", "summaries", "sentences", "pictures"]
Source = Literal["shipped", "hub", "imported"]

VERSION = 1
"""Of the layout of models.json."""


@dataclass(frozen=True)
class FileSpec:
    """One file of a model as it must be. ``path`` is relative to the model's folder, with ``/``.

    ``sha256`` is in hexadecimal, or empty as long as nobody has said what it must be.
    """

    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True)
class Variant:
    """One precision in which a model of the hub can be downloaded.

    ``precision`` is transformers.js' name (fp32, fp16, q8, int8, uint8, q4, q4f16, bnb4).
    ``files`` are its graphs and their data files; the small files beside them come with every
    variant. ``memory_bytes`` is about what it takes to run, or 0 if nobody knows.
    """

    precision: str
    files: tuple[FileSpec, ...]
    size_bytes: int
    memory_bytes: int = 0


@dataclass(frozen=True)
class ModelSpec:
    """One model: it ships with the app, can be had from the hub, or was imported.

    ``pairs`` are the directions a translation model knows, as (source, target) language codes; a
    model of a hundred languages leaves them out and names its ``languages`` (``translates``).
    ``size_bytes`` is the sum of its files; of a model not yet downloaded, that of the first of its
    ``variants``. ``also`` are further tasks that it can do. ``family`` is config.json's
    ``model_type``. ``revision`` is a commit of ``repo_id``, or empty for its newest.
    """

    id: str
    task: ModelTask
    title: str
    languages: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    licence: str
    summary: str
    size_bytes: int
    files: tuple[FileSpec, ...]
    is_default: bool
    also: tuple[ModelTask, ...] = ()
    source: Source = "shipped"
    family: str = ""
    repo_id: str = ""
    revision: str = ""
    precision: str = ""
    variants: tuple[Variant, ...] = ()
    memory_bytes: int = 0
    is_commercial: bool = True
    is_gated: bool = False
    is_chat: bool = False
    """It was trained to follow instructions and says how they are to be laid out."""

    @property
    def tasks(self) -> tuple[ModelTask, ...]:
        """All that the model can do, its main task first."""
        return (self.task, *self.also)

    def translates(self, source: str, target: str) -> bool:
        """Whether it translates this way. A model that names languages but no ``pairs`` goes from
        each to each; one that names neither is taken at its owner's word."""
        if self.pairs or not self.languages:
            return not self.pairs or (source, target) in self.pairs
        return source != target and {source, target} <= set(self.languages)


@dataclass(frozen=True)
class Inspection:
    """What a model folder holds, told from its small files and the names of its graphs.

    ``precisions`` are those whose graphs are all there, in transformers.js' names.
    """

    task: ModelTask
    also: tuple[ModelTask, ...]
    family: str
    languages: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    precisions: tuple[str, ...]
    is_chat: bool = False


def load_catalog(models_json: Path) -> tuple[ModelSpec, ...]:
    """The models of ``models_json``, in its order. Raises ``CatalogBroken``."""
    try:
        content = json.loads(models_json.read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            raise CatalogBroken(models_json, f"its version is {content['version']}, not {VERSION}")
        return tuple(_spec(row) for row in content["models"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CatalogBroken(models_json, f"{type(error).__name__}: {error}") from error


def _spec(row: dict[str, Any]) -> ModelSpec:
    if row["task"] not in get_args(ModelTask):
        raise ValueError(f"unknown task {row['task']}")
    return ModelSpec(
        id=row["id"],
        task=row["task"],
        title=row["title"],
        languages=tuple(row["languages"]),
        pairs=tuple((source, target) for source, target in row["pairs"]),
        licence=row["licence"],
        summary=row["summary"],
        size_bytes=sum(file["size_bytes"] for file in row["files"]),
        files=tuple(FileSpec(f["path"], f["size_bytes"], f["sha256"]) for f in row["files"]),
        is_default=row["is_default"],
    )
