"""The documents to translate: a list, what became of each, and the work on all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from assistant_app.documents.formats import BLOCK_SUFFIXES, refused_by_name
from assistant_app.errors import DocumentsMissing
from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped
from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.document_files import document_files
from assistant_app.tasks.document_run import TranslatedDocument
from assistant_app.tasks.translate_document import (
    DocumentBegun,
    DocumentsRequest,
)
from assistant_app.ui.document_deeds import DocumentDeeds
from assistant_app.ui.document_rows import DocumentRow, DocumentState
from assistant_app.ui.document_totals import DocumentTotals
from assistant_app.ui.documents_model import DocumentsModel
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.widgets.document_bar import DocumentBar
from assistant_app.ui.widgets.document_details import DocumentDetails
from assistant_app.ui.widgets.document_list import DocumentList
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.progress_line import ProgressLine
from assistant_app.ui.widgets.run_button import RunButton

Languages = Callable[[], tuple[str, str]]
"""Source (or ``auto``) and target, as they are chosen."""


class DocumentsView(QWidget):
    """One run does all that is not done yet, in the order of the list. Pause and Stop both keep
    the documents that are done and every sentence of the one at work; documents that are added
    meanwhile are done behind the others."""

    busy_changed = Signal(bool)
    progress_made = Signal(object)
    """The share of all that is done, or None while nothing runs."""
    result_made = Signal(object)
    """The ``Origin`` of a document that is done."""
    document_made = Signal(object, object)
    """A ``DocumentsRequest`` and a ``TranslatedDocument`` that it made."""

    def __init__(
        self,
        context: PanelContext,
        languages: Languages,
        explain: OnFailed,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._languages = languages
        self._explain = explain
        self._job: Job | None = None
        self._begun: DocumentBegun | None = None
        self._is_pausing = self._starts_again = False
        self._last: DocumentsRequest | None = None
        self._totals = DocumentTotals()
        self.model = DocumentsModel(self)
        self.bar = DocumentBar(context.icons)
        self.list = DocumentList(self.model)
        self.details = DocumentDetails(context.icons)
        self.deeds = DocumentDeeds(context, self._chosen, explain, self)
        self.progress_line = ProgressLine(is_in_percent=True)
        self.pause_button = IconButton(context.icons, "pause", has_text=True)
        self.run_button = RunButton(context.icons, "")
        self._lay_out()
        self._recall()
        self._connect()
        self.retranslate()
        self._show_tools()

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.details)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([480, 420])
        self.splitter.setHandleWidth(14)
        bottom = QHBoxLayout()
        bottom.setSpacing(12)
        bottom.addWidget(self.progress_line, 1)
        bottom.addWidget(self.pause_button)
        bottom.addWidget(self.run_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self.splitter, 1)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self.bar.add_button.clicked.connect(self.ask_files)
        self.bar.folder_button.clicked.connect(self.ask_folder)
        self.bar.clear_button.clicked.connect(self.clear)
        self.bar.folder_wanted.connect(self._ask_results_folder)
        self.bar.choices_changed.connect(self._remember)
        self.run_button.run_requested.connect(self.start)
        self.run_button.stop_requested.connect(self.stop)
        self.pause_button.clicked.connect(self.pause)
        self.list.remove_requested.connect(self.remove)
        self.list.open_requested.connect(self.deeds.open)
        self.list.selectionModel().selectionChanged.connect(self._show_tools)
        self.model.dataChanged.connect(self._show_tools)
        self.details.open_requested.connect(lambda: self.deeds.open())
        self.details.folder_requested.connect(self.deeds.show_folder)
        self.details.list_requested.connect(self.deeds.save_doubts)
        self.details.retry_requested.connect(self._retry_chosen)
        self.details.remove_requested.connect(lambda: self.remove(self.list.selected_paths()))

    # --- documents ----------------------------------------------------------------------------

    def ask_files(self) -> None:
        endings = " ".join(f"*{suffix}" for suffix in BLOCK_SUFFIXES)
        filters = f"{self.tr('Documents')} ({endings});;{self.tr('All files')} (*)"
        self.add(self._context.dialogs.open_files(self, self.tr("Add documents"), filters))

    def ask_folder(self) -> None:
        """Its documents and those of its folders are added."""
        folder = self._context.dialogs.open_folder(self, self.tr("Add a folder of documents"))
        if folder is not None:
            self.add([folder])

    def add(self, paths: Sequence[Path]) -> None:
        """Find the documents in ``paths`` away from the GUI thread, then list them."""
        if not paths:
            return
        given, target = tuple(paths), self._languages()[1]

        def found() -> list[Path | Skipped]:
            return [_or_refused(each) for each in document_files(given, (target,))]

        def listed(documents: list[Path | Skipped]) -> None:
            self._list(given, documents)

        follow(self._context.runner.call("files", found), listed, self._explain)

    def _list(self, given: tuple[Path, ...], found: list[Path | Skipped]) -> None:
        if not found:
            self._explain(DocumentsMissing(given), "")
            return
        first = self.model.rowCount()
        unusable = [each for each in found if isinstance(each, Skipped)]
        n_added = self.model.add(each for each in found if isinstance(each, Path))
        n_unusable = self.model.add(unusable)
        said = self.tr("{count} documents added").format(count=f"{n_added:,}")
        if n_added < 2:
            said = self.tr("1 document added") if n_added else self.tr("No new documents")
        if n_unusable:
            count = f"{n_unusable:,}"
            said = f"{said}, {self.tr('{count} could not be read').format(count=count)}"
        self._context.say(said)
        if n_added + n_unusable and not self.list.selectedIndexes():
            self.list.setCurrentIndex(self.model.index(first))
        self._show_tools()

    def remove(self, paths: Sequence[Path]) -> None:
        """Take documents off the list; the files stay. The run goes on without them."""
        row = self.list.currentIndex().row()
        if self._job is not None and set(paths) & set(self.model.open_paths):
            self._starts_again = True
            self._job.cancel()
        self.model.remove(paths)
        last = self.model.rowCount() - 1
        if last >= 0:
            self.list.setCurrentIndex(self.model.index(min(max(row, 0), last)))
        self._show_tools()

    def show_earlier(self, done: TranslatedDocument) -> None:
        """A document out of the history, chosen, so that it can be opened or made once more."""
        self.list.setCurrentIndex(self.model.index(self.model.show(done)))
        self._show_tools()
        self.list.setFocus()

    def clear(self) -> None:
        """Take all documents off the list, and stop."""
        self.stop()
        self.model.remove([row.path for row in self.model.rows])
        self.progress_line.clear()
        self._show_tools()

    def _ask_results_folder(self) -> None:
        title = self.tr("Where the translated documents go")
        chosen = self._context.dialogs.open_folder(self, title)
        self.bar.set_folder(chosen or self.bar.folder)

    def _recall(self) -> None:
        """Layout and folder as they were chosen last time."""
        chosen = self._context.workbench.settings.current.window.get("documents")
        if isinstance(chosen, Mapping):
            self.bar.set_layout(chosen.get("layout"))
            folder = chosen.get("folder")
            if isinstance(folder, str) and folder:
                self.bar.set_folder(Path(folder))

    def _remember(self) -> None:
        settings, folder = self._context.workbench.settings, self.bar.folder
        chosen = {"layout": self.bar.layout_choice, "folder": str(folder) if folder else ""}
        settings.update(window={**settings.current.window, "documents": chosen})

    # --- the chosen rows ----------------------------------------------------------------------

    def _chosen(self) -> DocumentRow | None:
        return next(iter(self.list.selected_rows()), None)

    def _retry_chosen(self) -> None:
        paths = [row.path for row in self.list.selected_rows() if not row.is_open]
        self.model.set_state(paths, DocumentState.WAITING)
        if self._job is None:
            self.start()

    # --- running ------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def start(self) -> None:
        """Translate what is not done, or all of it another way if that was chosen since."""
        if self._job is not None or not self.model.rowCount():
            return
        unfinished = (DocumentState.PAUSED, DocumentState.STOPPED)
        self._run(goes_on=bool(self.model.paths_in(*unfinished)))

    def _run(self, *, goes_on: bool) -> None:
        """``goes_on`` with the run before: both are told as one when all is done."""
        if not self.model.open_paths:
            if self._last is not None and self._way(self._last) == self._way(self._request(())):
                self.progress_line.say(self.tr("All of them are done."))
                return
            self.model.set_state([row.path for row in self.model.rows], DocumentState.WAITING)
        request = self._last = self._request(self.model.open_paths)
        self.model.set_state(self.model.open_paths, DocumentState.WAITING)
        task = self._context.workbench.translate_documents
        job = self._context.runner.submit("device", task, request, gives_way=True)
        self._job, self._begun = job, None
        self._is_pausing = self._starts_again = False
        self._totals.begin(goes_on=goes_on)
        job.item.connect(self._show_item)
        job.progress.connect(self._show_progress)
        job.finished.connect(self._end)
        self.run_button.set_running(True)
        self.progress_line.begin()
        self._show_tools()
        self.busy_changed.emit(True)

    def pause(self) -> None:
        """Break off for now; the button says “Go on”."""
        self._is_pausing = self._job is not None
        self.stop()

    def stop(self) -> None:
        """Break off; what was made is kept."""
        if self._job is not None:
            self._starts_again = False
            self.run_button.set_stopping()
            self._job.cancel()
            self._show_tools()

    def _request(self, paths: tuple[Path, ...]) -> DocumentsRequest:
        source, target = self._languages()
        layout, folder = self.bar.layout_choice, self.bar.folder
        return DocumentsRequest(paths, source, target, layout, folder, keeps_older=True)

    @staticmethod
    def _way(request: DocumentsRequest) -> tuple[object, ...]:
        return request.source, request.target, request.layout, request.folder

    def _show_item(self, value: object) -> None:
        match value:
            case DocumentBegun():
                self._begun = value
                self.model.set_state([value.path], DocumentState.RUNNING)
            case TranslatedDocument():
                self._begun = None
                self._totals.add(value)
                self.model.put(value)
                self.result_made.emit(value.origin)
                self.document_made.emit(self._last, value)
            case Skipped():
                self._begun = None
                self._totals.add(value)
                self.model.put(value)
            case _:
                raise TypeError(f"documents have no {type(value).__name__}")

    def _show_progress(self, progress: Progress) -> None:
        if self._job is None:
            return
        self.progress_line.show_progress(progress)
        self.progress_made.emit(progress.fraction or 0.0)
        if progress.stage is Stage.TRANSLATING and self._begun is not None:
            n_done = progress.done - self._begun.n_before
            share = n_done / max(1, self._begun.n_characters)
            self.model.set_fraction(self._begun.path, min(1.0, max(0.0, share)))

    def _end(self, outcome: Outcome) -> None:
        self._job = None
        self._totals.end()
        self.run_button.set_running(False)
        self.progress_line.clear()
        self.progress_made.emit(None)
        broken_off = DocumentState.PAUSED if self._is_pausing else DocumentState.STOPPED
        self.model.set_state(self.model.paths_in(DocumentState.RUNNING), broken_off)
        goes_on = self._starts_again and bool(self.model.open_paths)
        try:
            match outcome:
                case Done():
                    goes_on = bool(self.model.open_paths)  # they were added meanwhile
                    said = self._done_text()
                    self.progress_line.say(said)
                    self._context.say(said)  # for whoever looks at another page by now
                case Failed(error, report):
                    self._explain(error, report)
                case Stopped() if self._is_pausing:
                    self.progress_line.say(self.tr("Paused. What was done is kept."))
                case Stopped():
                    self.progress_line.say(self.tr("Stopped. What was done is kept."))
                case _:
                    assert_never(outcome)
            if goes_on:
                self._run(goes_on=True)
        finally:
            self._show_tools()
            if self._job is None:
                self.busy_changed.emit(False)

    def _done_text(self) -> str:
        totals = self._totals
        n_done = totals.n_done
        said = self.tr("{count} documents translated in {seconds:.1f} s")
        if n_done == 1:
            said = self.tr("{count} document translated in {seconds:.1f} s")
        said = said.format(count=f"{n_done:,}", seconds=totals.seconds)
        if totals.n_skipped:
            said += " · " + self.tr("{count} skipped").format(count=f"{totals.n_skipped:,}")
        if totals.n_doubts:
            look = self.tr("{count} sentences to look at")
            if totals.n_doubts == 1:
                look = self.tr("1 sentence to look at")
            said += f" · {look.format(count=f'{totals.n_doubts:,}')}"
        return said

    # --- looks --------------------------------------------------------------------------------

    def _show_tools(self, *_changes: object) -> None:
        has_rows = self.model.rowCount() > 0
        is_paused = bool(self.model.paths_in(DocumentState.PAUSED))
        self.bar.clear_button.setEnabled(has_rows)
        self.pause_button.setVisible(self._job is not None)
        self.pause_button.setEnabled(self._job is not None and not self._job.token.is_set)
        if self._job is None:
            self.run_button.set_text(self.tr("Go on") if is_paused else self.tr("Translate"))
            self.run_button.setEnabled(has_rows)
        self.details.show_rows(self.list.selected_rows())

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Documents"))
        self.pause_button.set_label(self.tr("Pause"))
        self._show_tools()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _or_refused(found: Path | Skipped) -> Path | Skipped:
    """What can't be opened by its name alone need not wait for its turn to be told so."""
    refusal = refused_by_name(found) if isinstance(found, Path) else None
    return found if refusal is None or isinstance(found, Skipped) else Skipped(found, refusal)
