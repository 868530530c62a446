"""A sentence that should be seen before going on, with a sign, in the flow of a page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from assistant_app.ui.icons import Icons

_SIGN = 18


class WarningLine(QFrame):
    """Hidden while it has nothing to say. Unlike an error line it can't be closed."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error")
        self._icons = icons
        self._sign = QLabel()
        self._sign.setFixedSize(_SIGN, _SIGN)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self._paint_sign()
        self.hide()

    @property
    def text(self) -> str:
        return self.label.text()

    def show_text(self, text: str) -> None:
        """Empty: hidden."""
        self.label.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_sign()

    def _paint_sign(self) -> None:
        ratio = self.devicePixelRatioF()
        role = QPalette.ColorRole.WindowText
        self._sign.setPixmap(self._icons.pixmap("warning", _SIGN, role, ratio))
