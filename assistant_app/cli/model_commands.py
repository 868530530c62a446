"""``deskhand models ...``: what there is, and which model a task uses."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import get_args

import click

from assistant_app.catalog.spec import ModelSpec, ModelTask
from assistant_app.cli.model_rows import (
    model_lines,
    model_value,
    offer_lines,
    precisions_of,
    stray_text,
    trial_lines,
    uses,
)
from assistant_app.cli.options import ChosenDevice, Context, DeviceParameter, json_option
from assistant_app.cli.running import DONE, FAILED, finish
from assistant_app.error_text import error_text
from assistant_app.errors import AppError, ModelUnfit, ModelUnknown
from assistant_app.tasks.check_model import RemoveRequest, VerifyRequest
from assistant_app.tasks.try_model import TryRequest
from assistant_app.workbench import Workbench

TASKS: tuple[ModelTask, ...] = get_args(ModelTask)
PRECISIONS = ("auto", "fp32", "fp16", "q8", "int8", "uint8", "q4", "q4f16", "bnb4")
name_argument = click.argument("name")


@click.group()
def models() -> None:
    """The models that do the work: those that ship, and those that you add."""


@models.command("list")
@click.option("--task", type=click.Choice(TASKS), help="For this task only.")
@click.option("--offered", is_flag=True, help="Those that can be installed, not those that are.")
@json_option
@click.pass_obj
def list_(context: Context, task: ModelTask | None, offered: bool) -> None:
    """What is installed, or with --offered what the catalog has to offer. Asks no hub."""
    workbench = context.opened()
    store = workbench.models
    specs = store.offered(task) if offered else store.specs(task)
    installed = {spec.id for spec in store.installed()}
    used = uses(_defaults(workbench))
    if context.is_json:
        rows = [model_value(s, s.id in installed, used.get(s.id, ())) for s in specs]
        context.terminal.json({"models": rows})
        return
    lines = offer_lines(specs) if offered else model_lines(specs, installed, used)
    for line in lines:
        context.terminal.line(line)
    if not offered:
        for stray in store.unrecorded():
            context.terminal.note(stray_text(stray))
        for each in workbench.unfinished():
            context.terminal.note(
                f"{each.model_id} is downloaded in part: "
                f'"deskhand models install {each.repo_id}" goes on'
            )


@models.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
@click.pass_context
def verify(click_context: click.Context, names: tuple[str, ...]) -> None:
    """Compare every byte with what was installed: of these models, or of all."""
    context: Context = click_context.obj
    workbench = context.opened()
    found: dict[str, tuple[AppError, ...]] = {}
    for name in names or [spec.id for spec in workbench.models.specs()]:
        found[name] = finish(context, workbench.verify_model, VerifyRequest(name))
        if not context.is_json:
            said = [error_text(fault) for fault in found[name]] or ["as it should be"]
            for line in said:
                context.terminal.line(f"{name}: {line}")
    if context.is_json:
        rows = [
            {
                "id": name,
                "problems": [
                    {"error": type(fault).__name__, "message": error_text(fault)}
                    for fault in faults
                ],
            }
            for name, faults in found.items()
        ]
        context.terminal.json({"models": rows})
    click_context.exit(FAILED if any(found.values()) else DONE)


@models.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def remove(context: Context, names: tuple[str, ...], yes: bool) -> None:
    """Delete models that you added. Those that ship with Deskhand stay."""
    workbench = context.opened()
    for name in names:
        workbench.models.check_removable(name)
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("Give --yes to delete models without being asked.")
        click.confirm(f"Delete {', '.join(names)}?", abort=True, err=True)
    for name in names:
        finish(context, workbench.remove_model, RemoveRequest(name))
    if context.is_json:
        context.terminal.json({"removed": list(names)})
    else:
        context.terminal.line(f"removed: {', '.join(names)}")


@models.command("try")
@name_argument
@click.option(
    "--device", type=DeviceParameter(), help="Where it runs. Default: as in the settings."
)
@json_option
@click.pass_obj
def try_(context: Context, name: str, device: ChosenDevice | None) -> None:
    """Load a model, let it work on a sample for a moment, and say how fast that was."""
    workbench = context.opened(device)
    trial = finish(context, workbench.try_model, TryRequest(name))
    if context.is_json:
        context.terminal.json(asdict(trial))
    else:
        for line in trial_lines(trial):
            context.terminal.line(line)


@models.command()
@click.argument("task", type=click.Choice(TASKS))
@click.argument("name", required=False)
@click.option("--reset", is_flag=True, help="Back to Deskhand's own choice.")
@json_option
@click.pass_obj
def default(context: Context, task: ModelTask, name: str | None, reset: bool) -> None:
    """Use model NAME for TASK from now on; without NAME, say which one is used."""
    if name is not None and reset:
        raise click.UsageError("Give NAME or --reset, not both.")
    workbench = context.opened()
    settings = workbench.settings
    if name is not None:
        workbench.models.path(workbench.choice.model(task, name).id)
    if name is not None or reset:
        settings.update(models=settings.current.models_with(task, name))
        _note_unsaved(context)
    used = workbench.choice.model(task, None)
    if context.is_json:
        context.terminal.json({"task": task, "model": used.id})
    else:
        context.terminal.line(f"{task}: {used.id}")


@models.command()
@name_argument
@click.argument("precision", type=click.Choice(PRECISIONS), required=False)
@json_option
@click.pass_obj
def precision(context: Context, name: str, precision: str | None) -> None:
    """Run model NAME in this precision from now on; auto takes what suits the device. Without a
    precision, say what there is."""
    workbench = context.opened()
    settings = workbench.settings
    spec = workbench.models.spec(name)
    there = precisions_of(spec)
    if precision is not None:
        if precision != "auto" and precision not in there:
            raise ModelUnfit(name, f"it has no {precision} files, only {', '.join(there)}")
        wanted = None if precision == "auto" else precision
        settings.update(precisions=settings.current.precisions_with(name, wanted))
        _note_unsaved(context)
    chosen = settings.current.precision(name) or "auto"
    if context.is_json:
        context.terminal.json({"id": name, "precision": chosen, "precisions": list(there)})
    else:
        context.terminal.line(f"{name}: {chosen} (there are {', '.join(there) or 'none'})")


def show_added(context: Context, specs: list[ModelSpec]) -> None:
    """What a command has added or mended."""
    store = context.opened().models
    installed = {spec.id for spec in store.installed()}
    used = uses(_defaults(context.opened()))
    if context.is_json:
        rows = [model_value(s, s.id in installed, used.get(s.id, ())) for s in specs]
        context.terminal.json({"models": rows})
        return
    for spec in specs:
        context.terminal.line(f"{spec.id}: {', '.join(spec.tasks)}, {store.path(spec.id)}")
        if not spec.is_commercial:
            context.terminal.note(f"{spec.id} is not for commercial use ({spec.licence})")


def _defaults(workbench: Workbench) -> dict[ModelTask, str]:
    found: dict[ModelTask, str] = {}
    for task in TASKS:
        try:
            found[task] = workbench.choice.model(task, None).id
        except ModelUnknown:
            continue  # No model does this yet.
    return found


def _note_unsaved(context: Context) -> None:
    notice = context.opened().settings.notice
    if notice is not None:
        context.terminal.notice(notice)
