"""A button's word, for the eye and for a screen reader alike."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton


def set_word(button: QAbstractButton, text: str) -> None:
    """Show ``text`` on the button and say it."""
    button.setText(text)
    button.setAccessibleName(text)
