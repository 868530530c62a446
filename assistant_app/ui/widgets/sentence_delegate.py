"""Paints a sentence of a summary as a link: its number, its words, where it stands."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant_app.ui.picked_model import PLACE_ROLE
from assistant_app.ui.widgets.tints import hairline, quiet_text, soft_mark, strong_mark

_PAD = 12
_CHIP = 26
_GAP = 10
_LEADING = 1.25

Index = QModelIndex | QPersistentModelIndex


class SentenceDelegate(QStyledItemDelegate):
    """Rows are as high as their words need at the view's width."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        card = QRectF(option.rect).adjusted(4.5, 2.5, -4.5, -2.5)
        self._paint_card(painter, option, card, is_current, is_hovered)
        self._paint_chip(painter, option, card, index.row() + 1, is_current)
        x = card.left() + _PAD + _CHIP + _GAP
        width = card.right() - _PAD - x
        font = QFont(option.font)
        font.setUnderline(is_hovered)
        painter.setPen(option.palette.text().color())
        layout = _laid_out(str(index.data()), font, width)
        layout.draw(painter, QPointF(x, card.top() + _PAD))
        place = QRectF(x, card.top() + _PAD + _height(layout) + 2, width, 20)
        painter.setFont(_small(option.font))
        painter.setPen(quiet_text(option.palette))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, str(index.data(PLACE_ROLE)))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        room = max(width - 9 - 2 * _PAD - _CHIP - _GAP, 80)
        layout = _laid_out(str(index.data()), option.font, room)
        small = QFontMetrics(_small(option.font)).height()
        return QSize(width, round(_height(layout)) + 2 * _PAD + small + 10)

    @staticmethod
    def _paint_card(
        painter: QPainter,
        option: QStyleOptionViewItem,
        card: QRectF,
        is_current: bool,
        is_hovered: bool,
    ) -> None:
        palette = option.palette
        painter.setPen(hairline(palette))
        painter.setBrush(palette.base())
        if is_current:
            painter.setPen(palette.accent().color())
            painter.setBrush(soft_mark(palette))
        elif is_hovered:
            painter.setPen(palette.accent().color())
        painter.drawRoundedRect(card, 8, 8)

    @staticmethod
    def _paint_chip(
        painter: QPainter, option: QStyleOptionViewItem, card: QRectF, number: int, is_current: bool
    ) -> None:
        palette = option.palette
        chip = QRectF(card.left() + _PAD, card.top() + _PAD - 3, _CHIP, _CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.accent().color() if is_current else strong_mark(palette))
        painter.drawEllipse(chip)
        role = QPalette.ColorRole.HighlightedText if is_current else QPalette.ColorRole.Text
        painter.setPen(palette.color(role))
        painter.setFont(_small(option.font))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(number))


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF() * 0.86, 7.0))
    return small


def _laid_out(text: str, font: QFont, width: float) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(False)
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height() * _LEADING
    layout.endLayout()
    return layout


def _height(layout: QTextLayout) -> float:
    last = layout.lineAt(layout.lineCount() - 1) if layout.lineCount() else None
    return last.y() + last.height() * _LEADING if last else 0.0
