"""What is shipped: metadata, pins, wheel and sdist, and the files around them."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from assistant_app import __version__

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = [Requirement(line) for line in PROJECT["project"]["dependencies"]]

SYSTEMS = {
    "Linux x86-64": ("linux", "x86_64", "onnxruntime-gpu"),
    "Linux ARM": ("linux", "aarch64", "onnxruntime"),
    "Windows x86-64": ("win32", "AMD64", "onnxruntime-gpu"),
    "Windows ARM": ("win32", "ARM64", "onnxruntime"),
    "macOS": ("darwin", "arm64", "onnxruntime"),
}


def installed_on(system: str, machine: str) -> set[str]:
    environment = {**default_environment(), "sys_platform": system, "platform_machine": machine}
    return {r.name for r in REQUIREMENTS if r.marker is None or r.marker.evaluate(environment)}


@pytest.mark.parametrize(("system", "machine", "wanted"), SYSTEMS.values(), ids=SYSTEMS)
def test_each_system_gets_exactly_one_onnx_runtime(system, machine, wanted):
    found = {name for name in installed_on(system, machine) if name.startswith("onnxruntime")}
    assert found == {wanted}


def test_torch_is_never_needed_to_run_the_app():
    assert not {r.name for r in REQUIREMENTS} & {"torch", "torchvision", "tensorflow"}


def test_versions_that_were_measured_to_fail_are_refused():
    by_name = {r.name: r.specifier for r in REQUIREMENTS}
    assert "6.12.0" not in by_name["PySide6-Essentials"]
    assert "6.11.3" in by_name["PySide6-Essentials"]
    assert "1.30.0" not in by_name["onnxruntime-gpu"]
    assert "1.30.0" not in by_name["onnxruntime"]


def pins() -> dict[str, str]:
    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {
        re.sub(r"[-_.]+", "-", r.name).lower(): str(r.specifier).removeprefix("==") for r in wanted
    }


def test_every_dependency_has_a_pin_that_it_allows():
    found = pins()
    groups = PROJECT["dependency-groups"]
    named = [
        Requirement(r) for g in ("lint", "test", "package") for r in groups[g] if isinstance(r, str)
    ]
    for requirement in [*REQUIREMENTS, *named]:
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        assert name in found, f"{name} has no pin"
        assert found[name] in requirement.specifier, name


def test_both_onnx_runtimes_have_the_same_version():
    assert pins()["onnxruntime"] == pins()["onnxruntime-gpu"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, built here and now."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed here")
    out = tmp_path_factory.mktemp("dist")
    code = (
        "import os, sys; from hatchling import build\n"
        "out = sys.argv[1]; build.build_wheel(out); build.build_sdist(out)"
    )
    command = [sys.executable, "-c", code, str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def wheel_names(built: Path) -> set[str]:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_resources_and_models(wheel_names):
    assert "assistant_app/_resources/icons/app.svg" in wheel_names
    assert "assistant_app/_resources/models.json" in wheel_names
    assert "assistant_app/_resources/i18n/deskhand_zh_CN.qm" in wheel_names
    resources = shipped_files(ROOT / "resources")
    shipped = {p for p in resources if not p.endswith(".ts") and not p.startswith("screenshots/")}
    assert {f"assistant_app/_resources/{p}" for p in shipped} <= wheel_names
    models = {p for p in shipped_files(ROOT / "models") if not p.startswith("recipes/")}
    assert {f"assistant_app/_models/{p}" for p in models} <= wheel_names
    assert any(name.endswith(".onnx") for name in wheel_names)


def test_the_wheel_carries_nothing_else(wheel_names):
    tops = {name.split("/")[0] for name in wheel_names}
    assert tops == {"assistant_app", f"deskhand-{__version__}.dist-info"}
    unwanted = ("/recipes/", "/screenshots/", "__pycache__")
    assert not [name for name in wheel_names if any(part in name for part in unwanted)]


def test_the_sdist_carries_what_a_build_and_the_tests_need(built):
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {
        "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", ".ci/run",
        "packaging/constraints.txt", "packaging/system_libraries.py", "resources/icons/app.svg",
        "resources/i18n/deskhand_zh_CN.ts", "tests/conftest.py", "assistant_app/__main__.py",
    }  # fmt: skip
    assert wanted <= names
    assert not [name for name in names if name.startswith("models/recipes/work")]


def test_an_installed_copy_finds_what_it_carries(built, tmp_path):
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "from assistant_app.paths import Paths; p = Paths.default()\n"
        "assert (p.resources / 'models.json').is_file(), p.resources\n"
        "assert '_models' in p.shipped_models.name and p.shipped_models.is_dir()\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    command = [sys.executable, "-P", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def shipped_files(folder: Path) -> set[str]:
    """Files under ``folder`` as git tracks them, so that left-overs on this disk don't count."""
    command = ["git", "-C", str(folder), "ls-files", "-z", "."]
    listed = subprocess.run(command, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return {name for name in listed.stdout.split("\0") if name and (folder / name).is_file()}


def test_desktop_entry_and_appstream_metadata_name_the_same_app():
    folder = ROOT / "packaging"
    entry = ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str  # type: ignore[assignment]
    entry.read(folder / "io.github.deskhand.Deskhand.desktop", encoding="utf-8")
    scripts = {**PROJECT["project"]["scripts"], **PROJECT["project"]["gui-scripts"]}
    assert entry["Desktop Entry"]["Exec"].split()[0] in scripts
    component = ET.parse(folder / "io.github.deskhand.Deskhand.metainfo.xml").getroot()
    assert component.findtext("id") == "io.github.deskhand.Deskhand"
    assert component.findtext("launchable") == "io.github.deskhand.Deskhand.desktop"
    assert component.findtext("project_license") == PROJECT["project"]["license"]
    assert {b.text for b in component.iter("binary")} <= set(scripts)
    assert component.find("releases/release").get("version") == __version__


def test_scripts_point_at_functions_that_are_there():
    for group in ("scripts", "gui-scripts"):
        for target in PROJECT["project"][group].values():
            module, _, function = target.partition(":")
            assert callable(getattr(importlib.import_module(module), function))


def test_every_sample_picture_is_attributed():
    samples = ROOT / "resources" / "samples"
    text = (samples / "ATTRIBUTION.md").read_text(encoding="utf-8")
    pictures = sorted((samples / "pictures").iterdir())
    assert len(pictures) >= 8
    assert [p.name for p in pictures if p.name not in text] == []


@pytest.mark.parametrize("name", ["write", "summarise", "translate"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_samples_are_there_in_both_languages(name, language):
    text = (ROOT / "resources" / "samples" / f"{name}.{language}.txt").read_text(encoding="utf-8")
    assert len(text) > 120
    has_han = re.search(r"[\u4e00-\u9fff]", text) is not None
    assert has_han == (language == "zh")


def test_missing_system_libraries_are_named_with_the_line_that_installs_them(monkeypatch, capsys):
    spec = importlib.util.spec_from_file_location(
        "system_libraries", ROOT / "packaging" / "system_libraries.py"
    )
    libraries = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(libraries)
    monkeypatch.setattr(libraries.sys, "platform", "linux")
    monkeypatch.setattr(libraries, "loads", lambda name: name != "libEGL.so.1")
    assert libraries.main([]) == 1
    assert "apt-get install libegl1\n" in capsys.readouterr().err
    monkeypatch.setattr(libraries, "loads", lambda name: True)
    assert libraries.main([]) == 0


def test_continuous_integration_runs_make_test():
    script = ROOT / ".ci" / "run"
    assert "make test" in script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
