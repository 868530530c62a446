"""A translation, translated back: what a reader of it might understand, beside the source."""

from __future__ import annotations

from typing import assert_never, cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from assistant_app.errors import AppError
from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped
from assistant_app.tasks.base import Progress
from assistant_app.tasks.translate import TranslateRequest, Translation
from assistant_app.ui.language_names import language_name
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.widgets.error_line import ErrorLine
from assistant_app.ui.widgets.named import set_word
from assistant_app.ui.widgets.progress_line import ProgressLine
from assistant_app.ui.widgets.scroll_link import ScrollLink
from assistant_app.ui.widgets.text_pane import TextPane


class BackTranslation(QDialog):
    """Runs at once; closing it stops the run. ``direction`` is that of the translation."""

    def __init__(
        self,
        context: PanelContext,
        source: str,
        translation: str,
        direction: tuple[str, str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._direction = direction
        self._job: Job | None = None
        self.source_pane, self.back_pane = TextPane(context.icons), TextPane(context.icons)
        for pane in (self.source_pane, self.back_pane):
            pane.editor.setReadOnly(True)
        self.source_pane.editor.setPlainText(source)
        self.scroll_link = ScrollLink(self.source_pane.editor, self.back_pane.editor, self)
        self.hint = QLabel()
        self.hint.setObjectName("quiet")
        self.hint.setWordWrap(True)
        self.error_line = ErrorLine(context.icons)
        self.progress_line = ProgressLine()
        self.close_button = QPushButton()
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self.retranslate()
        self._start(translation)

    @property
    def text(self) -> str:
        """What came back so far."""
        return self.back_pane.editor.text()

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        name = language_name(self._direction[0])
        self.setWindowTitle(self.tr("Back into {language}").format(language=name))
        self.source_pane.title.setText(self.tr("Source"))
        self.source_pane.editor.setAccessibleName(self.tr("Source"))
        self.back_pane.title.setText(self.tr("Translated back"))
        self.back_pane.editor.setAccessibleName(self.tr("Translated back"))
        self.hint.setText(
            self.tr("A difference is a reason to look twice: the model may err on either way.")
        )
        set_word(self.close_button, self.tr("Close"))

    # --- inside -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.resize(760, 420)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("back")
        splitter.addWidget(self.source_pane)
        splitter.addWidget(self.back_pane)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([500, 500])
        splitter.setHandleWidth(14)
        foot = QHBoxLayout()
        foot.addWidget(self.progress_line, 1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(splitter, 1)
        column.addWidget(self.hint)
        column.addWidget(self.error_line)
        column.addLayout(foot)

    def _start(self, translation: str) -> None:
        source, target = self._direction
        request = TranslateRequest(translation, target, source)
        bench = self._context.workbench
        job = self._context.runner.submit("device", bench.translate, request)
        self._job = job
        self.progress_line.begin()
        job.chunk.connect(self.back_pane.editor.append_text)
        job.progress.connect(self._show_progress)
        job.finished.connect(self._end)

    def _show_progress(self, progress: Progress) -> None:
        if self._job is not None:
            self.progress_line.show_progress(progress)

    def _end(self, outcome: Outcome) -> None:
        if self._job is None:
            return
        self._job = None
        self.progress_line.clear()
        match outcome:
            case Done(result, _):
                self.back_pane.editor.settle_text(cast(Translation, result).text)
            case Failed(error, report):
                if isinstance(error, AppError):
                    self.error_line.show_error(error)
                else:
                    self._context.crash(report)
            case Stopped():
                self.progress_line.say(self.tr("Stopped"))
            case _:
                assert_never(outcome)
