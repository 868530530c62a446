"""One model in memory: what was asked for, what it runs on, why, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from assistant_app.tasks.device_state import ModelOnDevice
from assistant_app.ui.device_words import advice_text, facts_text, reason_text, requested_text
from assistant_app.ui.model_words import title_text


class DeviceModelView(QFrame):
    """``unload`` gets the model's id when its button is pressed."""

    def __init__(self, model: ModelOnDevice, unload: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("card")
        title = QLabel(title_text(model.title))
        title.setObjectName("section")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        facts = _quiet(facts_text(model))
        self.unload_button = QPushButton(self.tr("Unload now"))
        self.unload_button.setAccessibleName(
            self.tr("Unload {model} now").format(model=title_text(model.title))
        )
        self.unload_button.clicked.connect(lambda: unload(model.model_id))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(facts)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.unload_button, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, 84)  # so that models stand in line
        grid.setColumnStretch(1, 1)
        self.facts = [(name, text) for name, text in _rows(model) if text]
        for row, (name, text) in enumerate(self.facts):
            grid.addWidget(_quiet(name), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_selectable(name, text), row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(grid)


def _rows(model: ModelOnDevice) -> list[tuple[str, str]]:
    report = model.report
    return [
        (
            QCoreApplication.translate("DeviceModelView", "Asked for"),
            requested_text(report.requested.kind),
        ),
        (
            QCoreApplication.translate("DeviceModelView", "In use"),
            f"{report.label} ({report.provider})",
        ),
        (QCoreApplication.translate("DeviceModelView", "Why"), reason_text(report)),
        (QCoreApplication.translate("DeviceModelView", "What to do"), advice_text(report.cause)),
    ]


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("quiet")
    return label


def _selectable(name: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setAccessibleName(f"{name}: {text}")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
