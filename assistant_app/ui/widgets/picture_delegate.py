"""Paints one picture of the list: thumbnail, name, labels with bars and percent, state."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant_app.tasks.label import Label
from assistant_app.ui.label_words import label_text
from assistant_app.ui.picture_rows import SURE, PictureRow, RowState
from assistant_app.ui.picture_words import percent, status_text
from assistant_app.ui.pictures_model import ROW_ROLE, PicturesModel
from assistant_app.ui.widgets.tints import hairline, quiet_text, soft_mark

THUMBNAIL = 72
"""Logical pixels of a thumbnail's side."""

_PAD = 10
_GAP = 14
_BAR_ROWS = 3

Index = QModelIndex | QPersistentModelIndex


class PictureDelegate(QStyledItemDelegate):
    """All rows are equally high. Bars below ``SURE`` are outlined, not only paler."""

    def __init__(self, model: PicturesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = _BAR_ROWS * (QFontMetrics(option.font).height() + 4)
        return QSize(320, max(THUMBNAIL, lines) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, PictureRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = option.rect.adjusted(4, 1, -4, -1)
        self._paint_ground(painter, option, area)
        inner = area.adjusted(_PAD, _PAD - 1, -_PAD, -_PAD + 1)
        picture = QRect(inner.left(), inner.center().y() - THUMBNAIL // 2, THUMBNAIL, THUMBNAIL)
        self._paint_thumbnail(painter, option, picture, index.data(Qt.ItemDataRole.DecorationRole))
        rest = inner.adjusted(THUMBNAIL + _GAP, 0, 0, 0)
        share = 0.42 if row.state is RowState.LABELLED else 1.0
        names = QRect(rest.left(), rest.top(), int(rest.width() * share) - _GAP, rest.height())
        self._paint_names(painter, option, names, row)
        if row.state is RowState.LABELLED:
            bars = rest.adjusted(names.width() + _GAP, 0, 0, 0)
            self._paint_labels(painter, option, bars, row)
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(option.palette.accent().color())
            painter.setBrush(soft_mark(option.palette))
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_faint(hairline(option.palette)))
            painter.drawRoundedRect(QRectF(area), 8, 8)

    @staticmethod
    def _paint_thumbnail(
        painter: QPainter, option: QStyleOptionViewItem, area: QRect, pixmap: object
    ) -> None:
        clip = QPainterPath()
        if not isinstance(pixmap, QPixmap) or pixmap.isNull():
            clip.addRoundedRect(QRectF(area), 6, 6)
            painter.fillPath(clip, hairline(option.palette))
            if isinstance(pixmap, QPixmap):
                painter.setPen(quiet_text(option.palette))
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "✕")
            return
        size = pixmap.deviceIndependentSize()
        scale = min(area.width() / size.width(), area.height() / size.height())
        width, height = size.width() * scale, size.height() * scale
        where = QRectF(
            area.center().x() + 0.5 - width / 2, area.center().y() + 0.5 - height / 2, width, height
        )
        clip.addRoundedRect(where, 6, 6)
        painter.save()
        painter.setClipPath(clip)
        painter.drawPixmap(where, pixmap, QRectF(pixmap.rect()))
        painter.restore()

    def _paint_names(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, row: PictureRow
    ) -> None:
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        height = QFontMetrics(option.font).height()
        dark, quiet = option.palette.text().color(), quiet_text(option.palette)
        lines = [(strong, dark, row.path.name, Qt.TextElideMode.ElideMiddle)]
        place = row.path.parent.name
        if row.picture is not None:
            place = f"{row.picture.width} × {row.picture.height} · {place}"
        lines.append((option.font, quiet, place, Qt.TextElideMode.ElideRight))
        status = status_text(row, self._model.view.threshold)
        lines.append((option.font, quiet, status, Qt.TextElideMode.ElideRight))
        top = area.center().y() - (len(lines) * (height + 3)) // 2
        for font, colour, text, elide in lines:
            painter.setFont(font)
            painter.setPen(colour)
            shown = QFontMetrics(font).elidedText(text, elide, area.width())
            line = QRect(area.left(), top, area.width(), height + 3)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
            top += height + 3

    def _paint_labels(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, row: PictureRow
    ) -> None:
        metrics = QFontMetrics(option.font)
        height = metrics.height() + 4
        labels = row.labels[:_BAR_ROWS]
        top = area.center().y() - (len(labels) * height) // 2
        for at, label in enumerate(labels):
            line = QRect(area.left(), top + at * height, area.width(), height)
            self._paint_label(painter, option, line, label)

    def _paint_label(
        self, painter: QPainter, option: QStyleOptionViewItem, line: QRect, label: Label
    ) -> None:
        metrics = QFontMetrics(option.font)
        reaches = label.probability >= self._model.view.threshold
        palette = option.palette
        number_width = metrics.horizontalAdvance("100 %") + 4
        name_width = min(int(line.width() * 0.38), 150)
        painter.setFont(option.font)
        painter.setPen(palette.text().color() if reaches else quiet_text(palette))
        name = metrics.elidedText(label_text(label.name), Qt.TextElideMode.ElideRight, name_width)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(line.left(), line.top(), name_width, line.height()), middle, name)
        number = QRect(line.right() - number_width, line.top(), number_width, line.height())
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, percent(label.probability))
        left = line.left() + name_width + 8
        track = QRectF(left, line.center().y() - 3.5, number.left() - 8 - left, 8)
        _paint_bar(painter, option, track, label.probability, reaches)


def _paint_bar(
    painter: QPainter, option: QStyleOptionViewItem, track: QRectF, share: float, reaches: bool
) -> None:
    """Filled when sure, outlined when not, grey when below the threshold."""
    if track.width() < 12:
        return
    palette = option.palette
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hairline(palette))
    painter.drawRoundedRect(track, 4, 4)
    done = QRectF(track)
    done.setWidth(max(track.width() * share, 8.0))
    colour = palette.accent().color() if reaches else quiet_text(palette)
    if reaches and share >= SURE:
        painter.setBrush(colour)
        painter.drawRoundedRect(done, 4, 4)
        return
    pale = QColor(colour)
    pale.setAlphaF(0.35)
    painter.setBrush(pale)
    painter.setPen(QPen(colour, 1))
    painter.drawRoundedRect(done.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)


def _faint(colour: QColor) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(0.5)
    return faint
