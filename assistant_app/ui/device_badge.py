"""The device in the status bar: what models really run on, with the facts a click away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from assistant_app.tasks.device_state import DeviceState
from assistant_app.ui.device_words import badge_text, is_fallback
from assistant_app.ui.icons import Icons


class DeviceBadge(QPushButton):
    """Shows only what a session reported, of the model used last; before the first one it says
    that none has run yet."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._state: DeviceState | None = None
        self.setFlat(True)
        self.setIconSize(QSize(16, 16))
        self._show_state()

    def set_state(self, state: DeviceState | None) -> None:
        """``state`` comes from the device lane, after a model was used or has left."""
        self._state = state
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_state()

    def _show_state(self) -> None:
        models = self._state.models if self._state is not None else ()
        if not models:
            is_first = self._state is None
            text = self.tr("Device: not used yet") if is_first else self.tr("No model in memory")
            icon = "device"
        else:
            text = badge_text(models[-1])
            icon = "warning" if is_fallback(models[-1].report) else "device"
        self.setText(text)
        self.setIcon(self._icons.icon(icon))
        self.setAccessibleName(self.tr("Device in use: {device}").format(device=text))
        lines = [badge_text(model) for model in models]
        self.setToolTip("\n".join([*lines, self.tr("Click for details.")]))
