"""The models page: what is installed, what can be had, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from assistant_app.catalog.spec import ModelSpec, ModelTask, Variant
from assistant_app.errors import AppError, ModelNameTaken
from assistant_app.settings import Settings
from assistant_app.tasks.import_model import ImportRequest
from assistant_app.tasks.try_model import Trial
from assistant_app.ui.downloads import Downloads
from assistant_app.ui.follow import follow
from assistant_app.ui.hub_questions import HubQuestions
from assistant_app.ui.model_deeds import ModelDeeds
from assistant_app.ui.model_details import ModelDetails
from assistant_app.ui.model_imports import Imported, ModelImports, imported_text, refused_text
from assistant_app.ui.model_rows import ModelRow, is_removable
from assistant_app.ui.model_stock import (
    download_of,
    more_variants,
    precisions_of,
    stock_of,
    unfinished_downloads,
)
from assistant_app.ui.model_words import title_text
from assistant_app.ui.model_work import ModelWork
from assistant_app.ui.models_frame import ModelsFrame
from assistant_app.ui.other_names import OtherNames
from assistant_app.ui.page import Page
from assistant_app.ui.panel import PanelContext


class ModelsPanel(Page):
    """The list and its filter are in ``frame``, the chosen model in ``details``; ``downloads``,
    ``work``, ``deeds`` and ``imports`` do what the person asks for."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._workbench = context.workbench
        self._faults: dict[str, AppError] = {}
        self._loaded: frozenset[str] = frozenset()
        self.downloads = Downloads(context.workbench, context.runner, context.crash, self)
        self.work = ModelWork(context.runner, context.crash, self)
        self.deeds = ModelDeeds(context, self.work, self)
        self.imports = ModelImports(self.work, context.workbench.import_model, self)
        self.questions = HubQuestions(context, self.downloads, self)
        self.details = ModelDetails(context.icons, context.workbench.machine_bytes)
        self.frame = ModelsFrame(context.icons, self.details)
        self.question: QMessageBox | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._connect()
        self.retranslate()
        self._restore_downloads()

    def _connect(self) -> None:
        frame, deeds = self.frame, self.deeds
        frame.filter_changed.connect(self._show_stock)
        frame.chosen_changed.connect(self._show_chosen)
        frame.import_files_requested.connect(self.import_files)
        frame.import_folder_requested.connect(self.import_folder)
        frame.hub_button.clicked.connect(lambda: self.questions.open())
        frame.settings_requested.connect(self.settings_requested)
        frame.stop_requested.connect(self.work.stop)
        self.downloads.changed.connect(self._show_download)
        self.downloads.installed.connect(self._show_installed)
        self.work.changed.connect(self._show_work)
        self.work.progress.connect(frame.progress_line.show_progress)
        deeds.stock_changed.connect(self._change)
        deeds.settings_changed.connect(self.settings_changed)
        deeds.tried.connect(self._show_trial)
        deeds.checked.connect(self._show_checked)
        deeds.failed.connect(frame.error_line.show_error)
        self.imports.one_done.connect(self._show_new)
        self.imports.ended.connect(self._show_imported)
        self.questions.changed.connect(self._tell_network)
        self._connect_details()
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), frame.list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.ask_remove)

    def _connect_details(self) -> None:
        details, deeds = self.details, self.deeds
        buttons, offer = details.buttons, details.offer
        details.precision_chosen.connect(self._choose_precision)
        buttons.use_requested.connect(self._use)
        buttons.try_requested.connect(lambda: self._with_spec(deeds.try_model))
        buttons.verify_requested.connect(lambda: self._with_spec(deeds.verify))
        buttons.repair_requested.connect(lambda: self._with_spec(deeds.repair))
        buttons.export_requested.connect(lambda: self._with_spec(deeds.export))
        buttons.remove_requested.connect(self.ask_remove)
        buttons.import_requested.connect(self._import_found)
        offer.download_requested.connect(self.download)
        bar = offer.download_bar
        bar.pause_requested.connect(lambda: self._with_row(self.downloads.pause))
        bar.resume_requested.connect(lambda: self._with_row(self.downloads.resume))
        bar.discard_requested.connect(lambda: self._with_row(self.downloads.discard))

    # --- what the window asks -----------------------------------------------------------------

    def refresh(self) -> None:
        """The page is shown: what there is may have been changed elsewhere, even by hand."""
        self._workbench.models.refresh()
        self._ask_loaded()
        self._show_stock()
        self.frame.list.setFocus()

    def show_settings(self, settings: Settings) -> None:
        if settings.is_offline:
            self.downloads.step_aside()
        self._show_stock()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Models"))

    def accept_paths(self, paths: Sequence[Path]) -> None:
        """Import folders, archives and packs that were dropped or chosen."""
        self.frame.error_line.clear()
        self.imports.begin(paths)

    def _restore_downloads(self) -> None:
        look = partial(unfinished_downloads, self._workbench)
        job = self._context.runner.call("files", look)
        follow(job, self.downloads.restore, lambda _error, report: self._context.crash(report))

    # --- what the person asks -----------------------------------------------------------------

    def import_files(self) -> None:
        """Ask for archives or packs and import them."""
        filters = f"{self.tr('Model packs and archives')} (*.zip);;{self.tr('All files')} (*)"
        title = self.tr("Import models")
        paths = self._context.dialogs.open_files(self, title, filters)
        if paths:
            self.accept_paths(paths)

    def import_folder(self) -> None:
        """Ask for a model's folder and import it."""
        folder = self._context.dialogs.open_folder(self, self.tr("Import a model's folder"))
        if folder is not None:
            self.accept_paths([folder])

    def _import_found(self) -> None:
        row = self.frame.chosen()
        if row is not None and row.path is not None:
            self.accept_paths([row.path])

    def download(self, precision: str) -> None:
        """Fetch the chosen model of the catalog in ``precision``."""
        row = self.frame.chosen()
        if row is not None and row.spec is not None:
            self.frame.error_line.clear()
            self.downloads.start(download_of(row.spec, self._variants(row), precision))

    def ask_remove(self) -> None:
        """Remove the chosen model, after the person has said so once more."""
        row = self.frame.chosen()
        if row is None or self.work.is_busy_with(row.model_id) or not is_removable(row):
            return
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("Remove “{title}”?").format(title=title_text(row.title)))
        again = self.tr("Its files are deleted. To have it again you need the folder or the pack.")
        if row.spec is not None and row.spec.repo_id:
            again = self.tr("Its files are deleted. It can be downloaded again.")
        box.setInformativeText(again)
        yes = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.buttonClicked.connect(lambda button: self.remove(row) if button is yes else None)
        box.finished.connect(self._forget_question)
        self.question = box
        box.open()

    def remove(self, row: ModelRow) -> None:
        self.frame.error_line.clear()
        self.deeds.remove(row)

    def _forget_question(self) -> None:
        self.question = None

    def _use(self, task: ModelTask) -> None:
        self._with_spec(lambda spec: self.deeds.use(spec, task))

    def _choose_precision(self, precision: str | None) -> None:
        self._with_row(lambda model_id: self.deeds.choose_precision(model_id, precision))

    def _with_spec(self, do: Callable[[ModelSpec], None]) -> None:
        row = self.frame.chosen()
        if row is not None and row.spec is not None:
            self.frame.error_line.clear()
            do(row.spec)

    def _with_row(self, do: Callable[[str], None]) -> None:
        row = self.frame.chosen()
        if row is not None:
            self.frame.error_line.clear()
            do(row.model_id)

    # --- what comes of it ---------------------------------------------------------------------

    def _show_stock(self) -> None:
        is_offline = self._workbench.is_offline
        stock = stock_of(self._workbench, self.downloads.all(), self._loaded, self._faults)
        self.frame.show_stock(stock, is_offline)

    def _show_chosen(self) -> None:
        row = self.frame.chosen()
        settings = self._workbench.settings.current
        spec = row.spec if row is not None and row.is_installed else None
        self.details.show_row(
            row,
            precisions_of(spec) if spec is not None else (),
            settings.precision(spec.id) if spec is not None else None,
            self._variants(row),
            is_busy=row is not None and self.work.is_busy_with(row.model_id),
            is_offline=self._workbench.is_offline,
        )

    def _variants(self, row: ModelRow | None) -> tuple[Variant, ...]:
        """What can be fetched of the model: all that is offered, or what is not here yet."""
        if row is None or row.spec is None:
            return ()
        return more_variants(self._workbench, row.spec) if row.is_installed else row.spec.variants

    def _change(self) -> None:
        """Other panels choose among the same models."""
        self._workbench.models.refresh()
        self._ask_loaded()
        self._show_stock()
        self.models_changed.emit()

    def _ask_loaded(self) -> None:
        job = self._context.runner.call("device", self._workbench.loaded_models)
        follow(job, self._show_loaded, lambda _error, report: self._context.crash(report))

    def _show_loaded(self, loaded: Sequence[str]) -> None:
        if frozenset(loaded) != self._loaded:
            self._loaded = frozenset(loaded)
            self._show_stock()

    def _show_download(self, _model_id: str) -> None:
        self._show_stock()
        self._tell_network()

    def _tell_network(self) -> None:
        is_in_use = self.downloads.is_under_way or self.questions.is_asking or self.work.is_fetching
        self.network_used.emit(is_in_use)

    def _show_installed(self, spec: ModelSpec) -> None:
        said = self.tr("“{title}” is installed. Try it, or make it the default.")
        self._context.say(said.format(title=title_text(spec.title)))
        self._change()

    def _show_new(self, spec: ModelSpec) -> None:
        self.frame.clear_filter()
        self._change()
        self.frame.choose(spec.id)

    def _show_imported(self, imported: Imported) -> None:
        if imported.models:
            self._context.say(imported_text(imported))
        refused = refused_text(imported)
        if refused:
            self.frame.error_line.show_text(refused)
        if imported.taken:
            self._ask_names(imported.taken)

    def _ask_names(self, taken: Sequence[tuple[Path, ModelNameTaken]]) -> None:
        requests = [ImportRequest(path, error.proposal) for path, error in taken]
        box = OtherNames([error for _, error in taken], self)
        box.wanted.connect(lambda: self.imports.ask(requests))
        box.finished.connect(self._forget_question)
        self.question = box
        box.open()

    def _show_work(self) -> None:
        self.frame.show_work(self.work.is_busy)
        self._tell_network()
        self._show_chosen()

    def _show_trial(self, trial: Trial) -> None:
        row = self.frame.chosen()
        if row is not None and row.model_id == trial.model_id:
            self.details.trial.show_trial(trial)
        self.device_used.emit()

    def _show_checked(self, model_id: str, faults: Sequence[AppError]) -> None:
        self._faults.pop(model_id, None)
        if faults:
            self._faults[model_id] = faults[0]
        self._show_stock()
