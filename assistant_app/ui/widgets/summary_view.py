"""The result of Summarise: where the picked sentences lie, and each of them as a link."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from assistant_app.tasks.summarise import Picked, Summary
from assistant_app.ui.picked_model import PickedModel
from assistant_app.ui.widgets.coverage_strip import CoverageStrip
from assistant_app.ui.widgets.sentence_list import SentenceList


class SummaryView(QWidget):
    """Links, not text to edit: the sentences stand as they stand in the source."""

    shown = Signal(object)
    """The ``Picked`` at hand, to be shown in the source."""
    followed = Signal(object)
    """The same, and the keyboard should go there too."""

    def __init__(self, head_height: int, parent: QWidget | None = None) -> None:
        """``head_height`` is that of the head beside it, so that both bodies begin level."""
        super().__init__(parent)
        self.heading = QLabel()
        self.heading.setObjectName("section")
        self.strip = CoverageStrip()
        self.model = PickedModel(self)
        self.list = SentenceList(self.model)
        self.read_label = QLabel()
        self.read_label.setObjectName("quiet")
        self.read_label.setWordWrap(True)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.heading)
        top.addWidget(self.strip, 1)
        top.addStrut(head_height)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.read_label)
        self._summary: Summary | None = None
        self.list.shown.connect(self._show)
        self.list.followed.connect(self.followed)
        self.strip.chosen.connect(self._choose)
        self._retranslate()

    @property
    def summary(self) -> Summary | None:
        return self._summary

    def set_summary(self, summary: Summary | None) -> None:
        """Show a result, or nothing."""
        self._summary = summary
        picked = summary.sentences if summary else ()
        n_sentences = summary.n_sentences if summary else 0
        self.model.set_picked(picked, n_sentences)
        self.strip.set_marks([each.index / max(n_sentences - 1, 1) for each in picked])
        self._say_read()

    def _show(self, picked: Picked) -> None:
        self.strip.set_current(self.list.currentIndex().row())
        self.shown.emit(picked)

    def _choose(self, at: int) -> None:
        self.list.setCurrentIndex(self.model.index(at))
        self.list.setFocus()

    def _say_read(self) -> None:
        summary = self._summary
        if summary is None:
            self.read_label.clear()
            return
        all_read = self.tr(
            "Read all {total} sentences, {characters} characters with spaces. Nothing was cut."
        )
        part_read = self.tr(
            "Read {read} of {total} sentences, {characters} characters with spaces."
        )
        text = all_read if summary.n_read >= summary.n_sentences else part_read
        self.read_label.setText(
            text.format(
                read=f"{summary.n_read:,}",
                total=f"{summary.n_sentences:,}",
                characters=f"{summary.n_characters:,}",
            )
        )

    def _retranslate(self) -> None:
        self.heading.setText(self.tr("Summary"))
        self.list.setAccessibleName(self.tr("Sentences of the summary"))
        self.list.setAccessibleDescription(
            self.tr("Arrow keys show a sentence in the source, Enter goes there")
        )
        self.strip.setAccessibleName(self.tr("Where the sentences stand in the document"))
        self.strip.setToolTip(self.tr("Where the sentences stand in the document"))
        self._say_read()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
