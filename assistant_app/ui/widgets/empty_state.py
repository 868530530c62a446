"""What a panel shows before there is a result: what it does, what it takes, a sample to try."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from assistant_app.ui.icons import Icons


class EmptyState(QWidget):
    """An icon, a sentence, a hint (such as the accepted files) and the sample button."""

    sample_requested = Signal()

    def __init__(self, icons: Icons, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._icon_name = icon_name
        self._sign = QLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.headline = _centred("headline")
        self.hint = _centred("quiet")
        self.sample_button = QPushButton()
        self.sample_button.setObjectName("link")
        self.sample_button.setIcon(icons.icon("sample", QPalette.ColorRole.Link))
        self.sample_button.clicked.connect(self.sample_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._sign)
        column.addWidget(self.headline)
        column.addWidget(self.hint)
        column.addSpacing(4)
        column.addWidget(self.sample_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._retranslate()
        self._paint_sign()

    def set_texts(self, headline: str, hint: str) -> None:
        self.headline.setText(headline)
        self.hint.setText(hint)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._paint_sign()

    def _paint_sign(self) -> None:
        ratio = self.devicePixelRatioF()
        role = QPalette.ColorRole.PlaceholderText
        self._sign.setPixmap(self._icons.pixmap(self._icon_name, 48, role, ratio))

    def _retranslate(self) -> None:
        self.sample_button.setText(self.tr("Try a sample"))
        self.sample_button.setAccessibleName(self.tr("Try a sample"))


def _centred(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
