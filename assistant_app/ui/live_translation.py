"""Translates while the person types: a pause begins it, the next key stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never, cast

from PySide6.QtCore import QObject, QTimer, Signal

from assistant_app.errors import AppError
from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped
from assistant_app.tasks.translate import TranslateRequest, Translation
from assistant_app.ui.follow import OnFailed
from assistant_app.ui.panel import PanelContext

_PAUSE_MS = 500
_REST_MS = 20_000


class LiveTranslation(QObject):
    """Whether it is on stands in the settings. ``make_request`` says what to translate now; None
    is nothing."""

    begun = Signal()
    chunk = Signal(str)
    """What follows of the translation under way."""
    made = Signal(object, object)
    """A ``TranslateRequest`` and its ``Translation``."""
    rested = Signal(object, object, float)
    """The same with the seconds it took, when the text has not changed for 20 seconds."""

    def __init__(
        self,
        context: PanelContext,
        make_request: Callable[[], TranslateRequest | None],
        failed: OnFailed,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._make_request, self._failed = context, make_request, failed
        self._job: Job | None = None
        self._is_broken = False
        self._last: tuple[TranslateRequest, Translation, float] | None = None
        self.pause = self._timer(_PAUSE_MS, self.begin)
        self.rest = self._timer(_REST_MS, self._tell_rested)

    @property
    def is_on(self) -> bool:
        return self._context.workbench.settings.current.is_live_translation and not self._is_broken

    def set_on(self, is_on: bool) -> None:
        """Remember the choice; what is being typed is translated at once."""
        self._is_broken = False
        self._context.workbench.settings.update(is_live_translation=is_on)
        if is_on:
            self.text_changed()
        else:
            self.hush()

    def text_changed(self) -> None:
        """What is under way is of no use any more."""
        if self.is_on:
            self.hush()
            self.pause.start()

    def hush(self) -> None:
        """Nothing is to come of what was typed so far."""
        self.pause.stop()
        self.rest.stop()
        self._last = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def begin(self) -> None:
        """Translate what stands there now."""
        self.hush()
        request = self._make_request()
        if request is None:
            return
        job = self._context.runner.submit("device", self._context.workbench.translate, request)
        self._job = job
        job.chunk.connect(lambda text: self.chunk.emit(text) if job is self._job else None)
        job.finished.connect(lambda outcome: self._end(job, request, outcome))
        self.begun.emit()

    # --- inside -------------------------------------------------------------------------------

    def _timer(self, interval_ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(act)
        return timer

    def _end(self, job: Job, request: TranslateRequest, outcome: Outcome) -> None:
        if job is not self._job:
            return  # the text has changed since
        self._job = None
        match outcome:
            case Done(result, seconds):
                translation = cast(Translation, result)
                self._last = request, translation, seconds
                self.rest.start()
                self.made.emit(request, translation)
            case Failed(error, report):
                # A bug would come again with every key.
                self._is_broken = not isinstance(error, AppError)
                self._failed(error, report)
            case Stopped():
                pass
            case _:
                assert_never(outcome)

    def _tell_rested(self) -> None:
        if self._last is not None:
            self.rested.emit(*self._last)
