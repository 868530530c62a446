"""The window's start and end. Only this file and the workbench create long-lived objects."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from assistant_app.jobs.collection import Collection
from assistant_app.jobs.lane import ahead, side_by_side
from assistant_app.jobs.runner import JobRunner
from assistant_app.paths import Paths
from assistant_app.ui.crash_hook import CrashHook
from assistant_app.ui.dialogs import Dialogs
from assistant_app.ui.icons import Icons
from assistant_app.ui.language import Language
from assistant_app.ui.main_window import AnyPanel, Frame, MainWindow
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.theme import Theme
from assistant_app.workbench import Workbench, open_workbench

_log = logging.getLogger(__name__)

AFTER_PAINT_MS = 300
QUIT_PATIENCE_S = 5.0
"""How long lanes may take to end after the window has closed."""


@dataclass(frozen=True)
class Opened:
    """The shown window with everything that must be let go of after it."""

    app: QApplication
    window: MainWindow
    workbench: Workbench
    runner: JobRunner
    theme: Theme
    language: Language
    hook: CrashHook
    _end: Sequence[Callable[[], Any]]

    def close(self) -> bool:
        """Stop work, wait a bounded time, let go of everything. False if a lane still works.

        Ends the window without asking; ``MainWindow.close`` is what asks.
        """
        self.window.hide()
        self.runner.call("store", self.workbench.history.close)
        is_quiet = self.runner.shutdown(QUIT_PATIENCE_S)
        self.window.deleteLater()
        self.hook.remove()
        for end in self._end:
            end()
        return is_quiet


class _Log:
    """The log file, opened once the window is painted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: logging.Handler | None = None

    def open(self) -> None:
        from assistant_app.ui.log_file import open_log

        self._file = open_log(self._folder)

    def close(self) -> None:
        if self._file is not None:
            from assistant_app.ui.log_file import close_log

            close_log(self._file)


def open_window(
    paths: Paths | None = None, dialogs: Dialogs | None = None, is_offline: bool = False
) -> Opened:
    """Build the workbench and show the window. Nothing slow is loaded before the first paint.

    ``is_offline``: nothing of this run may touch the network.
    """
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["deskhand"])
    app.setApplicationName("Deskhand")
    app.setDesktopFileName("deskhand")
    app.setStyle("Fusion")
    workbench = open_workbench(paths or Paths.default())
    workbench.ahead = ahead
    workbench.side_by_side = side_by_side
    workbench.is_offline_run |= is_offline
    settings = workbench.settings.current
    resources = workbench.paths.resources
    theme = Theme(app, resources)
    theme.apply(settings.theme)
    language = Language(app, resources / "i18n")
    language.apply(settings.language)
    runner = JobRunner()
    collection = Collection()
    window = MainWindow(
        Frame(
            workbench=workbench,
            runner=runner,
            icons=Icons(resources / "icons"),
            dialogs=dialogs or Dialogs(str(settings.window.get("folder", ""))),
            theme=theme,
            language=language,
            panels={
                "write": _write,
                "summarise": _summarise,
                "translate": _translate,
                "images": _images,
            },
        )
    )
    hook = CrashHook(window.show_crash, app.quit)
    hook.install()
    window.show()
    log = _Log(workbench.paths.logs)
    QTimer.singleShot(AFTER_PAINT_MS, window, log.open)
    QTimer.singleShot(AFTER_PAINT_MS, window, window.devices.start)
    forget = partial(_forget_old_drafts, workbench)
    QTimer.singleShot(AFTER_PAINT_MS, window, lambda: runner.call("files", forget))
    ends = (collection.stop, log.close)
    return Opened(app, window, workbench, runner, theme, language, hook, ends)


def _forget_old_drafts(workbench: Workbench) -> None:
    """They hold the person's text: none stays because no document was translated since."""
    if workbench.paths.drafts.is_dir():
        workbench.drafts.forget_old()


# A panel is made when it is first shown, and its module is read then: all four together would
# double the time to the first window.


def _write(context: PanelContext) -> AnyPanel:
    from assistant_app.ui.write_panel import WritePanel

    return WritePanel(context)


def _summarise(context: PanelContext) -> AnyPanel:
    from assistant_app.ui.summarise_panel import SummarisePanel

    return SummarisePanel(context)


def _translate(context: PanelContext) -> AnyPanel:
    from assistant_app.ui.translate_panel import TranslatePanel

    return TranslatePanel(context)


def _images(context: PanelContext) -> AnyPanel:
    from assistant_app.ui.images_panel import ImagesPanel

    return ImagesPanel(context)


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, and the files named in ``arguments`` in it; returns the exit code.

    With ``--offline`` among them nothing of this run may touch the network.
    """
    names = list(sys.argv[1:] if arguments is None else arguments)
    opened = open_window(is_offline="--offline" in names)
    files = [Path(name) for name in names if not name.startswith("-")]
    if files:
        QTimer.singleShot(0, opened.window, lambda: opened.window.open_paths(files))
    code = opened.app.exec()
    if not opened.close():
        # A graph that ignores the stop would crash while the interpreter takes itself apart.
        _log.warning("a lane did not end in time")
        logging.shutdown()
        os._exit(code)
    return code


if __name__ == "__main__":
    sys.exit(main())
