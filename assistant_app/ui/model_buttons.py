"""What can be done with the chosen model, as buttons that go on below when the line is full."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from assistant_app.catalog.spec import ModelTask
from assistant_app.ui.icons import Icons
from assistant_app.ui.model_facts import TASKS, use_text, used_text
from assistant_app.ui.model_rows import ModelRow
from assistant_app.ui.widgets.flow_layout import FlowLayout
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.named import set_word


class ModelButtons(QWidget):
    """Only tells what is asked; hidden for a model that is not installed."""

    use_requested = Signal(str)
    """A ``ModelTask`` for which the model is to be the usual one."""
    try_requested = Signal()
    verify_requested = Signal()
    repair_requested = Signal()
    export_requested = Signal()
    remove_requested = Signal()
    import_requested = Signal()
    """Of what lies among the models and is none yet."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ModelRow | None = None
        self._is_busy = False
        self.use_buttons: dict[ModelTask, QPushButton] = {}
        first, second = FlowLayout(8), FlowLayout(2)
        for task in TASKS:
            button = QPushButton()
            button.clicked.connect(lambda _on=False, name=task: self.use_requested.emit(name))
            self.use_buttons[task] = button
            first.addWidget(button)
        self.try_button = QPushButton(icons.icon("play"), "")
        self.verify_button = IconButton(icons, "check", has_text=True)
        self.repair_button = IconButton(icons, "repair", has_text=True)
        self.export_button = IconButton(icons, "export", has_text=True)
        self.remove_button = IconButton(icons, "trash", has_text=True)
        first.addWidget(self.try_button)
        self.import_button = QPushButton(icons.icon("import"), "")
        first.addWidget(self.import_button)
        for tool in (
            self.verify_button,
            self.repair_button,
            self.export_button,
            self.remove_button,
        ):
            second.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)
        self.try_button.clicked.connect(self.try_requested)
        self.verify_button.clicked.connect(self.verify_requested)
        self.repair_button.clicked.connect(self.repair_requested)
        self.export_button.clicked.connect(self.export_requested)
        self.import_button.clicked.connect(self.import_requested)
        self.remove_button.clicked.connect(self.remove_requested)
        self._retranslate(False)

    def show_row(self, row: ModelRow, is_busy: bool, is_offline: bool) -> None:
        """``is_busy``: something is done with this model already."""
        self._row, self._is_busy = row, is_busy
        spec = row.spec
        is_here = row.is_installed and spec is not None
        is_found = row.path is not None
        is_own = spec is not None and (is_here or spec.source == "shipped")
        self.setVisible(is_own or is_found)
        self.import_button.setVisible(is_found)
        self.import_button.setEnabled(not is_busy and row.fault is None)
        for widget in (
            self.try_button,
            self.verify_button,
            self.repair_button,
            self.export_button,
        ):
            widget.setVisible(not is_found)
        tasks = spec.tasks if spec else ()
        for task, button in self.use_buttons.items():
            button.setVisible(task in tasks)
            button.setEnabled(is_here and task not in row.used_for and row.fault is None)
        for tool in (self.try_button, self.verify_button, self.export_button):
            tool.setEnabled(is_here and not is_busy)
        is_shipped = spec is not None and spec.source == "shipped"
        # Nothing is mended that nobody can fetch again: an import came from elsewhere.
        self.repair_button.setEnabled(
            not is_busy and not is_shipped and bool(spec and spec.repo_id) and not is_offline
        )
        is_folder = row.path is None or row.path.is_dir()
        self.remove_button.setEnabled(not is_busy and not is_shipped and is_folder)
        self._retranslate(is_offline)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate(False)

    def _retranslate(self, is_offline: bool) -> None:
        used_for = self._row.used_for if self._row else ()
        for task, button in self.use_buttons.items():
            set_word(button, used_text(task) if task in used_for else use_text(task))
        set_word(self.try_button, self.tr("Try"))
        self.try_button.setToolTip(
            self.tr("Load the model and run a short sample: how long it takes, on what, how well.")
        )
        set_word(self.import_button, self.tr("Import"))
        self.verify_button.set_label(self.tr("Verify"))
        self.verify_button.setToolTip(self.tr("Read every file and compare it with its hash."))
        self.repair_button.set_label(self.tr("Repair"))
        self.export_button.set_label(self.tr("Export pack…"))
        self.export_button.setToolTip(
            self.tr("Save the model as one file, for a computer without a network.")
        )
        self.remove_button.set_label(self.tr("Remove…"))
        self._say_why_not(is_offline)

    def _say_why_not(self, is_offline: bool) -> None:
        """A button that can't be pressed says why."""
        spec = self._row.spec if self._row else None
        if spec is None:
            return
        if spec.source == "shipped":
            self.remove_button.setToolTip(self.tr("It ships with Deskhand and can't be removed."))
            self.repair_button.setToolTip(
                self.tr("It ships with Deskhand: install Deskhand again to restore it.")
            )
        elif not spec.repo_id:
            self.repair_button.setToolTip(
                self.tr("It was imported: import it again from where it came.")
            )
        elif is_offline:
            self.repair_button.setToolTip(self.tr("The network is switched off for Deskhand."))
        else:
            self.repair_button.setToolTip(self.tr("Download again what is damaged or missing."))
