"""Icons from SVG files, painted in the colour of the text they stand beside.

The colour is looked up when the icon is painted, so a change of theme needs no new icons.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Icons:
    """The icons of one folder, by name without ``.svg``. A missing file gives an empty icon."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def icon(self, name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
        """An icon that follows the palette's ``role``."""
        svg = _read(self._folder / f"{name}.svg")
        return QIcon(_TextColoured(svg, role)) if svg else QIcon()

    def pixmap(self, name: str, side: int, role: QPalette.ColorRole, ratio: float) -> QPixmap:
        """A square picture of ``side`` logical pixels for a screen with pixel ``ratio``."""
        pixmap = self.icon(name, role).pixmap(QSize(side, side), ratio)
        return pixmap


@lru_cache(maxsize=128)
def _read(path: Path) -> bytes:
    svg = path.read_bytes() if path.is_file() else b""
    return svg.replace(b"#000000", b"currentColor")


class _TextColoured(QIconEngine):
    """Paints what is black (``currentColor``) in the palette's colour of the moment."""

    def __init__(self, svg: bytes, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._svg = svg
        self._role = role

    def clone(self) -> QIconEngine:
        return _TextColoured(self._svg, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._colour(mode, state).name().encode()
        renderer = QSvgRenderer(QByteArray(self._svg.replace(b"currentColor", colour)))
        renderer.render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, self._role)
        if mode == QIcon.Mode.Selected or state == QIcon.State.On:
            return palette.color(QPalette.ColorRole.Accent)
        return palette.color(self._role)
