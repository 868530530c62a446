"""Options that several commands share, and the context they work in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from assistant_app.cli.terminal import Terminal
from assistant_app.jobs.lane import ahead
from assistant_app.paths import Paths
from assistant_app.settings import DeviceKind
from assistant_app.workbench import Workbench, open_workbench

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


@dataclass
class Context:
    """What every command gets: the terminal, and the workbench when it asks for it."""

    terminal: Terminal
    is_json: bool = False
    workbench: Workbench | None = None

    def opened(self, device: DeviceKind | None = None) -> Workbench:
        """The workbench, built at the first call. What is wrong with its files is noted."""
        if self.workbench is None:
            self.workbench = open_workbench(Paths.default())
            self.workbench.ahead = ahead
            for notice in (self.workbench.settings.notice, self.workbench.catalog_notice):
                if notice is not None:
                    self.terminal.notice(notice)
        if device is not None:
            self.workbench.use_device(device, self.workbench.settings.current.threads)
        return self.workbench


def json_option(command: CommandT) -> CommandT:
    """``--json``: noted in the context, so that errors are JSON too."""

    def note(context: click.Context, _parameter: click.Parameter, value: bool) -> bool:
        context.obj.is_json = context.obj.is_json or value
        return value

    return click.option(
        "--json",
        "is_json",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=note,
        help="Write the result as JSON.",
    )(command)


def task_options(command: CommandT) -> CommandT:
    """``--model``, ``--device``, ``--no-history`` and ``--json``."""
    options = (
        click.option(
            "--model", "model_id", metavar="ID", help="A model of 'deskhand models list'."
        ),
        click.option(
            "--device",
            type=click.Choice(["auto", "cpu", "cuda"]),
            help="Where the model runs. Default: as in the settings.",
        ),
        click.option("--no-history", is_flag=True, help="Keep no record of this result."),
    )
    for option in reversed(options):
        command = option(command)
    return json_option(command)


def output_option(command: CommandT) -> CommandT:
    """``-o FILE``: the result goes to a file, which is replaced as a whole."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Write the result to FILE (UTF-8) in place of the standard output.",
    )(command)


def file_argument(command: CommandT) -> CommandT:
    """The text to work on: a file, or ``-`` or nothing for the standard input."""
    return click.argument("file", default="-", metavar="[FILE|-]")(command)
