"""Which models exist: the catalog file and the values read from it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from assistant_app.catalog.names import is_inside
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
    ``size_bytes`` is the sum of its files; a model not yet downloaded adds the first of its
    ``variants``. Of an installed one, ``variants`` are the precisions that are there. ``also`` are
    further tasks that it can do. ``family`` is config.json's ``model_type``. ``revision`` is a
    commit of ``repo_id``, or empty for its newest.
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
    """The models of ``models_json``, in its order: those that ship, then those of the hub
    (``source`` tells). Raises ``CatalogBroken``."""
    try:
        content = json.loads(models_json.read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            raise CatalogBroken(models_json, f"its version is {content['version']}, not {VERSION}")
        shipped = (spec_from(row, "shipped") for row in content["models"])
        offered = (spec_from(row, "hub") for row in content.get("hub", ()))
        return (*shipped, *offered)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CatalogBroken(models_json, f"{type(error).__name__}: {error}") from error


def spec_from(row: dict[str, Any], source: Source | None = None) -> ModelSpec:
    """The spec of one row of models.json, or of a record (then the row says its ``source``).

    A row of the hub needs ``id``, ``task``, ``title``, ``languages``, ``licence``, ``summary``,
    ``repo_id`` and ``variants`` (each a ``precision`` with ``size_bytes`` or ``files``); all other
    fields may be left out. Raises ``ValueError``, ``KeyError``, ``TypeError`` or
    ``AttributeError`` for a row that makes no sense.
    """
    also = tuple(row.get("also", ()))
    origin = row["source"] if source is None else source
    for value, allowed in ((row["task"], ModelTask), *((each, ModelTask) for each in also)):
        if value not in get_args(allowed):
            raise ValueError(f"unknown task {value}")
    if origin not in get_args(Source):
        raise ValueError(f"unknown source {origin}")
    if origin == "hub" and source == "hub" and not (row["repo_id"] and row["variants"]):
        raise ValueError(f"{row['id']} does not say where it comes from")
    files = _files(row.get("files", ()) if origin == "hub" else row["files"])
    variants = tuple(_variant(each) for each in row.get("variants", ()))
    size_bytes = sum(file.size_bytes for file in files)
    if source == "hub":
        size_bytes += variants[0].size_bytes
    return ModelSpec(
        id=_text(row["id"]),
        task=row["task"],
        title=_text(row["title"]),
        languages=_texts(row["languages"]),
        pairs=_pairs(row.get("pairs", ())),
        licence=_text(row["licence"]),
        summary=_text(row["summary"]),
        size_bytes=size_bytes,
        files=files,
        is_default=bool(row.get("is_default", False)),
        also=also,
        source=origin,
        family=_text(row.get("family", "")),
        repo_id=_text(row.get("repo_id", "")),
        revision=_text(row.get("revision", "")),
        precision=_text(row.get("precision", "")),
        variants=variants,
        memory_bytes=_count(row.get("memory_bytes", 0)),
        is_commercial=bool(row.get("is_commercial", True)),
        is_gated=bool(row.get("is_gated", False)),
        is_chat=bool(row.get("is_chat", False)),
    )


_OPTIONAL = ("family", "repo_id", "revision", "precision", "memory_bytes", "is_gated", "is_chat")


def row_of(spec: ModelSpec) -> dict[str, Any]:
    """What ``spec_from`` makes this spec of again. Fields at their usual value are left out."""
    row: dict[str, Any] = {
        "id": spec.id,
        "task": spec.task,
        "title": spec.title,
        "languages": list(spec.languages),
        "pairs": [list(pair) for pair in spec.pairs],
        "licence": spec.licence,
        "summary": spec.summary,
        "source": spec.source,
        "files": [asdict(file) for file in spec.files],
    }
    if spec.also:
        row["also"] = list(spec.also)
    if spec.variants:
        row["variants"] = [asdict(variant) for variant in spec.variants]
    for name in _OPTIONAL:
        if getattr(spec, name):
            row[name] = getattr(spec, name)
    if not spec.is_commercial:
        row["is_commercial"] = False
    return row


def _variant(row: dict[str, Any]) -> Variant:
    files = _files(row.get("files", ()))
    size_bytes = sum(file.size_bytes for file in files)
    return Variant(
        precision=_text(row["precision"]),
        files=files,
        size_bytes=_count(row.get("size_bytes", size_bytes)),
        memory_bytes=_count(row.get("memory_bytes", 0)),
    )


def _files(rows: Sequence[dict[str, Any]]) -> tuple[FileSpec, ...]:
    files = []
    for row in rows:
        path = _text(row["path"])
        if not is_inside(path):
            raise ValueError(f"{path} leads out of the model's folder")
        files.append(FileSpec(path, _count(row["size_bytes"]), _text(row.get("sha256", ""))))
    return tuple(files)


def _pairs(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((_text(source), _text(target)) for source, target in rows)


def _texts(value: Sequence[Any]) -> tuple[str, ...]:
    if isinstance(value, str):
        raise TypeError(f"{value!r} is not a list")
    return tuple(_text(each) for each in value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is not a size")
    return value
