"""Pairs of the translation memory as a table that grows while it is scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from assistant_app.terms.entries import MemoryPair, Source

Index = QModelIndex | QPersistentModelIndex
PAGE = 100


class MemoryModel(QAbstractTableModel):
    """Newest first. Columns: source, translation, when and how it came."""

    more_wanted = Signal(int)
    """Pairs with ids below this one; answer with ``add_page``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pairs: list[MemoryPair] = []
        self._has_more = False
        self._is_waiting = False

    def show_first(self, pairs: Sequence[MemoryPair]) -> None:
        self.beginResetModel()
        self._pairs = list(pairs)
        self._has_more = len(pairs) == PAGE
        self._is_waiting = False
        self.endResetModel()

    def add_page(self, pairs: Sequence[MemoryPair]) -> None:
        self._is_waiting = False
        self._has_more = len(pairs) == PAGE
        if pairs:
            first = len(self._pairs)
            self.beginInsertRows(QModelIndex(), first, first + len(pairs) - 1)
            self._pairs += pairs
            self.endInsertRows()

    def pair(self, row: int) -> MemoryPair:
        return self._pairs[row]

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._pairs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more and not self._is_waiting

    def fetchMore(self, parent: Index) -> None:
        last = self._pairs[-1].id if self._pairs else None
        if self.canFetchMore(parent) and last is not None:
            self._is_waiting = True
            self.more_wanted.emit(last)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        pair = self._pairs[index.row()]
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if index.column() == 0:
            return pair.source
        if index.column() == 1:
            return pair.target
        day = pair.created.astimezone()
        shown = QLocale().toString(
            QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat
        )
        return f"{self._origin(pair.origin)}, {shown}"

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Source"), self.tr("Translation"), self.tr("Kept"))[section]

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)

    def _origin(self, origin: Source) -> str:
        match origin:
            case "edited":
                return self.tr("edited")
            case "accepted":
                return self.tr("accepted")
            case "imported":
                return self.tr("imported")
            case _:
                assert_never(origin)
