"""The file dialogs that panels ask for, behind one object so that tests and the demo can answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


class Dialogs:
    """Native dialogs. Each begins in the folder that was last used."""

    def __init__(self, last_folder: str = "") -> None:
        """``last_folder`` is that of the last run, if it is still there."""
        self._folder = last_folder if last_folder and Path(last_folder).is_dir() else ""

    @property
    def last_folder(self) -> str:
        """To be remembered; empty if none was used yet."""
        return self._folder

    def open_file(self, parent: QWidget, title: str, filters: str) -> Path | None:
        """One existing file, or None if the person changed their mind."""
        name, _ = QFileDialog.getOpenFileName(parent, title, self._folder, filters)
        return self._remember(name)

    def open_files(self, parent: QWidget, title: str, filters: str) -> Sequence[Path]:
        """Existing files, none if the person changed their mind."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, self._folder, filters)
        paths = [Path(name) for name in names]
        if paths:
            self._remember(names[0])
        return paths

    def open_folder(self, parent: QWidget, title: str) -> Path | None:
        """An existing folder, or None."""
        name = QFileDialog.getExistingDirectory(parent, title, self._folder)
        self._folder = name or self._folder
        return Path(name) if name else None

    def save_file(self, parent: QWidget, title: str, name: str, filters: str) -> Path | None:
        """Where to save; ``name`` is the suggestion. Asks before an existing file is chosen."""
        suggestion = str(Path(self._folder) / name) if self._folder else name
        chosen, _ = QFileDialog.getSaveFileName(parent, title, suggestion, filters)
        return self._remember(chosen)

    def _remember(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self._folder = str(path.parent)
        return path
