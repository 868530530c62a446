"""Tells the person about a bug: the app goes on, and the report can be copied and sent."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import assistant_app


class CrashDialog(QDialog):
    """``report`` comes from ``jobs.report.describe`` and holds nothing that the person wrote."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(620, 420)
        words = QLabel(
            self.tr(
                "This is a fault in Deskhand, not in what you did. Your text is untouched and you "
                "can go on working. If you report the fault, please send what stands below. It "
                "says where in the program the fault happened and holds nothing of your text."
            )
        )
        words.setWordWrap(True)
        self.report = QPlainTextEdit(full_report(report))
        self.report.setReadOnly(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setAccessibleName(self.tr("Report"))
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Go on"), QDialogButtonBox.ButtonRole.RejectRole)
        self.copy_button = buttons.addButton(
            self.tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy_button.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        close.setDefault(True)
        close.setFocus()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(self.report, 1)
        column.addWidget(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText(self.tr("Copied"))


def full_report(report: str) -> str:
    """With the versions that whoever mends it needs first."""
    return (
        f"Deskhand {assistant_app.__version__}, Python {platform.python_version()}, "
        f"{platform.platform()}\n\n{report}"
    )
