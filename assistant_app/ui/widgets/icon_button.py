"""A button with an icon and, if there is room for one, a word."""

from __future__ import annotations

from collections.abc import Sequence

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
        self._word = ""
        self.keys = ""
        """The shortcut as shown in the tip."""
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
        self.keys = keys
        # Qt leaves hardly any room between icon and word.
        self._word = f" {text}" if self._has_text else ""
        self.setText(self._word)
        self.setToolTip(f"{text} ({keys})" if keys else text)
        self.setAccessibleName(text)

    @property
    def roomy_width(self) -> int:
        """The width with its word, whether it is shown now or not."""
        hidden = 0 if self._shows_word else self.fontMetrics().horizontalAdvance(self._word) + 4
        return self.sizeHint().width() + hidden

    def show_word(self, is_shown: bool) -> None:
        """Leave the word to the tip where there is no room for it."""
        if self._has_text and is_shown != self._shows_word:
            style = Qt.ToolButtonStyle
            self.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if is_shown else style.ToolButtonIconOnly
            )

    @property
    def _shows_word(self) -> bool:
        return self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def shortcut_row(button: IconButton) -> tuple[str, str]:
    """What it does and its shortcut, for the list of shortcuts."""
    return button.accessibleName(), button.keys


def show_words(buttons: Sequence[IconButton], width: int, gap: int = 4) -> None:
    """The words of all ``buttons`` if they have room in ``width``, else of none."""
    wanted = sum(button.roomy_width + gap for button in buttons if not button.isHidden())
    for button in buttons:
        button.show_word(wanted <= width)
