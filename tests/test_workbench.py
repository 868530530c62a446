"""The workbench: everything once, cheap to build, another device when asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_stand import install, paths_of

from assistant_app.errors import CatalogBroken
from assistant_app.settings import SettingsStore
from assistant_app.workbench import Workbench, open_workbench


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return open_workbench(paths_of(install(tmp_path / "own"), tmp_path / "home"))


def test_building_it_creates_and_loads_nothing(workbench: Workbench) -> None:
    assert not workbench.paths.home.exists()
    assert workbench.device_report() is None


def test_the_device_is_told_after_a_model_was_loaded(workbench: Workbench) -> None:
    workbench.use_device("cuda", 1)
    workbench.engine.pictures("tiny-pictures")
    report = workbench.device_report()
    assert report is not None
    assert report.requested.kind == "cuda"
    assert report.provider == "CPUExecutionProvider" or report.reason is None


def test_another_device_lets_the_old_engine_go(workbench: Workbench) -> None:
    before = workbench.engine
    before.pictures("tiny-pictures")
    workbench.use_device("cpu", 1)
    assert workbench.engine is not before
    assert workbench.engine.loaded == ()


def test_the_engine_is_kept_between_tasks(workbench: Workbench) -> None:
    assert workbench.engine is workbench.engine
    assert workbench.translate is workbench.translate


def test_the_engine_begins_with_the_settings(tmp_path: Path) -> None:
    paths = paths_of(install(tmp_path / "own"), tmp_path / "home")
    SettingsStore(paths.settings_file).update(device="cuda")
    assert open_workbench(paths).device_requested == "cuda"


def test_the_model_chosen_in_the_settings_is_used(workbench: Workbench) -> None:
    workbench.settings.update(models=(("writing", "tiny-writer"),))
    assert workbench.choice.model("writing", None).id == "tiny-writer"


def test_a_broken_catalog_is_a_notice(tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources/models.json").write_text("{", encoding="utf-8")
    workbench = open_workbench(paths_of(tmp_path, tmp_path / "home"))
    assert isinstance(workbench.catalog_notice, CatalogBroken)
    assert workbench.models.specs() == ()


@pytest.mark.parametrize(("value", "is_offline"), [("1", True), ("0", False)])
def test_the_hubs_own_variable_makes_the_whole_run_offline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, is_offline: bool
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", value)
    bench = open_workbench(paths_of(install(tmp_path / "own"), tmp_path / "home"))
    assert bench.is_offline is is_offline
