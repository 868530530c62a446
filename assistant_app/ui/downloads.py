"""All downloads of this window: begun, paused, gone on with, thrown away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import assert_never

from PySide6.QtCore import QObject, QTimer, Signal

from assistant_app.catalog.spec import ModelSpec
from assistant_app.errors import AppError
from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped
from assistant_app.jobs.runner import JobRunner
from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.install import DiscardRequest, InstallRequest
from assistant_app.tasks.transfer_pace import TransferPace
from assistant_app.ui.download import Download, DownloadState
from assistant_app.ui.follow import follow
from assistant_app.workbench import Workbench

_SHOWN_EVERY_MS = 100
"""A fast download tells of itself a thousand times a second, and nobody reads that."""


class Downloads(QObject):
    """One at a time, the others wait. Lives as long as its page, shown or not."""

    changed = Signal(str)
    """The id of a model whose download began, went on or is no more."""
    installed = Signal(object)
    """The ``ModelSpec`` of a model that is there now."""

    def __init__(
        self,
        workbench: Workbench,
        runner: JobRunner,
        crash: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._runner = runner
        self._crash = crash
        self._downloads: dict[str, Download] = {}
        self._jobs: dict[str, Job] = {}
        self._paces: dict[str, TransferPace] = {}
        self._told: dict[str, Progress] = {}
        """What was told last and is not shown yet."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_EVERY_MS)
        self._timer.timeout.connect(self._show_told)

    def all(self) -> tuple[Download, ...]:
        """In the order in which they were begun."""
        return tuple(self._downloads.values())

    def of(self, model_id: str) -> Download | None:
        return self._downloads.get(model_id)

    @property
    def is_under_way(self) -> bool:
        """Whether any of them may be using the network."""
        return any(each.is_under_way for each in self._downloads.values())

    def restore(self, unfinished: Sequence[Download]) -> None:
        """Show what earlier windows left half done, as paused."""
        for download in unfinished:
            if download.model_id not in self._downloads:
                self._set(replace(download, state=DownloadState.PAUSED))

    def start(self, download: Download) -> None:
        """Begin, or go on where it was paused. Nothing happens while it is under way."""
        known = self._downloads.get(download.model_id)
        if known is not None and (known.is_under_way or known.state is DownloadState.DISCARDING):
            return
        model_id = download.model_id
        begun = replace(
            download, state=DownloadState.WAITING, error=None, bytes_per_s=None, left_s=None
        )
        self._paces[model_id] = TransferPace()
        request = InstallRequest(download.repo_id, download.precision, model_id, download.revision)
        job = self._runner.submit("downloads", self._workbench.install, request)
        self._jobs[model_id] = job
        job.progress.connect(lambda progress: self._hear(model_id, progress))
        job.finished.connect(lambda outcome: self._end(model_id, outcome))
        self._set(begun)

    def resume(self, model_id: str) -> None:
        download = self._downloads.get(model_id)
        if download is not None:
            self.start(download)

    def pause(self, model_id: str) -> None:
        """What was fetched so far stays."""
        download = self._downloads.get(model_id)
        if download is not None and download.is_under_way:
            self._set(replace(download, state=DownloadState.PAUSING))
            self._jobs[model_id].cancel()

    def step_aside(self) -> tuple[str, ...]:
        """Pause all that is under way; returns which, for ``resume``."""
        under_way = tuple(each.model_id for each in self.all() if each.is_under_way)
        for model_id in under_way:
            self.pause(model_id)
        return under_way

    def discard(self, model_id: str) -> None:
        """Throw a paused or broken download away."""
        download = self._downloads.get(model_id)
        if download is None or download.is_under_way:
            return
        self._set(replace(download, state=DownloadState.DISCARDING))
        request = DiscardRequest(model_id)
        job = self._runner.submit("downloads", self._workbench.discard, request)
        follow(
            job,
            lambda _done: self._forget(model_id),
            lambda error, report: self._fail(model_id, error, report),
        )

    # --- inside -------------------------------------------------------------------------------

    def _hear(self, model_id: str, progress: Progress) -> None:
        self._told[model_id] = progress
        if not self._timer.isActive():
            self._timer.start()

    def _show_told(self) -> None:
        told, self._told = self._told, {}
        for model_id, progress in told.items():
            self._show_progress(model_id, progress)

    def _show_progress(self, model_id: str, progress: Progress) -> None:
        download = self._downloads.get(model_id)
        if download is None or not download.is_under_way:
            return
        total = progress.total or 0
        speed = self._paces[model_id].after(progress.done)
        is_checking = progress.stage is Stage.CHECKING
        left_s = (total - progress.done) / speed if speed and total and not is_checking else None
        state = download.state
        if state is DownloadState.WAITING:
            state = DownloadState.RUNNING
        is_loading = progress.stage is Stage.DOWNLOADING
        self._set(
            replace(
                download,
                state=state,
                done_bytes=progress.done if is_loading else download.done_bytes,
                total_bytes=total if is_loading else download.total_bytes,
                file=progress.item,
                is_checking=is_checking,
                bytes_per_s=speed if is_loading else None,
                left_s=left_s if is_loading else None,
            )
        )

    def _end(self, model_id: str, outcome: Outcome) -> None:
        self._jobs.pop(model_id, None)
        self._show_told()
        match outcome:
            case Done(result):
                self._forget(model_id)
                if isinstance(result, ModelSpec):
                    self.installed.emit(result)
            case Failed(error, report):
                self._fail(model_id, error, report)
            case Stopped():
                download = self._downloads.get(model_id)
                if download is not None:
                    self._set(replace(download, state=DownloadState.PAUSED, left_s=None))
            case _:
                assert_never(outcome)

    def _fail(self, model_id: str, error: BaseException, report: str) -> None:
        download = self._downloads.get(model_id)
        known = error if isinstance(error, AppError) else None
        if download is not None:
            self._set(replace(download, state=DownloadState.FAILED, error=known, left_s=None))
        if known is None:
            self._crash(report)

    def _forget(self, model_id: str) -> None:
        self._downloads.pop(model_id, None)
        self.changed.emit(model_id)

    def _set(self, download: Download) -> None:
        self._downloads[download.model_id] = download
        self.changed.emit(download.model_id)
