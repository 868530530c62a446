"""Which models exist: the catalog file and the values read from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from assistant_app.errors import CatalogBroken

ModelTask = Literal["translation", "writing", "sentences", "pictures"]

VERSION = 1
"""Of the layout of models.json."""


@dataclass(frozen=True)
class FileSpec:
    """One file of a model as it must be. ``path`` is relative to the model's folder, with ``/``."""

    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True)
class ModelSpec:
    """One model of the catalog, installed or not.

    ``pairs`` are the directions a translation model knows, as (source, target) language codes.
    ``size_bytes`` is the sum of its files.
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
