"""``deskhand history ...``."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from assistant_app.cli.options import Context, json_option, output_option
from assistant_app.errors import AppError
from assistant_app.files import replace_file
from assistant_app.history.entry import PANELS, Entry, Panel
from assistant_app.history.export import csv_pieces, json_pieces, markdown_pieces

_FORMATS = {"markdown": markdown_pieces, "csv": csv_pieces, "json": json_pieces}
_SUFFIXES = {".csv": "csv", ".json": "json"}

panel_option = click.option("--panel", type=click.Choice(PANELS), help="Of this panel only.")
limit_option = click.option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    metavar="N",
    help="At most so many, newest first.",
)


@click.group()
def history() -> None:
    """What was done: list, search, export or clear it."""


@history.command("list")
@limit_option
@panel_option
@click.option("--pinned", is_flag=True, help="Only what is pinned.")
@json_option
@click.pass_obj
def list_(context: Context, limit: int, panel: Panel | None, pinned: bool) -> None:
    """The newest results."""
    store = context.opened().history
    _show(context, store.page(limit, panel=panel, is_pinned=pinned or None).entries)
    _show_notice(context)


@history.command()
@click.argument("text")
@limit_option
@panel_option
@json_option
@click.pass_obj
def search(context: Context, text: str, limit: int, panel: Panel | None) -> None:
    """Results in whose input or output TEXT occurs."""
    _show(context, context.opened().history.search(text, panel, limit))
    _show_notice(context)


@history.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(_FORMATS)),
    help="Default: as FILE ends, else markdown.",
)
@panel_option
@output_option
@json_option
@click.pass_obj
def export(context: Context, format_: str | None, panel: Panel | None, output: Path | None) -> None:
    """Everything, newest first, as Markdown, CSV or JSON (with --json: as JSON)."""
    by_name = _SUFFIXES.get(output.suffix.lower(), "markdown") if output else "markdown"
    chosen = format_ or ("json" if context.is_json else by_name)
    pieces = _FORMATS[chosen](context.opened().history.entries(panel))
    if output is None:
        for piece in pieces:
            context.terminal.write(piece)
    else:
        # Excel takes a CSV without the mark for text in the system's old encoding.
        mark = "\ufeff" if chosen == "csv" else ""
        replace_file(output, _encoded([mark], pieces))
    _show_notice(context)


@history.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def clear(context: Context, yes: bool) -> None:
    """Delete everything, pinned results too, and what is kept of documents whose translation was
    stopped. This can't be undone."""
    store = context.opened().history
    n_entries = store.count()
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("Give --yes to delete the history without being asked.")
        click.confirm(f"Delete all {n_entries} results?", abort=True, err=True)
    context.opened().drafts.forget_all()
    store.clear()
    if context.is_json:
        context.terminal.json({"n_deleted": n_entries})
    else:
        context.terminal.line(f"{n_entries} deleted")
    _show_notice(context)


def _show(context: Context, entries: Iterable[Entry]) -> None:
    if context.is_json:
        for piece in json_pieces(entries):
            context.terminal.write(piece)
        return
    width = shutil.get_terminal_size((100, 24)).columns if context.terminal.is_screen else 100
    for entry in entries:
        moment = entry.created.astimezone().strftime("%Y-%m-%d %H:%M")
        pin = "*" if entry.is_pinned else " "
        start = f"{entry.id:>5}{pin} {moment}  {entry.panel:<9}  "
        words = " ".join(f"{entry.input[:200]} -> {entry.output[:200]}".split())
        room = max(20, width - len(start) - 1)
        context.terminal.line(start + (words[: room - 3] + "..." if len(words) > room else words))


def _show_notice(context: Context) -> None:
    notice: AppError | None = context.opened().history.notice
    if notice is not None:
        context.terminal.notice(notice)


def _encoded(*groups: Iterable[str]) -> Iterable[bytes]:
    for group in groups:
        for piece in group:
            yield piece.encode("utf-8", errors="backslashreplace")
