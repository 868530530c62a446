"""The demo: four real results, or an exit code that says there were fewer."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tiny_models
from PySide6.QtGui import QImage

from assistant_app import demo
from assistant_app.catalog import manifest
from assistant_app.history.entry import PANELS
from assistant_app.paths import Paths
from assistant_app.tasks.translate import TranslateTask

ROOT = Path(__file__).resolve().parents[1]


def colours(picture: Path) -> int:
    """A blank or missing picture has one colour at most."""
    image = QImage(str(picture))
    columns, rows = range(0, image.width(), 7), range(0, image.height(), 7)
    return len({image.pixel(x, y) for x in columns for y in rows})


@pytest.fixture
def tiny_paths(tmp_path: Path) -> Paths:
    """The real resources with tiny models that a test may break."""
    resources, models = tmp_path / "resources", tmp_path / "models"
    shutil.copytree(ROOT / "resources", resources)
    tiny_models.make_all(models)
    tasks = {
        "tiny-translator": "translation",
        "tiny-writer": "writing",
        "tiny-sentences": "sentences",
        "tiny-pictures": "pictures",
    }
    words = {"licence": "Apache-2.0", "summary": "", "languages": ["en", "zh"], "is_default": True}
    table = [{"id": name, "task": task, "title": name, **words} for name, task in tasks.items()]
    text = json.dumps({"models": table})
    (resources / manifest.SOURCE).write_text(text, encoding="utf-8")
    manifest.write_manifest(models, resources / "models.json")
    return Paths(home=tmp_path / "unused", resources=resources, shipped_models=models)


def run(paths: Paths, out: Path, **options: str) -> tuple[int, str]:
    said: list[str] = []
    code = demo.run(out, say=said.append, patience_s=60, paths=paths, **options)
    return code, "\n".join(said)


def test_it_says_what_came_out_which_model_made_it_and_how_long_it_took(
    qtbot, tiny_paths, tmp_path
):
    code, said = run(tiny_paths, tmp_path / "out")
    assert code == 0, said
    for model in ("tiny-writer", "tiny-sentences", "tiny-translator", "tiny-pictures"):
        assert re.search(rf"-- [\d.]+ s \([\d.]+ s with loading\), {model} on CPU", said)
    assert "GOOD MORNING" in said  # the tiny translator says its source again in capitals


def test_a_model_that_is_gone_is_named_and_fails_the_demo_but_not_the_other_panels(
    qtbot, tiny_paths, tmp_path
):
    shutil.rmtree(tiny_paths.shipped_models / "tiny-pictures")
    code, said = run(tiny_paths, tmp_path / "out")
    assert code == 1
    assert "3 of 4 panels gave a result" in said
    assert "images: The model “tiny-pictures”" in said
    assert (tmp_path / "out" / "images.png").is_file()


def test_a_bug_in_one_panel_is_reported_and_the_others_go_on(
    qtbot, tiny_paths, tmp_path, monkeypatch
):
    def fall(self, request, cancel):
        raise ZeroDivisionError("planted for this test")
        yield

    monkeypatch.setattr(TranslateTask, "run", fall)
    code, said = run(tiny_paths, tmp_path / "out")
    assert code == 1
    assert "3 of 4 panels gave a result" in said
    assert "ZeroDivisionError" in said


def test_the_persons_own_history_and_settings_are_not_touched(
    qtbot, tiny_paths, tmp_path, own_home
):
    run(tiny_paths, tmp_path / "out")
    assert not tiny_paths.home.exists()
    assert list(own_home.iterdir()) == []


def test_pictures_can_be_taken_in_chinese_and_in_the_dark(qtbot, tiny_paths, tmp_path):
    code, said = run(tiny_paths, tmp_path / "out", theme="dark", language="zh_CN")
    assert code == 0
    assert "== 翻译 ==" in said
    picture = QImage(str(tmp_path / "out" / "translate.png"))
    assert picture.pixelColor(picture.width() - 3, 3).lightness() < 100


def test_the_shipped_models_give_four_results_and_a_picture_of_each(tmp_path):
    """As a person starts it: another folder, no display, nothing but the installed package."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "assistant_app", "demo", "--out", "pictures"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 of 4 panels gave a result" in done.stdout
    for panel in PANELS:
        assert colours(tmp_path / "pictures" / f"{panel}.png") > 20
    assert [path.name for path in tmp_path.iterdir()] == ["pictures"]
