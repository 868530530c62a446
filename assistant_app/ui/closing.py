"""Closes the window while work goes on: asks, stops it cleanly, waits a bounded time, closes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from assistant_app.jobs.runner import JobRunner


class Closing(QObject):
    """``may_close`` says whether the window can close now. If not, it asks and emits ``ready``
    when it can: the window then closes itself again. The event loop runs all the while."""

    ready = Signal()
    waiting = Signal()
    """The person chose to stop; the tasks have been asked."""

    def __init__(
        self,
        window: QWidget,
        runner: JobRunner,
        has_unsaved: Callable[[], bool],
        patience_ms: int = 5000,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._runner = runner
        self._has_unsaved = has_unsaved
        self._is_agreed = False
        self.question: QMessageBox | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(patience_ms)
        self._timer.timeout.connect(self._give_up)
        runner.idle.connect(self._check)

    def may_close(self) -> bool:
        """True if nothing would be lost, or the person agreed."""
        if self._is_agreed and (not self._runner.is_busy or not self._timer.isActive()):
            return True
        if not self._is_agreed and not self._runner.is_busy and not self._has_unsaved():
            return True
        if not self._is_agreed and self.question is None:
            self._ask()
        return False

    def _ask(self) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        if self._runner.is_busy:
            box.setText(self.tr("Deskhand is still working."))
            box.setInformativeText(self.tr("Stop the work and quit?"))
            yes = box.addButton(self.tr("Stop and quit"), QMessageBox.ButtonRole.AcceptRole)
            no = box.addButton(self.tr("Keep working"), QMessageBox.ButtonRole.RejectRole)
        else:
            box.setText(self.tr("There is text that was not saved."))
            box.setInformativeText(self.tr("Quit and lose it?"))
            yes = box.addButton(self.tr("Quit without saving"), QMessageBox.ButtonRole.AcceptRole)
            no = box.addButton(self.tr("Go back"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.finished.connect(self._forget_question)
        box.buttonClicked.connect(lambda button: self.agree() if button is yes else None)
        self.question = box
        box.open()

    def agree(self) -> None:
        """Stop everything and close as soon as it has stopped, or patience ends."""
        if self._is_agreed:
            return
        self._is_agreed = True
        if not self._runner.is_busy:
            self.ready.emit()
            return
        self._timer.start()
        self._runner.stop_all()
        self.waiting.emit()

    def _forget_question(self) -> None:
        self.question = None

    def _check(self) -> None:
        if self._is_agreed and self._timer.isActive():
            self._timer.stop()
            self.ready.emit()

    def _give_up(self) -> None:
        self.ready.emit()
