"""The frame that all panels share: options, a body, and a footer that runs, stops and explains.

A panel fills ``options`` and ``body``, says how to make a request, and what to do with chunks,
items and the result. This file runs the task, exactly once at a time, ends in a match over the
outcome, records the result in the history, and sends bugs to the crash dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, assert_never, cast

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from assistant_app.errors import AppError
from assistant_app.history.entry import Entry
from assistant_app.history.entry import Panel as PanelKey
from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped
from assistant_app.jobs.runner import JobRunner, LaneName
from assistant_app.tasks.base import Origin, Progress, Task
from assistant_app.ui.dialogs import Dialogs
from assistant_app.ui.follow import follow
from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.empty_state import EmptyState
from assistant_app.ui.widgets.error_line import ErrorLine
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.progress_line import ProgressLine
from assistant_app.ui.widgets.run_button import RunButton

if TYPE_CHECKING:
    from assistant_app.tasks.entries import AnyResult, Request
    from assistant_app.workbench import Workbench


@dataclass(frozen=True)
class PanelContext:
    """What every panel is given."""

    workbench: Workbench
    runner: JobRunner
    icons: Icons
    dialogs: Dialogs
    say: Callable[[str], None]
    """Shows a sentence in the status bar for a few seconds."""
    crash: Callable[[str], None]
    """Shows the report of a bug; the app goes on."""


class HasOrigin(Protocol):
    @property
    def origin(self) -> Origin: ...


RequestT = TypeVar("RequestT")
ResultT = TypeVar("ResultT", bound=HasOrigin)
T = TypeVar("T")


class Panel(QWidget, Generic[RequestT, ResultT]):
    """Base of the four panels. Subclasses call ``super().__init__(context)`` first, build their
    controls into ``options`` (a row on top), ``body`` (a column that takes the room) and ``tools``
    (a row of result actions, bottom left), and end with ``self.retranslate()``."""

    key: ClassVar[PanelKey]
    icon_name: ClassVar[str]
    suffixes: ClassVar[frozenset[str]] = frozenset()
    """File name endings that can be dropped here, lower case with the dot."""
    takes_folders: ClassVar[bool] = False

    recorded = Signal(object)
    """The ``Entry``, with its id, after it was stored."""
    busy_changed = Signal(bool)
    result_made = Signal(object)
    """The ``Origin`` of a new result: which model and device were really at work."""
    model_changed = Signal()
    """``model_id()`` gives another answer than before."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._job: Job | None = None
        icons = context.icons
        self.heading = QLabel()
        self.heading.setObjectName("title")
        self.options = QHBoxLayout()
        self.body = QVBoxLayout()
        self.tools = QHBoxLayout()
        self.error_line = ErrorLine(icons)
        self.progress_line = ProgressLine()
        self.run_button = RunButton(icons, "")
        self.copy_button = IconButton(icons, "copy", has_text=True)
        self.save_button = IconButton(icons, "save", has_text=True)
        self.empty = EmptyState(icons, self.icon_name)
        self._lay_out()
        self.run_button.run_requested.connect(self.start)
        self.run_button.stop_requested.connect(self.stop)
        self.copy_button.clicked.connect(self.copy_result)
        self.save_button.clicked.connect(self.save_result)
        self.empty.sample_requested.connect(self.try_sample)

    # --- what a panel says about itself -------------------------------------------------------

    def title(self) -> str:
        """The panel's name, in the person's language."""
        raise NotImplementedError

    def run_text(self) -> str:
        """The word on the run button, such as “Translate”."""
        raise NotImplementedError

    def model_id(self) -> str | None:
        """The model that the next run would use, for the status bar."""
        return None

    def task(self) -> Task[RequestT, ResultT]:
        """The task that the run button runs."""
        raise NotImplementedError

    def make_request(self) -> RequestT:
        """The request as the controls stand. Raises ``AppError`` if something is missing."""
        raise NotImplementedError

    def make_entry(self, request: RequestT, result: ResultT, seconds: float) -> Entry:
        """The history entry of a finished result. Called on the store lane: a result of ten
        thousand pictures takes a while to write down, so no widget may be touched here."""
        known_request, known_result = cast("Request", request), cast("AnyResult", result)
        workbench = self.context.workbench
        return workbench.entry_of(self.key, known_request, known_result, seconds)

    # --- what a panel does while a task runs --------------------------------------------------

    def on_started(self, request: RequestT) -> None:
        """Before the first event: make room for the result."""

    def on_chunk(self, text: str) -> None:
        """Text to append to the result."""

    def on_item(self, value: Any) -> None:
        """One finished part of a result that is a list."""

    def on_done(self, request: RequestT, result: ResultT) -> str:
        """Show the result; returns the line for the footer, such as “3 sentences in 0.4 s”."""
        raise NotImplementedError

    def on_stopped(self) -> None:
        """The task was stopped; what had arrived stays."""

    def on_failed(self) -> None:
        """The task failed; what had arrived stays, the error line speaks."""

    # --- what the window asks of a panel ------------------------------------------------------

    def open_entry(self, entry: Entry) -> None:
        """Show an earlier result again."""
        raise NotImplementedError

    def open_file(self) -> None:
        """Ask for a file with ``context.dialogs`` and open it (Ctrl+O)."""

    def accept_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders that were dropped or named at start."""

    def copy_result(self) -> None:
        """Copy the result to the clipboard (Ctrl+Shift+C)."""

    def save_result(self) -> None:
        """Ask where and save (Ctrl+S)."""

    def try_sample(self) -> None:
        """Fill in one of resources/samples and run."""

    def show_models(self) -> None:
        """Models came or went, or another one is the usual one."""
        self.model_changed.emit()

    def shortcut_rows(self) -> list[tuple[str, str]]:
        """What the panel's own shortcuts do, and their keys, for the list of shortcuts."""
        return []

    def take_focus(self) -> None:
        """The panel is shown: put the cursor where the person will type, or on the run button."""
        editors = (each for each in self.findChildren(QPlainTextEdit) if not each.isReadOnly())
        editor = next((each for each in editors if each.isVisibleTo(self)), None)
        (editor or self.run_button).setFocus()

    def accepts(self, path: Path) -> bool:
        """Whether ``path`` may be dropped here, by its name alone."""
        return self.takes_folders if path.is_dir() else path.suffix.lower() in self.suffixes

    @property
    def has_unsaved(self) -> bool:
        """Whether closing the window would lose something that the person wrote."""
        return False

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    # --- running ------------------------------------------------------------------------------

    def start(self) -> None:
        """Run the task. Nothing happens while it runs already."""
        if self._job is not None:
            return
        self.error_line.clear()
        try:
            request = self.make_request()
        except AppError as error:
            self.error_line.show_error(error)
            return
        job = self.context.runner.submit("device", self.task(), request)
        self._job = job
        job.chunk.connect(self.on_chunk)
        job.item.connect(self.on_item)
        job.progress.connect(self._show_progress)
        job.finished.connect(lambda outcome: self._end(request, outcome))
        self.run_button.set_running(True)
        self.progress_line.begin()
        self.on_started(request)
        self.busy_changed.emit(True)

    def stop(self) -> None:
        """Ask the task to stop; the button stays on Stop until it has."""
        if self._job is not None:
            self.run_button.set_stopping()
            self._job.cancel()

    def call(self, lane: LaneName, function: Callable[[], T], then: Callable[[T], None]) -> Job:
        """Run a short ``function`` on ``lane`` and hand its result to ``then`` on the GUI thread.

        An ``AppError`` goes to the error line, a bug to the crash dialog.
        """
        job = self.context.runner.call(lane, function)
        follow(job, then, self._explain)
        return job

    def retranslate(self) -> None:
        """Set every visible word again. Subclasses extend it and call ``super().retranslate()``."""
        self.heading.setText(self.title())
        self.run_button.set_text(self.run_text())
        self.copy_button.set_label(self.tr("Copy"), "Ctrl+Shift+C")
        self.save_button.set_label(self.tr("Save…"), "Ctrl+S")
        self.setAccessibleName(self.title())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # --- inside -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addLayout(self.options)
        self.options.setSpacing(8)
        self.tools.setSpacing(4)
        self.tools.addWidget(self.copy_button)
        self.tools.addWidget(self.save_button)
        bottom = QHBoxLayout()
        bottom.setSpacing(12)
        bottom.addLayout(self.tools)
        bottom.addWidget(self.progress_line, 1)
        bottom.addWidget(self.run_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(self.body, 1)
        column.addWidget(self.error_line)
        column.addLayout(bottom)

    def _show_progress(self, progress: Progress) -> None:
        if self._job is not None:
            self.progress_line.show_progress(progress)

    def _end(self, request: RequestT, outcome: Outcome) -> None:
        self._job = None
        self.run_button.set_running(False)
        self.progress_line.clear()
        try:
            match outcome:
                case Done(result, seconds):
                    self._show_done(request, cast(ResultT, result), seconds)
                case Failed(error, report):
                    self.on_failed()
                    self._explain(error, report)
                case Stopped():
                    self.on_stopped()
                    self.progress_line.say(self.tr("Stopped"))
                case _:
                    assert_never(outcome)
        finally:
            self.busy_changed.emit(self.is_busy)

    def _show_done(self, request: RequestT, result: ResultT, seconds: float) -> None:
        self.progress_line.say(self.on_done(request, result))
        self.result_made.emit(result.origin)
        self.record(request, result, seconds)

    def record(self, request: RequestT, result: ResultT, seconds: float) -> None:
        """Write the result down in the history, if there is to be one."""
        workbench = self.context.workbench
        if workbench.settings.current.is_history_on:
            history = workbench.history

            def record() -> Entry:
                return history.add(self.make_entry(request, result, seconds))

            self.call("store", record, self.recorded.emit)

    def _explain(self, error: BaseException, report: str) -> None:
        if isinstance(error, AppError):
            self.error_line.show_error(error)
        else:
            self.error_line.show_text(
                self.tr("Something went wrong inside Deskhand. Your text is still here.")
            )
            self.context.crash(report)
