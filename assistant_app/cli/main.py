"""The command line as a whole: its commands, and how each of them ends."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from assistant_app import __version__
from assistant_app.cancel import CancelToken
from assistant_app.cli.dictionary_command import dictionary
from assistant_app.cli.model_commands import models
from assistant_app.cli.model_transfers import TRANSFERS
from assistant_app.cli.options import (
    ChosenDevice,
    Context,
    DeviceParameter,
    json_option,
    offline_option,
)
from assistant_app.cli.picture_commands import label
from assistant_app.cli.running import DONE, FAILED, STOPPED, WRONG_USE, run_task
from assistant_app.cli.store_commands import history
from assistant_app.cli.term_commands import glossary, memory
from assistant_app.cli.terminal import Terminal
from assistant_app.cli.text_commands import summarise, translate, write
from assistant_app.error_text import error_text
from assistant_app.errors import AppError, Cancelled
from assistant_app.files import reason_of
from assistant_app.settings import Language, Theme
from assistant_app.tasks.check_device import CheckDeviceRequest

# Windows says EINVAL of a pipe whose reader has left.
_READER_LEFT = {errno.EPIPE, errno.EINVAL} if sys.platform == "win32" else {errno.EPIPE}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="deskhand", message="%(prog)s %(version)s")
@offline_option
@json_option
def commands() -> None:
    """Write, summarise, translate and label pictures on this computer alone.

    Without a command the window opens.
    """


@commands.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="deskhand-demo",
    show_default=True,
    metavar="DIR",
    help="Where the pictures of the window go.",
)
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.option("--language", type=click.Choice(["en", "zh_CN"]), default="en", show_default=True)
@click.pass_context
def demo(click_context: click.Context, out: Path, theme: Theme, language: Language) -> None:
    """Drive the real window through all four panels on the samples, and show what came out."""
    # Here, not at the top: this is the one command that needs the window.
    from assistant_app import demo as demonstration

    click_context.exit(demonstration.run(out, theme, language))


@commands.command()
@click.option("--device", type=DeviceParameter(), help="Try this device.")
@click.option("--check-gpu", is_flag=True, help="Measure the graphics cards against the processor.")
@json_option
@click.pass_context
def doctor(click_context: click.Context, device: ChosenDevice | None, check_gpu: bool) -> None:
    """Versions, the device really in use and why, folders, and whether all models are whole."""
    # Here, not at the top: it loads ONNX Runtime, which no other command needs so early.
    from assistant_app.doctor import examine, report_text

    context: Context = click_context.obj
    workbench = context.opened(device)
    if check_gpu:
        cancel = CancelToken()
        work = workbench.check_device.run(CheckDeviceRequest(), cancel)
        checked = run_task(context.terminal, work, cancel, lambda _event: None)
        if checked.notice is not None:
            context.terminal.notice(checked.notice)
    examination = examine(workbench)
    if context.is_json:
        context.terminal.json(examination.as_json())
    else:
        context.terminal.write(report_text(examination))
    click_context.exit(FAILED if examination.problems else DONE)


for command in (write, summarise, translate, label, history, glossary, memory, dictionary, models):
    commands.add_command(command)
for command in TRANSFERS:
    models.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 could not, 2 wrong use, 130 stopped."""
    context = Context(Terminal.standard())
    try:
        code = _run(context, list(sys.argv[1:] if arguments is None else arguments))
        context.terminal.stdout.flush()
        return code
    except io.UnsupportedOperation:
        context.terminal.note("the standard output is closed")
        return FAILED
    except OSError as error:
        # Files of ours raise an AppError: what comes here with such a number is our own output.
        if error.errno in _READER_LEFT:
            # Such as "head", which has seen enough.
            _forget_stdout()
            return DONE
        if error.errno not in _NO_ROOM:
            raise
        _forget_stdout()
        context.terminal.note(f"the standard output can't be written: {reason_of(error)}")
        return FAILED
    finally:
        if context.workbench is not None:
            context.workbench.close()


def _run(context: Context, arguments: list[str]) -> int:
    terminal = context.terminal
    try:
        # Not commands.main(): that would end the process itself when a pipe breaks.
        with commands.make_context("deskhand", arguments, obj=context) as click_context:
            commands.invoke(click_context)
        _note_device(context)
        return DONE
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        error.show(terminal.stderr)
        # An option that does not exist ends the reading of all others, --json among them.
        if context.is_json or "--json" in arguments:
            terminal.json({"error": "WrongUse", "message": error.format_message()})
        return WRONG_USE
    except click.ClickException as error:
        error.show(terminal.stderr)
        return FAILED
    except AppError as error:
        terminal.notice(error)
        if context.is_json:
            terminal.json({"error": type(error).__name__, "message": error_text(error)})
        return FAILED
    except (Cancelled, KeyboardInterrupt, click.Abort):
        terminal.note("stopped")
        return STOPPED


def _note_device(context: Context) -> None:
    """That the result came from another device than was asked for."""
    for reason in context.workbench.device_shortfalls() if context.workbench is not None else ():
        context.terminal.note(reason)


def _forget_stdout() -> None:
    """Python flushes stdout once more at its end, which would complain about the pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
