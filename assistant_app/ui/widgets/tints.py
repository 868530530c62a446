"""Colours for marks in a text, mixed from the palette so that they fit every theme."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette


def mixed(below: QColor, above: QColor, share: float) -> QColor:
    """``share`` (0 to 1) of ``above`` over ``below``, opaque."""
    red, green, blue = (
        low + (high - low) * share
        for low, high in (
            (below.redF(), above.redF()),
            (below.greenF(), above.greenF()),
            (below.blueF(), above.blueF()),
        )
    )
    return QColor.fromRgbF(red, green, blue)


def soft_mark(palette: QPalette) -> QColor:
    """Behind text that is worth noticing: the accent, faint."""
    return mixed(palette.base().color(), palette.accent().color(), 0.16)


def strong_mark(palette: QPalette) -> QColor:
    """Behind the text at hand: the accent, clear but still readable under plain text."""
    return mixed(palette.base().color(), palette.accent().color(), 0.40)


def sentence_mark(palette: QPalette) -> QColor:
    """Behind the sentence at hand, where its word at hand has ``strong_mark``."""
    return mixed(palette.base().color(), palette.accent().color(), 0.22)


def quiet_text(palette: QPalette) -> QColor:
    """Text of second rank; keeps a contrast of about 4.5 to 1 in both themes."""
    return mixed(palette.base().color(), palette.text().color(), 0.66)


def hairline(palette: QPalette) -> QColor:
    """Thin lines and empty tracks."""
    return mixed(palette.base().color(), palette.text().color(), 0.14)


def warning_mark(palette: QPalette) -> QColor:
    """Behind text that should be checked: amber, readable under light and dark text."""
    return mixed(palette.base().color(), QColor("#e09a00"), 0.30)
