"""How many sentences to look at, and the way from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.short_label import ShortLabel


class LookTwiceBar(QWidget):
    """Hidden while there is nothing to look at."""

    stepped = Signal(int)
    """1: the next one, -1: the one before."""
    all_checked = Signal()
    """The person has looked at all of them."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.label = ShortLabel()
        self.label.setObjectName("quiet")
        self.previous_button = IconButton(icons, "chevron-up")
        self.next_button = IconButton(icons, "chevron-down")
        self.all_button = IconButton(icons, "checks")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (self.label, self.previous_button, self.next_button, self.all_button):
            row.addWidget(widget)
        self.previous_button.clicked.connect(lambda: self.stepped.emit(-1))
        self.next_button.clicked.connect(lambda: self.stepped.emit(1))
        self.all_button.clicked.connect(self.all_checked)
        self.retranslate()
        self.hide()

    def show_count(self, count: int) -> None:
        self._count = count
        self.retranslate()
        self.setVisible(count > 0)

    def retranslate(self) -> None:
        self.label.setText(self.tr("{count} to look at").format(count=self._count))
        self.label.set_short(str(self._count))
        self.previous_button.set_label(self.tr("Previous sentence to look at"), "Shift+F8")
        self.next_button.set_label(self.tr("Next sentence to look at"), "F8")
        self.all_button.set_label(self.tr("Mark all as checked"), "Ctrl+F8")


def look_twice_text(count: int) -> str:
    """Such as “3 sentences to look at”."""
    if count == 1:
        return QCoreApplication.translate("LookTwiceBar", "1 sentence to look at")
    return QCoreApplication.translate("LookTwiceBar", "{count} sentences to look at").format(
        count=count
    )
