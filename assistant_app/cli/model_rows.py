"""Models as lines and as JSON values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant_app.catalog.kinds import precision_of
from assistant_app.catalog.listing import RepoListing
from assistant_app.catalog.own_folder import Unrecorded
from assistant_app.catalog.spec import ModelSpec, ModelTask
from assistant_app.cli.transfer_line import size_text
from assistant_app.error_text import error_text
from assistant_app.tasks.try_model import Trial


def model_value(spec: ModelSpec, is_installed: bool, used_for: Sequence[str]) -> dict[str, object]:
    """One model, installed or offered. ``used_for`` are the tasks that take it unasked."""
    return {
        "id": spec.id,
        "task": spec.task,
        "tasks": list(spec.tasks),
        "title": spec.title,
        "languages": list(spec.languages),
        "pairs": [list(pair) for pair in spec.pairs],
        "licence": spec.licence,
        "is_commercial": spec.is_commercial,
        "summary": spec.summary,
        "source": spec.source,
        "repo_id": spec.repo_id,
        "revision": spec.revision,
        "family": spec.family,
        "size_bytes": spec.size_bytes,
        "memory_bytes": spec.memory_bytes,
        "precisions": list(precisions_of(spec)),
        "is_default": bool(used_for),
        "default_for": list(used_for),
        "is_installed": is_installed,
    }


def model_lines(
    specs: Sequence[ModelSpec], installed: set[str], used: Mapping[str, Sequence[str]]
) -> list[str]:
    """One line each, in columns."""
    width = max((len(spec.id) for spec in specs), default=0)
    lines = []
    for spec in specs:
        mark = "default" if used.get(spec.id) else ""
        mark = mark if spec.id in installed else "MISSING"
        line = f"{spec.id:<{width}}  {spec.task:<11}  {size_text(spec.size_bytes):>8}"
        lines.append(f"{line}  {mark:<7}  {spec.title}".rstrip())
    return lines


def offer_lines(specs: Sequence[ModelSpec]) -> list[str]:
    """What the hub offers: a line in columns with its licence, and one with what it is good for."""
    width = max((len(spec.id) for spec in specs), default=0)
    lines = []
    for spec in specs:
        terms = spec.licence if spec.is_commercial else f"{spec.licence}, not for commercial use"
        line = f"{spec.id:<{width}}  {spec.task:<11}  {size_text(spec.size_bytes):>8}"
        lines += [f"{line}  {spec.title} ({terms})", f"    {spec.summary}"]
    return lines


def listing_value(listing: RepoListing) -> dict[str, object]:
    """What a repository of the hub holds."""
    return {
        "repo_id": listing.repo_id,
        "revision": listing.revision,
        "licence": listing.licence,
        "is_commercial": listing.is_commercial,
        "is_gated": listing.is_gated,
        "task": listing.task,
        "family": listing.family,
        "small_bytes": sum(file.size_bytes for file in listing.small_files),
        "precisions": [
            {
                "precision": variant.precision,
                "size_bytes": variant.size_bytes,
                "memory_bytes": variant.memory_bytes,
                "files": [[file.path, file.size_bytes] for file in variant.files],
            }
            for variant in listing.variants
        ],
    }


def listing_lines(listing: RepoListing) -> list[str]:
    """The same, to be read."""
    terms = listing.licence or "not said"
    if not listing.is_commercial:
        terms += ", not for commercial use"
    small = sum(file.size_bytes for file in listing.small_files)
    lines = [
        f"{listing.repo_id} at {listing.revision}",
        f"task: {listing.task or 'told from the files'}, family: {listing.family or 'not said'}",
        f"licence: {terms}" + (", its owners let in who asks" if listing.is_gated else ""),
        f"{size_text(small)} of small files, and one of:",
    ]
    for variant in listing.variants:
        size = size_text(variant.size_bytes)
        memory = f", about {size_text(variant.memory_bytes)} of memory to run"
        lines.append(f"  {variant.precision:<6}{size:>9}{memory if variant.memory_bytes else ''}")
        lines += [f"    {file.path}  {size_text(file.size_bytes)}" for file in variant.files]
    return lines


def stray_text(stray: Unrecorded) -> str:
    """A folder or archive that somebody put among the models."""
    if stray.error is not None:
        return error_text(stray.error)
    return (
        f"{stray.path.name} was put among the models by hand: "
        f'"deskhand models import {stray.path}" makes it usable'
    )


def trial_lines(trial: Trial) -> list[str]:
    """What a trial showed."""
    device = trial.device if not trial.reason else f"{trial.device} ({trial.reason})"
    lines = [
        f"loaded in {trial.load_s:.2f} s",
        f"{trial.rate:.1f} {trial.unit} a second on {device}",
    ]
    if trial.memory_bytes:
        lines.append(f"{size_text(trial.memory_bytes)} of memory")
    return [*lines, f"given:   {trial.sample_in}", f"made it: {trial.sample_out}"]


def precisions_of(spec: ModelSpec) -> tuple[str, ...]:
    """Those that are there, or can be downloaded; in their order."""
    if spec.variants:
        return tuple(variant.precision for variant in spec.variants)
    found = (precision_of(file.path) for file in spec.files)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def uses(defaults: Mapping[ModelTask, str]) -> dict[str, list[str]]:
    """The tasks that take each model unasked, by its id."""
    used: dict[str, list[str]] = {}
    for task, model_id in defaults.items():
        used.setdefault(model_id, []).append(task)
    return used
