"""What the picture list knows about one file, and how rows are chosen and ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from assistant_app.errors import AppError
from assistant_app.tasks.chosen_files import Skipped, natural_key
from assistant_app.tasks.label import Label, LabelledPicture
from assistant_app.ui.label_words import label_text

SURE = 0.85
LIKELY = 0.5


class RowState(Enum):
    """How far a file is."""

    WAITING = "waiting"
    LABELLED = "labelled"
    SKIPPED = "skipped"


class Show(Enum):
    """Which rows are shown. Sure: the best label reaches the threshold."""

    ALL = "all"
    SURE = "sure"
    UNSURE = "unsure"
    SKIPPED = "skipped"


class Order(Enum):
    """How rows are ordered."""

    ADDED = "added"
    NAME = "name"
    LABEL = "label"
    SURE_FIRST = "sure first"
    UNSURE_FIRST = "unsure first"


@dataclass(frozen=True)
class PictureRow:
    """One file of the list."""

    path: Path
    picture: LabelledPicture | None = None
    error: AppError | None = None

    @property
    def state(self) -> RowState:
        if self.error is not None:
            return RowState.SKIPPED
        return RowState.WAITING if self.picture is None else RowState.LABELLED

    @property
    def labels(self) -> tuple[Label, ...]:
        """Most probable first; none before the file was labelled."""
        return self.picture.labels if self.picture else ()

    @property
    def best(self) -> float:
        """The probability of the first label, 0 without one."""
        return self.labels[0].probability if self.labels else 0.0

    def labels_from(self, threshold: float) -> tuple[Label, ...]:
        """The labels of at least ``threshold``."""
        return tuple(label for label in self.labels if label.probability >= threshold)


def row_from(value: LabelledPicture | Skipped) -> PictureRow:
    """The row that an event of the task makes."""
    if isinstance(value, Skipped):
        return PictureRow(value.path, error=value.error)
    return PictureRow(value.path, picture=value)


@dataclass(frozen=True)
class RowView:
    """What the person wants to see: rows, order, threshold (0 to 1) and words in name or label."""

    show: Show = Show.ALL
    order: Order = Order.ADDED
    threshold: float = 0.0
    words: str = ""

    def arranged(self, rows: Iterable[PictureRow]) -> list[PictureRow]:
        """The rows to show, in order; equal rows stay in the order they were added in."""
        shown = [row for row in rows if self.includes(row)]
        key = _KEYS.get(self.order)
        return sorted(shown, key=key) if key else shown

    def includes(self, row: PictureRow) -> bool:
        return self._has_state(row) and self._has_words(row)

    def _has_state(self, row: PictureRow) -> bool:
        match self.show:
            case Show.ALL:
                return True
            case Show.SKIPPED:
                return row.state is RowState.SKIPPED
            case Show.SURE:
                return row.state is RowState.LABELLED and row.best >= self.threshold
            case Show.UNSURE:
                return row.state is RowState.LABELLED and row.best < self.threshold

    def _has_words(self, row: PictureRow) -> bool:
        if not self.words:
            return True
        words = self.words.casefold()
        labels = row.labels_from(self.threshold)
        names = [name for label in labels for name in (label.name, label_text(label.name))]
        return any(words in text.casefold() for text in (row.path.name, *names))


_KEYS: dict[Order, Callable[[PictureRow], Any]] = {
    Order.NAME: lambda row: (natural_key(row.path.name), str(row.path)),
    Order.LABEL: lambda row: (
        not row.labels,
        row.labels[0].name.casefold() if row.labels else "",
        -row.best,
    ),
    Order.SURE_FIRST: lambda row: (not row.labels, -row.best),
    Order.UNSURE_FIRST: lambda row: (not row.labels, row.best),
}
