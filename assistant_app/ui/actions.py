"""The shortcuts of the window, in one table, with the words for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

SHORTCUTS: dict[str, tuple[str, ...]] = {
    "write": ("Ctrl+1",),
    "summarise": ("Ctrl+2",),
    "translate": ("Ctrl+3",),
    "images": ("Ctrl+4",),
    "models": ("Ctrl+5",),
    "history": ("Ctrl+H",),
    "settings": ("Ctrl+,",),
    "run": ("Ctrl+Return", "Ctrl+Enter"),
    "stop": ("Esc",),
    "open": ("Ctrl+O",),
    "save": ("Ctrl+S",),
    "copy": ("Ctrl+Shift+C",),
    "shortcuts": ("F1",),
    "quit": ("Ctrl+Q",),
}
"""Actions of the whole window. Panels may add their own, such as Ctrl+R for swapping languages."""


@dataclass(frozen=True)
class WindowActions:
    """One ``QAction`` per row of ``SHORTCUTS``, owned by the window."""

    by_name: dict[str, QAction]

    @classmethod
    def make(cls, window: QWidget, does: dict[str, Callable[[], None]]) -> WindowActions:
        """``does`` says what each action does; it must name every row of ``SHORTCUTS``."""
        by_name: dict[str, QAction] = {}
        for name, keys in SHORTCUTS.items():
            action = QAction(window)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.triggered.connect(does[name])
            window.addAction(action)
            by_name[name] = action
        actions = cls(by_name)
        actions.retranslate()
        return actions

    def retranslate(self) -> None:
        for name, action in self.by_name.items():
            action.setText(action_text(name))

    def rows(self) -> list[tuple[str, str]]:
        """Words and keys of every action, for the list of shortcuts."""
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (action.text(), action.shortcut().toString(native)) for action in self.by_name.values()
        ]


def action_text(name: str) -> str:
    """The words for an action, as literals for the translation tool."""
    match name:
        case "write":
            return QCoreApplication.translate("Actions", "Write")
        case "summarise":
            return QCoreApplication.translate("Actions", "Summarise")
        case "translate":
            return QCoreApplication.translate("Actions", "Translate")
        case "images":
            return QCoreApplication.translate("Actions", "Images")
        case "models":
            return QCoreApplication.translate("Actions", "Models")
        case "history":
            return QCoreApplication.translate("Actions", "History")
        case "settings":
            return QCoreApplication.translate("Actions", "Settings")
        case "run":
            return QCoreApplication.translate("Actions", "Run the panel")
        case "stop":
            return QCoreApplication.translate("Actions", "Stop")
        case "open":
            return QCoreApplication.translate("Actions", "Open a file")
        case "save":
            return QCoreApplication.translate("Actions", "Save the result")
        case "copy":
            return QCoreApplication.translate("Actions", "Copy the result")
        case "shortcuts":
            return QCoreApplication.translate("Actions", "Show the shortcuts")
        case "quit":
            return QCoreApplication.translate("Actions", "Quit")
        case _:
            raise KeyError(name)
