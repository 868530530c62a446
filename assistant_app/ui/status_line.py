"""The status bar: the privacy line or a passing message, the model, the device."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from assistant_app.ui.device_badge import DeviceBadge
from assistant_app.ui.icons import Icons
from assistant_app.ui.model_words import title_text
from assistant_app.ui.widgets.short_label import ShortLabel

_MESSAGE_MS = 6000


class StatusLine(QStatusBar):
    """Messages cover the privacy line for a few seconds; model and device stay."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._lock = QLabel()
        self._privacy = ShortLabel()
        self._message = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._forget_message)
        self._network = QLabel()
        self._is_offline = False
        self._is_in_use = False
        self._n_connections = 0
        self._model = ShortLabel()
        self._model_title = ""
        self.badge = DeviceBadge(icons)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(10, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._lock)
        row.addWidget(self._privacy)
        self.addWidget(line)
        self.setSizeGripEnabled(False)
        self.addPermanentWidget(self._network)
        self.addPermanentWidget(self._model)
        self.addPermanentWidget(self.badge)
        self.setContentsMargins(0, 2, 8, 2)
        self._retranslate()
        self._paint_lock()

    def say(self, text: str) -> None:
        """Show ``text`` for a few seconds."""
        self._message = text
        self._timer.start(_MESSAGE_MS)
        self._retranslate()

    @property
    def shown_text(self) -> str:
        """What stands on the left now."""
        return self._privacy.text()

    def set_model(self, title: str) -> None:
        """The model that the shown panel uses; empty if it uses none."""
        self._model_title = title
        self._retranslate()

    def set_network(self, is_offline: bool, is_in_use: bool, n_connections: int) -> None:
        """Whether the network is forbidden, whether it is in use because the person asked for it,
        and how many connections there were since the start."""
        self._is_offline, self._is_in_use = is_offline, is_in_use
        self._n_connections = n_connections
        self._retranslate()

    @property
    def network_text(self) -> str:
        """What is said of the network now."""
        return self._network.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._forget_message()
        elif event.type() == QEvent.Type.PaletteChange:
            self._paint_lock()

    def _forget_message(self) -> None:
        self._message = ""
        self._retranslate()

    def _paint_lock(self) -> None:
        ratio = self.devicePixelRatioF()
        role = QPalette.ColorRole.PlaceholderText
        self._lock.setPixmap(self._icons.pixmap("lock", 14, role, ratio))

    def _retranslate(self) -> None:
        self._lock.setVisible(not self._message)
        self._privacy.setText(self._message or self.tr("Nothing you type leaves this computer."))
        self._privacy.setToolTip(self._message)
        self._network.setText(self._network_text())
        self._network.setToolTip(
            self.tr("Deskhand connects only when you look up or download a model.")
        )
        model = self.tr("Model: {name}").format(name=title_text(self._model_title))
        self._model.setText(model if self._model_title else "")
        self._model.setToolTip(self._model.text())

    def _network_text(self) -> str:
        if self._is_in_use:
            return self.tr("Using the network…")
        if self._is_offline:
            return self.tr("Offline")
        n = self._n_connections
        if n == 0:
            return self.tr("No connections")
        if n == 1:
            return self.tr("1 connection so far")
        return self.tr("{n} connections so far").format(n=n)
