"""Options that several commands share, and the context they work in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from assistant_app.cli.terminal import Terminal
from assistant_app.jobs.lane import ahead, side_by_side
from assistant_app.paths import Paths
from assistant_app.settings import MAX_DEVICES, DeviceKind
from assistant_app.workbench import Workbench, open_workbench

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


@dataclass(frozen=True)
class ChosenDevice:
    """What ``--device`` said. ``index`` is None if it named no card: then the settings do."""

    kind: DeviceKind
    index: int | None = None


class DeviceParameter(click.ParamType[ChosenDevice]):
    """``auto``, ``cpu``, ``cuda``, ``cuda:1`` ..."""

    name = "device"
    _KINDS: tuple[DeviceKind, ...] = get_args(DeviceKind)
    _NUMBERED = ("cuda", "directml")

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "[" + "|".join(self._KINDS) + "]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> ChosenDevice:
        if isinstance(value, ChosenDevice):
            return value
        name, colon, number = str(value).lower().partition(":")
        kind = next((each for each in self._KINDS if each == name), None)
        if kind is None:
            self.fail(f"{value!r} is none of {', '.join(self._KINDS)}", param, ctx)
        if not colon:
            return ChosenDevice(kind)
        if kind not in self._NUMBERED or not number.isdecimal() or int(number) >= MAX_DEVICES:
            self.fail(f"{value!r} names no card; a card is named as in cuda:1", param, ctx)
        return ChosenDevice(kind, int(number))


@dataclass
class Context:
    """What every command gets: the terminal, and the workbench when it asks for it."""

    terminal: Terminal
    is_json: bool = False
    is_offline: bool = False
    """Nothing may touch the network in this run, whatever the settings say."""
    workbench: Workbench | None = None

    def opened(self, device: ChosenDevice | None = None) -> Workbench:
        """The workbench, built at the first call. What is wrong with its files is noted."""
        if self.workbench is None:
            self.workbench = open_workbench(Paths.default())
            self.workbench.is_offline_run |= self.is_offline
            self.workbench.ahead = ahead
            self.workbench.side_by_side = side_by_side
            self.workbench.leaves_a_core = False
            for notice in (self.workbench.settings.notice, self.workbench.catalog_notice):
                if notice is not None:
                    self.terminal.notice(notice)
        if device is not None:
            settings = self.workbench.settings.current
            index = settings.device_index if device.index is None else device.index
            self.workbench.use_device(device.kind, settings.threads, index)
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


def offline_option(command: CommandT) -> CommandT:
    """``--offline``: stands before any command, and behind those that may touch the network."""

    def note(context: click.Context, _parameter: click.Parameter, value: bool) -> bool:
        context.obj.is_offline = context.obj.is_offline or value
        return value

    return click.option(
        "--offline",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=note,
        help="Refuse everything that would touch the network.",
    )(command)


def task_options(command: CommandT) -> CommandT:
    """``--model``, ``--device``, ``--no-history`` and ``--json``."""
    options = (
        click.option(
            "--model", "model_id", metavar="ID", help="A model of 'deskhand models list'."
        ),
        click.option(
            "--device",
            type=DeviceParameter(),
            help="Where the model runs; cuda:1 is the second card. Default: as in the settings.",
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
