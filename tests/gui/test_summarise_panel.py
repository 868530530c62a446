"""The Summarise panel: sentences linked to their places, amounts, saving, history."""

from __future__ import annotations

import pytest
from panel_stand import RESOURCES, finished, wait_idle
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from assistant_app.ui.summarise_panel import SummarisePanel

TEXT = (
    "😀 The cold store failed in the night between Monday and Tuesday. "
    "Nobody at the warehouse had been told about the alarm. "
    "The insurer will pay for most of the goods that were lost. "
    "A new control cabinet was ordered in June for the cold store.\n\n"
    "The doors were kept shut until the morning shift arrived. "
    "Three hospitals received their orders two days too late."
)


@pytest.fixture
def panel(qtbot, bench):
    panel = SummarisePanel(bench.context())
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    panel.editor.setPlainText(TEXT)
    return panel


def test_each_sentence_leads_to_its_place(panel, qtbot):
    panel.amount_box.setValue(3)
    finished(qtbot, panel)
    sentences = panel.view.summary.sentences
    assert len(sentences) == 3
    assert panel.editor.marked_texts("picked") == tuple(each.text for each in sentences)
    assert panel.editor.marked_texts("picked here") == (sentences[0].text,)
    panel.view.list.setFocus()
    QTest.keyClick(panel.view.list, Qt.Key.Key_Down)
    assert panel.editor.marked_texts("picked here") == (sentences[1].text,)
    assert panel.editor.cursor_place() == sentences[1].start
    QTest.keyClick(panel.view.list, Qt.Key.Key_Return)
    assert panel.editor.hasFocus()


def test_links_still_lead_there_after_an_edit_before_them(panel, qtbot):
    finished(qtbot, panel, lambda: (panel.amount_box.setValue(2), panel.start()))
    picked = panel.view.summary.sentences[1]
    panel.editor.moveCursor(panel.editor.textCursor().MoveOperation.Start)
    QTest.keyClicks(panel.editor, "Report: ")
    panel.show_picked(picked)
    assert panel.editor.marked_texts("picked here") == (picked.text,)


def test_a_sentence_that_was_deleted_is_said_to_be_gone(panel, bench, qtbot):
    panel.amount_box.setValue(2)
    finished(qtbot, panel)
    panel.editor.replace_text("Something else.")
    panel.show_picked(panel.view.summary.sentences[0])
    assert bench.said[-1] == "This sentence is no longer in the source"
    assert panel.editor.marked_texts("picked here") == ()


def test_percent(panel, qtbot):
    panel.unit_box.setCurrentIndex(panel.unit_box.findData("percent"))
    panel.amount_box.setValue(50)
    finished(qtbot, panel)
    assert len(panel.view.summary.sentences) == 3
    assert "Read all 6 sentences" in panel.view.read_label.text()


def test_a_text_with_nothing_to_shorten_is_an_error_line(panel, qtbot):
    panel.editor.setPlainText("One sentence only.")
    panel.start()
    wait_idle(qtbot, panel)
    assert "nothing to shorten" in panel.error_line.text


def test_an_empty_source_is_an_error_line(panel):
    panel.editor.clear()
    panel.start()
    assert "no text yet" in panel.error_line.text


def test_clear_can_be_undone(panel):
    panel.clear()
    assert panel.editor.is_empty
    panel.editor.undo()
    assert panel.editor.text() == TEXT


def test_copy_and_save(panel, bench, tmp_path, qtbot):
    panel.amount_box.setValue(2)
    finished(qtbot, panel)
    first, second = (each.text for each in panel.view.summary.sentences)
    panel.copy_result()
    assert QGuiApplication.clipboard().text() == f"{first} {second}"
    bench.dialogs.saves = tmp_path / "short.md"
    panel.save_result()
    qtbot.waitUntil(lambda: "Saved short.md" in bench.said)
    assert bench.dialogs.saves.read_text(encoding="utf-8") == f"- {first}\n- {second}\n"


def test_there_is_nothing_to_copy_or_save_before_a_result(panel):
    assert not panel.copy_button.isEnabled()
    assert not panel.save_button.isEnabled()


def test_an_entry_comes_back_with_its_links_and_amount(panel, qtbot):
    panel.unit_box.setCurrentIndex(panel.unit_box.findData("percent"))
    panel.amount_box.setValue(50)
    entry = finished(qtbot, panel)
    before = panel.view.summary.sentences
    panel.clear()
    panel.unit_box.setCurrentIndex(0)
    panel.open_entry(entry)
    assert panel.editor.text() == TEXT
    assert panel.view.summary.sentences == before
    assert (panel.amount_box.value(), panel.unit_box.currentData()) == (50, "percent")
    assert panel.editor.marked_texts("picked") == tuple(each.text for each in before)


def test_a_document_opened_meanwhile_gets_no_foreign_summary(panel, qtbot):
    panel.amount_box.setValue(2)
    request = panel.make_request()
    finished(qtbot, panel)
    late = panel.view.summary
    panel._show_source("Another document.", "other.txt")
    assert panel.on_done(request, late) == ""
    assert panel.view.summary is None
    assert panel.editor.text() == "Another document."


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_samples_run(panel, qtbot, language):
    sample = RESOURCES / "samples" / f"summarise.{language}.txt"
    panel.accept_paths([sample])
    qtbot.waitUntil(lambda: panel.pane.title.text() == sample.name)
    finished(qtbot, panel)
    assert len(panel.view.summary.sentences) == 5
    assert panel.editor.marked_texts("picked") == tuple(
        each.text for each in panel.view.summary.sentences
    )


def test_writing_is_offered_only_where_a_model_can(panel, bench, qtbot, monkeypatch):
    assert panel.way_box.isHidden()
    [summariser] = bench.models.specs("summaries")
    models = bench.workbench.models
    monkeypatch.setattr(models, "installed", lambda task=None: (summariser,))
    panel.show_model(panel.model_line)
    assert not panel.way_box.isHidden()
    panel.way_box.setCurrentIndex(1)
    assert panel.model_id() == "summariser"
    entry = finished(qtbot, panel, lambda: (panel.amount_box.setValue(2), panel.start()))
    assert entry.model_id == "summariser"
    assert panel.view.summary.is_written
    said = panel.view.summary.sentences[0].said
    assert panel.view.model.index(0).data() == said
    panel.open_entry(entry)
    assert panel.view.summary.sentences[0].said == said
    monkeypatch.setattr(models, "installed", lambda task=None: ())
    panel.show_model(panel.model_line)
    assert panel.way_box.isHidden()
    assert panel.model_id() == "sentences"
