"""Asks memory and model for other ways to say a sentence, and puts the chosen one in its place."""

from __future__ import annotations

from typing import assert_never, cast

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped
from assistant_app.tasks.alternatives import Alternatives, AlternativesRequest
from assistant_app.ui.alternatives_popup import AlternativesPopup
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.sentence_edits import SentenceEdits

_LEAST_PERCENT = 60


class OtherWays(QObject):
    """One sentence at a time."""

    def __init__(
        self, context: PanelContext, edits: SentenceEdits, failed: OnFailed, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._edits, self._failed = context, edits, failed
        self._job: Job | None = None
        self._number = -1
        self.popup = AlternativesPopup(context.icons, parent)
        self.popup.chosen.connect(self._take)
        self.popup.stop_requested.connect(self.stop)

    def ask(
        self, number: int, request: AlternativesRequest, now: str, place: QPoint, width: int
    ) -> None:
        """Open the popup for a sentence that is translated as ``now``."""
        self.stop()
        self._number = number
        self.popup.open_for(now, place, width)
        bench, runner = self._context.workbench, self._context.runner
        memory = bench.memory
        found = runner.call(
            "store",
            lambda: memory.find(request.source, request.target, request.text, _LEAST_PERCENT),
        )
        follow(found, self.popup.show_found, self._failed)
        job = runner.submit("device", bench.translate.alternatives, request)
        self._job = job
        job.finished.connect(lambda outcome: self._end(job, outcome))

    def stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self, job: Job, outcome: Outcome) -> None:
        if job is not self._job:
            return
        self._job = None
        match outcome:
            case Done(result, _):
                self.popup.show_ways(cast(Alternatives, result).ways)
            case Failed(error, report):
                self.popup.hide()
                self._failed(error, report)
            case Stopped():
                self.popup.show_end()
            case _:
                assert_never(outcome)

    def _take(self, text: str) -> None:
        self._edits.replace(self._number, text)
