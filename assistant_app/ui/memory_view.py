"""The translation memory of one direction: search in it, delete, import, export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from assistant_app.jobs.job import Job
from assistant_app.tasks.term_files import ImportMemoryRequest, ImportMemoryTask, save_memory
from assistant_app.terms.entries import MemoryPair
from assistant_app.terms.memory import Added
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.memory_model import PAGE, MemoryModel
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.progress_line import ProgressLine
from assistant_app.ui.widgets.undo_bar import UndoBar

_QUIET_MS = 200


class MemoryView(QWidget):
    """All that is written or read goes through the store lane."""

    def __init__(
        self, context: PanelContext, failed: OnFailed, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._failed = context, failed
        self._direction = ("", "")
        self._count = 0
        self._asked = 0
        self._import: Job | None = None
        icons = context.icons
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.remove_button = IconButton(icons, "trash")
        self.import_button = IconButton(icons, "import")
        self.export_button = IconButton(icons, "export")
        self.stop_button = IconButton(icons, "stop")
        self.model = MemoryModel(self)
        self.table = QTreeView()
        self.table.setModel(self.model)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setAlternatingRowColors(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.table.header()
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.state = QLabel()
        self.state.setObjectName("quiet")
        self.state.setWordWrap(True)
        self.progress_line = ProgressLine()
        self.undo_bar = UndoBar(icons)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_direction(self, source: str, target: str) -> None:
        self._direction = (source, target)
        self.undo_bar.withdraw()
        self.refresh()

    def refresh(self) -> None:
        """Read what is there now."""
        self._timer.stop()
        self._asked += 1
        asked, text = self._asked, self.search.text().strip()
        memory, direction = self._context.workbench.memory, self._direction

        def read() -> tuple[tuple[MemoryPair, ...], int]:
            return memory.page(*direction, limit=PAGE, text=text), memory.count(*direction)

        def show(found: tuple[tuple[MemoryPair, ...], int]) -> None:
            if asked == self._asked:
                pairs, self._count = found
                self.model.show_first(pairs)
                self._show_state()

        follow(self._context.runner.call("store", read), show, self._failed)

    # --- deeds --------------------------------------------------------------------------------

    def remove(self) -> None:
        """Delete what is selected; it can be taken back."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        wanted = [pair.id for pair in map(self.model.pair, rows) if pair.id is not None]
        if not wanted:
            return
        memory = self._context.workbench.memory

        def show(gone: tuple[MemoryPair, ...]) -> None:
            said = self.tr("{count} sentences deleted").format(count=len(gone))
            if len(gone) == 1:
                said = self.tr("1 sentence deleted")
            self.undo_bar.offer(said, lambda: self._restore(gone))
            self.refresh()

        follow(
            self._context.runner.call("store", lambda: memory.remove(wanted)), show, self._failed
        )

    def import_file(self) -> None:
        """Ask for a TMX file and add its sentences."""
        filters = f"TMX (*.tmx *.xml);;{self.tr('All files')} (*)"
        path = self._context.dialogs.open_file(self, self.tr("Import a memory"), filters)
        if path is not None and self._import is None:
            self.import_path(path)

    def import_path(self, path: Path) -> None:
        request = ImportMemoryRequest(path, *self._direction)
        task = ImportMemoryTask(self._context.workbench.memory)
        job = self._context.runner.submit("files", task, request)
        self._import = job
        self.progress_line.begin()
        job.progress.connect(self.progress_line.show_progress)
        follow(job, self._say_added, self._failed)
        job.finished.connect(lambda _outcome: self._end_import())
        self._show_tools()

    def stop(self) -> None:
        if self._import is not None:
            self._import.cancel()

    def export_file(self) -> None:
        """Ask where and save all sentences of the direction."""
        source, target = self._direction
        name = f"memory.{source}-{target}.tmx"
        filters = f"TMX (*.tmx);;TSV (*.tsv);;{self.tr('All files')} (*)"
        path = self._context.dialogs.save_file(self, self.tr("Export the memory"), name, filters)
        if path is None:
            return
        memory = self._context.workbench.memory
        said = self.tr("Saved {name}").format(name=path.name)
        job = self._context.runner.call("store", lambda: save_memory(path, memory, source, target))
        follow(job, lambda _: self.progress_line.say(said), self._failed)

    # --- inside -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.search, 1)
        for button in (self.remove_button, self.import_button, self.export_button):
            top.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.progress_line, 1)
        foot.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.undo_bar)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self.refresh)
        self.model.more_wanted.connect(self._read_more)
        self.remove_button.clicked.connect(self.remove)
        self.import_button.clicked.connect(self.import_file)
        self.export_button.clicked.connect(self.export_file)
        self.stop_button.clicked.connect(self.stop)
        self.table.selectionModel().selectionChanged.connect(self._show_tools)
        self.model.modelReset.connect(self._show_tools)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)

    def _read_more(self, before: int) -> None:
        asked, text = self._asked, self.search.text().strip()
        memory, direction = self._context.workbench.memory, self._direction

        def show(pairs: Sequence[MemoryPair]) -> None:
            if asked == self._asked:
                self.model.add_page(pairs)

        job = self._context.runner.call(
            "store", lambda: memory.page(*direction, limit=PAGE, before=before, text=text)
        )
        follow(job, show, self._failed)

    def _restore(self, pairs: tuple[MemoryPair, ...]) -> None:
        memory = self._context.workbench.memory
        job = self._context.runner.call("store", lambda: memory.add_all(pairs))
        follow(job, lambda _added: self.refresh(), self._failed)

    def _say_added(self, added: Added) -> None:
        said = self.tr("Added: {n_added}. Known before: {n_known}. Left out: {n_empty}.")
        self.progress_line.say(
            said.format(n_added=added.n_added, n_known=added.n_known, n_empty=added.n_empty)
        )

    def _end_import(self) -> None:
        self._import = None
        if self.progress_line.bar.isVisible():
            self.progress_line.clear()
        self._show_tools()
        self.refresh()

    def _show_tools(self) -> None:
        is_importing = self._import is not None
        self.stop_button.setVisible(is_importing)
        self.import_button.setEnabled(not is_importing)
        self.export_button.setEnabled(self._count > 0)
        self.remove_button.setEnabled(self.table.selectionModel().hasSelection())

    def _show_state(self) -> None:
        if not self._count:
            said = self.tr(
                "Nothing is kept yet. Accept or edit a sentence of a translation, or import TMX."
            )
        elif not self.model.rowCount():
            said = self.tr("Nothing found")
        elif self._count == 1:
            said = self.tr("1 sentence is kept")
        else:
            said = self.tr("{count} sentences are kept").format(count=f"{self._count:,}")
        self.state.setText(said)
        self._show_tools()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search in both languages"))
        self.search.setAccessibleName(self.tr("Search in both languages"))
        self.table.setAccessibleName(self.tr("Sentences in your memory"))
        self.table.header().setAccessibleName(self.table.accessibleName())
        self.remove_button.set_label(self.tr("Delete the selected sentences"), "Del")
        self.import_button.set_label(self.tr("Import TMX…"))
        self.export_button.set_label(self.tr("Export TMX…"))
        self.stop_button.set_label(self.tr("Stop"))
        self.model.retranslate()
        self._show_state()
