"""A button with an icon and, if there is room for one, a word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from assistant_app.ui.icons import Icons


class IconButton(QToolButton):
    """``set_label`` names it for everybody: the word beside it, the tip, the screen reader."""

    def __init__(
        self, icons: Icons, name: str, has_text: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._has_text = has_text
        self.setIcon(icons.icon(name))
        self.setIconSize(QSize(18, 18))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        style = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            if has_text
            else (Qt.ToolButtonStyle.ToolButtonIconOnly)
        )
        self.setToolButtonStyle(style)

    def set_label(self, text: str, keys: str = "") -> None:
        """``keys`` is the shortcut as shown in the tip, such as ``Ctrl+R``."""
        # Qt leaves hardly any room between icon and word.
        self.setText(f" {text}" if self._has_text else "")
        self.setToolTip(f"{text} ({keys})" if keys else text)
        self.setAccessibleName(text)
