"""A list of links to sentences: arrows or Tab reach them, a click shows, Enter follows."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from assistant_app.tasks.summarise import Picked
from assistant_app.ui.picked_model import PICKED_ROLE, PickedModel
from assistant_app.ui.widgets.sentence_delegate import SentenceDelegate

_BATCH = 100


class SentenceList(QListView):
    """Shows a ``PickedModel``. The row at hand is the one that is shown in the source."""

    shown = Signal(object)
    """The ``Picked`` at hand changed."""
    followed = Signal(object)
    """Enter: the keyboard goes to the ``Picked`` in the source."""

    def __init__(self, model: PickedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = SentenceDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setMouseTracking(True)
        self.setWordWrap(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self._relayout = QTimer(self)
        self._relayout.setSingleShot(True)
        self._relayout.setInterval(0)
        self._relayout.timeout.connect(self.scheduleDelayedItemsLayout)
        self.clicked.connect(self._show_again)

    def picked(self) -> Picked | None:
        """The sentence at hand."""
        index = self.currentIndex()
        return index.data(PICKED_ROLE) if index.isValid() else None

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        picked = self.picked()
        if picked is not None and selected.indexes():
            self.shown.emit(picked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        picked = self.picked()
        if picked is not None and event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(picked.line)
            return
        is_plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if picked is not None and is_plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.followed.emit(picked)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relayout.start()

    def _show_again(self) -> None:
        picked = self.picked()
        if picked is not None:
            self.shown.emit(picked)
