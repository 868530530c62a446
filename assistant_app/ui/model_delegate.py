"""Paints one line of the list of models: a heading, or a title with its facts and progress."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant_app.ui.model_row_words import facts_text, heading_text, marks_of
from assistant_app.ui.model_rows import Heading, ModelRow
from assistant_app.ui.model_words import title_text
from assistant_app.ui.models_model import ROW_ROLE
from assistant_app.ui.widgets.tints import hairline, quiet_text, soft_mark

_PAD = 10
_GAP = 3
_BAR = 3
"""Height of the progress line."""

Index = QModelIndex | QPersistentModelIndex


class ModelDelegate(QStyledItemDelegate):
    """Headings are lower than models, and one for what can be downloaded is set back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(option.font).height()
        row = index.data(ROW_ROLE)
        if isinstance(row, Heading):
            return QSize(200, line + (10 if row.kind == "offered" else 18))
        return QSize(200, 2 * line + 2 * _PAD + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._paint_heading(painter, option, row)
        elif isinstance(row, ModelRow):
            self._paint_ground(painter, option)
            self._paint_model(painter, option, row)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading
    ) -> None:
        font = QFont(option.font)
        is_small = heading.kind == "offered"
        if not is_small:
            font.setWeight(QFont.Weight.DemiBold)
        # A heading can't be chosen, yet it is no less to be read than what can.
        palette = QPalette(option.palette)
        palette.setCurrentColorGroup(QPalette.ColorGroup.Active)
        colour = quiet_text(palette) if is_small else palette.color(QPalette.ColorRole.Text)
        painter.setFont(font)
        painter.setPen(colour)
        box = option.rect.adjusted(_PAD, 0, -_PAD, -4)
        down = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(box, down, heading_text(heading))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette, box = option.palette, QRectF(option.rect).adjusted(3, 1, -3, -1)
        state = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            ground = palette.color(QPalette.ColorRole.Accent)
            ground.setAlphaF(0.18 if is_chosen else 0.08)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_model(self, painter: QPainter, option: QStyleOptionViewItem, row: ModelRow) -> None:
        palette = option.palette
        line = QFontMetrics(option.font).height()
        area = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        right = area.right()
        for mark in reversed(marks_of(row)):
            place = QRect(area.left(), area.top(), right - area.left(), line)
            right = self._paint_mark(painter, option, mark, place)
        title = QFont(option.font)
        title.setWeight(QFont.Weight.Medium)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        above = QRect(area.left(), area.top(), right - area.left(), line)
        _line(painter, title, above, title_text(row.title))
        painter.setPen(quiet_text(palette))
        below = QRect(area.left(), area.top() + line + _GAP, area.width(), line)
        _line(painter, QFont(option.font), below, facts_text(row))
        if row.download is not None:
            self._paint_progress(painter, palette, QRectF(below), row.download.fraction or 0.0)

    def _paint_mark(
        self, painter: QPainter, option: QStyleOptionViewItem, text: str, area: QRect
    ) -> int:
        """A word on a soft ground at the right end of ``area``; returns where it begins."""
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.88)
        width = QFontMetrics(font).horizontalAdvance(text) + 12
        box = QRect(area.right() - width, area.top(), width, area.height())
        painter.setPen(Qt.PenStyle.NoPen)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setBrush(option.palette.base() if is_chosen else soft_mark(option.palette))
        painter.drawRoundedRect(QRectF(box), 4, 4)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return box.left() - 6

    def _paint_progress(
        self, painter: QPainter, palette: QPalette, below: QRectF, fraction: float
    ) -> None:
        track = QRectF(below.left(), below.bottom() + 3, below.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hairline(palette))
        painter.drawRoundedRect(track, 1.5, 1.5)
        track.setWidth(track.width() * fraction)
        painter.setBrush(palette.color(QPalette.ColorRole.Accent))
        painter.drawRoundedRect(track, 1.5, 1.5)


def _line(painter: QPainter, font: QFont, box: QRect, text: str) -> None:
    painter.setFont(font)
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
