"""What both sides of the dialog of terms and memory share: a direction, its files, undo, a first
step while there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assistant_app.ui.follow import OnFailed
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.store_widget import StoreWidget
from assistant_app.ui.widgets.first_step import FirstStep
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.named import set_word
from assistant_app.ui.widgets.undo_bar import UndoBar


class TermsPart(StoreWidget):
    """A subclass lays ``content`` out, and reads what it shows in ``refresh``."""

    changed = Signal()
    """Translations may come out otherwise now."""
    suffixes: ClassVar[tuple[str, ...]] = ()
    """Endings of the files that can be imported, lower case with the dot."""

    def __init__(self, context: PanelContext, failed: OnFailed, icon_name: str) -> None:
        super().__init__(context, failed)
        self._direction = ("", "")
        icons = context.icons
        self.remove_button = IconButton(icons, "trash")
        self.import_button = IconButton(icons, "import")
        self.export_button = IconButton(icons, "export")
        self.first = FirstStep(icons, icon_name)
        self.content = QWidget()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.first)
        self.stack.addWidget(self.content)
        self.undo_bar = UndoBar(icons)
        self.state = QLabel()
        self.state.setObjectName("quiet")
        self.state.setWordWrap(True)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.stack, 1)
        column.addWidget(self.undo_bar)
        column.addLayout(self.foot)
        self.import_button.clicked.connect(self.import_file)
        self.export_button.clicked.connect(self.export_file)
        self.remove_button.clicked.connect(self.remove)

    # --- what a subclass does -----------------------------------------------------------------

    def refresh(self) -> None:
        """Read what is there now."""
        raise NotImplementedError

    def remove(self) -> None:
        """Delete what is chosen; it can be taken back."""
        raise NotImplementedError

    def import_path(self, path: Path) -> None:
        """Add what is in a file."""
        raise NotImplementedError

    def import_file(self) -> None:
        """Ask for a file and import it."""
        raise NotImplementedError

    def export_file(self) -> None:
        """Ask where and save what is shown."""
        raise NotImplementedError

    # --- shared -------------------------------------------------------------------------------

    def show_direction(self, source: str, target: str) -> None:
        self._direction = (source, target)
        self.undo_bar.withdraw()
        self.state.clear()
        self.refresh()

    def add_first_step(self, icon_name: str, act: Callable[[], object]) -> Callable[[str], None]:
        """Another button while there is nothing. Returns what names it."""
        button = self.first.add_button(icon_name)
        button.clicked.connect(lambda: act())
        return lambda text: set_word(button, text)

    def takes(self, path: Path) -> bool:
        """Whether the file can be imported, by its name alone."""
        return path.suffix.lower() in self.suffixes

    @property
    def is_first(self) -> bool:
        """Whether there is nothing yet."""
        return self.stack.currentWidget() is self.first

    def _show_first(self, is_first: bool) -> None:
        focus = QApplication.focusWidget()
        has_focus = focus is not None and self.content.isAncestorOf(focus)
        self.stack.setCurrentWidget(self.first if is_first else self.content)
        if has_focus and is_first:
            self.first.setFocus()

    def _ask_import(self, title: str, kinds: str) -> None:
        endings = " ".join(f"*{suffix}" for suffix in self.suffixes)
        filters = f"{kinds} ({endings});;{self.tr('All files')} (*)"
        path = self._context.dialogs.open_file(self, title, filters)
        if path is not None:
            self.import_path(path)

    def _ask_export(
        self, title: str, name: str, suffixes: Sequence[str], save: Callable[[Path], None]
    ) -> None:
        """``save`` writes the file, on the store lane."""
        kinds = [f"{suffix[1:].upper()} (*{suffix})" for suffix in suffixes]
        filters = ";;".join([*kinds, f"{self.tr('All files')} (*)"])
        path = self._context.dialogs.save_file(self, title, name, filters)
        if path is None:
            return
        said = self.tr("Saved {name}").format(name=path.name)
        self._on_lane(lambda: save(path), lambda _: self.state.setText(said))
