"""What the list of models shows: headings and models, told from the store and the downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant_app.catalog.own_folder import Unrecorded
from assistant_app.catalog.spec import ModelSpec, ModelTask
from assistant_app.errors import AppError
from assistant_app.ui.download import Download
from assistant_app.ui.model_facts import TASKS


@dataclass(frozen=True)
class Heading:
    """A line above models. ``kind`` says which words it has."""

    kind: str
    """A ``ModelTask``, ``offered``, ``downloads`` or ``found``."""
    task: ModelTask | None = None


@dataclass(frozen=True)
class ModelRow:
    """One model of the list. ``spec`` is None of a download that nothing more is known of."""

    model_id: str
    title: str
    spec: ModelSpec | None = None
    is_installed: bool = False
    used_for: tuple[ModelTask, ...] = ()
    """The tasks whose usual model this is."""
    is_loaded: bool = False
    download: Download | None = None
    fault: AppError | None = None
    """What is wrong with its files, as far as that was looked for."""
    path: Path | None = None
    """Of what was put among the models by hand and is none yet."""


Row = Heading | ModelRow


def is_removable(row: ModelRow) -> bool:
    """Whether its files are the person's and can be deleted."""
    if row.spec is None:
        return row.path is not None and row.path.is_dir()
    return row.is_installed and row.spec.source != "shipped"


@dataclass(frozen=True)
class Stock:
    """All that there is to show, before any filter."""

    installed: Sequence[ModelSpec] = ()
    offered: Sequence[ModelSpec] = ()
    missing: frozenset[str] = frozenset()
    """Ids of installed models whose folder is gone."""
    usual: Mapping[ModelTask, str] = field(default_factory=dict)
    """The id of the model that a task uses if nobody asks for another."""
    loaded: frozenset[str] = frozenset()
    downloads: Sequence[Download] = ()
    faults: Mapping[str, AppError] = field(default_factory=dict)
    found: Sequence[Unrecorded] = ()
    """What was put into the person's folder by hand."""


@dataclass(frozen=True)
class Wanted:
    """The filter: words that must all be found, and a task or None for all."""

    text: str = ""
    task: ModelTask | None = None


def rows_of(stock: Stock, wanted: Wanted, words: Callable[[ModelRow], str]) -> tuple[Row, ...]:
    """The rows in order: downloads that belong nowhere else, then task by task what is installed
    and what could be. ``words`` are those that a filter looks through."""
    sought = wanted.text.casefold().split()
    known = {spec.id for spec in (*stock.installed, *stock.offered)}

    def fits(row: ModelRow) -> bool:
        text = words(row).casefold()
        return all(each in text for each in sought)

    rows: list[Row] = []
    strays = [_stray(each) for each in stock.downloads if each.model_id not in known]
    if wanted.task is None:
        rows += _group(Heading("downloads"), [row for row in strays if fits(row)])
        found = [_found(each) for each in stock.found]
        rows += _group(Heading("found"), [row for row in found if fits(row)])
    for task in TASKS:
        if wanted.task not in (None, task):
            continue
        mine = [_row(spec, stock, True) for spec in stock.installed if task in _shown(spec, wanted)]
        mine.sort(key=lambda row: task not in row.used_for)
        rows += _group(Heading(task, task), [row for row in mine if fits(row)])
        offered = [spec for spec in stock.offered if task in _shown(spec, wanted)]
        others = [_row(spec, stock, False) for spec in offered]
        rows += _group(Heading("offered", task), [row for row in others if fits(row)])
    return tuple(rows)


def _shown(spec: ModelSpec, wanted: Wanted) -> tuple[ModelTask, ...]:
    """Under which tasks a model stands: its own, and another one only if that is asked for."""
    return (spec.task,) if wanted.task is None else spec.tasks


def _group(heading: Heading, rows: Sequence[ModelRow]) -> Iterator[Row]:
    if rows:
        yield heading
        yield from rows


def _row(spec: ModelSpec, stock: Stock, is_installed: bool) -> ModelRow:
    download = next((each for each in stock.downloads if each.model_id == spec.id), None)
    used_for = tuple(task for task, model_id in stock.usual.items() if model_id == spec.id)
    return ModelRow(
        spec.id,
        spec.title,
        spec,
        is_installed=is_installed and spec.id not in stock.missing,
        used_for=used_for if is_installed else (),
        is_loaded=spec.id in stock.loaded,
        download=download,
        fault=stock.faults.get(spec.id),
    )


def _found(each: Unrecorded) -> ModelRow:
    return ModelRow(each.path.name, each.path.name, fault=each.error, path=each.path)


def _stray(download: Download) -> ModelRow:
    return ModelRow(download.model_id, download.title, download=download)
