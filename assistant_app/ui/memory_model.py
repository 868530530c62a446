"""Pairs of the translation memory as a table that grows while it is scrolled; both texts can be
written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import IntEnum
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
from assistant_app.ui.language_names import language_name

Index = QModelIndex | QPersistentModelIndex
PAGE = 100


class Column(IntEnum):
    """In the order of the table."""

    SOURCE = 0
    TARGET = 1
    KEPT = 2
    DOCUMENT = 3


class MemoryModel(QAbstractTableModel):
    """Whoever owns it reads the pairs, and writes those that were changed."""

    more_wanted = Signal(int)
    """Pairs with ids below this one; answer with ``add_page``."""
    pair_changed = Signal(object)
    """A stored ``MemoryPair`` as the person wants it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pairs: list[MemoryPair] = []
        self._direction = ("", "")
        self._has_more = False
        self._is_waiting = False

    def show_direction(self, source: str, target: str) -> None:
        """The columns are named after the languages."""
        self._direction = (source, target)
        self.retranslate()

    def show_first(self, pairs: Sequence[MemoryPair], has_more: bool) -> None:
        self.beginResetModel()
        self._pairs = list(pairs)
        self._has_more = has_more
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
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more and not self._is_waiting

    def fetchMore(self, parent: Index) -> None:
        last = self._pairs[-1].id if self._pairs else None
        if self.canFetchMore(parent) and last is not None:
            self._is_waiting = True
            self.more_wanted.emit(last)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_text = index.column() in (Column.SOURCE, Column.TARGET)
        return flags | Qt.ItemFlag.ItemIsEditable if is_text else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = Qt.ItemDataRole
        if role not in (roles.DisplayRole, roles.ToolTipRole, roles.EditRole):
            return None
        pair = self._pairs[index.row()]
        match Column(index.column()):
            case Column.SOURCE:
                return pair.source
            case Column.TARGET:
                return pair.target
            case Column.KEPT:
                return self._kept_text(pair)
            case Column.DOCUMENT:
                return pair.document

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        pair, text = self._pairs[index.row()], " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not text:
            return False
        is_source = index.column() == Column.SOURCE
        changed = replace(pair, source=text) if is_source else replace(pair, target=text)
        if changed == pair:
            return False
        changed = replace(changed, origin="edited", created=datetime.now(UTC))
        self._pairs[index.row()] = changed
        row = index.row()
        self.dataChanged.emit(self.index(row, 0), self.index(row, Column.DOCUMENT))
        self.pair_changed.emit(changed)
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        source, target = map(language_name, self._direction)
        return (source, target, self.tr("Kept"), self.tr("Document"))[section]

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    # --- inside -------------------------------------------------------------------------------

    def _kept_text(self, pair: MemoryPair) -> str:
        day = pair.created.astimezone()
        shown = QLocale().toString(
            QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat
        )
        return f"{self._origin(pair.origin)}, {shown}"

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
