"""The list of models as a Qt model: headings, which can't be chosen, and models."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assistant_app.ui.model_row_words import heading_text, row_text, search_text
from assistant_app.ui.model_rows import Heading, ModelRow, Row, Stock, Wanted, rows_of
from assistant_app.ui.model_words import title_text

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The row's ``Heading`` or ``ModelRow``."""

Index = QModelIndex | QPersistentModelIndex


class ModelsModel(QAbstractListModel):
    """Read only; ``show`` replaces what there is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show(self, stock: Stock, wanted: Wanted) -> None:
        """Rows of the same models in the same order are changed in place, so that a download's
        progress moves neither selection nor scroll bar."""
        rows = rows_of(stock, wanted, search_text)
        if [_key(row) for row in rows] == [_key(row) for row in self._rows]:
            before, self._rows = self._rows, rows
            for number, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def models(self) -> tuple[ModelRow, ...]:
        """The rows that are models, in order."""
        return tuple(row for row in self._rows if isinstance(row, ModelRow))

    def row(self, model_id: str) -> ModelRow | None:
        return next((row for row in self.models if row.model_id == model_id), None)

    def place(self, model_id: str) -> QModelIndex:
        """Where the model stands; an invalid index if it does not."""
        for number, row in enumerate(self._rows):
            if isinstance(row, ModelRow) and row.model_id == model_id:
                return self.index(number)
        return QModelIndex()

    def first(self) -> QModelIndex:
        """The first model; an invalid index if there is none."""
        models = self.models
        return self.place(models[0].model_id) if models else QModelIndex()

    def retranslate(self) -> None:
        """The words are in another language now."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return heading_text(row) if isinstance(row, Heading) else title_text(row.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return heading_text(row) if isinstance(row, Heading) else row_text(row)
        return None


def _key(row: Row) -> object:
    return row if isinstance(row, Heading) else row.model_id
