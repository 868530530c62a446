"""All shortcuts of the window on one page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget


class ShortcutsDialog(QDialog):
    """``rows`` are (what it does, keys). Deletes itself when closed."""

    def __init__(self, rows: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Shortcuts"))
        form = QFormLayout()
        form.setHorizontalSpacing(40)
        form.setVerticalSpacing(8)
        for words, keys in rows:
            label = QLabel(keys)
            label.setObjectName("quiet")
            form.addRow(words, label)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        close.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(buttons, 0, Qt.AlignmentFlag.AlignRight)
