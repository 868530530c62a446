"""Paints one entry of the history: panel, time and pin on top, what went in, what came out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant_app.history.entry import Entry
from assistant_app.ui.actions import action_text
from assistant_app.ui.history_model import ENTRY_ROLE
from assistant_app.ui.history_words import listed_texts, snippet, when_text
from assistant_app.ui.icons import Icons

_PAD = 12
_GAP = 4
_ICON = 16


class HistoryDelegate(QStyledItemDelegate):
    """Every row has the same height, so that ten thousand rows cost no more than ten."""

    def __init__(self, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons = icons

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = QFontMetrics(option.font).height()
        return QSize(240, 2 * _PAD + 3 * line + 2 * _GAP)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        self._paint_words(painter, option, entry)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette, box = option.palette, QRectF(option.rect).adjusted(3, 2, -3, -2)
        state = option.state
        accent = palette.color(QPalette.ColorRole.Accent)
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            ground = palette.color(QPalette.ColorRole.Accent)
            ground.setAlphaF(0.18 if state & QStyle.StateFlag.State_Selected else 0.08)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        palette, font = option.palette, QFont(option.font)
        metrics = QFontMetrics(font)
        line = metrics.height()
        area = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        when = when_text(entry.created)
        right = area.right()
        top = QRect(area.left(), area.top(), area.width(), line)
        painter.setFont(font)
        painter.setPen(quiet)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, when)
        right -= metrics.horizontalAdvance(when) + _GAP
        if entry.is_pinned:
            pin = QRect(right - _ICON, top.top() + (line - _ICON) // 2, _ICON, _ICON)
            self._icons.icon("pin-filled", QPalette.ColorRole.Accent).paint(painter, pin)
            right -= _ICON + _GAP
        sign = QRect(area.left(), top.top() + (line - _ICON) // 2, _ICON, _ICON)
        self._icons.icon(entry.panel).paint(painter, sign)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        left = sign.right() + 8
        self._line(
            painter, bold, QRect(left, top.top(), right - left, line), action_text(entry.panel)
        )
        painter.setFont(font)
        second = QRect(area.left(), top.bottom() + 1 + _GAP, area.width(), line)
        given, made = listed_texts(entry)
        self._line(painter, font, second, snippet(given))
        painter.setPen(quiet)
        third = second.translated(0, line + _GAP)
        self._line(painter, font, third, snippet(made))

    def _line(self, painter: QPainter, font: QFont, box: QRect, text: str) -> None:
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
