"""Light and dark: one small table of colours, poured into Qt's palette and one style sheet.

Fusion draws most of it from the palette; the sheet adds what a palette can't say (the rail, the
run button, the focus ring). A change of theme needs no restart.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

Choice = Literal["system", "light", "dark"]


@dataclass(frozen=True)
class Colours:
    """What each colour is for. Text on its ground has a contrast of at least 4.5 to 1."""

    name: str
    window: str
    base: str
    rail: str
    raised: str
    text: str
    quiet: str
    faint: str
    line: str
    accent: str
    accent_hover: str
    on_accent: str
    soft: str
    """The accent, faint: what is chosen in the rail or under the pointer."""
    warn_ground: str
    warn_text: str


LIGHT = Colours(
    name="light",
    window="#f6f7f9",
    base="#ffffff",
    rail="#eceef2",
    raised="#ffffff",
    text="#1a1d24",
    quiet="#565e6c",
    faint="#9aa1ad",
    line="#d6dae1",
    accent="#3f51c9",
    accent_hover="#3443ad",
    on_accent="#ffffff",
    soft="#dfe3f8",
    warn_ground="#fdf1dc",
    warn_text="#6b4300",
)
DARK = Colours(
    name="dark",
    window="#1b1d22",
    base="#23262d",
    rail="#15171b",
    raised="#2c3038",
    text="#e8eaee",
    quiet="#a3aab7",
    faint="#6d7481",
    line="#3a3f49",
    accent="#93a4ff",
    accent_hover="#aab7ff",
    on_accent="#12152a",
    soft="#2d3350",
    warn_ground="#3a2f18",
    warn_text="#f3d9a4",
)


class Theme(QObject):
    """Follows the choice in the settings, and the system while that is “system”."""

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path) -> None:
        """``resources`` holds ``style.qss`` and ``icons``."""
        super().__init__(app)
        self._app = app
        self._icons = resources / "icons"
        self._sheet = Template((resources / "style.qss").read_text(encoding="utf-8"))
        self._choice: Choice = "system"
        self._shown: Colours | None = None
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def is_dark(self) -> bool:
        return self._shown is DARK

    @property
    def colours(self) -> Colours:
        return self._shown or LIGHT

    def apply(self, choice: Choice) -> None:
        """Show ``choice`` at once, in every window."""
        self._choice = choice
        hints = self._app.styleHints()
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(choice)
        if scheme is None:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(scheme)  # for the title bar, where the system has one to tell
        is_dark = (scheme or hints.colorScheme()) == Qt.ColorScheme.Dark
        self._show(DARK if is_dark else LIGHT)

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        if self._choice == "system":
            self._show(DARK if scheme == Qt.ColorScheme.Dark else LIGHT)

    def _show(self, colours: Colours) -> None:
        if colours is self._shown:
            return
        self._shown = colours
        self._app.setPalette(palette_of(colours))
        points = self._app.font().pointSizeF()
        words = {
            **asdict(colours),
            "icons": self._icons.as_posix(),
            "title_pt": f"{points * 1.5:.1f}",
            "headline_pt": f"{points * 1.2:.1f}",
        }
        self._app.setStyleSheet(self._sheet.substitute(words))
        self.changed.emit()


def palette_of(colours: Colours) -> QPalette:
    """Every role that Fusion draws with, in all three states."""
    roles = QPalette.ColorRole
    table = {
        roles.Window: colours.window,
        roles.WindowText: colours.text,
        roles.Base: colours.base,
        roles.AlternateBase: colours.window,
        roles.Text: colours.text,
        roles.PlaceholderText: colours.quiet,
        roles.Button: colours.raised,
        roles.ButtonText: colours.text,
        roles.BrightText: colours.on_accent,
        roles.Light: colours.raised,
        roles.Midlight: colours.line,
        roles.Mid: colours.line,
        roles.Dark: colours.faint,
        roles.Shadow: colours.line,
        roles.Highlight: colours.accent,
        roles.HighlightedText: colours.on_accent,
        roles.Accent: colours.accent,
        roles.Link: colours.accent,
        roles.LinkVisited: colours.accent,
        roles.ToolTipBase: colours.raised,
        roles.ToolTipText: colours.text,
    }
    palette = QPalette()
    for role, colour in table.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return palette
