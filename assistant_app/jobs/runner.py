"""Runs tasks and calls on lanes, and tells the GUI thread what became of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import Literal, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from assistant_app.cancel import CancelToken
from assistant_app.jobs.job import Job
from assistant_app.jobs.lane import Lane, Order, Start
from assistant_app.jobs.outcome import Outcome, Stopped
from assistant_app.tasks.base import Chunk, Event, Item, Progress, Task

LaneName = Literal["device", "store", "files", "downloads"]
Request = TypeVar("Request")
Result = TypeVar("Result")


class _Bridge(QObject):
    """Its signals are emitted on lanes and arrive, queued, on the GUI thread."""

    happened = Signal(int, object)
    ended = Signal(int, object)


class JobRunner(QObject):
    """One lane for the inference device, one for the history, one for documents and pictures, one
    for downloads."""

    idle = Signal()
    """No submitted task is left in any lane."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = _Bridge(self)
        self._bridge.happened.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._bridge.ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._lanes: dict[LaneName, Lane] = {}
        self._jobs: dict[int, Job] = {}
        self._tasks: set[int] = set()
        self._next = 1
        self._is_closed = False

    @property
    def is_busy(self) -> bool:
        """Whether a submitted task is waiting or at work. Calls don't count: they are short."""
        return bool(self._tasks)

    def submit(
        self,
        lane: LaneName,
        task: Task[Request, Result],
        request: Request,
        gives_way: bool = False,
    ) -> Job:
        """Queue ``task``. Connect to the job before the event loop runs again; nothing is lost.

        ``gives_way`` is for what takes long: other orders are worked off between two events.
        """

        def start(token: CancelToken) -> Generator[Event, None, object]:
            return task.run(request, token)

        return self._enqueue(lane, start, is_task=True, gives_way=gives_way)

    def call(self, lane: LaneName, function: Callable[[], object]) -> Job:
        """Queue a short function, such as one question to the store, as a job without events."""

        def start(_token: CancelToken) -> Generator[Event, None, object]:
            return _eventless(function)

        return self._enqueue(lane, start, is_task=False)

    def stop_all(self) -> None:
        """Ask every submitted task to stop; calls are left to finish, they lose nothing."""
        for number in self._tasks:
            self._jobs[number].cancel()

    def shutdown(self, timeout_s: float = 5.0) -> bool:
        """Stop tasks, finish calls, wait at most ``timeout_s`` in all. False if a lane still works.

        Every job has had its ``finished`` when this returns.
        """
        self._is_closed = True
        self.stop_all()
        for lane in self._lanes.values():
            lane.close()
        deadline = time.monotonic() + timeout_s
        is_quiet = all([lane.join(deadline - time.monotonic()) for lane in self._lanes.values()])
        QCoreApplication.sendPostedEvents(self)
        QCoreApplication.sendPostedEvents(self._bridge)
        for number in list(self._jobs):
            self._end(number, Stopped())
        return is_quiet

    def _enqueue(self, name: LaneName, start: Start, is_task: bool, gives_way: bool = False) -> Job:
        job = Job(name, self)
        number = self._next
        self._next += 1
        self._jobs[number] = job
        if is_task:
            self._tasks.add(number)
        if self._is_closed:
            self._bridge.ended.emit(number, Stopped())
        else:
            self._lane(name).put(Order(number, start, job.token, gives_way))
        return job

    def _lane(self, name: LaneName) -> Lane:
        if name not in self._lanes:
            self._lanes[name] = Lane(name, self._bridge.happened.emit, self._bridge.ended.emit)
        return self._lanes[name]

    @Slot(int, object)
    def _deliver(self, number: int, event: object) -> None:
        job = self._jobs.get(number)
        if job is not None and isinstance(event, Chunk | Progress | Item):
            job.deliver(event)

    @Slot(int, object)
    def _end(self, number: int, outcome: Outcome) -> None:
        job = self._jobs.pop(number, None)
        if job is None:
            return
        was_task = number in self._tasks
        self._tasks.discard(number)
        try:
            job.end(outcome)
        finally:
            job.deleteLater()
            if was_task and not self._tasks:
                self.idle.emit()


def _eventless(function: Callable[[], object]) -> Generator[Event, None, object]:
    """``function`` as a task without events; it is called on the lane, not here."""
    yield from ()
    return function()
