"""Sentences to look at that are in order, and what of corrections is kept."""

from __future__ import annotations

import pytest
from panel_stand import finished
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant_app.ui.translate_panel import TranslatePanel

TEXT = "Good morning. It costs 12 euros. There are 7 of them. The price is high."


@pytest.fixture
def panel(qtbot, bench):
    """Translated, and both numbers were lost."""
    bench.workbench.settings.update(is_live_translation=False)
    translator = bench.engine.fake_translator
    translator.say = lambda text: f"<{text}>".replace("12", "").replace("7", "")
    translator.say_otherwise = translator.say
    translator.is_stubborn = True
    panel = TranslatePanel(bench.context())
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    panel.source.setPlainText(TEXT)
    finished(qtbot, panel)
    assert len(panel.result.marked_texts("suspect")) == 2
    return panel


def put_cursor(panel, word):
    place = panel.result.text().index(word)
    panel.result.setTextCursor(panel.result.range_cursor(place, place))
    panel.result.place_chosen.emit(place)


def memory(bench):
    return bench.workbench.memory.page("en", "zh")


def test_all_of_them_are_checked_at_once_and_none_is_kept(panel, bench, qtbot):
    deeds = panel.deeds
    QTest.keyClick(panel.result, Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    assert panel.result.marked_texts("suspect") == ()
    assert not deeds.look_twice.isVisible()
    assert deeds.undo_bar.label.text() == "2 sentences marked as checked"
    deeds.undo_bar.button.click()
    assert len(panel.result.marked_texts("suspect")) == 2
    assert deeds.look_twice.isVisible()
    assert memory(bench) == ()


def test_what_was_checked_does_not_come_back_over_another_translation(panel, qtbot):
    panel.deeds.look_twice.all_button.click()
    finished(qtbot, panel)
    before = panel.result.marked_texts("suspect")
    panel.deeds.let_go()
    panel.deeds.undo_bar.button.click()
    assert panel.result.marked_texts("suspect") == ()
    assert len(before) == 2


def test_a_sentence_that_is_accepted_is_no_more_to_look_at(panel, bench, qtbot):
    put_cursor(panel, "euros")
    panel.deeds.accept_button.click()
    qtbot.waitUntil(lambda: len(memory(bench)) == 1)
    assert len(panel.result.marked_texts("suspect")) == 1
    assert panel.deeds.line.text == "Kept in your memory."
    qtbot.waitUntil(lambda: panel.deeds.undo_bar.isVisible())
    panel.deeds.undo_bar.button.click()
    qtbot.waitUntil(lambda: memory(bench) == ())
    assert len(panel.result.marked_texts("suspect")) == 2


def test_without_the_history_no_correction_is_kept(panel, bench, qtbot):
    bench.workbench.settings.update(is_history_on=False)
    put_cursor(panel, "price")
    QTest.keyClicks(panel.result, "own ")
    panel.result.left.emit()
    assert "own" in panel.result.text()
    put_cursor(panel, "euros")
    panel.deeds.accept_button.click()
    assert panel.deeds.undo_bar.label.text() == "Marked as checked"
    with qtbot.waitSignal(bench.runner.call("store", lambda: None).finished):
        pass
    assert memory(bench) == ()
    put_cursor(panel, "morning")
    assert "Corrections are not kept" in panel.deeds.line.text
    bench.workbench.settings.update(keeps_corrections=True)
    panel.deeds.accept_button.click()
    qtbot.waitUntil(lambda: len(memory(bench)) == 1)


def test_keeping_is_ended_from_what_was_kept(panel, bench, qtbot):
    put_cursor(panel, "price")
    panel.deeds.accept_button.click()
    qtbot.waitUntil(lambda: panel.deeds.undo_bar.isVisible())
    panel.deeds.undo_bar.other_button.click()
    qtbot.waitUntil(lambda: not bench.workbench.settings.current.is_memory_fed)
    qtbot.waitUntil(lambda: memory(bench) == ())


def test_a_kept_sentence_names_the_file_that_it_stood_in(panel, bench, qtbot, tmp_path):
    (tmp_path / "letter.txt").write_text("Good morning.", encoding="utf-8")
    panel.accept_paths([tmp_path / "letter.txt"])
    qtbot.waitUntil(lambda: panel.source.text() == "Good morning.")
    finished(qtbot, panel)
    put_cursor(panel, "morning")
    panel.deeds.accept_button.click()
    qtbot.waitUntil(lambda: len(memory(bench)) == 1)
    assert memory(bench)[0].document == "letter.txt"
