"""Both themes can be read, and both follow the choice and the system."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from assistant_app.ui.icons import Icons
from assistant_app.ui.theme import DARK, LIGHT, Theme, palette_of

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PAIRS = [
    ("text", "window"),
    ("text", "base"),
    ("text", "rail"),
    ("text", "raised"),
    ("text", "soft"),
    ("text", "line"),
    ("quiet", "window"),
    ("quiet", "base"),
    ("quiet", "rail"),
    ("accent", "window"),
    ("accent", "base"),
    ("accent", "soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("warn_text", "warn_ground"),
]


def luminance(name):
    parts = []
    for part in QColor(name).getRgbF()[:3]:
        parts.append(part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), PAIRS)
def test_text_has_the_contrast_of_wcag_aa(colours, front, ground):
    high, low = sorted(
        (luminance(getattr(colours, front)), luminance(getattr(colours, ground))), reverse=True
    )
    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.fixture
def theme(qapp):
    theme = Theme(QApplication.instance(), RESOURCES)
    theme.apply("light")
    yield theme
    theme.apply("light")
    theme.deleteLater()


def test_the_system_is_followed_only_while_it_is_chosen(theme):
    theme._follow_system(Qt.ColorScheme.Dark)
    assert not theme.is_dark
    theme.apply("system")
    theme._follow_system(Qt.ColorScheme.Dark)
    assert theme.is_dark
    theme._follow_system(Qt.ColorScheme.Light)
    assert not theme.is_dark


def test_the_style_sheet_knows_every_colour_it_names(theme):
    theme.apply("dark")
    assert "$" not in QApplication.instance().styleSheet()


def test_what_is_disabled_looks_disabled():
    for colours in (LIGHT, DARK):
        palette = palette_of(colours)
        disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        assert disabled != palette.color(QPalette.ColorRole.Text)


def test_icons_take_the_colour_of_the_theme_that_is_shown(theme):
    icon = Icons(RESOURCES / "icons").icon("copy")

    def brightest():
        image = icon.pixmap(32, 32).toImage()
        colours = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
        return max(colours, key=lambda colour: colour.alpha()).lightness()

    light = brightest()
    theme.apply("dark")
    assert brightest() > light


def test_every_icon_that_the_code_names_is_there():
    names = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
    wanted = {"write", "summarise", "translate", "images", "history", "settings", "copy", "save"}
    wanted |= {"play", "stop", "warning", "close", "sample", "device", "lock", "pin", "pin-filled"}
    wanted |= {"trash", "export", "undo", "open", "folder", "app"}
    wanted |= {
        f"{name}-{theme}"
        for theme in ("light", "dark")
        for name in ("arrow-down", "arrow-up", "check-on")
    }
    assert wanted <= names
