"""Paints one document of the list: name, kind and folder, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant_app.ui.document_rows import DocumentRow, DocumentState
from assistant_app.ui.document_words import kind_text, state_text
from assistant_app.ui.documents_model import ROW_ROLE
from assistant_app.ui.widgets.tints import hairline, quiet_text, soft_mark, warning_mark

_PAD = 10
_LINE = 3
_TRACK = 4
_CHIP = 8

Index = QModelIndex | QPersistentModelIndex


class DocumentDelegate(QStyledItemDelegate):
    """Three lines: name, kind, state. A track below the state says how far the work is; what
    should be looked at stands on amber, and is a word, not a colour alone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(option.font).height() + _LINE
        return QSize(260, 3 * line + _TRACK + 2 * _PAD + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, DocumentRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(4, 1, -4, -1)
        _paint_ground(painter, option, area)
        inner = area.adjusted(_PAD, _PAD - 1, -_PAD, -_PAD + 1)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        height = QFontMetrics(option.font).height() + _LINE
        dark, quiet = option.palette.text().color(), quiet_text(option.palette)
        lines = [
            QRect(inner.left(), inner.top() + n * height, inner.width(), height) for n in (0, 1, 2)
        ]
        _text(painter, strong, dark, lines[0], row.path.name, Qt.TextElideMode.ElideMiddle)
        about = f"{kind_text(row.path)} · {row.path.parent.name}"
        _text(painter, option.font, quiet, lines[1], about, Qt.TextElideMode.ElideRight)
        self._paint_state(painter, option, lines[2], row)
        if row.state in (DocumentState.RUNNING, DocumentState.PAUSED):
            track = QRectF(inner.left(), lines[2].bottom() + 3, inner.width(), _TRACK)
            _paint_track(painter, option, track, row)
        painter.restore()

    @staticmethod
    def _paint_state(
        painter: QPainter, option: QStyleOptionViewItem, line: QRect, row: DocumentRow
    ) -> None:
        text = state_text(row)
        colour = option.palette.text().color()
        if row.state in (DocumentState.WAITING, DocumentState.STOPPED):
            colour = quiet_text(option.palette)
        is_doubtful = row.state is DocumentState.SKIPPED or bool(row.done and row.done.doubts)
        if is_doubtful:
            wide = QFontMetrics(option.font).horizontalAdvance(text) + 2 * _CHIP
            chip = QRect(line.left(), line.top(), min(wide, line.width()), line.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(warning_mark(option.palette))
            painter.drawRoundedRect(QRectF(chip), 4, 4)
            line = chip.adjusted(_CHIP, 0, -_CHIP + 2, 0)
        _text(painter, option.font, colour, line, text, Qt.TextElideMode.ElideRight)


def _text(
    painter: QPainter, font: QFont, colour: QColor, line: QRect, text: str, elide: Qt.TextElideMode
) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(text, elide, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        painter.setPen(option.palette.accent().color())
        painter.setBrush(soft_mark(option.palette))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        faint = hairline(option.palette)
        faint.setAlphaF(0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        painter.drawRoundedRect(QRectF(area), 8, 8)


def _paint_track(
    painter: QPainter, option: QStyleOptionViewItem, track: QRectF, row: DocumentRow
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hairline(option.palette))
    painter.drawRoundedRect(track, 2, 2)
    done = QRectF(track)
    done.setWidth(max(_TRACK, track.width() * row.fraction))
    is_running = row.state is DocumentState.RUNNING
    colour = option.palette.accent().color() if is_running else quiet_text(option.palette)
    painter.setBrush(colour)
    painter.drawRoundedRect(done, 2, 2)
