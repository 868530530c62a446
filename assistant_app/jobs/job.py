"""What the window sees of a running task."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from assistant_app.cancel import CancelToken
from assistant_app.jobs.outcome import Outcome
from assistant_app.tasks.base import Chunk, Event, Item, Progress


class Job(QObject):
    """Lives on the GUI thread, and every signal arrives there.

    ``finished`` comes exactly once, last, whatever happens. Keep no reference if you don't need
    one: the runner holds the job until it has finished.
    """

    chunk = Signal(str)
    """Text to append to the result."""
    item = Signal(object)
    """One finished part of a result that is a list."""
    progress = Signal(object)
    """A ``Progress``."""
    finished = Signal(object)
    """The ``Outcome``."""

    def __init__(self, lane: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lane = lane
        self._token = CancelToken()
        self._outcome: Outcome | None = None

    @property
    def token(self) -> CancelToken:
        """What the task looks at, on its own thread."""
        return self._token

    @property
    def is_finished(self) -> bool:
        return self._outcome is not None

    @property
    def outcome(self) -> Outcome | None:
        """None until the job has finished."""
        return self._outcome

    def cancel(self) -> None:
        """Ask for the stop; ``finished`` follows when the task has noticed."""
        self._token.set()

    def deliver(self, event: Event) -> None:
        """Called by the runner for each event of the task."""
        if self._outcome is not None:
            return
        match event:
            case Chunk(text):
                self.chunk.emit(text)
            case Progress():
                self.progress.emit(event)
            case Item(value):
                self.item.emit(value)

    def end(self, outcome: Outcome) -> None:
        """Called by the runner, once."""
        if self._outcome is None:
            self._outcome = outcome
            self.finished.emit(outcome)
