"""Reads from the workbench what the list of models shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant_app.catalog.kinds import precision_of
from assistant_app.catalog.spec import ModelSpec, Variant
from assistant_app.errors import AppError
from assistant_app.ui.download import Download, DownloadState
from assistant_app.ui.model_facts import TASKS
from assistant_app.ui.model_rows import Stock
from assistant_app.ui.usual_model import usual_model
from assistant_app.workbench import Workbench


def stock_of(
    workbench: Workbench,
    downloads: Sequence[Download],
    loaded: frozenset[str],
    faults: Mapping[str, AppError],
) -> Stock:
    """All that there is now. ``loaded`` are the models in memory, ``faults`` what a check of this
    window found."""
    models = workbench.models
    everything = models.specs()
    present = {spec.id for spec in models.installed()}
    at_work = {each.model_id for each in downloads}
    usual = {task: usual_model(workbench, task) for task in TASKS}
    return Stock(
        installed=everything,
        offered=models.offered(),
        missing=frozenset(spec.id for spec in everything if spec.id not in present),
        usual={task: spec.id for task, spec in usual.items() if spec is not None},
        loaded=loaded,
        downloads=tuple(downloads),
        faults=dict(faults),
        found=tuple(each for each in models.unrecorded() if each.path.name not in at_work),
    )


def precisions_of(spec: ModelSpec) -> tuple[str, ...]:
    """The precisions in which an installed model can run."""
    if spec.variants:
        return tuple(variant.precision for variant in spec.variants)
    found = (precision_of(file.path) for file in spec.files if file.path.endswith(".onnx"))
    named = tuple(dict.fromkeys(each for each in found if each))
    return named or ((spec.precision,) if spec.precision else ())


def download_of(spec: ModelSpec, variants: Sequence[Variant], precision: str) -> Download:
    """What is to be fetched of an offered model, or of an installed one in addition. An empty
    ``precision`` leaves it to the task."""
    variant = next((each for each in variants if each.precision == precision), None)
    return Download(
        model_id=spec.id,
        title=spec.title,
        repo_id=spec.repo_id,
        precision=precision or None,
        revision=spec.revision,
        total_bytes=variant.size_bytes if variant is not None else 0,
    )


def unfinished_downloads(workbench: Workbench) -> list[Download]:
    """What earlier windows began and did not finish, as paused downloads. Looks at every file."""
    return [
        Download(
            model_id=each.model_id,
            title=each.title,
            repo_id=each.repo_id,
            precision=each.precision or None,
            revision=each.revision,
            state=DownloadState.PAUSED,
            done_bytes=each.done_bytes,
            total_bytes=each.total_bytes,
        )
        for each in workbench.unfinished()
    ]


def more_variants(workbench: Workbench, spec: ModelSpec) -> tuple[Variant, ...]:
    """The precisions of an installed model that the catalog offers and that are not here."""
    offer = workbench.models.offer(spec.repo_id) if spec.source == "hub" else None
    if offer is None:
        return ()
    here = precisions_of(spec)
    return tuple(each for each in offer.variants if each.precision not in here)
