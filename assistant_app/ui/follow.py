"""What becomes of a job that somebody waits for, in one exhaustive match."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, assert_never, cast

from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped

T = TypeVar("T")
OnFailed = Callable[[BaseException, str], None]


def follow(job: Job, done: Callable[[T], None], failed: OnFailed) -> None:
    """Hand the job's result to ``done``, or its error and report to ``failed``. A stopped job
    tells nobody: whoever stopped it knows."""

    def finished(outcome: Outcome) -> None:
        match outcome:
            case Done(result):
                done(cast(T, result))
            case Failed(error, report):
                failed(error, report)
            case Stopped():
                pass
            case _:
                assert_never(outcome)

    job.finished.connect(finished)
