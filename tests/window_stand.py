"""The whole window on the real workbench, with fake models and fake dialogs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import fakes
from panel_stand import FakeDialogs
from PySide6.QtWidgets import QApplication

from assistant_app.inference.device import DeviceReport
from assistant_app.jobs.runner import JobRunner
from assistant_app.paths import Paths
from assistant_app.ui.icons import Icons
from assistant_app.ui.images_panel import ImagesPanel
from assistant_app.ui.language import Language
from assistant_app.ui.main_window import Frame, MainWindow
from assistant_app.ui.summarise_panel import SummarisePanel
from assistant_app.ui.theme import Theme
from assistant_app.ui.translate_panel import TranslatePanel
from assistant_app.ui.write_panel import WritePanel
from assistant_app.workbench import Workbench

RESOURCES = Path(__file__).resolve().parents[1] / "resources"


@dataclass
class WindowStand:
    """``window`` is not shown yet. ``devices`` are the devices that were asked for."""

    home: Path
    engine: fakes.FakeEngine = field(default_factory=fakes.FakeEngine)
    dialogs: FakeDialogs = field(default_factory=FakeDialogs)
    devices: list[tuple[str, int]] = field(default_factory=list)
    report: DeviceReport | None = fakes.REPORT
    runner: JobRunner = field(default_factory=JobRunner)

    def __post_init__(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setStyle("Fusion")
        paths = Paths(home=self.home, resources=RESOURCES, shipped_models=self.home / "shipped")
        self.workbench = Workbench(paths, ())
        self.workbench.models = fakes.FakeModels()
        self.fake_devices = fakes.FakeDevices(self.engine, self.devices, lambda: self.report)
        self.workbench.devices = self.fake_devices
        self.settings = self.workbench.settings
        self.theme = Theme(app, RESOURCES)
        self.language = Language(app, RESOURCES / "i18n")
        self.theme.apply("light")
        self.language.apply("en")
        self.window = self.make_window()

    def make_window(self) -> MainWindow:
        """Another window on the same settings, as after a restart."""
        return MainWindow(
            Frame(
                workbench=self.workbench,
                runner=self.runner,
                icons=Icons(RESOURCES / "icons"),
                dialogs=self.dialogs,
                theme=self.theme,
                language=self.language,
                panels={
                    "write": WritePanel,
                    "summarise": SummarisePanel,
                    "translate": TranslatePanel,
                    "images": ImagesPanel,
                },
            )
        )

    def close(self) -> None:
        self.runner.call("store", self.workbench.history.close)
        assert self.runner.shutdown(5.0)
        self.window.hide()
        self.window.deleteLater()
        self.language.apply("en")
        self.theme.apply("light")
        self.theme.deleteLater()
        self.language.deleteLater()
