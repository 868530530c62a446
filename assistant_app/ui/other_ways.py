"""Asks memory and model for other words and other ways to say a sentence, and puts the chosen one
in its place."""

from __future__ import annotations

from typing import assert_never, cast

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped
from assistant_app.tasks.alternatives import Alternatives, AlternativesRequest
from assistant_app.tasks.word_variants import OtherWords, WordVariantsRequest
from assistant_app.ui.alternatives_popup import AlternativesPopup
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.sentence_edits import SentenceEdits

_LEAST_PERCENT = 60


class OtherWays(QObject):
    """One sentence at a time, and one word of it."""

    def __init__(
        self, context: PanelContext, edits: SentenceEdits, failed: OnFailed, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._edits, self._failed = context, edits, failed
        self._jobs: list[Job] = []
        self._number = -1
        self._ends: dict[str, int] = {}
        """Where the word ends in a sentence that was offered because of it."""
        self.popup = AlternativesPopup(context.icons, parent)
        self.popup.chosen.connect(self._take)
        self.popup.stop_requested.connect(self.stop)

    @property
    def is_looking(self) -> bool:
        return bool(self._jobs)

    def ask(
        self,
        number: int,
        request: AlternativesRequest,
        now: str,
        place: QPoint,
        width: int,
        at: int | None = None,
        word: str = "",
    ) -> None:
        """Open the popup for a sentence that is translated as ``now``, and for the word at ``at``
        of it, if that is given; ``word`` if it is known where that begins and ends."""
        self.stop()
        self._jobs = []
        self._number = number
        self._ends = {}
        self.popup.open_for(now, place, width, None if at is None else word)
        bench, runner = self._context.workbench, self._context.runner
        memory = bench.memory
        found = runner.call(
            "store",
            lambda: memory.find(request.source, request.target, request.text, _LEAST_PERCENT),
        )
        follow(found, self.popup.show_found, self._failed)
        if at is not None:
            wanted = WordVariantsRequest(
                request.text, now, at, request.source, request.target, request.model_id
            )
            self._follow(runner.submit("device", bench.translate.word_variants, wanted), now)
        self._follow(runner.submit("device", bench.translate.alternatives, request), now)

    def stop(self) -> None:
        for job in self._jobs:
            job.cancel()

    def _follow(self, job: Job, now: str) -> None:
        self._jobs.append(job)
        job.finished.connect(lambda outcome: self._end(job, now, outcome))

    def _end(self, job: Job, now: str, outcome: Outcome) -> None:
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        match outcome:
            case Done(OtherWords() as result, _):
                self._show_words(result, now)
            case Done(result, _):
                self.popup.show_ways(cast(Alternatives, result).ways)
            case Failed(error, report):
                self.stop()
                self._jobs = []  # the other one would say the same
                self.popup.hide()
                self._failed(error, report)
            case Stopped():
                self.popup.show_end()
            case _:
                assert_never(outcome)

    def _show_words(self, result: OtherWords, now: str) -> None:
        self._ends = {each.text: result.start + len(each.word) for each in result.words}
        self.popup.show_words(now[result.start : result.end], now[result.end :], result.words)

    def _take(self, text: str) -> None:
        self._edits.replace(self._number, text, self._ends.get(text))
