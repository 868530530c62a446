"""The rail on the left: one button per page, exactly one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from assistant_app.ui.actions import SHORTCUTS, action_text
from assistant_app.ui.icons import Icons

_GAP = "\N{EN SPACE}"
"""Between icon and word; Qt's own gap is too narrow for icons of this size."""


class Rail(QFrame):
    """Panels on top, the window's own pages at the bottom."""

    chosen = Signal(str)
    """The name of a page."""

    def __init__(
        self, icons: Icons, top: tuple[str, ...], bottom: tuple[str, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(4)
        for name in top:
            column.addWidget(self._button(icons, name))
        column.addStretch(1)
        for name in bottom:
            column.addWidget(self._button(icons, name))
        self.retranslate()

    def choose(self, name: str) -> None:
        """Show ``name`` as chosen, without a signal."""
        self.buttons[name].setChecked(True)

    def set_busy(self, name: str, is_busy: bool) -> None:
        """A dot behind the word of a panel that works while another one is shown."""
        button = self.buttons[name]
        button.setText(_GAP + action_text(name) + ("  •" if is_busy else ""))
        working = self.tr("{name}, working").format(name=action_text(name))
        button.setAccessibleName(working if is_busy else action_text(name))

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Panels"))
        for name, button in self.buttons.items():
            text = action_text(name)
            keys = QKeySequence(SHORTCUTS[name][0])
            button.setText(_GAP + text)
            button.setAccessibleName(text)
            button.setToolTip(f"{text} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")

    def _button(self, icons: Icons, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setIcon(icons.icon(name))
        button.setIconSize(QSize(20, 20))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(132)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        self.buttons[name] = button
        return button
