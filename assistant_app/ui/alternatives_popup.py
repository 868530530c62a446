"""Other ways to say one sentence: from the memory, and from the model. One of them takes its
place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QWidget

from assistant_app.tasks.alternatives import Way
from assistant_app.terms.memory import Found
from assistant_app.ui.finding_words import findings_text
from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.list_popup import ListPopup
from assistant_app.ui.widgets.named import set_word


class AlternativesPopup(ListPopup):
    """Opens while the model is still looking."""

    stop_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self._now = ""
        self._is_looking = False
        self.stop_button = QPushButton()
        self.stop_button.setObjectName("link")
        self.foot.addWidget(self.stop_button)
        self.stop_button.clicked.connect(self.stop_requested)
        self.retranslate()

    def open_for(self, now: str, place: QPoint, width: int) -> None:
        """``now`` is what stands there: it is no other way."""
        self._now = " ".join(now.split())
        self._set_looking(True)
        self.open_at(place, width)

    def show_found(self, found: Sequence[Found]) -> None:
        """Sentences of the memory that are like this one, above what the model says."""
        row = 0
        for each in found:
            if " ".join(each.target.split()) == self._now:
                continue
            about = self.tr("from your memory, {percent} % alike").format(percent=each.percent)
            if each.is_adapted:
                about = self.tr("from your memory, with the numbers of this sentence")
            self.put_row(row, each.target, about=about).setToolTip(each.pair.source)
            row += 1
        self._show_state()

    def show_ways(self, ways: Sequence[Way]) -> None:
        """What the model offers; that was all."""
        known = {*self.texts, self._now}
        for way in ways:
            if way.text not in known:
                icon = self._icons.icon("warning") if way.findings else None
                about = findings_text(way.findings)
                self.put_row(self.list.count(), way.text, about=about, icon=icon)
        self._set_looking(False)

    def show_end(self) -> None:
        """The model says nothing more: it was stopped."""
        self._set_looking(False)

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
