"""The history page: search and filters, the list, the chosen entry, and what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assistant_app.errors import AppError
from assistant_app.history.entry import PANELS, Entry
from assistant_app.history.store import Removed
from assistant_app.settings import Settings
from assistant_app.ui.actions import action_text
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.history_delegate import HistoryDelegate
from assistant_app.ui.history_export import ExportFormat, export_entries
from assistant_app.ui.history_model import HistoryModel, Query
from assistant_app.ui.history_preview import HistoryPreview
from assistant_app.ui.history_words import spoken_text
from assistant_app.ui.model_words import title_text
from assistant_app.ui.page import Page
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.widgets.empty_state import EmptyState
from assistant_app.ui.widgets.error_line import ErrorLine
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.undo_bar import UndoBar

_QUIET_MS = 180
"""How long the search waits for the next letter."""


class HistoryPanel(Page):
    """Asks the store on its own lane only, so that no search ever holds up the window."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        icons = context.icons
        self.model = HistoryModel(context.workbench.history, self._ask, spoken_text, self)
        self.heading = QLabel()
        self.heading.setObjectName("title")
        self.keep = QCheckBox()
        self.export_button = IconButton(icons, "export", has_text=True)
        self.clear_button = IconButton(icons, "trash", has_text=True)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.panel_box = QComboBox()
        self.panel_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.pinned_button = IconButton(icons, "pin", has_text=True)
        self.pinned_button.setCheckable(True)
        self.list = QListView()
        self.empty = EmptyState(icons, "history")
        self.empty.sample_button.hide()
        self.preview = HistoryPreview(icons, self._model_title)
        self.error_line = ErrorLine(icons)
        self.undo_bar = UndoBar(icons)
        self.question: QMessageBox | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._set_up_list()
        self._lay_out()
        self._connect()
        self.retranslate()

    # --- what the window asks -----------------------------------------------------------------

    def refresh(self) -> None:
        """The page is shown: load what is there now."""
        self._show_keep()
        self._run_query()
        self.search.setFocus()

    def show_recorded(self, entry: Entry) -> None:
        """A panel stored a new result."""
        self.model.add(entry)

    # --- words --------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.heading.setText(self.tr("History"))
        self.setAccessibleName(self.tr("History"))
        self.keep.setText(self.tr("Keep new results"))
        self.export_button.set_label(self.tr("Export"))
        self.clear_button.set_label(self.tr("Delete all…"))
        self.search.setPlaceholderText(self.tr("Search in texts and results"))
        self.search.setAccessibleName(self.tr("Search in texts and results"))
        self.panel_box.setAccessibleName(self.tr("Filter by panel"))
        self.pinned_button.set_label(self.tr("Pinned only"))
        self.list.setAccessibleName(self.tr("Results"))
        chosen = self.panel_box.currentIndex()
        self.panel_box.blockSignals(True)
        self.panel_box.clear()
        self.panel_box.addItem(self.tr("All panels"), None)
        for panel in PANELS:
            self.panel_box.addItem(self._context.icons.icon(panel), action_text(panel), panel)
        self.panel_box.setCurrentIndex(max(0, chosen))
        self.panel_box.blockSignals(False)
        self._fill_menu()
        self._show_empty()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # --- inside -------------------------------------------------------------------------------

    def _ask(
        self, function: Callable[[], Any], done: Callable[[Any], None], failed: OnFailed
    ) -> None:
        follow(self._context.runner.call("store", function), done, failed)

    def _set_up_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(HistoryDelegate(self._context.icons, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.keep)
        top.addWidget(self.export_button)
        top.addWidget(self.clear_button)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.panel_box)
        filters.addWidget(self.pinned_button)
        self.results = QStackedWidget()
        self.results.addWidget(self.list)
        self.results.addWidget(self.empty)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("history")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.results)
        splitter.addWidget(self.preview)
        splitter.setSizes([420, 520])
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(filters)
        column.addWidget(splitter, 1)
        column.addWidget(self.error_line)
        column.addWidget(self.undo_bar)

    def _connect(self) -> None:
        self.model.loaded.connect(self._show_loaded)
        self.model.failed.connect(self._explain)
        self.model.dataChanged.connect(self._show_chosen)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.search.returnPressed.connect(self._run_query)
        self._timer.timeout.connect(self._run_query)
        self.panel_box.currentIndexChanged.connect(lambda _index: self._run_query())
        self.pinned_button.toggled.connect(lambda _is_on: self._run_query())
        self.list.selectionModel().selectionChanged.connect(self._show_chosen)
        self.list.activated.connect(lambda _index: self.open_chosen())
        self.preview.open_requested.connect(self.open_chosen)
        self.preview.copy_requested.connect(self.copy_chosen)
        self.preview.pin_requested.connect(self.pin_chosen)
        self.preview.delete_requested.connect(self.delete_chosen)
        self.clear_button.clicked.connect(self.ask_clear)
        self.keep.toggled.connect(self._choose_keep)
        self.export_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.delete_chosen)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    # --- query --------------------------------------------------------------------------------

    def _run_query(self) -> None:
        self._timer.stop()
        self.error_line.clear()
        pinned = True if self.pinned_button.isChecked() else None
        self.model.show(Query(self.search.text().strip(), self.panel_box.currentData(), pinned))

    def _show_loaded(self) -> None:
        notice = self._context.workbench.history.notice
        if notice is not None:
            self.notice_found.emit(notice)
        has_rows = self.model.rowCount() > 0
        self.results.setCurrentWidget(self.list if has_rows else self.empty)
        if has_rows and not self._rows():
            self.list.setCurrentIndex(self.model.index(0))
        self._show_chosen()
        self._show_empty()

    def _show_empty(self) -> None:
        query = self.model.query
        if query.text or query.panel or query.is_pinned:
            self.empty.set_texts(
                self.tr("Nothing found"), self.tr("Try other words or take a filter away.")
            )
        elif not self.keep.isChecked():
            self.empty.set_texts(
                self.tr("The history is off"),
                self.tr("New results are not kept. Switch it on above."),
            )
        else:
            self.empty.set_texts(
                self.tr("Nothing here yet"),
                self.tr("Every finished result of the four panels will stand here."),
            )

    # --- the chosen entries -------------------------------------------------------------------

    def _rows(self) -> list[int]:
        return sorted(index.row() for index in self.list.selectionModel().selectedIndexes())

    def chosen(self) -> Entry | None:
        """The entry in the preview."""
        rows = self._rows()
        return self.model.entry(rows[0]) if rows else None

    def _show_chosen(self, *_changes: object) -> None:
        self.preview.show_entry(self.chosen())

    def open_chosen(self) -> None:
        entry = self.chosen()
        if entry is not None:
            self.open_requested.emit(entry)

    def copy_chosen(self) -> None:
        entry = self.chosen()
        if entry is not None:
            QGuiApplication.clipboard().setText(entry.output)
            self._context.say(self.tr("Copied"))

    def pin_chosen(self) -> None:
        rows = self._rows()
        if rows:
            self.model.set_pinned(rows[0], not self.model.entry(rows[0]).is_pinned)

    def delete_chosen(self) -> None:
        rows = self._rows()
        if rows:
            self.error_line.clear()
            self.model.remove(rows, self._offer_undo)

    def _model_title(self, model_id: str) -> str:
        specs = self._context.workbench.models.specs()
        found = (title_text(spec.title) for spec in specs if spec.id == model_id)
        return next(found, model_id)

    def _offer_undo(self, removed: Removed) -> None:
        n = len(removed.entries)
        text = self.tr("1 result deleted") if n == 1 else self.tr("{n} results deleted").format(n=n)
        self.undo_bar.offer(text, lambda: self.model.restore(removed, lambda: None))

    # --- all of it ----------------------------------------------------------------------------

    def ask_clear(self) -> None:
        """Delete all, after the person has said so once more."""
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("Delete the whole history?"))
        box.setInformativeText(
            self.tr(
                "Pinned results go too, and what is kept of documents whose translation was "
                "stopped. This can't be undone."
            )
        )
        yes = box.addButton(self.tr("Delete all"), QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.buttonClicked.connect(lambda button: self._clear() if button is yes else None)
        box.finished.connect(self._forget_question)
        self.question = box
        box.open()

    def _forget_question(self) -> None:
        self.question = None

    def _clear(self) -> None:
        self.undo_bar.withdraw()
        history, drafts = self._context.workbench.history, self._context.workbench.drafts

        def clear() -> bool:
            drafts.forget_all()
            return history.clear()

        self._ask(clear, self._show_cleared, self._explain)

    def _show_cleared(self, has_shrunk: bool) -> None:
        self.model.reload()
        if has_shrunk:
            self._context.say(self.tr("The history is empty."))
        else:
            self._context.say(
                self.tr("The history is empty; its file shrinks when the other window closes.")
            )

    def _show_keep(self) -> None:
        self.keep.blockSignals(True)
        self.keep.setChecked(self._context.workbench.settings.current.is_history_on)
        self.keep.blockSignals(False)

    def _choose_keep(self, is_on: bool) -> None:
        settings = self._context.workbench.settings
        job = self._context.runner.call("files", partial(settings.update, is_history_on=is_on))

        def done(changed: Settings) -> None:
            self._show_empty()
            self.settings_changed.emit(changed)

        follow(job, done, self._explain)

    # --- export -------------------------------------------------------------------------------

    def _fill_menu(self) -> None:
        menu = QMenu(self.export_button)
        menu.addAction(self.tr("Markdown…"), partial(self.export, "md"))
        menu.addAction(self.tr("CSV…"), partial(self.export, "csv"))
        menu.addAction(self.tr("JSON…"), partial(self.export, "json"))
        before = self.export_button.menu()
        self.export_button.setMenu(menu)
        if before is not None:
            before.deleteLater()

    def export(self, form: ExportFormat) -> None:
        """Save what the list holds, to its end, with search and filters as they stand."""
        title, name = self.tr("Export the history"), f"deskhand-history.{form}"
        path = self._context.dialogs.save_file(self, title, name, f"*.{form}")
        if path is None:
            return
        store, query = self._context.workbench.history, self.model.query

        def done(n_entries: int) -> None:
            said = self.tr("{n} results exported to {name}")
            if n_entries == 1:
                said = self.tr("{n} result exported to {name}")
            self._context.say(said.format(n=n_entries, name=path.name))

        self._ask(lambda: export_entries(store, query, form, path), done, self._explain)

    def _explain(self, error: BaseException, report: str) -> None:
        if isinstance(error, AppError):
            self.error_line.show_error(error)
        else:
            self._context.crash(report)
