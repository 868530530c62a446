"""Other ways to say one sentence: from the memory, and from the model. One of them takes its
place."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assistant_app.tasks.alternatives import Way
from assistant_app.terms.memory import Found
from assistant_app.ui.finding_words import findings_text
from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.named import set_word

_TEXT = Qt.ItemDataRole.UserRole
_BESIDE = 84
"""Pixels of a row, and around it, that are not its text: edges, scroll bar, sign."""
_AROUND = 16


class AlternativesPopup(QFrame):
    """Opens while the model is still looking; Esc closes it, Enter or a click chooses."""

    chosen = Signal(str)
    stop_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._icons = icons
        self._now = ""
        self._is_looking = False
        self._n_ways = 0
        self.title = QLabel()
        self.title.setObjectName("section")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title.setBuddy(self.list)
        self.state = QLabel()
        self.state.setObjectName("quiet")
        self.state.setWordWrap(True)
        self.stop_button = QPushButton()
        self.stop_button.setObjectName("link")
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.list.itemClicked.connect(self._choose)
        self.stop_button.clicked.connect(self.stop_requested)
        self.retranslate()

    @property
    def texts(self) -> tuple[str, ...]:
        """What can be chosen, in order."""
        return tuple(self.list.item(row).data(_TEXT) for row in range(self.list.count()))

    def open_at(self, place: QPoint, width: int, now: str) -> None:
        """Show it with its corner at ``place`` of the screen; ``now`` is what stands there."""
        self._now = " ".join(now.split())
        self._n_ways = 0
        self.list.clear()
        self._set_looking(True)
        self.resize(max(360, width), 300)
        screen = self.screen().availableGeometry()
        x = min(place.x(), screen.right() - self.width())
        y = place.y()
        if y + self.height() > screen.bottom():
            y = max(screen.top(), screen.bottom() - self.height())
        self.move(max(screen.left(), x), y)
        self.show()
        self.list.setFocus()

    def show_found(self, found: Sequence[Found]) -> None:
        """Sentences of the memory that are like this one, above what the model says."""
        for row, each in enumerate(found):
            if " ".join(each.target.split()) == self._now:
                continue
            about = self.tr("from your memory, {percent} % alike").format(percent=each.percent)
            if each.is_adapted:
                about = self.tr("from your memory, with the numbers of this sentence")
            item = self._item(each.target, about)
            item.setToolTip(each.pair.source)
            self.list.insertItem(row, item)
        self._begin_choice()

    def show_ways(self, ways: Sequence[Way]) -> None:
        """What the model offers; that was all."""
        known = {*self.texts, self._now}
        for way in ways:
            if way.text not in known:
                self._n_ways += 1
                item = self._item(way.text, findings_text(way.findings))
                if way.findings:
                    item.setIcon(self._icons.icon("warning"))
                self.list.addItem(item)
        self._set_looking(False)
        self._begin_choice()

    def show_end(self) -> None:
        """The model says nothing more: it was stopped, or could not."""
        self._set_looking(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.list.currentItem()
            if item is not None:
                self._choose(item)
            return
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._is_looking:
            self.stop_requested.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Other ways to say it"))
        self.list.setAccessibleName(self.tr("Other ways to say it"))
        set_word(self.stop_button, self.tr("Stop"))
        self._show_state()

    # --- inside -------------------------------------------------------------------------------

    def _item(self, text: str, about: str) -> QListWidgetItem:
        item = QListWidgetItem(f"{text}\n{about}" if about else text)
        item.setData(_TEXT, text)
        # What Qt reckons forgets that characters from another font are taller.
        layout = QTextDocument(item.text())
        layout.setDocumentMargin(0)
        layout.setDefaultFont(self.list.font())
        layout.setTextWidth(self.width() - _BESIDE)
        item.setSizeHint(QSize(0, math.ceil(layout.size().height()) + _AROUND))
        return item

    def _begin_choice(self) -> None:
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._show_state()

    def _choose(self, item: QListWidgetItem) -> None:
        text = str(item.data(_TEXT))
        self.hide()
        self.chosen.emit(text)

    def _set_looking(self, is_looking: bool) -> None:
        self._is_looking = is_looking
        self.stop_button.setVisible(is_looking)
        self._show_state()

    def _show_state(self) -> None:
        if self._is_looking:
            self.state.setText(self.tr("Looking for other ways…"))
        elif self.list.count():
            self.state.setText(self.tr("Enter puts it in the place of the sentence."))
        else:
            self.state.setText(self.tr("Neither model nor memory has another way to say it."))
