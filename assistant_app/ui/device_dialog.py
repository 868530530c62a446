"""What was asked for, what is in use, why, and what to do: the facts behind the device badge."""

from __future__ import annotations

import platform
from importlib import metadata

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from assistant_app.ui.device_words import (
    DeviceReport,
    advice_text,
    reason_text,
    requested_text,
)

_PACKAGES = ("onnxruntime", "onnxruntime-gpu", "PySide6-Essentials", "numpy")


class DeviceDialog(QDialog):
    """Not in anybody's way: it can stay open while panels work. Deletes itself when closed."""

    def __init__(self, report: DeviceReport | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._report = report
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Device"))
        self.setMinimumWidth(460)
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for name, text in self._rows():
            form.addRow(_quiet(name), _selectable(text))
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.copy_button = buttons.addButton(
            self.tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy_button.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        close.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(buttons)

    def _rows(self) -> list[tuple[str, str]]:
        report = self._report
        if report is None:
            waiting = self.tr("No model has run yet. Run a panel once, then look here again.")
            return [(self.tr("In use"), waiting)]
        return [
            (self.tr("Asked for"), requested_text(report.requested.kind)),
            (self.tr("In use"), f"{report.label} ({report.provider})"),
            (self.tr("Why"), reason_text(report)),
            (self.tr("What to do"), advice_text(report)),
        ]

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(device_report_text(self._report))
        self.copy_button.setText(self.tr("Copied"))


def device_report_text(report: DeviceReport | None) -> str:
    """The facts in English, for whoever is asked for help."""
    lines = [f"system: {platform.platform()}", f"python: {platform.python_version()}"]
    for name in _PACKAGES:
        try:
            lines.append(f"{name}: {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{name}: not installed")
    if report is None:
        lines.append("device: no session yet")
    else:
        lines.append(f"asked for: {report.requested.kind}")
        lines.append(f"in use: {report.label} ({report.provider})")
        lines.append(f"reason: {report.reason or 'as asked'}")
    return "\n".join(lines) + "\n"


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("quiet")
    return label


def _selectable(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
