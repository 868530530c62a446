"""The primary button of a panel, which turns into Stop while the panel works."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from assistant_app.ui.icons import Icons


class RunButton(QPushButton):
    """Emits ``run_requested`` or ``stop_requested``, whichever it shows."""

    run_requested = Signal()
    stop_requested = Signal()

    def __init__(self, icons: Icons, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._text = text
        self._is_running = False
        self._is_stopping = False
        self.setObjectName("run")
        self.setIconSize(QSize(18, 18))
        self.setMinimumWidth(128)
        self.clicked.connect(self._click)
        self._show_state()

    @property
    def is_running(self) -> bool:
        return self._is_running

    def set_text(self, text: str) -> None:
        """The word for running, such as “Translate”."""
        self._text = text
        self._show_state()

    def set_running(self, is_running: bool) -> None:
        """True: it says Stop. False: it says its own word again."""
        self._is_running = is_running
        self._is_stopping = False
        self._show_state()

    def set_stopping(self) -> None:
        """Stop was pressed and the task has not noticed yet."""
        self._is_stopping = True
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_state()

    def _click(self) -> None:
        if self._is_running:
            self.stop_requested.emit()
        else:
            self.run_requested.emit()

    def _show_state(self) -> None:
        self.setProperty("running", self._is_running)
        self.setEnabled(not self._is_stopping)
        if self._is_running:
            text = self.tr("Stopping…") if self._is_stopping else self.tr("Stop")
            tip = self.tr("Stop (Esc)")
        else:
            text, tip = self._text, f"{self._text} (Ctrl+Enter)"
        role = QPalette.ColorRole.HighlightedText
        if self._is_running:
            role = QPalette.ColorRole.ButtonText
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(text)
        self.setIcon(self._icons.icon("stop" if self._is_running else "play", role))
        self.style().unpolish(self)
        self.style().polish(self)
