"""A panel on its own: real tasks, runner, history and settings; a fake engine and fake dialogs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import fakes

from assistant_app.jobs.runner import JobRunner
from assistant_app.paths import Paths
from assistant_app.ui.icons import Icons
from assistant_app.ui.panel import PanelContext
from assistant_app.workbench import Workbench

RESOURCES = Path(__file__).resolve().parents[1] / "resources"


@dataclass
class FakeDialogs:
    """Answers every question with what the test put here."""

    opens: Path | None = None
    saves: Path | None = None
    folder: Path | None = None
    suggested: list[str] = field(default_factory=list)
    last_folder: str = ""

    def open_file(self, parent, title, filters):
        return self.opens

    def open_files(self, parent, title, filters):
        return [self.opens] if self.opens else []

    def open_folder(self, parent, title):
        return self.folder

    def save_file(self, parent, title, name, filters):
        self.suggested.append(name)
        return self.saves


class FakedWorkbench(Workbench):
    """The real one with another engine."""

    fake_engine: fakes.FakeEngine

    @property
    def engine(self):
        return self.fake_engine


@dataclass
class Stand:
    """What a panel stands on; ``said`` and ``crashes`` are what it told the window."""

    home: Path
    engine: fakes.FakeEngine = field(default_factory=fakes.FakeEngine)
    models: fakes.FakeModels = field(default_factory=fakes.FakeModels)
    dialogs: FakeDialogs = field(default_factory=FakeDialogs)
    said: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    runner: JobRunner = field(default_factory=JobRunner)

    def __post_init__(self) -> None:
        paths = replace(Paths.default(), home=self.home)
        self.workbench = FakedWorkbench(paths, self.models.specs())
        self.workbench.fake_engine = self.engine

    def context(self) -> PanelContext:
        return PanelContext(
            workbench=self.workbench,
            runner=self.runner,
            icons=Icons(RESOURCES / "icons"),
            dialogs=self.dialogs,
            say=self.said.append,
            crash=self.crashes.append,
        )

    def close(self) -> None:
        self.runner.call("store", self.workbench.history.close)
        assert self.runner.shutdown(5.0)


def finished(qtbot, panel, act=None):
    """Let ``act`` (``panel.start`` by default) run to its end and return the history entry."""
    with qtbot.waitSignal(panel.recorded, timeout=10_000) as caught:
        (act or panel.start)()
    return caught.args[0]


def wait_idle(qtbot, panel):
    """Wait until the panel does not work any more."""
    if panel.is_busy:
        with qtbot.waitSignal(panel.busy_changed, timeout=10_000):
            pass
