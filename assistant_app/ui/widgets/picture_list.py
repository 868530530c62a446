"""The list of pictures: says which rows are in view, removes with Del, opens with Enter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QWidget

from assistant_app.ui.pictures_model import PATH_ROLE, PicturesModel
from assistant_app.ui.widgets.picture_delegate import PictureDelegate

_SETTLED_MS = 40


class PictureList(QListView):
    """Shows a ``PicturesModel``."""

    view_settled = Signal(int, int)
    """The first and the last row in view, once scrolling, resizing or filling has settled."""
    remove_requested = Signal(list)
    """The selected paths, ``list[Path]``."""
    open_requested = Signal(object)
    """The ``Path`` that was activated."""

    def __init__(self, model: PicturesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = PictureDelegate(model, self)
        self._pictures = model
        self._kept: tuple[list[Path], int] = ([], 0)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLED_MS)
        self._settle.timeout.connect(self._tell_view)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.activated.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self.settle)
        model.rowsInserted.connect(self.settle)
        model.layoutChanged.connect(self.settle)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)

    def settle(self) -> None:
        """Tell what is in view, soon."""
        if not self._settle.isActive():
            self._settle.start()

    def selected_paths(self) -> list[Path]:
        return [index.data(PATH_ROLE) for index in self.selectedIndexes()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete) and self.selectedIndexes():
            self.remove_requested.emit(self.selected_paths())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.settle()

    def _remember(self) -> None:
        self._kept = (self.selected_paths(), self.verticalScrollBar().value())

    def _restore(self) -> None:
        """Select again what is still shown, at the height where the list was."""
        paths, height = self._kept
        rows = sorted(row for row in map(self._pictures.row_of, paths) if row is not None)
        chosen = QItemSelection()
        for first, last in _runs(rows):
            chosen.select(self._pictures.index(first), self._pictures.index(last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(height)
        self.settle()

    def _open(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.open_requested.emit(index.data(PATH_ROLE))

    def _tell_view(self) -> None:
        model = self.model()
        if not self.isVisible() or not model.rowCount():
            return
        height = max(self.sizeHintForRow(0), 1)
        top = self.verticalScrollBar().value()
        first = top // height
        last = min((top + self.viewport().height()) // height, model.rowCount() - 1)
        self.view_settled.emit(first, last)


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours: one range for all costs no more than for one."""
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        yield numbers[0], numbers[-1]
