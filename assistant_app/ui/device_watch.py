"""Asks the device lane what runs on what, lets idle models go, and tells when a card gave up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from assistant_app.errors import AppError
from assistant_app.jobs.job import Job
from assistant_app.jobs.runner import JobRunner
from assistant_app.settings import Settings
from assistant_app.tasks.check_device import CheckDeviceRequest
from assistant_app.tasks.device_state import DeviceState
from assistant_app.ui.device_words import short_text
from assistant_app.ui.follow import OnFailed, follow

if TYPE_CHECKING:
    from assistant_app.workbench import Workbench

_IDLE_LOOK_MS = 30_000
_GIVEN_UP = ("gave-up", "no-memory")


class DeviceWatch(QObject):
    """``state`` is what was told last. The lane may be busy for long: nothing here waits."""

    changed = Signal(object)
    """The new ``DeviceState``."""
    gave_up = Signal(str)
    """A card failed in the middle of the work, which was finished on the processor: a sentence."""
    notice_found = Signal(object)
    """An ``AppError`` about the installation."""

    def __init__(
        self,
        workbench: Workbench,
        runner: JobRunner,
        failed: OnFailed,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._runner = runner
        self._failed = failed
        self._idle_job: Job | None = None
        self._told: set[str] = set()
        """Models of which it was said that their card gave up."""
        self.state: DeviceState | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_IDLE_LOOK_MS)
        self._timer.timeout.connect(self.look_for_idle)

    def start(self) -> None:
        """Once the window is painted: look at the installation, and for idle models from now on."""
        self._timer.start()
        job = self._runner.call("files", self._workbench.packages_notice)
        follow(job, self._pass_on_notice, self._failed)

    def ask(self, _origin: object = None) -> None:
        """Something was used, or has left: see what there is now."""
        job = self._runner.call("device", self._workbench.device_state)
        follow(job, self._show, self._failed)

    def unload(self, model_id: str) -> None:
        job = self._runner.call("device", partial(self._workbench.let_go, model_id))
        follow(job, self.ask, self._failed)

    def check(self) -> Job:
        """Begin the check of the graphics card, behind whatever the lane has to do."""
        return self._runner.submit("device", self._workbench.check_device, CheckDeviceRequest())

    def facts(self) -> Job:
        """What belongs into a report; its result is a text. Not on the device lane, which may be
        busy: this is for those who wonder what it does."""
        return self._runner.call("files", self._workbench.device_facts)

    def apply(self, before: Settings, now: Settings) -> None:
        """Another device or thread count asks for a new engine, another precision for the model."""
        if _engine_part(before) != _engine_part(now):
            use = partial(self._workbench.use_device, now.device, now.threads, now.device_index)
            follow(self._runner.call("device", use), self.ask, self._failed)
        for model_id in dict(before.precisions) | dict(now.precisions):
            if before.precision(model_id) != now.precision(model_id):
                self.unload(model_id)

    def look_for_idle(self) -> None:
        """Let models go that nobody used for as long as the settings say."""
        if self._idle_job is None:  # one question at a time: the lane may be busy for hours
            self._idle_job = self._runner.call("device", self._workbench.release_idle)
            self._idle_job.finished.connect(self._forget_idle_job)
            follow(self._idle_job, self._show_released, self._failed)

    def _forget_idle_job(self) -> None:
        self._idle_job = None

    def _show_released(self, released: tuple[str, ...]) -> None:
        if released:
            self.ask()

    def _show(self, state: DeviceState) -> None:
        self.state = state
        failed = {m.model_id: m for m in state.models if m.report.cause in _GIVEN_UP}
        for model_id, model in failed.items():
            if model_id not in self._told:
                said = self.tr("Finished on the processor: {why}.")
                self.gave_up.emit(said.format(why=short_text(model.report.cause)))
        self._told = set(failed)
        self.changed.emit(state)

    def _pass_on_notice(self, notice: AppError | None) -> None:
        if notice is not None:
            self.notice_found.emit(notice)


def _engine_part(settings: Settings) -> tuple[object, ...]:
    return settings.device, settings.device_index, settings.threads
