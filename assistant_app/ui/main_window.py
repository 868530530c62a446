"""The window: a rail, one page at a time, the status bar, and what all pages share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assistant_app.errors import AppError, DocumentUnsupported
from assistant_app.history.entry import PANELS, Entry
from assistant_app.history.entry import Panel as PanelKey
from assistant_app.jobs.runner import JobRunner
from assistant_app.settings import Settings
from assistant_app.ui.actions import WindowActions, action_text
from assistant_app.ui.closing import Closing
from assistant_app.ui.device_watch import DeviceWatch
from assistant_app.ui.dialogs import Dialogs
from assistant_app.ui.icons import Icons
from assistant_app.ui.language import Language
from assistant_app.ui.own_pages import OWN_PAGES, is_model, make_own_page
from assistant_app.ui.page import Page
from assistant_app.ui.panel import Panel, PanelContext
from assistant_app.ui.rail import Rail
from assistant_app.ui.status_line import StatusLine
from assistant_app.ui.theme import Theme
from assistant_app.ui.widgets.drop_zone import DropZone
from assistant_app.ui.widgets.error_line import ErrorLine
from assistant_app.ui.window_state import (
    geometry_text,
    restore_geometry,
    restore_splitters,
    splitter_texts,
)

if TYPE_CHECKING:
    from assistant_app.ui.crash_dialog import CrashDialog
    from assistant_app.workbench import Workbench

AnyPanel = Panel[Any, Any]
PanelMaker = Callable[[PanelContext], AnyPanel]


@dataclass(frozen=True)
class Frame:
    """The long-lived objects that the window is given."""

    workbench: Workbench
    runner: JobRunner
    icons: Icons
    dialogs: Dialogs
    theme: Theme
    language: Language
    panels: Mapping[PanelKey, PanelMaker]


class MainWindow(QMainWindow):
    """Makes each page when it is first shown, so that the first paint comes soon."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._pages: dict[str, QWidget] = {}
        self._crash: CrashDialog | None = None
        self._notice_shown: AppError | None = None
        self._settings_seen = frame.workbench.settings.current
        self.context = PanelContext(
            frame.workbench, frame.runner, frame.icons, frame.dialogs, self.say, self.show_crash
        )
        self.setWindowTitle("Deskhand")
        self.setWindowIcon(QIcon(str(frame.workbench.paths.resources / "icons" / "app.svg")))
        self.setMinimumSize(QSize(640, 480))
        self.rail = Rail(frame.icons, PANELS, OWN_PAGES, self)
        self.stack = QStackedWidget()
        self.notice_line = ErrorLine(frame.icons)
        self.notice_line.setProperty("notice", True)
        self.status = StatusLine(frame.icons)
        self._lay_out()
        self.actions_ = WindowActions.make(self, self._deeds())
        self.drop_zone = DropZone(self, self._describe_drop)
        self.devices = DeviceWatch(frame.workbench, frame.runner, self._explain, self)
        self.devices.changed.connect(self.status.badge.set_state)
        self.devices.gave_up.connect(self.say)
        self.devices.notice_found.connect(self._show_notice)
        self.status.badge.clicked.connect(self._show_devices)
        self.closing = Closing(self, frame.runner, self._has_unsaved)
        self.rail.chosen.connect(self.show_page)
        self.drop_zone.dropped.connect(self.open_paths)
        self.closing.ready.connect(self.close)
        self.closing.waiting.connect(lambda: self.say(self.tr("Stopping…")))
        self._restore()
        self._show_network()
        self._show_notice(frame.workbench.settings.notice)
        self._show_notice(frame.workbench.catalog_notice)  # without models nothing works

    # --- pages --------------------------------------------------------------------------------

    @property
    def current_name(self) -> str:
        """The name of the page that is shown."""
        return next(
            (name for name, page in self._pages.items() if page is self.stack.currentWidget()), ""
        )

    def current_panel(self) -> AnyPanel | None:
        """The panel that is shown, or None while history or settings are."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Panel) else None

    def page(self, name: str) -> QWidget:
        """The page of that name, made now if this is the first time."""
        if name not in self._pages:
            page = self._make_page(name)
            self._pages[name] = page
            self.stack.addWidget(page)
            splitters = self._window_settings().get("splitters")
            if isinstance(splitters, Mapping):
                restore_splitters(page, splitters.get(name))
        return self._pages[name]

    def panel(self, name: PanelKey) -> AnyPanel:
        page = self.page(name)
        assert isinstance(page, Panel)
        return page

    def show_page(self, name: str) -> None:
        page = self.page(name)
        self.stack.setCurrentWidget(page)
        self.rail.choose(name)
        if isinstance(page, Panel):
            page.take_focus()
        elif isinstance(page, Page):
            page.refresh()
        self.setWindowTitle(f"{action_text(name)} – Deskhand")
        self._show_model()
        self._enable_actions()

    def open_entry(self, entry: Entry) -> None:
        """Show an entry of the history again, in its panel."""
        panel = self.panel(entry.panel)
        self.show_page(entry.panel)
        panel.open_entry(entry)

    def open_paths(self, paths: list[Path]) -> None:
        """Open files and folders on the page that is shown, or on the one that fits."""
        name = self._fitting(paths)
        if name is None:
            suffixes = frozenset[str]().union(*(self.panel(panel).suffixes for panel in PANELS))
            self.notice_line.show_error(DocumentUnsupported(paths[0], tuple(sorted(suffixes))))
            return
        self.show_page(name)
        page = self.page(name)
        assert isinstance(page, Panel | Page)
        page.accept_paths(paths)

    # --- what pages ask of the window ---------------------------------------------------------

    def say(self, text: str) -> None:
        self.status.say(text)

    def show_crash(self, report: str) -> None:
        """Open the report of a bug. Further bugs while it is open reach the log only."""
        # Not at the top: most windows never need it.
        from assistant_app.ui.crash_dialog import CrashDialog

        if self._crash is None:
            self._crash = CrashDialog(report, self)
            self._crash.finished.connect(self._forget_crash)
            self._crash.open()

    @property
    def crash_dialog(self) -> CrashDialog | None:
        return self._crash

    def _forget_crash(self) -> None:
        self._crash = None

    # --- events -------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.rail.retranslate()
            self.actions_.retranslate()
            if self.current_name:
                self.setWindowTitle(f"{action_text(self.current_name)} – Deskhand")

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.closing.may_close():
            event.ignore()
            return
        self._remember()
        event.accept()

    # --- inside -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        notice = QHBoxLayout()
        notice.setContentsMargins(20, 0, 20, 0)
        notice.addWidget(self.notice_line)
        right.addLayout(notice)
        right.addWidget(self.stack, 1)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)

    def _deeds(self) -> dict[str, Callable[[], None]]:
        pages = (*PANELS, *OWN_PAGES)
        deeds: dict[str, Callable[[], None]] = {
            name: partial(self.show_page, name) for name in pages
        }
        deeds["run"] = lambda: self._with_panel(lambda panel: panel.start())
        deeds["stop"] = lambda: self._with_panel(lambda panel: panel.stop())
        deeds["open"] = lambda: self._with_panel(lambda panel: panel.open_file())
        deeds["save"] = lambda: self._with_panel(lambda panel: panel.save_result())
        deeds["copy"] = lambda: self._with_panel(lambda panel: panel.copy_result())
        deeds["shortcuts"] = self._show_shortcuts
        deeds["quit"] = self._quit
        return deeds

    def _quit(self) -> None:
        self.close()

    def _with_panel(self, do: Callable[[AnyPanel], None]) -> None:
        panel = self.current_panel()
        if panel is not None:
            do(panel)

    def _make_page(self, name: str) -> QWidget:
        page = make_own_page(name, self.context)
        return self._make_panel(name) if page is None else self._connected(page)

    def _connected(self, page: Page) -> Page:
        page.open_requested.connect(self.open_entry)
        page.notice_found.connect(self._show_notice)
        page.settings_changed.connect(self.apply_settings)
        page.settings_requested.connect(partial(self.show_page, "settings"))
        page.models_changed.connect(self._show_models)
        page.device_used.connect(self.devices.ask)
        page.network_used.connect(self._show_network)
        return page

    def _show_network(self, is_in_use: bool = False) -> None:
        bench = self._frame.workbench
        self.status.set_network(bench.is_offline, is_in_use, bench.n_connections)

    def _show_models(self) -> None:
        for page in self._pages.values():
            if isinstance(page, Panel):
                page.show_models()

    def _make_panel(self, name: str) -> AnyPanel:
        panel = next(make for key, make in self._frame.panels.items() if key == name)(self.context)
        panel.busy_changed.connect(partial(self._show_busy, name))
        panel.result_made.connect(self.devices.ask)
        panel.model_changed.connect(self._show_model)
        panel.recorded.connect(self._recorded)
        return panel

    def _recorded(self, entry: Entry) -> None:
        for page in self._pages.values():
            if isinstance(page, Page):
                page.show_recorded(entry)
        self._show_notice(self._frame.workbench.history.notice)

    def _show_busy(self, name: str, is_busy: bool) -> None:
        self.rail.set_busy(name, is_busy)
        self._enable_actions()
        if not is_busy and not self.isActiveWindow():
            QApplication.alert(self)

    def _enable_actions(self) -> None:
        panel = self.current_panel()
        # Esc belongs to search fields and menus while nothing runs.
        self.actions_.by_name["stop"].setEnabled(panel is not None and panel.is_busy)

    def _show_model(self) -> None:
        panel = self.current_panel()
        model_id = panel.model_id() if panel is not None else None
        title = ""
        if model_id is not None:
            try:
                title = self._frame.workbench.models.spec(model_id).title
            except AppError:
                title = model_id
        self.status.set_model(title)

    def _show_notice(self, notice: AppError | None) -> None:
        # Once: it stands in the store for as long as the app runs, and the person may have closed
        # the line.
        if notice is not None and notice is not self._notice_shown:
            self._notice_shown = notice
            self.notice_line.show_error(notice)

    def _show_shortcuts(self) -> None:
        # Not at the top: most windows never need it.
        from assistant_app.ui.shortcuts_dialog import ShortcutsDialog

        panel = self.current_panel()
        own = panel.shortcut_rows() if panel is not None else []
        ShortcutsDialog([*self.actions_.rows(), *own], self).open()

    # --- device, theme, language --------------------------------------------------------------

    def _show_devices(self) -> None:
        # Not at the top: most windows never need it.
        from assistant_app.ui.device_dialog import DeviceDialog

        DeviceDialog(self.devices, self._frame.icons, self._explain, self).open()

    def _explain(self, error: BaseException, report: str) -> None:
        if isinstance(error, AppError):
            self.notice_line.show_error(error)
        else:
            self.show_crash(report)

    def apply_settings(self, settings: Settings) -> None:
        """Show ``settings`` at once; a new device or thread count asks for a new engine."""
        before, self._settings_seen = self._settings_seen, settings
        self._frame.theme.apply(settings.theme)
        self._frame.language.apply(settings.language)
        self._show_network()
        for page in self._pages.values():
            if isinstance(page, Page):
                page.show_settings(settings)
        self.devices.apply(before, settings)

    # --- drops --------------------------------------------------------------------------------

    def _fitting(self, paths: list[Path]) -> str | None:
        """The page shown if it takes any of ``paths``, else the first panel that does. A model's
        folder or pack is for the models page wherever it is dropped, and there everything is."""
        shown = self.current_name
        if shown == "models" or any(is_model(path) for path in paths):
            return "models"
        order = sorted(PANELS, key=lambda name: name != shown)
        order = [name for name in order if name == shown or name != "write"]
        for name in order:
            if any(self.panel(name).accepts(path) for path in paths):
                return name
        return None

    def _describe_drop(self, paths: list[Path]) -> str:
        name = self._fitting(paths)
        if name is None:
            return self.tr("Deskhand can't open this kind of file")
        if name == "models":
            return self.tr("Drop to import as a model")
        return self.tr("Drop to open in {panel}").format(panel=action_text(name))

    # --- remembered ---------------------------------------------------------------------------

    def _window_settings(self) -> dict[str, object]:
        return self._frame.workbench.settings.current.window

    def _restore(self) -> None:
        remembered = self._window_settings()
        if not restore_geometry(self, remembered.get("geometry")):
            self.resize(1120, 740)
        last = remembered.get("page")
        names = (*PANELS, *OWN_PAGES)
        self.show_page(last if isinstance(last, str) and last in names else PANELS[0])

    def _remember(self) -> None:
        before = self._window_settings().get("splitters")
        splitters = dict(before) if isinstance(before, Mapping) else {}
        splitters.update({name: splitter_texts(page) for name, page in self._pages.items()})
        window: dict[str, object] = {
            **self._window_settings(),
            "geometry": geometry_text(self),
            "page": self.current_name,
            "folder": self._frame.dialogs.last_folder,
            "splitters": splitters,
        }
        self._frame.workbench.settings.update(window=window)

    def _has_unsaved(self) -> bool:
        return any(page.has_unsaved for page in self._pages.values() if isinstance(page, Panel))
