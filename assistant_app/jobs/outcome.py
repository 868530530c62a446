"""How a job ended: done, failed or stopped, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """The task returned; ``result`` is what it returned."""

    result: object
    seconds: float


@dataclass(frozen=True)
class Failed:
    """The task raised. An ``AppError`` is for the person, anything else is a bug."""

    error: BaseException
    report: str
    """Where it happened, without the person's text (see ``report.describe``)."""


@dataclass(frozen=True)
class Stopped:
    """The person pressed Stop, or the app quit, before the task was done."""


Outcome = Done | Failed | Stopped
