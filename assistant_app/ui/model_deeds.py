"""What the buttons of the models page do: each asks a task, then tells what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from assistant_app.catalog.pack_source import SUFFIX
from assistant_app.catalog.spec import ModelSpec, ModelTask
from assistant_app.errors import AppError
from assistant_app.settings import Settings
from assistant_app.tasks.check_model import RemoveRequest, RepairRequest, VerifyRequest
from assistant_app.tasks.export_model import ExportRequest
from assistant_app.tasks.try_model import Trial, TryRequest
from assistant_app.ui.model_facts import TASKS, task_text, used_text
from assistant_app.ui.model_rows import ModelRow
from assistant_app.ui.model_words import title_text
from assistant_app.ui.model_work import ModelWork
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.usual_model import usual_model


class ModelDeeds(QObject):
    """Knows no widget but the one that file dialogs belong to."""

    stock_changed = Signal()
    """Which models there are, or which are the usual ones, is not what it was."""
    settings_changed = Signal(object)
    """The ``Settings`` after a choice was saved."""
    tried = Signal(object)
    """A ``Trial``."""
    checked = Signal(str, object)
    """A model's id and a tuple of what is wrong with its files, as ``AppError``."""
    failed = Signal(object)
    """An ``AppError``."""

    def __init__(self, context: PanelContext, work: ModelWork, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._workbench = context.workbench
        self._work = work
        self._page = page
        work.failed.connect(self.failed)

    # --- choices ------------------------------------------------------------------------------

    def use(self, spec: ModelSpec, task: ModelTask) -> None:
        """Make it the usual model for ``task``."""
        settings = self._workbench.settings

        def update() -> Settings:
            return settings.update(models=settings.current.models_with(task, spec.id))

        def done(changed: Settings) -> None:
            self._say(f"{title_text(spec.title)}: {used_text(task)}")
            self.settings_changed.emit(changed)
            self.stock_changed.emit()

        self._work.call("files", update, spec.id, done)

    def choose_precision(self, model_id: str, precision: str | None) -> None:
        """Run it in ``precision`` from the next run on; None is what suits the device."""
        settings = self._workbench.settings

        def update() -> Settings:
            return settings.update(precisions=settings.current.precisions_with(model_id, precision))

        def done(changed: Settings) -> None:
            # The window lets go of the model as it is loaded now.
            self.settings_changed.emit(changed)
            self.stock_changed.emit()

        self._work.call("files", update, model_id, done)

    # --- work ---------------------------------------------------------------------------------

    def try_model(self, spec: ModelSpec) -> None:
        """Load it and run a sample."""

        def done(trial: Trial) -> None:
            self.tried.emit(trial)
            self.stock_changed.emit()

        self._work.run("device", self._workbench.try_model, TryRequest(spec.id), spec.id, done)

    def verify(self, spec: ModelSpec) -> None:
        """Compare every file with its hash."""

        def done(faults: Sequence[AppError]) -> None:
            self.checked.emit(spec.id, tuple(faults))
            if not faults:
                said = self.tr("All files of “{title}” are as they should be.")
                self._say(said.format(title=title_text(spec.title)))

        task = self._workbench.verify_model
        self._work.run("files", task, VerifyRequest(spec.id), spec.id, done)

    def repair(self, spec: ModelSpec) -> None:
        """Download again what is damaged or missing."""

        def done(_spec: object) -> None:
            self.checked.emit(spec.id, ())
            self._say(self.tr("“{title}” is whole again.").format(title=title_text(spec.title)))
            self.stock_changed.emit()

        def mend(_none: object) -> None:
            task = self._workbench.repair_model
            self._work.run("downloads", task, RepairRequest(spec.id), spec.id, done)

        self._let_go(spec.id, mend)

    def export(self, spec: ModelSpec) -> None:
        """Ask where, and save the model as one file."""
        title = self.tr("Export “{title}”").format(title=title_text(spec.title))
        filters = f"{self.tr('Model packs')} (*{SUFFIX})"
        name = f"{spec.id}{SUFFIX}"
        target = self._context.dialogs.save_file(self._page, title, name, filters)
        if target is None:
            return

        def done(path: Path) -> None:
            self._say(self.tr("Saved {name}").format(name=path.name))

        task = self._workbench.export_model
        self._work.run("files", task, ExportRequest(spec.id, target), spec.id, done)

    def remove(self, row: ModelRow) -> None:
        """Delete its files; tasks that used it go back to their default."""
        model_id = row.model_id
        chosen = self._workbench.settings.current.models
        tasks = [task for task in TASKS if (task, model_id) in chosen]

        def done(_none: object) -> None:
            self._say(self._gone_text(row, tasks))
            self.checked.emit(model_id, ())
            self.settings_changed.emit(self._workbench.settings.current)
            self.stock_changed.emit()

        task = self._workbench.remove_model
        self._work.run("device", task, RemoveRequest(model_id), model_id, done)

    # --- inside -------------------------------------------------------------------------------

    def _let_go(self, model_id: str, then: Callable[[object], None]) -> None:
        """A loaded model keeps its files open, which Windows then neither deletes nor replaces."""
        function = partial(self._workbench.let_go, model_id)
        self._work.call("device", function, model_id, then)

    def _gone_text(self, row: ModelRow, tasks: Sequence[ModelTask]) -> str:
        said = [self.tr("“{title}” was removed.").format(title=title_text(row.title))]
        for task in tasks:
            other = usual_model(self._workbench, task)
            if other is None:
                text = self.tr("No model is left for “{task}”.")
                said.append(text.format(task=task_text(task)))
            else:
                text = self.tr("“{task}” uses {other} again.")
                said.append(text.format(task=task_text(task), other=title_text(other.title)))
        return " ".join(said)

    def _say(self, text: str) -> None:
        self._context.say(text)
