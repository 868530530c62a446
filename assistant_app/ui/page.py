"""What the window shows one at a time, and what any page may ask of the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assistant_app.history.entry import Entry
from assistant_app.settings import Settings


class Page(QWidget):
    """A page that is no panel: the models, the history, the settings."""

    open_requested = Signal(object)
    """An ``Entry`` to show again in its panel."""
    notice_found = Signal(object)
    """An ``AppError`` that concerns the whole window."""
    settings_changed = Signal(object)
    """The ``Settings`` after a change was saved, or kept in memory if that was not possible."""
    models_changed = Signal()
    """Which models there are, or which of them are the usual ones, is not what it was."""
    device_used = Signal()
    """A model ran or was let go."""
    network_used = Signal(bool)
    """Whether the network is in use now."""
    settings_requested = Signal()
    """The settings are to be shown."""

    def refresh(self) -> None:
        """The page is shown: show what there is now."""

    def show_settings(self, settings: Settings) -> None:
        """Another page changed the settings."""

    def show_recorded(self, entry: Entry) -> None:
        """A panel stored a new result."""

    def accept_paths(self, paths: Sequence[Path]) -> None:
        """Files and folders were dropped on the page. Only the models page takes any."""
