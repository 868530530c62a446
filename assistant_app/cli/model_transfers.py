"""``deskhand models look-up|install|discard|import|export|repair``: models that come and go."""

from __future__ import annotations

from pathlib import Path

import click

from assistant_app.cli.model_commands import PRECISIONS, name_argument, show_added
from assistant_app.cli.model_rows import listing_lines, listing_value
from assistant_app.cli.options import Context, json_option, offline_option
from assistant_app.cli.running import STOPPED, finish
from assistant_app.errors import Cancelled
from assistant_app.tasks.base import Chunk, Item
from assistant_app.tasks.check_model import RepairRequest
from assistant_app.tasks.export_model import ExportRequest
from assistant_app.tasks.import_model import ImportRequest, LeftOut
from assistant_app.tasks.install import DiscardRequest, InstallRequest, LookUpRequest

_MOST_TOLD = 5

repo_argument = click.argument("repo", metavar="NAME|OWNER/REPO")
revision_option = click.option(
    "--revision", default="", metavar="REV", help="A branch, tag or commit.  [default: the newest]"
)
name_option = click.option("--name", metavar="NAME", help="Another name than its own.")


@click.command("look-up")
@repo_argument
@revision_option
@offline_option
@json_option
@click.pass_obj
def look_up(context: Context, repo: str, revision: str) -> None:
    """Ask the hub what a model has: its precisions, files, sizes and licence. Downloads nothing."""
    request = LookUpRequest(repo, revision)
    listing = finish(context, context.opened().look_up, request)
    if context.is_json:
        context.terminal.json(listing_value(listing))
    else:
        for line in listing_lines(listing):
            context.terminal.line(line)


@click.command()
@repo_argument
@click.option(
    "--precision",
    type=click.Choice(PRECISIONS[1:]),
    help="Which files to take.  [default: the catalog's choice, or the first of 'look-up']",
)
@name_option
@revision_option
@offline_option
@json_option
@click.pass_context
def install(
    click_context: click.Context, repo: str, precision: str | None, name: str | None, revision: str
) -> None:
    """Download a model of 'deskhand models list --offered', or any other ONNX model of the hub.

    Ctrl+C pauses; the same command again goes on.
    """
    context: Context = click_context.obj
    request = InstallRequest(repo, precision, name, revision)
    try:
        spec = finish(context, context.opened().install, request)
    except Cancelled:
        context.terminal.note(
            "paused: what came is kept, and the same command goes on with it "
            "('deskhand models discard NAME' throws it away)"
        )
        click_context.exit(STOPPED)
    show_added(context, [spec])


@click.command()
@name_argument
@json_option
@click.pass_obj
def discard(context: Context, name: str) -> None:
    """Throw away what was downloaded of a model that is not installed yet."""
    finish(context, context.opened().discard, DiscardRequest(name))
    if context.is_json:
        context.terminal.json({"discarded": name})


@click.command("import")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@name_option
@json_option
@click.pass_obj
def import_(context: Context, paths: tuple[Path, ...], name: str | None) -> None:
    """Bring in a model from a folder (as Optimum or a hub has it), a zip of one, or a pack.

    It is known by its folder's name. Nothing in it is ever run as a program.
    """
    if name is not None and len(paths) > 1:
        raise click.UsageError("Give --name with one PATH only.")

    def tell(event: Chunk | Item) -> None:
        if isinstance(event, Item) and isinstance(event.value, LeftOut):
            context.terminal.note(_left_out(event.value.paths))

    task = context.opened().import_model
    specs = [finish(context, task, ImportRequest(path.absolute(), name), tell) for path in paths]
    show_added(context, specs)


@click.command()
@name_argument
@click.argument("target", type=click.Path(path_type=Path), default=Path(), metavar="[FILE|FOLDER]")
@json_option
@click.pass_obj
def export(context: Context, name: str, target: Path) -> None:
    """Write a model into one file with all its hashes, for computers without a network.

    'deskhand models import FILE' reads it there.
    """
    path = finish(context, context.opened().export_model, ExportRequest(name, target))
    if context.is_json:
        context.terminal.json({"id": name, "path": str(path), "size_bytes": path.stat().st_size})
    else:
        context.terminal.line(str(path))


@click.command()
@name_argument
@offline_option
@json_option
@click.pass_obj
def repair(context: Context, name: str) -> None:
    """Download again what is damaged or missing of a downloaded model."""
    spec = finish(context, context.opened().repair_model, RepairRequest(name))
    show_added(context, [spec])


TRANSFERS = (look_up, install, discard, import_, export, repair)


def _left_out(paths: tuple[str, ...]) -> str:
    names = ", ".join(paths[:_MOST_TOLD]) + (" ..." if len(paths) > _MOST_TOLD else "")
    return f"not taken, as Deskhand never reads such files: {names}"
