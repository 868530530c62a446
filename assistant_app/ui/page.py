"""What the window shows one at a time, and what any page may ask of the window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assistant_app.history.entry import Entry


class Page(QWidget):
    """A page that is no panel: the history, the settings."""

    open_requested = Signal(object)
    """An ``Entry`` to show again in its panel."""
    notice_found = Signal(object)
    """An ``AppError`` that concerns the whole window."""
    settings_changed = Signal(object)
    """The ``Settings`` after a change was saved, or kept in memory if that was not possible."""

    def refresh(self) -> None:
        """The page is shown: show what there is now."""

    def show_recorded(self, entry: Entry) -> None:
        """A panel stored a new result."""
