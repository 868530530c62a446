"""Lets files and folders be dropped anywhere on a widget, and shows where they would go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

Describe = Callable[[list[Path]], str]


class DropZone(QWidget):
    """An overlay over ``target``, visible while files hover over it.

    ``describe`` gives the words to show for the files. Files that nobody here can use are taken
    too: whoever listens says so, which the system's “not allowed” pointer would not.
    """

    dropped = Signal(list)
    """Existing paths, as given, ``list[Path]``."""

    def __init__(self, target: QWidget, describe: Describe) -> None:
        super().__init__(target)
        self._target = target
        self._describe = describe
        self.setObjectName("drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.label = QLabel()
        self.label.setObjectName("headline")
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self.label)
        target.setAcceptDrops(True)
        target.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._target:
            if isinstance(event, QDropEvent) and not isinstance(event, QDragMoveEvent):
                return self._drop(event)
            if isinstance(event, QDragEnterEvent):
                return self._enter(event)
            if event.type() == QEvent.Type.DragLeave:
                self.hide()
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> bool:
        paths = dropped_paths(event.mimeData())
        if not paths:
            return False
        self.label.setText(self._describe(paths))
        self.setGeometry(self._target.rect())
        self.raise_()
        self.show()
        event.acceptProposedAction()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.hide()
        paths = dropped_paths(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        self.dropped.emit(paths)
        return True


def dropped_paths(data: QMimeData) -> list[Path]:
    """The local files and folders in ``data``; web addresses are left out."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
