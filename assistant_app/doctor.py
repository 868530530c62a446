"""The state of this installation: what is installed, what really runs, what is damaged."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from assistant_app import __version__
from assistant_app.catalog.spec import ModelSpec
from assistant_app.error_text import error_text
from assistant_app.errors import AppError
from assistant_app.inference.device import DeviceReport, installed_packages
from assistant_app.inference.gpu_check import DeviceCheck, Timing, driver_text
from assistant_app.inference.runtime import available_providers
from assistant_app.workbench import Workbench

LIBRARIES = (
    "onnxruntime",
    "onnxruntime-gpu",
    "tokenizers",
    "transformers",
    "numpy",
    "pillow",
    "sentencex",
    "sqlite-utils",
    "PySide6-Essentials",
)


@dataclass(frozen=True)
class Place:
    """A folder or file of Deskhand. ``state`` is ``ok``, ``not there yet`` or what is wrong."""

    name: str
    path: str
    state: str


@dataclass(frozen=True)
class ModelState:
    """``problems`` are sentences; none means that every file is as it was made."""

    id: str
    task: str
    path: str | None
    size_bytes: int
    problems: tuple[str, ...]


@dataclass(frozen=True)
class DeviceState:
    """What a real session of a real model runs on, or why there is none."""

    requested: str
    model: str | None
    provider: str | None
    label: str | None
    reason: str | None
    problem: str | None
    driver: str
    """NVIDIA's, with the CUDA it knows; empty without one."""
    cards: tuple[str, ...]
    possible: dict[str, str]
    """Each device that can be asked for, with what stands in its way here; empty: nothing."""
    check: DeviceCheck | None
    """The last check of the graphics card that still holds."""


@dataclass(frozen=True)
class Examination:
    """All that ``deskhand doctor`` tells."""

    version: str
    python: str
    system: str
    libraries: dict[str, str]
    providers: tuple[str, ...]
    device: DeviceState
    places: tuple[Place, ...]
    models: tuple[ModelState, ...]
    history_entries: int | None
    problems: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def examine(workbench: Workbench) -> Examination:
    """Look at everything: hashes every model file and loads the smallest model. Never fails."""
    problems: list[str] = []
    notices = (workbench.settings.notice, workbench.catalog_notice)
    problems += [error_text(notice) for notice in notices if notice is not None]
    models = tuple(_model_state(workbench, spec) for spec in workbench.models.specs())
    problems += [problem for model in models for problem in model.problems]
    device = _device_state(workbench)
    if device.problem is not None and device.problem not in problems:
        problems.append(device.problem)
    places = tuple(_places(workbench))
    problems += [f"{p.path}: {p.state}" for p in places if p.state not in ("ok", "not there yet")]
    clash = workbench.packages_notice()
    if clash is not None:
        problems.append(error_text(clash))
    elif not installed_packages():
        problems.append("No onnxruntime package is installed: run pip install onnxruntime.")
    n_entries = None
    try:
        # Counting would create the file, and a look must change nothing.
        if workbench.paths.history_file.exists():
            n_entries = workbench.history.count()
            if workbench.history.notice is not None:
                problems.append(error_text(workbench.history.notice))
    except AppError as error:
        problems.append(error_text(error))
    return Examination(
        version=__version__,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        libraries=_libraries(),
        providers=available_providers(),
        device=device,
        places=places,
        models=models,
        history_entries=n_entries,
        problems=tuple(problems),
    )


def report_text(examination: Examination) -> str:
    """The examination as lines to read, and to paste into a mail."""
    return "\n".join(_lines(examination)) + "\n"


def _lines(found: Examination) -> Iterator[str]:
    yield f"Deskhand {found.version}, Python {found.python}, {found.system}"
    yield ""
    yield "Libraries"
    for name, version in found.libraries.items():
        yield f"  {name:<20} {version}"
    yield ""
    yield "Device"
    yield f"  providers compiled in  {', '.join(found.providers)}"
    yield f"  asked for              {found.device.requested}"
    if found.device.provider is not None:
        yield f"  really in use          {found.device.label} ({found.device.provider})"
        yield f"  tried with             {found.device.model}"
    if found.device.reason is not None:
        yield f"  because                {found.device.reason}"
    if found.device.problem is not None:
        yield f"  problem                {found.device.problem}"
    yield f"  NVIDIA driver          {found.device.driver or 'none'}"
    for card in found.device.cards:
        yield f"  graphics card          {card}"
    for kind, reason in found.device.possible.items():
        yield f"  {kind:<22} {reason or 'can be tried'}"
    yield ""
    yield from _check_lines(found.device.check)
    yield ""
    yield "Places"
    for place in found.places:
        yield f"  {place.name:<15} {place.path} ({place.state})"
    if found.history_entries is not None:
        yield f"  {found.history_entries} results in the history"
    yield ""
    yield "Models"
    for model in found.models:
        state = "ok" if not model.problems else "; ".join(model.problems)
        yield f"  {model.id} ({model.task}, {model.size_bytes / 1e6:.1f} MB): {state}"
    yield ""
    yield "No problems found." if not found.problems else "Problems"
    for problem in found.problems:
        yield f"  {problem}"


def _check_lines(check: DeviceCheck | None) -> Iterator[str]:
    if check is None:
        yield "The graphics card was not checked yet: deskhand doctor --check-gpu"
        return
    yield f"Check of the graphics card, {check.moment}, onnxruntime {check.runtime}"
    yield f"  {'CPU':<22} {check.cpu.many_ms} ms for 256 rows, {check.cpu.one_ms} ms for one"
    for card in check.cards:
        yield f"  {f'{card.label} {card.name}'.strip():<22} {_card_text(check, card)}"
    if not check.cards:
        yield f"  no graphics card: {check.reason}"


def _card_text(check: DeviceCheck, card: Timing) -> str:
    if card.many_ms is None:
        return f"does not work: {card.error}"
    faster, faster_at_one = check.speedup(card) or 0, check.speedup_of_one(card) or 0
    text = f"{card.many_ms} ms for 256 rows ({faster:.1f} times the CPU's speed), "
    text += f"{card.one_ms} ms for one ({faster_at_one:.1f} times)"
    if not card.is_right:
        text += f"; WRONG results (off by {card.difference:.0%})"
    return f"{text}; but: {card.error}" if card.error else text


def _libraries() -> dict[str, str]:
    found = {"SQLite": sqlite3.sqlite_version}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _device_state(workbench: Workbench) -> DeviceState:
    """Only a session tells the truth, so the smallest installed model is loaded."""
    requested = workbench.device_requested
    specs = sorted(workbench.models.installed(), key=lambda spec: spec.size_bytes)
    problem: str | None = "No model is installed."
    for spec in specs:
        try:
            report = _report_of(workbench, spec)
        except AppError as error:
            problem = error_text(error)
            continue
        found = (spec.id, report.provider, report.label, report.reason, None)
        return DeviceState(requested, *found, *_surroundings(workbench))
    return DeviceState(requested, None, None, None, None, problem, *_surroundings(workbench))


def _surroundings(
    workbench: Workbench,
) -> tuple[str, tuple[str, ...], dict[str, str], DeviceCheck | None]:
    state = workbench.device_state()
    cards = tuple(f"{c.index}: {c.name}, {c.total_bytes / 1e9:.1f} GB" for c in state.cards)
    possible = {str(choice.kind): choice.reason or "" for choice in state.choices}
    return driver_text(), cards, possible, state.check


def _report_of(workbench: Workbench, spec: ModelSpec) -> DeviceReport:
    engine = workbench.engine
    match spec.task:
        case "translation":
            return engine.translator(spec.id).report
        case "summaries":
            return engine.summariser(spec.id).report
        case "writing":
            return engine.writer(spec.id).report
        case "sentences":
            return engine.sentences(spec.id).report
        case "pictures":
            return engine.pictures(spec.id).report


def _model_state(workbench: Workbench, spec: ModelSpec) -> ModelState:
    try:
        path: str | None = str(workbench.models.path(spec.id))
    except AppError:
        path = None
    problems = tuple(error_text(error) for error in workbench.models.verify(spec.id))
    return ModelState(spec.id, spec.task, path, spec.size_bytes, problems)


def _places(workbench: Workbench) -> Iterator[Place]:
    paths = workbench.paths
    yield Place("data", str(paths.home), _writable_state(paths.home))
    yield Place("settings", str(paths.settings_file), _writable_state(paths.settings_file))
    yield Place("history", str(paths.history_file), _writable_state(paths.history_file))
    yield Place("your models", str(paths.user_models), _writable_state(paths.user_models))
    yield Place("log", str(paths.logs), _writable_state(paths.logs))
    for name, path in (("resources", paths.resources), ("shipped models", paths.shipped_models)):
        yield Place(name, str(path), "ok" if path.is_dir() else "missing: install Deskhand again")


def _writable_state(path: Path) -> str:
    if path.exists():
        return "ok" if os.access(path, os.W_OK) else "can't be written"
    return "not there yet"
