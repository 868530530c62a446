"""A line that says what went wrong and what to do, without a dialog in the way."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from assistant_app.error_text import error_text
from assistant_app.errors import AppError
from assistant_app.ui.icons import Icons


class ErrorLine(QFrame):
    """Hidden until there is something to say; a new run or its cross hides it again."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error")
        self._icons = icons
        self._error: AppError | None = None
        self._sign = QLabel()
        self._sign.setFixedSize(20, 20)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QToolButton()
        self._close.setIcon(icons.icon("close"))
        self._close.setAutoRaise(True)
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(10)
        row.addWidget(self._sign)
        row.addWidget(self.label, 1)
        row.addWidget(self._close)
        self._retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty when it is hidden."""
        return self.label.text()

    def show_error(self, error: AppError) -> None:
        self._error = error
        self._show(error_text(error, QCoreApplication.translate))

    def show_text(self, text: str) -> None:
        """A sentence that has no ``AppError``; it is not translated again."""
        self._error = None
        self._show(text)

    def clear(self) -> None:
        self._error = None
        self.label.clear()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._paint_sign()

    def _paint_sign(self) -> None:
        ratio = self.devicePixelRatioF()
        role = QPalette.ColorRole.WindowText
        self._sign.setPixmap(self._icons.pixmap("warning", 20, role, ratio))

    def _show(self, text: str) -> None:
        self._paint_sign()
        self.label.setText(text)
        self.setAccessibleName(text)
        self.show()

    def _retranslate(self) -> None:
        self._close.setToolTip(self.tr("Hide this message"))
        self._close.setAccessibleName(self.tr("Hide this message"))
        if self._error is not None:
            self.label.setText(error_text(self._error, QCoreApplication.translate))
