"""The sentences of a summary as rows of a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from assistant_app.tasks.summarise import Picked

PICKED_ROLE = int(Qt.ItemDataRole.UserRole)
"""The row's ``Picked``."""

PLACE_ROLE = PICKED_ROLE + 1
"""Where the sentence stands, in words, such as “Sentence 12 of 182”."""

Index = QModelIndex | QPersistentModelIndex


class PickedModel(QAbstractListModel):
    """Read only; ``set_picked`` replaces all rows."""

    def __init__(self, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self._picked: tuple[Picked, ...] = ()
        self._n_sentences = 0

    def set_picked(self, picked: Sequence[Picked], n_sentences: int) -> None:
        """``n_sentences`` is how many the document has."""
        self.beginResetModel()
        self._picked = tuple(picked)
        self._n_sentences = n_sentences
        self.endResetModel()

    @property
    def picked(self) -> tuple[Picked, ...]:
        return self._picked

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._picked)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        picked = self._picked[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return picked.line
        if role == PICKED_ROLE:
            return picked
        if role == PLACE_ROLE and picked.is_doubtful:
            return self.tr(
                "Check this: the text may not say it. Nearest: sentence {number}"
            ).format(number=picked.index + 1)
        if role == PLACE_ROLE:
            return self.tr("Sentence {number} of {total}").format(
                number=picked.index + 1, total=self._n_sentences
            )
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.data(index, PLACE_ROLE)
        return None
