"""Where things are, on this system and where the person says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant_app import paths
from assistant_app.paths import HOME_VARIABLE, Paths


def test_the_variable_moves_everything_of_the_person(tmp_path: Path) -> None:
    found = Paths.default({HOME_VARIABLE: str(tmp_path / "stick")})
    assert found.home == tmp_path / "stick"
    for own in (found.settings_file, found.history_file, found.user_models, found.logs):
        assert own.is_relative_to(found.home)


def test_a_relative_home_stays_where_it_is_when_the_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Paths.default({HOME_VARIABLE: "stick"}).home == tmp_path / "stick"


def test_an_empty_variable_means_the_usual_place() -> None:
    usual = Paths.default({})
    assert usual.home.is_absolute()
    assert usual.home.name == "Deskhand"
    assert Paths.default({HOME_VARIABLE: ""}) == usual


def test_nothing_is_created_by_asking(tmp_path: Path) -> None:
    Paths.default({HOME_VARIABLE: str(tmp_path / "stick")})
    assert list(tmp_path.iterdir()) == []


def test_a_checkout_has_its_resources_at_the_top_level() -> None:
    found = Paths.default({})
    top = Path(paths.__file__).resolve().parent.parent
    assert found.resources == top / "resources"
    assert found.shipped_models == top / "models"
    assert found.resources.is_dir()


def test_an_installed_package_carries_them_inside(tmp_path: Path) -> None:
    package = tmp_path / "assistant_app"
    package.mkdir()
    source = Path(paths.__file__)
    for name in ("__init__.py", "paths.py"):
        (package / name).write_bytes(source.with_name(name).read_bytes())
    (package / "_resources").mkdir()
    (package / "_models").mkdir()
    code = (
        "from assistant_app.paths import Paths; p = Paths.default();"
        "print(p.resources); print(p.shipped_models)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert [Path(line) for line in ran.stdout.splitlines()] == [
        package / "_resources",
        package / "_models",
    ]
