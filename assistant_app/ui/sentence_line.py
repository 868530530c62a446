"""The line under a translation that is about the sentence at hand: what to look at in it, and what
can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from assistant_app.tasks.translate import Pair
from assistant_app.ui.finding_words import findings_text
from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.icon_button import IconButton, show_words

_SIGN = 18
_ROOM = 240
"""Left for the words before the buttons lose theirs."""


class SentenceLine(QFrame):
    """``buttons`` are those that act on the sentence; they are off while none is at hand."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sentence")
        self._icons = icons
        self._pair: Pair | None = None
        self._is_kept, self._is_fed = False, True
        self._sign = QLabel()
        self._sign.setFixedSize(_SIGN, _SIGN)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.buttons: list[IconButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 2, 4, 2)
        self._row.setSpacing(4)
        self._row.addWidget(self._sign)
        self._row.addSpacing(4)
        self._row.addWidget(self.label, 1)
        self.retranslate()

    @property
    def text(self) -> str:
        return self.label.text()

    def add_button(self, name: str) -> IconButton:
        """A button with the icon ``name`` at the end of the line."""
        button = IconButton(self._icons, name, has_text=True)
        button.setEnabled(False)
        self.buttons.append(button)
        self._row.addWidget(button)
        return button

    def show_pair(self, pair: Pair | None, is_kept: bool = False, is_fed: bool = True) -> None:
        """None: no sentence is at hand. ``is_kept``: it stands in the memory as it is; ``is_fed``:
        something may come into the memory."""
        self._pair, self._is_kept, self._is_fed = pair, is_kept, is_fed
        for button in self.buttons:
            button.setEnabled(pair is not None)
        self.retranslate()

    def retranslate(self) -> None:
        self.label.setText(self._sentence())
        self.setAccessibleName(self.label.text())
        self.setProperty("warning", self._is_warning)
        self.style().unpolish(self)
        self.style().polish(self)
        self._paint_sign()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_sign()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_words()

    def fit_words(self) -> None:
        """Words beside the icons only where there is room for them."""
        show_words(self.buttons, self.width() - _ROOM)

    @property
    def _is_warning(self) -> bool:
        return self._pair is not None and self._pair.is_suspect

    def _sentence(self) -> str:
        if self._pair is None:
            return self.tr("Put the cursor in a sentence to accept it or to see other ways.")
        if self._pair.is_suspect:
            return findings_text(self._pair.findings)
        if self._is_kept:
            return self.tr("Kept in your memory.")
        if self._pair.is_recalled:
            return self.tr("From your memory: confirmed before.")
        if not self._is_fed:
            return self.tr("Nothing to look at. Corrections are not kept: see the settings.")
        return self.tr("Nothing to look at. Edit it, or accept it for the next time.")

    def _paint_sign(self) -> None:
        name = "warning" if self._is_warning else "info"
        if self._pair is not None and (self._is_kept or self._pair.is_recalled):
            name = "check"
        role = QPalette.ColorRole.WindowText
        if not self._is_warning:
            role = QPalette.ColorRole.PlaceholderText
        self._sign.setPixmap(self._icons.pixmap(name, _SIGN, role, self.devicePixelRatioF()))
