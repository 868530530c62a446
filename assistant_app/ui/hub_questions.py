"""The dialog for any model of the hub, and the questions that it has the hub asked."""

from __future__ import annotations

from typing import assert_never, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from assistant_app.catalog.listing import RepoListing
from assistant_app.catalog.names import free_name, model_name
from assistant_app.errors import AppError
from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped
from assistant_app.tasks.install import LookUpRequest
from assistant_app.ui.download import Download
from assistant_app.ui.downloads import Downloads
from assistant_app.ui.hub_dialog import HubDialog
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.repo_address import RepoAddress


class HubQuestions(QObject):
    """A look-up goes before downloads that are under way: they step aside for a moment."""

    changed = Signal()
    """A question to the hub began or ended."""

    def __init__(self, context: PanelContext, downloads: Downloads, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._downloads = downloads
        self._page = page
        self._job: Job | None = None
        self._aside: tuple[str, ...] = ()
        self.dialog: HubDialog | None = None

    @property
    def is_asking(self) -> bool:
        return self._job is not None

    def open(self) -> HubDialog:
        """The dialog, made now unless it is open already."""
        if self.dialog is None:
            dialog = HubDialog(self._context.icons, self._free_name, self._page)
            dialog.look_up_requested.connect(self._look_up)
            dialog.stop_requested.connect(self._stop)
            dialog.download_requested.connect(self._download)
            dialog.finished.connect(self._forget)
            self.dialog = dialog
            dialog.open()
        return self.dialog

    def _free_name(self, name: str) -> str:
        models = self._context.workbench.models
        return free_name(
            model_name(name),
            lambda each: models.is_taken(each) or self._downloads.of(each) is not None,
        )

    def _look_up(self, address: RepoAddress) -> None:
        self._aside = self._downloads.step_aside()
        workbench = self._context.workbench
        request = LookUpRequest(address.repo_id, address.revision)
        self._job = self._context.runner.submit("downloads", workbench.look_up, request)
        self._job.finished.connect(self._end)
        self.changed.emit()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self, outcome: Outcome) -> None:
        self._job = None
        for model_id in self._aside:
            self._downloads.resume(model_id)
        self._aside = ()
        self.changed.emit()
        dialog = self.dialog
        match outcome:
            case Done(result):
                if dialog is not None:
                    dialog.show_listing(cast(RepoListing, result))
            case Failed(error, report):
                if dialog is not None:
                    dialog.show_stopped()
                if not isinstance(error, AppError):
                    self._context.crash(report)
                elif dialog is not None:
                    dialog.show_error(error)
            case Stopped():
                if dialog is not None:
                    dialog.show_stopped()
            case _:
                assert_never(outcome)

    def _download(self, download: Download) -> None:
        self._downloads.start(download)

    def _forget(self, _result: int) -> None:
        self.dialog = None
