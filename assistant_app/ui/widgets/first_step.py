"""What stands in the place of something that is not there yet: what it is for and how to begin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from assistant_app.ui.icons import Icons

_SIGN = 48


class FirstStep(QWidget):
    """An icon, a sentence, a hint and the buttons to begin with."""

    def __init__(self, icons: Icons, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons, self._icon_name = icons, icon_name
        self._sign = QLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.headline = _centred("headline")
        self.hint = _centred("quiet")
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._sign)
        column.addWidget(self.headline)
        column.addWidget(self.hint)
        column.addSpacing(4)
        column.addLayout(self._row)
        column.addStretch(1)
        self._paint_sign()

    def add_button(self, icon_name: str) -> QPushButton:
        """Another way to begin; whoever adds it names it (``set_word``)."""
        button = QPushButton()
        button.setObjectName("link")
        button.setAutoDefault(False)
        button.setIcon(self._icons.icon(icon_name, QPalette.ColorRole.Link))
        if self.focusProxy() is None:
            self.setFocusProxy(button)
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def set_texts(self, headline: str, hint: str) -> None:
        self.headline.setText(headline)
        self.hint.setText(hint)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_sign()

    def _paint_sign(self) -> None:
        ratio = self.devicePixelRatioF()
        role = QPalette.ColorRole.PlaceholderText
        self._sign.setPixmap(self._icons.pixmap(self._icon_name, _SIGN, role, ratio))


def _centred(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
