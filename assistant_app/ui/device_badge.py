"""The device in the status bar: what models really run on, with the facts a click away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from assistant_app.ui.device_words import DeviceReport, is_fallback
from assistant_app.ui.icons import Icons


class DeviceBadge(QPushButton):
    """Shows only what a session reported; before the first one it says that none has run yet."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._report: DeviceReport | None = None
        self.setFlat(True)
        self.setIconSize(QSize(16, 16))
        self.clicked.connect(self.open_dialog)
        self._show_report()

    def set_report(self, report: DeviceReport | None) -> None:
        """``report`` comes from the engine, after a session was made."""
        self._report = report
        self._show_report()

    def open_dialog(self) -> None:
        """The small dialog with what was asked for, what is in use, why, and what to do."""
        # Here, not at the top: reading what is installed takes longer than the whole status bar.
        from assistant_app.ui.device_dialog import DeviceDialog

        DeviceDialog(self._report, self.window()).open()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_report()

    def _show_report(self) -> None:
        report = self._report
        if report is None:
            text, icon = self.tr("Device: not used yet"), "device"
        elif is_fallback(report):
            text, icon = self.tr("{device} instead of CUDA").format(device=report.label), "warning"
        else:
            text, icon = report.label, "device"
        self.setText(text)
        self.setIcon(self._icons.icon(icon))
        self.setAccessibleName(self.tr("Device in use: {device}").format(device=text))
        self.setToolTip(self.tr("What the models run on. Click for details."))
