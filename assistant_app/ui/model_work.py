"""Jobs on models: trying, checking, mending, importing, exporting, removing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, assert_never

from PySide6.QtCore import QObject, Signal

from assistant_app.errors import AppError
from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped
from assistant_app.jobs.runner import JobRunner, LaneName
from assistant_app.tasks.base import Progress, Task

RequestT = TypeVar("RequestT")
Then = Callable[[Any], None]


class ModelWork(QObject):
    """Knows which models something is done with. Each job ends in its ``then``, in ``failed`` or,
    if it was stopped, in neither."""

    changed = Signal()
    """Something began or ended."""
    progress = Signal(object)
    """A ``Progress`` of any of the jobs."""
    failed = Signal(object)
    """The ``AppError`` of a job that was given no ``refused``."""

    def __init__(
        self, runner: JobRunner, crash: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._crash = crash
        self._jobs: dict[Job, tuple[str, LaneName]] = {}

    @property
    def is_busy(self) -> bool:
        return bool(self._jobs)

    def is_busy_with(self, model_id: str) -> bool:
        return any(each == model_id for each, _lane in self._jobs.values())

    @property
    def is_fetching(self) -> bool:
        """Whether any of them may be using the network."""
        return any(lane == "downloads" for _model_id, lane in self._jobs.values())

    def run(
        self,
        lane: LaneName,
        task: Task[RequestT, Any],
        request: RequestT,
        model_id: str,
        then: Then,
        refused: Callable[[AppError], None] | None = None,
    ) -> None:
        """Queue ``task``. ``model_id`` is what is worked on, or a path's name for an import."""
        self._follow(self._runner.submit(lane, task, request), lane, model_id, then, refused)

    def call(self, lane: LaneName, function: Callable[[], Any], model_id: str, then: Then) -> None:
        """Queue a short function."""
        self._follow(self._runner.call(lane, function), lane, model_id, then)

    def stop(self) -> None:
        """Ask all of them to stop."""
        for job in list(self._jobs):
            job.cancel()

    def _follow(
        self,
        job: Job,
        lane: LaneName,
        model_id: str,
        then: Then,
        refused: Callable[[AppError], None] | None = None,
    ) -> None:
        self._jobs[job] = model_id, lane
        job.progress.connect(self._tell)
        job.finished.connect(lambda outcome: self._end(job, outcome, then, refused))
        self.changed.emit()

    def _tell(self, progress: Progress) -> None:
        self.progress.emit(progress)

    def _end(
        self,
        job: Job,
        outcome: Outcome,
        then: Then,
        refused: Callable[[AppError], None] | None,
    ) -> None:
        self._jobs.pop(job, None)
        self.changed.emit()
        match outcome:
            case Done(result):
                then(result)
            case Failed(error, report):
                if not isinstance(error, AppError):
                    self._crash(report)
                elif refused is not None:
                    refused(error)
                else:
                    self.failed.emit(error)
            case Stopped():
                pass
            case _:
                assert_never(outcome)
