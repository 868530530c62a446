"""The Translate panel: streaming, pairs, swapping, saving, history."""

from __future__ import annotations

import threading

import fakes
import pytest
from panel_stand import finished, wait_idle
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from assistant_app.ui.translate_panel import TranslatePanel

TEXT = "Good morning. 😀 Where is it?\n\n- The price is high.\n"


@pytest.fixture
def panel(qtbot, bench):
    bench.workbench.settings.update(is_live_translation=False)
    panel = TranslatePanel(bench.context())
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    panel.source.setPlainText(TEXT)
    return panel


def test_lines_and_lists_stand_in_the_result(panel, qtbot):
    entry = finished(qtbot, panel)
    text = panel.result.text()
    assert text == entry.output
    assert [line == "" for line in text.split("\n")] == [False, True, False, True]
    assert "- <The price is high.>" in text
    assert panel.bar.source_box.said == "Detected: English"


def test_a_click_marks_the_sentence_on_both_sides(panel, qtbot):
    finished(qtbot, panel)
    cursor = panel.source.textCursor()
    cursor.setPosition(TEXT.index("price") + 1)  # one unit more: the emoji is two
    panel.source.setTextCursor(cursor)
    QTest.keyClick(panel.source, Qt.Key.Key_Right)
    assert panel.source.marked_texts("pair") == ("The price is high.",)
    assert panel.result.marked_texts("pair") == ("<The price is high.>",)
    panel.result.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(panel.result, Qt.Key.Key_Right)
    assert panel.source.marked_texts("pair") == ("Good morning.",)


def test_an_edit_of_the_source_lets_go_of_the_pairs(panel, qtbot):
    finished(qtbot, panel)
    QTest.keyClicks(panel.source, "So. ")
    assert panel.source.marked_texts("pair") == ()
    QTest.keyClick(panel.source, Qt.Key.Key_Right)
    assert panel.source.marked_texts("pair") == ()
    assert "changed" in panel.progress_line.label.text()


def test_swap_turns_languages_and_texts_round(panel, qtbot):
    finished(qtbot, panel)
    result = panel.result.text()
    QTest.keyClick(panel.source, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert (panel.bar.source, panel.bar.target) == ("zh", "en")
    assert panel.source.text() == result
    assert panel.result.text() == TEXT
    panel.deeds.marks.show_source_place(1)
    assert panel.result.marked_texts("pair") == ("Good morning.",)
    panel.source.undo()
    assert panel.source.text() == TEXT


def test_swap_without_a_result_keeps_the_source(panel):
    panel.bar.swap()
    assert panel.source.text() == TEXT


class Gate(fakes.FakeTranslator):
    """Waits at the second call until it is let through or stopped."""

    def __init__(self):
        super().__init__()
        self.arrived = threading.Event()
        self.go = threading.Event()

    def translate(self, texts, options, cancel):
        if self.asked:
            self.arrived.set()
            with cancel.hooked(self.go.set):
                assert self.go.wait(10)
        return super().translate(texts, options, cancel)


@pytest.fixture
def gate(bench):
    bench.engine.fake_translator = Gate()
    return bench.engine.fake_translator


def run_to_gate(panel, gate, qtbot):
    panel.source.setPlainText("\n".join(f"Sentence number {i} is here." for i in range(120)))
    panel.start()
    qtbot.waitUntil(gate.arrived.is_set)
    qtbot.waitUntil(lambda: "number 0" in panel.result.text())


def test_stop_keeps_what_was_translated(panel, gate, qtbot):
    run_to_gate(panel, gate, qtbot)
    assert panel.run_button.text() == "Stop"
    panel.stop()
    wait_idle(qtbot, panel)
    assert panel.result.text().startswith("<Sentence number 0 is here.>")
    assert "number 119" not in panel.result.text()
    assert panel.copy_button.isEnabled()
    assert panel.run_button.text() == "Translate"


def test_a_document_opened_meanwhile_gets_no_foreign_chunks(panel, gate, qtbot):
    run_to_gate(panel, gate, qtbot)
    panel._show_source("New text.", "new.txt")
    panel.on_chunk("a piece that was on its way already")
    wait_idle(qtbot, panel)
    assert panel.result.is_empty
    assert panel.source.text() == "New text."


def test_a_sentence_that_ran_in_circles_is_marked(panel, bench, qtbot):
    bench.engine.fake_translator.say = lambda text: "la " * 60 if "price" in text else f"<{text}>"
    finished(qtbot, panel)
    assert len(panel.result.marked_texts("suspect")) == 1
    assert "1 sentence to look at" in panel.progress_line.label.text()


def test_copy_and_save_take_the_translation(panel, bench, tmp_path, qtbot):
    finished(qtbot, panel)
    panel.copy_result()
    assert QGuiApplication.clipboard().text() == panel.result.text()
    bench.dialogs.saves = tmp_path / "out.txt"
    panel.save_result()
    qtbot.waitUntil(lambda: "Saved out.txt" in bench.said)
    assert bench.dialogs.suggested == ["Translation.zh.txt"]
    assert bench.dialogs.saves.read_text(encoding="utf-8") == panel.result.text()


def test_an_entry_comes_back_with_languages_and_pairs(panel, qtbot):
    entry = finished(qtbot, panel)
    panel.clear()
    assert panel.result.is_empty
    panel.open_entry(entry)
    assert (panel.bar.source, panel.bar.target) == ("en", "zh")
    assert panel.source.text() == TEXT
    panel.deeds.marks.show_source_place(0)
    assert panel.result.marked_texts("pair") == ("<Good morning.>",)


def test_no_model_for_the_direction_is_an_error_line(panel, qtbot, bench):
    panel.source.setPlainText("Bonjour")
    panel.bar.show_detected(None)
    bench.engine.missing = fakes.LanguagePairUnavailable("fr", "en")
    panel.start()
    wait_idle(qtbot, panel)
    assert "No installed model translates from fr" in panel.error_line.text


def test_a_result_without_pairs_can_be_read_by_keyboard_but_not_changed(panel, qtbot):
    finished(qtbot, panel)
    QTest.keyClicks(panel.source, "So. ")
    before = panel.result.text()
    panel.result.setFocus()
    QTest.keyClicks(panel.result, "abc")
    assert panel.result.text() == before
    QTest.keyClick(panel.result, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert panel.result.textCursor().hasSelection()


def test_the_sample_runs(panel, qtbot):
    panel.source.clear()
    entry = finished(qtbot, panel, panel.try_sample)
    assert entry.input.count("\n") == entry.output.count("\n") > 5


def test_what_was_swapped_is_not_saved_under_the_name_of_the_file(panel, bench, qtbot, tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Hello.\n", encoding="utf-8")
    panel.open_path(file)
    qtbot.waitUntil(lambda: panel.source.text().startswith("Hello."))
    finished(qtbot, panel)
    assert panel.progress_line.label.text().startswith("1 sentence in")
    panel.bar.swap()
    assert panel.source_pane.title.text() == "Source"
    panel.save_result()
    assert bench.dialogs.suggested == ["Translation.en.txt"]


def test_a_translation_in_another_direction_than_is_chosen_now_is_told(panel, qtbot):
    finished(qtbot, panel)
    panel.bar.swap()
    assert "languages have changed" not in panel.progress_line.label.text()
    box = panel.bar.target_box
    box.setCurrentIndex(box.findData("zh"))
    box.activated.emit(box.currentIndex())
    assert "languages have changed" in panel.progress_line.label.text()
