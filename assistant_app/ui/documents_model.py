"""The documents to translate as rows of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.document_run import TranslatedDocument
from assistant_app.ui.document_rows import DocumentRow, DocumentState, row_of
from assistant_app.ui.document_words import spoken_text

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The ``DocumentRow``."""

Index = QModelIndex | QPersistentModelIndex


class DocumentsModel(QAbstractListModel):
    """Rows in the order they were added in, which is the order of the work."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[DocumentRow] = []

    @property
    def rows(self) -> Sequence[DocumentRow]:
        return tuple(self._rows)

    def row(self, path: Path) -> DocumentRow | None:
        return next((row for row in self._rows if row.path == path), None)

    def paths_in(self, *states: DocumentState) -> tuple[Path, ...]:
        """The files in one of ``states``."""
        return tuple(row.path for row in self._rows if row.state in states)

    @property
    def open_paths(self) -> tuple[Path, ...]:
        """Whatever is neither done nor skipped."""
        return tuple(row.path for row in self._rows if row.is_open)

    def add(self, found: Iterable[Path | Skipped]) -> int:
        """Add rows that wait, or that tell why a file can't be read. A file that is here already
        is not added twice; returns how many were."""
        known = {row.path for row in self._rows}
        fresh = []
        for each in found:
            row = row_of(each) if isinstance(each, Skipped) else DocumentRow(each)
            if row.path not in known:
                known.add(row.path)
                fresh.append(row)
        if fresh:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()
        return len(fresh)

    def show(self, value: TranslatedDocument) -> int:
        """The row of a document that was made before, put in if it is not here; one that waits or
        is at work stays as it is."""
        for at, row in enumerate(self._rows):
            if row.path == value.path:
                if not row.is_open:
                    self.put(value)
                return at
        at = len(self._rows)
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows.append(row_of(value))
        self.endInsertRows()
        return at

    def put(self, value: TranslatedDocument | Skipped) -> None:
        """Show what became of one file; one that is off the list is passed over."""
        self._set(row_of(value))

    def set_state(self, paths: Iterable[Path], state: DocumentState) -> None:
        """Begin anew with ``paths``, or say that their turn came or was broken off."""
        for path in paths:
            row = self.row(path)
            if row is not None:
                keeps = row.fraction if state is DocumentState.PAUSED else 0.0
                self._set(DocumentRow(path, state, keeps))

    def set_fraction(self, path: Path, fraction: float) -> None:
        """How far the document at work is. Told no oftener than it is seen: by whole percent."""
        row = self.row(path)
        if row is not None and int(100 * row.fraction) != int(100 * fraction):
            self._set(replace(row, fraction=fraction))

    def remove(self, paths: Iterable[Path]) -> None:
        """Take rows off the list; the files stay where they are."""
        for path in paths:
            for at, row in enumerate(self._rows):
                if row.path == path:
                    self.beginRemoveRows(QModelIndex(), at, at)
                    del self._rows[at]
                    self.endRemoveRows()
                    break

    def _set(self, row: DocumentRow) -> None:
        for at, old in enumerate(self._rows):
            if old.path == row.path:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at))
                return

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.path.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(row.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_text(row)
        return None
