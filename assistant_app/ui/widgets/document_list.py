"""The list of documents: removes with Del, opens with Enter."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListView, QWidget

from assistant_app.ui.document_rows import DocumentRow
from assistant_app.ui.documents_model import ROW_ROLE, DocumentsModel
from assistant_app.ui.widgets.document_delegate import DocumentDelegate


class DocumentList(QListView):
    """Shows a ``DocumentsModel``."""

    remove_requested = Signal(list)
    """The selected paths, ``list[Path]``."""
    open_requested = Signal(object)
    """The ``DocumentRow`` that was activated."""

    def __init__(self, model: DocumentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = DocumentDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setMinimumWidth(220)
        self.activated.connect(self._open)

    def selected_rows(self) -> list[DocumentRow]:
        """From top to bottom."""
        indexes = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return [index.data(ROW_ROLE) for index in indexes]

    def selected_paths(self) -> list[Path]:
        return [row.path for row in self.selected_rows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete) and self.selectedIndexes():
            self.remove_requested.emit(self.selected_paths())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.open_requested.emit(index.data(ROW_ROLE))
