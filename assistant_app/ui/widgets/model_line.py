"""A quiet line under a result: which model made it, where it ran, what to check."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from assistant_app.history.entry import Panel
from assistant_app.ui.icons import Icons
from assistant_app.ui.model_words import limits_text, origin_text, title_text

_SIGN = 16


class ModelLine(QWidget):
    """Before a run it names the model that would run; afterwards also the device in fact."""

    def __init__(self, icons: Icons, panel: Panel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._panel: Panel = panel
        self._title = ""
        self._device = ""
        self._is_shipped = True
        self._sign = QLabel()
        self._sign.setFixedSize(QSize(_SIGN, _SIGN))
        self.label = QLabel()
        self.label.setObjectName("quiet")
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(6)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self._paint_sign()
        self._show()

    def set_model(self, title: str, device: str = "", *, is_shipped: bool = True) -> None:
        """``device`` is empty until a result was made. What to check is known of the models that
        ship, and not of those that the person added."""
        self._title, self._device, self._is_shipped = title, device, is_shipped
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        elif event.type() == QEvent.Type.PaletteChange:
            self._paint_sign()

    def _paint_sign(self) -> None:
        role = QPalette.ColorRole.PlaceholderText
        self._sign.setPixmap(self._icons.pixmap("info", _SIGN, role, self.devicePixelRatioF()))

    def _show(self) -> None:
        title = title_text(self._title)
        name = origin_text(title, self._device) if self._device else title
        limits = limits_text(self._panel, self._title) if self._is_shipped else ""
        parts = [part for part in (name, limits) if part]
        self.label.setText(" · ".join(parts))
