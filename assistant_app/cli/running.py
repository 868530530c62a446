"""Running a task for a command: progress, Ctrl+C, the record in the history."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from assistant_app.cancel import CancelToken
from assistant_app.cli.options import Context
from assistant_app.cli.terminal import Terminal
from assistant_app.errors import AppError
from assistant_app.history.entry import Panel
from assistant_app.tasks.base import Chunk, Event, Item, Progress, Task
from assistant_app.tasks.entries import AnyResult, Request, entry_of
from assistant_app.workbench import Workbench

RequestT = TypeVar("RequestT")
ResultT = TypeVar("ResultT")

DONE = 0
FAILED = 1
WRONG_USE = 2
STOPPED = 130


@contextmanager
def stopped_by_interrupt(cancel: CancelToken) -> Iterator[None]:
    """Ctrl+C asks for the stop; a second one does not wait for it."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        if cancel.is_set:
            raise KeyboardInterrupt
        cancel.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def run_task(
    terminal: Terminal,
    work: Generator[Event, None, ResultT],
    cancel: CancelToken,
    on_event: Callable[[Chunk | Item], None],
    is_streaming: bool = False,
) -> ResultT:
    """The result of ``work``. ``Cancelled`` and ``AppError`` go on to the caller."""
    with stopped_by_interrupt(cancel):
        try:
            while True:
                event = next(work)
                if isinstance(event, Progress):
                    terminal.progress(event, is_streaming)
                else:
                    on_event(event)
        except StopIteration as end:
            result: ResultT = end.value
            return result
        finally:
            work.close()
            terminal.clear_progress()


def finish(
    context: Context,
    task: Task[RequestT, ResultT],
    request: RequestT,
    on_event: Callable[[Chunk | Item], None] = lambda event: None,
) -> ResultT:
    """What ``task`` makes of ``request``, with its progress shown. ``Cancelled`` and ``AppError``
    go on to the caller."""
    cancel = CancelToken()
    return run_task(context.terminal, task.run(request, cancel), cancel, on_event)


def record(
    terminal: Terminal,
    workbench: Workbench,
    panel: Panel,
    request: Request,
    result: AnyResult,
    started: float,
) -> None:
    """Keep the result as the window does. That it can't be kept does not spoil the result."""
    if not workbench.settings.current.is_history_on:
        return
    try:
        workbench.history.add(entry_of(panel, request, result, time.perf_counter() - started))
    except AppError as error:
        terminal.notice(error)
    if workbench.history.notice is not None:
        terminal.notice(workbench.history.notice)
