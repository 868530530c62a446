"""A view of something in a store: how it asks for it, its words, its key to delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.panel import PanelContext

T = TypeVar("T")


class StoreWidget(QWidget):
    """All that is written or read goes through the store lane."""

    def __init__(
        self, context: PanelContext, failed: OnFailed, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._failed = context, failed

    def retranslate(self) -> None:
        """Set every visible word again."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _on_lane(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        follow(self._context.runner.call("store", work), then, self._failed)


def delete_key(view: QWidget, act: Callable[[], None]) -> None:
    """Del does ``act`` while the keyboard is in ``view``."""
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), view)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(act)
