"""The translation out of the panel: copied and saved, alone or with its source."""

from __future__ import annotations

import docx
import pytest
from panel_stand import finished
from PySide6.QtGui import QGuiApplication

from assistant_app.ui.translate_panel import TranslatePanel


@pytest.fixture
def panel(qtbot, bench):
    bench.workbench.settings.update(is_live_translation=False)
    panel = TranslatePanel(bench.context())
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def done(panel, qtbot):
    panel.source.setPlainText("Good morning. It rains.\n\nGood night.")
    finished(qtbot, panel)
    return panel


def test_without_a_translation_there_is_nothing_to_save(panel):
    assert not panel.output.more_button.isEnabled()


def test_both_languages_are_copied_paragraph_by_paragraph(done, bench):
    done.output.copy_both_action.trigger()
    assert QGuiApplication.clipboard().text() == (
        "Good morning. It rains.\n<Good morning.><It rains.>\n\nGood night.\n<Good night.>\n"
    )
    assert bench.said[-1] == "Copied"


def test_both_languages_are_saved_side_by_side(done, bench, qtbot, tmp_path):
    bench.dialogs.saves = tmp_path / "contract.docx"
    done.output.save_both_action.trigger()
    qtbot.waitUntil(lambda: bench.said[-1:] == ["Saved contract.docx"])
    (table,) = docx.Document(tmp_path / "contract.docx").tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["English", "Chinese"]
    assert rows[2] == ["Good night.", "<Good night.>"]


def test_an_edited_sentence_is_saved_as_it_stands(done, bench, qtbot, tmp_path):
    done.deeds.edits.replace(1, "<It is raining.>")
    bench.dialogs.saves = tmp_path / "out.csv"
    done.output.save_both_action.trigger()
    qtbot.waitUntil(lambda: bench.said[-1:] == ["Saved out.csv"])
    assert "It rains.,<It is raining.>" in bench.dialogs.saves.read_text(encoding="utf-8-sig")


def test_a_format_that_there_is_not_is_told(done, bench, qtbot, tmp_path):
    bench.dialogs.saves = tmp_path / "out.xyz"
    done.output.save_both_action.trigger()
    qtbot.waitUntil(lambda: ".tmx" in done.error_line.text)


def test_what_was_saved_is_suggested_under_its_name_until_another_text_comes(
    done, bench, qtbot, tmp_path
):
    bench.dialogs.saves = tmp_path / "mine.docx"
    done.save_result()
    qtbot.waitUntil(lambda: bench.said[-1:] == ["Saved mine.docx"])
    assert docx.Document(tmp_path / "mine.docx").paragraphs[2].text == "<Good night.>"
    done.save_result()
    done.output.save_both()
    done.clear()
    done.source.setPlainText("Good morning.")
    finished(qtbot, done)
    done.save_result()
    assert bench.dialogs.suggested == [
        "Translation.zh.txt", "mine.docx", "Translation.en-zh.docx", "Translation.zh.txt",
    ]  # fmt: skip
