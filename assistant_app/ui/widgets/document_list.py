"""The list of documents: removes with Del, opens with Enter, says what it takes while empty."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from assistant_app.ui.document_rows import DocumentRow
from assistant_app.ui.document_words import KINDS_TEXT
from assistant_app.ui.documents_model import ROW_ROLE, DocumentsModel
from assistant_app.ui.widgets.document_delegate import DocumentDelegate
from assistant_app.ui.widgets.tints import quiet_text


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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(quiet_text(self.palette()))
            said = self.tr("Drop documents and folders here:\n{kinds}").format(kinds=KINDS_TEXT)
            place = self.viewport().rect().adjusted(24, 0, -24, 0)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(place, flags, said)

    def _open(self, index: QModelIndex) -> None:
        self.open_requested.emit(index.data(ROW_ROLE))
