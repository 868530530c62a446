"""The translation memory of one direction: search in it, edit, delete, import, export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
)

from assistant_app.jobs.job import Job
from assistant_app.tasks.term_files import (
    MEMORY_SUFFIXES,
    ImportMemoryRequest,
    ImportMemoryTask,
    save_memory,
)
from assistant_app.terms.entries import MemoryPair
from assistant_app.terms.memory import Added
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.memory_model import PAGE, Column, MemoryModel
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.store_widget import delete_key
from assistant_app.ui.terms_part import TermsPart
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.named import set_word
from assistant_app.ui.widgets.progress_line import ProgressLine

_QUIET_MS = 200


class MemoryView(TermsPart):
    """Newest first, or those sentences that have several translations."""

    suffixes = MEMORY_SUFFIXES

    def __init__(self, context: PanelContext, failed: OnFailed) -> None:
        super().__init__(context, failed, "history")
        self._count = 0
        self._asked = 0
        self._import: Job | None = None
        self._waiting: list[Path] = []
        icons = context.icons
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.several_box = QCheckBox()
        self.stop_button = IconButton(icons, "stop", has_text=True)
        self.model = MemoryModel(self)
        self.table = QTreeView()
        self.keep_box = QCheckBox()
        self.count_label = QLabel()
        self.count_label.setObjectName("quiet")
        self.progress_line = ProgressLine()
        self._name_first_import = self.add_first_step("import", self.import_file)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_direction(self, source: str, target: str) -> None:
        self.model.show_direction(source, target)
        self.search.clear()
        self.several_box.setChecked(False)
        self._show_keeping()
        super().show_direction(source, target)

    def refresh(self) -> None:
        """Read what is there now."""
        self._timer.stop()
        self._asked += 1
        asked, text, is_several = self._asked, self.search.text().strip(), self._is_several
        memory, direction = self._context.workbench.memory, self._direction

        def read() -> tuple[tuple[MemoryPair, ...], int]:
            if is_several:
                pairs = memory.several(*direction)
            else:
                pairs = memory.page(*direction, limit=PAGE, text=text)
            return pairs, memory.count(*direction)

        def show(found: tuple[tuple[MemoryPair, ...], int]) -> None:
            if asked == self._asked:
                pairs, self._count = found
                self.model.show_first(pairs, not is_several and len(pairs) == PAGE)
                self._show_count()

        self._on_lane(read, show)

    # --- deeds --------------------------------------------------------------------------------

    def remove(self) -> None:
        """Delete what is selected; it can be taken back."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        wanted = [pair.id for pair in map(self.model.pair, rows) if pair.id is not None]
        if not wanted:
            return
        memory = self._context.workbench.memory

        def show(gone: tuple[MemoryPair, ...]) -> None:
            said = self.tr("{count} sentences deleted").format(count=f"{len(gone):,}")
            if len(gone) == 1:
                said = self.tr("1 sentence deleted")
            self.undo_bar.offer(said, lambda: self._restore(gone))
            self.refresh()

        self._on_lane(lambda: memory.remove(wanted), show)

    def import_file(self) -> None:
        """Ask for a file and add its sentences."""
        self._ask_import(self.tr("Import a memory"), self.tr("Translation memories"))

    def import_path(self, path: Path) -> None:
        """Files are read one after the other."""
        if self._import is not None:
            self._waiting.append(path)
            return
        request = ImportMemoryRequest(path, *self._direction)
        task = ImportMemoryTask(self._context.workbench.memory)
        job = self._context.runner.submit("files", task, request)
        self._import = job
        self.state.clear()
        self.progress_line.begin()
        job.progress.connect(self.progress_line.show_progress)

        def show(added: Added) -> None:
            self._say_added(path, added)

        follow(job, show, self._failed)
        job.finished.connect(lambda _outcome: self._end_import())
        self._show_tools()

    def stop(self) -> None:
        """Stop an import; what was read so far stays."""
        self._waiting.clear()
        if self._import is not None:
            self._import.cancel()

    def export_file(self) -> None:
        """Ask where and save all sentences of the direction."""
        source, target = self._direction
        memory = self._context.workbench.memory
        self._ask_export(
            self.tr("Export the memory"),
            f"{self.tr('Memory')}.{source}-{target}.tmx",
            (".tmx", ".tsv"),
            lambda path: save_memory(path, memory, source, target),
        )

    # --- inside -------------------------------------------------------------------------------

    @property
    def _is_several(self) -> bool:
        return self.several_box.isChecked() and not self.search.text().strip()

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        header, modes = self.table.header(), QHeaderView.ResizeMode
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setStretchLastSection(False)
        for column in (Column.SOURCE, Column.TARGET):
            header.setSectionResizeMode(column, modes.Stretch)
        header.setSectionResizeMode(Column.KEPT, modes.ResizeToContents)
        header.resizeSection(Column.DOCUMENT, 110)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.search, 1)
        top.addWidget(self.several_box)
        for button in (self.remove_button, self.import_button, self.export_button):
            top.addWidget(button)
        page = QVBoxLayout(self.content)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addLayout(top)
        page.addWidget(self.table, 1)
        self.foot.insertWidget(0, self.count_label)
        self.foot.addWidget(self.progress_line, 1)
        self.foot.addWidget(self.stop_button)
        self.foot.addWidget(self.keep_box)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self.refresh)
        self.several_box.toggled.connect(self._search_several)
        self.model.more_wanted.connect(self._read_more)
        self.model.pair_changed.connect(self._change)
        self.stop_button.clicked.connect(self.stop)
        self.keep_box.clicked.connect(self._set_keeping)
        self.table.selectionModel().selectionChanged.connect(self._show_tools)
        self.model.modelReset.connect(self._show_tools)
        delete_key(self.table, self.remove)

    def _search_several(self) -> None:
        if self.several_box.isChecked():
            self.search.clear()
        self.refresh()

    def _read_more(self, before: int) -> None:
        asked, text = self._asked, self.search.text().strip()
        memory, direction = self._context.workbench.memory, self._direction

        def show(pairs: Sequence[MemoryPair]) -> None:
            if asked == self._asked:
                self.model.add_page(pairs)

        self._on_lane(lambda: memory.page(*direction, limit=PAGE, before=before, text=text), show)

    def _change(self, pair: MemoryPair) -> None:
        memory = self._context.workbench.memory

        def show(is_changed: bool) -> None:
            said = self.tr("This sentence has this translation already: delete one of them.")
            self.state.setText("" if is_changed else said)
            if not is_changed:
                self.refresh()
            self.changed.emit()

        self._on_lane(lambda: memory.change(pair), show)

    def _restore(self, pairs: tuple[MemoryPair, ...]) -> None:
        memory = self._context.workbench.memory
        self._on_lane(lambda: memory.add_all(pairs), lambda _added: self.refresh())

    def _say_added(self, path: Path, added: Added) -> None:
        if not added.n_added and not added.n_known:
            said = self.tr("{name} has no sentences in these two languages")
            self.state.setText(said.format(name=path.name))
            return
        parts = [self.tr("Added: {count}.").format(count=f"{added.n_added:,}")]
        if added.n_known:
            parts.append(self.tr("Known before: {count}.").format(count=f"{added.n_known:,}"))
        self.state.setText(" ".join(parts))

    def _end_import(self) -> None:
        self._import = None
        self.progress_line.clear()
        self._show_tools()
        self.refresh()
        if self._waiting:
            self.import_path(self._waiting.pop(0))

    def _set_keeping(self, is_on: bool) -> None:
        settings = self._context.workbench.settings
        job = self._context.runner.call("files", lambda: settings.update(keeps_corrections=is_on))
        follow(job, lambda _settings: self._show_keeping(), self._failed)

    # --- looks --------------------------------------------------------------------------------

    def _show_keeping(self) -> None:
        self.keep_box.setChecked(self._context.workbench.settings.current.is_memory_fed)

    def _show_tools(self) -> None:
        is_importing = self._import is not None
        self.stop_button.setVisible(is_importing)
        self.progress_line.setVisible(is_importing)
        self.state.setVisible(not is_importing)
        self.import_button.setEnabled(not is_importing)
        self.first.setEnabled(not is_importing)
        self.export_button.setEnabled(self._count > 0)
        self.remove_button.setEnabled(self.table.selectionModel().hasSelection())

    def _show_count(self) -> None:
        if not self._count:
            said = ""
        elif not self.model.rowCount():
            said = self.tr("Nothing found")
            if self._is_several:
                said = self.tr("No sentence has several translations")
        elif self._count == 1:
            said = self.tr("1 sentence is kept")
        else:
            said = self.tr("{count} sentences are kept").format(count=f"{self._count:,}")
        self.count_label.setText(said)
        self._show_first(not self._count)
        self._show_tools()

    def retranslate(self) -> None:
        self.first.set_texts(
            self.tr("Nothing is kept in this direction yet"),
            self.tr(
                "Sentences of a translation that you edit or accept are kept here, and come back "
                "where they come again. A memory of another translation tool can be imported: "
                "choose a TMX file, or drop it here."
            ),
        )
        self._name_first_import(self.tr("Import…"))
        self.search.setPlaceholderText(self.tr("Search in both languages"))
        self.search.setAccessibleName(self.tr("Search in both languages"))
        set_word(self.several_box, self.tr("Several translations"))
        self.several_box.setToolTip(self.tr("Only sentences that have more than one translation"))
        set_word(self.keep_box, self.tr("Keep my corrections"))
        self.keep_box.setToolTip(
            self.tr("Sentences of a translation that you edit or accept are kept here")
        )
        self.table.setAccessibleName(self.tr("Sentences in your memory"))
        self.table.header().setAccessibleName(self.table.accessibleName())
        self.remove_button.set_label(self.tr("Delete the selected sentences"), "Del")
        self.import_button.set_label(self.tr("Import TMX, TSV or CSV…"))
        self.export_button.set_label(self.tr("Export TMX or TSV…"))
        self.stop_button.set_label(self.tr("Stop"))
        self.model.retranslate()
        self._show_count()
