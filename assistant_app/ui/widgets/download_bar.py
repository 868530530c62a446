"""A download: how far it is, how fast, how long still; buttons to pause and to throw it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from assistant_app.ui.download import Download, DownloadState
from assistant_app.ui.download_words import download_text
from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.icon_button import IconButton


class DownloadBar(QWidget):
    """Only tells what is asked of it; ``Downloads`` acts."""

    pause_requested = Signal()
    resume_requested = Signal()
    discard_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._download: Download | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.label = QLabel()
        self.label.setObjectName("quiet")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.pause_button = IconButton(icons, "pause", has_text=True)
        self.resume_button = IconButton(icons, "play", has_text=True)
        self.discard_button = IconButton(icons, "trash", has_text=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.pause_button, self.resume_button, self.discard_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.bar)
        column.addWidget(self.label)
        column.addLayout(buttons)
        self.pause_button.clicked.connect(self.pause_requested)
        self.resume_button.clicked.connect(self.resume_requested)
        self.discard_button.clicked.connect(self.discard_requested)
        self.retranslate()

    def show_download(self, download: Download, is_offline: bool) -> None:
        """``is_offline``: it can't be resumed, and its tip says why."""
        self._download = download
        state = download.state
        fraction = download.fraction
        is_moving = state in (DownloadState.WAITING, DownloadState.RUNNING)
        self.bar.setRange(0, 0 if fraction is None and is_moving else 1000)
        self.bar.setValue(round(1000 * (fraction or 0.0)))
        self.label.setText(download_text(download))
        self.pause_button.setVisible(is_moving or state is DownloadState.PAUSING)
        self.pause_button.setEnabled(is_moving)
        self.resume_button.setVisible(not self.pause_button.isVisibleTo(self))
        self.resume_button.setEnabled(not is_offline)
        self.discard_button.setEnabled(state in (DownloadState.PAUSED, DownloadState.FAILED))
        self.discard_button.setVisible(state is not DownloadState.DISCARDING)
        self._name_resume(is_offline)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.bar.setAccessibleName(self.tr("Progress of the download"))
        self.pause_button.set_label(self.tr("Pause"))
        self.discard_button.set_label(self.tr("Discard"))
        self.discard_button.setToolTip(
            self.tr("Throw away what was downloaded so far. Pause the download first.")
        )
        self._name_resume(False)
        if self._download is not None:
            self.label.setText(download_text(self._download))

    def _name_resume(self, is_offline: bool) -> None:
        has_failed = self._download is not None and self._download.state is DownloadState.FAILED
        self.resume_button.set_label(self.tr("Try again") if has_failed else self.tr("Resume"))
        if is_offline:
            self.resume_button.setToolTip(self.tr("The network is switched off for Deskhand."))
