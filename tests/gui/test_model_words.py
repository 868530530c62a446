"""The titles of models, in the language of the window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant_app.error_text import error_text
from assistant_app.errors import ModelDamaged
from assistant_app.tasks.base import Progress, Stage
from assistant_app.ui.model_words import title_text
from assistant_app.ui.widgets.model_line import ModelLine
from assistant_app.ui.widgets.progress_line import ProgressLine

TABLE = Path(__file__).resolve().parents[2] / "resources" / "models.in.json"
TABLES = json.loads(TABLE.read_text(encoding="utf-8"))
SHIPPED = [each["title"] for each in TABLES["models"]]
OFFERED = [each["title"] for each in TABLES["hub"]]


@pytest.mark.parametrize("title", SHIPPED)
def test_every_shipped_model_has_a_title_in_both_languages(stand, title):
    assert title_text(title) == title
    stand.language.apply("zh_CN")
    assert title_text(title) != title, "add the title to ui/model_words.py and translate it"


def test_every_word_in_the_title_of_an_offered_model_is_translated(stand):
    stand.language.apply("zh_CN")
    words = (" → ", " small", " base", " labels", " languages")
    left = [t for t in OFFERED if any(word in t for word in words) and title_text(t) == t]
    assert left == [], "add them to ui/model_words.py and translate them"


def test_a_model_of_others_keeps_its_title(stand):
    stand.language.apply("zh_CN")
    assert title_text("Opus MT") == "Opus MT"


def test_lines_that_name_a_model_follow_the_language(stand, qtbot, qapp):
    line, progress = ModelLine(stand.window.context.icons, "write"), ProgressLine()
    qtbot.addWidget(line)
    qtbot.addWidget(progress)
    line.set_model("Deskhand Writer", "CPU")
    progress.show_progress(Progress(Stage.LOADING, item="Deskhand Writer"))
    stand.language.apply("zh_CN")
    stand.window.status.set_model("Deskhand Writer")
    qapp.processEvents()
    assert "写作模型" in line.label.text()
    assert "写作模型" in progress.label.text()
    assert "写作模型" in stand.window.status._model.text()


def test_why_a_model_is_damaged_stands_in_the_language_of_the_window(stand):
    error = ModelDamaged("m", "f", "its content was changed")
    assert "its content was changed" in error_text(error)
    said = error_text(
        error, lambda _context, text: {"its content was changed": "X"}.get(text, text)
    )
    assert "damaged: X." in said
