"""Where exceptions that nobody caught arrive: the log and the crash dialog, not the end."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from assistant_app.jobs.report import describe

_log = logging.getLogger(__name__)


class CrashHook:
    """Takes the interpreter's hooks over between ``install`` and ``remove``."""

    def __init__(self, show: Callable[[str], None], quit_app: Callable[[], None]) -> None:
        """``show`` opens the dialog and is only called on the GUI thread."""
        self._show = show
        self._quit_app = quit_app
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def install(self) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable

    def remove(self) -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _on_exception(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._quit_app()
            return
        report = describe(error)
        _log.error("fault in the window\n%s", report)
        self._show(report)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            _log.error("fault in a thread\n%s", describe(args.exc_value))

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            _log.error("fault while cleaning up\n%s", describe(args.exc_value))
