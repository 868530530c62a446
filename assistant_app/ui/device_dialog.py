"""What was asked for, what is in use, why, and what to do: the facts behind the device badge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assistant_app.tasks.device_state import DeviceState
from assistant_app.ui.device_check_view import DeviceCheckView
from assistant_app.ui.device_model_view import DeviceModelView
from assistant_app.ui.device_report import report_text
from assistant_app.ui.device_watch import DeviceWatch
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.icons import Icons
from assistant_app.ui.model_facts import size_text


class DeviceDialog(QDialog):
    """Not in anybody's way: it can stay open while panels work, and follows what they do. Deletes
    itself when closed."""

    def __init__(self, watch: DeviceWatch, icons: Icons, failed: OnFailed, parent: QWidget) -> None:
        super().__init__(parent)
        self._watch = watch
        self._failed = failed
        self._facts = ""
        self._shown: DeviceState | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(580, 620)
        self.models_title, self.memory = QLabel(), QLabel()
        self.models_title.setObjectName("section")
        self.memory.setObjectName("quiet")
        self.memory.setWordWrap(True)
        self.nothing = QLabel()
        self.nothing.setWordWrap(True)
        self.check_view = DeviceCheckView(watch, icons, failed)
        self.models: list[DeviceModelView] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        buttons = QDialogButtonBox()
        self.close_button = buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self.copy_button = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        self.close_button.setDefault(True)
        self._lay_out(buttons)
        self._retranslate()
        watch.changed.connect(self._show)
        self._show(watch.state)
        watch.ask()
        follow(watch.facts(), self._keep_facts, failed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._shown = None
            self._show(self._watch.state)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(self.models_title)
        column.addWidget(self.nothing)
        column.addLayout(self._rows)
        column.addWidget(self.memory)
        column.addSpacing(10)
        column.addWidget(self.check_view)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 12, 16)
        outer.setSpacing(14)
        outer.addWidget(area, 1)
        outer.addWidget(buttons)

    def _show(self, state: DeviceState | None) -> None:
        models = state.models if state is not None else ()
        self.nothing.setVisible(not models)
        if state is None or state == self._shown:
            return
        self._shown = state
        for view in self.models:
            self._rows.removeWidget(view)
            view.hide()
            view.deleteLater()
        # The one used last stands first: it is the one that the badge speaks of.
        self.models = [DeviceModelView(model, self._watch.unload) for model in reversed(models)]
        for view in self.models:
            self._rows.addWidget(view)
        self.memory.setText(
            self.tr(
                "Models may take {budget} together (Settings). Deskhand uses {used} in all."
            ).format(budget=size_text(state.budget_bytes), used=size_text(state.used_bytes))
        )
        self.check_view.show_state(state)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Device"))
        self.models_title.setText(self.tr("Models in memory"))
        self.nothing.setText(self.tr("No model is in memory. Run a panel once, then look here."))
        self.close_button.setText(self.tr("Close"))
        self.copy_button.setText(self.tr("Copy report"))

    def _keep_facts(self, facts: str) -> None:
        self._facts = facts

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(report_text(self._watch.state, self._facts))
        self.copy_button.setText(self.tr("Copied"))
