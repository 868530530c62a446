"""What the list of documents knows about one file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from assistant_app.errors import AppError
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.document_run import TranslatedDocument


class DocumentState(Enum):
    """How far a document is."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class DocumentRow:
    """One file of the list. ``fraction`` (0 to 1) is how far it is while its turn lasts."""

    path: Path
    state: DocumentState = DocumentState.WAITING
    fraction: float = 0.0
    done: TranslatedDocument | None = None
    error: AppError | None = None

    @property
    def is_open(self) -> bool:
        """Whether a run still has something to do with it."""
        return self.state not in (DocumentState.DONE, DocumentState.SKIPPED)


def row_of(value: TranslatedDocument | Skipped) -> DocumentRow:
    """The row that an event of the task makes."""
    if isinstance(value, Skipped):
        return DocumentRow(value.path, DocumentState.SKIPPED, error=value.error)
    return DocumentRow(value.path, DocumentState.DONE, 1.0, done=value)
