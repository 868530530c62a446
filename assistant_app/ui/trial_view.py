"""What trying a model showed: how fast it is here, on what, and what it made of a sample."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from assistant_app.tasks.try_model import Trial
from assistant_app.ui.model_facts import size_text
from assistant_app.ui.widgets.facts_grid import FactsGrid


class TrialView(QFrame):
    """Hidden while there is no trial to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._trial: Trial | None = None
        self.heading = QLabel()
        self.heading.setObjectName("section")
        self.facts = FactsGrid()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.facts)
        self.hide()

    @property
    def trial(self) -> Trial | None:
        return self._trial

    def show_trial(self, trial: Trial | None) -> None:
        self._trial = trial
        self._retranslate()
        self.setVisible(trial is not None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.heading.setText(self.tr("On this computer"))
        trial = self._trial
        if trial is None:
            return
        memory = size_text(trial.memory_bytes) if trial.memory_bytes else ""
        device = f"{trial.device}. {trial.reason}" if trial.reason else trial.device
        self.facts.show_facts(
            [
                (self.tr("Loaded in"), self.tr("{seconds:.1f} s").format(seconds=trial.load_s)),
                (self.tr("Speed"), rate_text(trial)),
                (self.tr("Device"), device),
                (self.tr("Memory"), memory),
                (self.tr("Given"), trial.sample_in),
                (self.tr("Made of it"), trial.sample_out),
            ]
        )


def rate_text(trial: Trial) -> str:
    """How much of what in a second."""
    number = f"{trial.rate:,.0f}" if trial.rate >= 10 else f"{trial.rate:.1f}"
    match trial.unit:
        case "tokens":
            text = QCoreApplication.translate("Trial", "{number} tokens a second")
        case "sentences":
            text = QCoreApplication.translate("Trial", "{number} sentences a second")
        case "pictures":
            text = QCoreApplication.translate("Trial", "{number} pictures a second")
        case _:
            assert_never(trial.unit)
    return text.format(number=number)
