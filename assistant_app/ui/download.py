"""One download as the window sees it: a value, and how fast it goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from assistant_app.errors import AppError


class DownloadState(Enum):
    """Where a download stands. One that is installed is none any more."""

    WAITING = auto()
    """Another one goes first."""
    RUNNING = auto()
    PAUSING = auto()
    """Pause was pressed and the task has not noticed yet."""
    PAUSED = auto()
    FAILED = auto()
    DISCARDING = auto()


@dataclass(frozen=True)
class Download:
    """What is fetched, and how far it is. ``revision`` empty: the newest."""

    model_id: str
    """The name that the model will have here."""
    title: str
    repo_id: str
    precision: str | None = None
    """None: what the task thinks best."""
    revision: str = ""
    state: DownloadState = DownloadState.WAITING
    done_bytes: int = 0
    total_bytes: int = 0
    """0 while nobody knows."""
    file: str = ""
    is_checking: bool = False
    """All is here; hashes are compared."""
    bytes_per_s: float | None = None
    left_s: float | None = None
    error: AppError | None = None

    @property
    def fraction(self) -> float | None:
        """0 to 1, or None if the end is not known."""
        return min(1.0, self.done_bytes / self.total_bytes) if self.total_bytes else None

    @property
    def is_under_way(self) -> bool:
        """Waiting or at work: the network may be in use because of it."""
        return self.state in (DownloadState.WAITING, DownloadState.RUNNING, DownloadState.PAUSING)
