"""Translating while the person types: after a pause, only what is new, in nobody's way."""

from __future__ import annotations

import threading

import fakes
import pytest
from panel_stand import finished
from PySide6.QtTest import QTest

from assistant_app.ui.translate_panel import TranslatePanel


@pytest.fixture
def panel(qtbot, bench):
    panel = TranslatePanel(bench.context())
    panel.live.pause.setInterval(1)
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    return panel


def asked(bench):
    return [text.split("<< ")[1] for texts in bench.engine.fake_translator.asked for text in texts]


def wait_for(qtbot, panel, text):
    qtbot.waitUntil(lambda: panel.result.text() == text and len(panel.deeds.marks.pairs) > 0)


def test_a_pause_in_typing_brings_the_translation(panel, bench, qtbot):
    QTest.keyClicks(panel.source, "Good morning.")
    wait_for(qtbot, panel, "<Good morning.>")
    assert panel.result.isVisible()
    assert "1 sentence" in panel.progress_line.label.text()
    assert not panel.is_busy


def test_only_new_sentences_are_translated(panel, bench, qtbot):
    panel.source.setPlainText("One is here.\nTwo is here.")
    wait_for(qtbot, panel, "<One is here.>\n<Two is here.>")
    panel.source.setPlainText("One is here.\nTwo is there.")
    wait_for(qtbot, panel, "<One is here.>\n<Two is there.>")
    assert asked(bench) == ["One is here.", "Two is here.", "Two is there."]


def test_nothing_of_it_goes_to_the_history_before_the_text_rests(panel, bench, qtbot):
    recorded = []
    panel.recorded.connect(recorded.append)
    QTest.keyClicks(panel.source, "Good morning.")
    wait_for(qtbot, panel, "<Good morning.>")
    assert panel.live.rest.isActive()
    assert recorded == []
    with qtbot.waitSignal(panel.recorded) as caught:
        panel.live.rest.setInterval(1)
        panel.live.rest.start()
    assert caught.args[0].output == "<Good morning.>"
    assert len(recorded) == 1


class Gate(fakes.FakeTranslator):
    """The first call waits until it is stopped."""

    def __init__(self):
        super().__init__()
        self.arrived = threading.Event()
        self.go = threading.Event()

    def translate(self, texts, options, cancel):
        self.arrived.set()
        with cancel.hooked(self.go.set):
            assert self.go.wait(10)
        return super().translate(texts, options, cancel)


def test_the_next_key_stops_what_is_under_way(panel, bench, qtbot):
    gate = bench.engine.fake_translator = Gate()
    panel.source.setPlainText("Good.")
    qtbot.waitUntil(gate.arrived.is_set)
    panel.source.setPlainText("Good morning.")
    wait_for(qtbot, panel, "<Good morning.>")
    assert gate.go.is_set()


def test_an_emptied_source_empties_the_translation(panel, qtbot):
    panel.source.setPlainText("Good.")
    wait_for(qtbot, panel, "<Good.>")
    panel.source.setPlainText("")
    qtbot.waitUntil(lambda: panel.result.is_empty)
    assert panel.panes.result_side.currentWidget() is panel.panes.empty_place


def test_the_switch_is_remembered(panel, bench, qtbot):
    assert panel.panes.live_box.isChecked()
    panel.panes.live_box.click()
    assert not bench.workbench.settings.current.is_live_translation
    panel.source.setPlainText("Good.")
    assert not panel.live.pause.isActive()
    other = TranslatePanel(bench.context())
    qtbot.addWidget(other)
    assert not other.panes.live_box.isChecked()


def test_a_run_takes_the_place_of_what_is_typed(panel, qtbot):
    panel.live.pause.setInterval(10_000)
    panel.source.setPlainText("Good.")
    entry = finished(qtbot, panel)
    assert entry.output == "<Good.>"
    assert not panel.live.pause.isActive()


def test_a_long_text_waits_for_the_button(panel, bench, qtbot):
    panel.source.setPlainText("Good morning. " * 600)
    panel.live.begin()
    assert panel.live._job is None


def test_an_entry_of_the_history_is_not_translated_anew(panel, bench, qtbot):
    panel.source.setPlainText("Good.")
    entry = finished(qtbot, panel)
    panel.open_entry(entry)
    assert not panel.live.pause.isActive()


def test_edited_sentences_stay_while_the_source_grows(panel, bench, qtbot):
    panel.source.setPlainText("One is here.")
    wait_for(qtbot, panel, "<One is here.>")
    panel.result.setTextCursor(panel.result.range_cursor(1, 1))
    QTest.keyClicks(panel.result, "No")
    panel.source.setPlainText("Zero is here.\nOne is here.")
    wait_for(qtbot, panel, "<Zero is here.>\n<NoOne is here.>")
    assert "1 from memory" in panel.progress_line.label.text()


def test_a_bug_is_told_once_and_not_with_every_key(panel, bench, qtbot):
    bench.engine.missing = RuntimeError("a bug")
    panel.source.setPlainText("Good.")
    qtbot.waitUntil(lambda: len(bench.crashes) == 1)
    panel.source.setPlainText("Good morning.")
    assert not panel.live.pause.isActive()


def test_the_undo_of_what_was_kept_works_after_the_next_translation(panel, bench, qtbot):
    panel.source.setPlainText("One is here.")
    wait_for(qtbot, panel, "<One is here.>")
    panel.result.setTextCursor(panel.result.range_cursor(1, 1))
    QTest.keyClicks(panel.result, "No")
    panel.source.setPlainText("Two is here.")
    wait_for(qtbot, panel, "<Two is here.>")
    qtbot.waitUntil(panel.deeds.undo_bar.isVisible)
    assert len(bench.workbench.memory.page("en", "zh")) == 1
    panel.deeds.undo_bar.button.click()
    qtbot.waitUntil(lambda: bench.workbench.memory.page("en", "zh") == ())


def test_what_was_typed_during_a_run_is_translated_after_it(panel, bench, qtbot):
    gate = bench.engine.fake_translator = Gate()
    panel.source.setPlainText("Good.")
    panel.start()
    qtbot.waitUntil(gate.arrived.is_set)
    panel.source.setPlainText("Good morning.")
    gate.go.set()
    wait_for(qtbot, panel, "<Good morning.>")


class LaterGate(Gate):
    """The second call waits, not the first."""

    def translate(self, texts, options, cancel):
        if self.asked:
            return super().translate(texts, options, cancel)
        return fakes.FakeTranslator.translate(self, texts, options, cancel)


def test_the_first_sentences_are_shown_before_the_last_are_done(panel, bench, qtbot):
    gate = bench.engine.fake_translator = LaterGate()
    panel.source.setPlainText("One is here.\nTwo is here.\nThree is here.")
    qtbot.waitUntil(gate.arrived.is_set)
    qtbot.waitUntil(lambda: panel.result.text().startswith("<One is here.>"))
    assert panel.result.isVisible()
    gate.go.set()
    wait_for(qtbot, panel, "<One is here.>\n<Two is here.>\n<Three is here.>")


def test_what_stands_there_stays_until_the_new_one_is_whole(panel, bench, qtbot):
    panel.source.setPlainText("One is here.")
    wait_for(qtbot, panel, "<One is here.>")
    gate = bench.engine.fake_translator = Gate()
    panel.source.setPlainText("One is here.\nTwo is here.")
    qtbot.waitUntil(gate.arrived.is_set)
    assert panel.result.text() == "<One is here.>"
    gate.go.set()
    wait_for(qtbot, panel, "<One is here.>\n<Two is here.>")


def test_another_direction_chosen_during_a_run_is_gone_after_it(panel, bench, qtbot):
    panel.live.pause.setInterval(10_000)
    gate = bench.engine.fake_translator = Gate()
    panel.source.setPlainText("Good.")
    panel.start()
    qtbot.waitUntil(gate.arrived.is_set)
    panel.live.pause.setInterval(1)
    box = panel.bar.target_box
    box.setCurrentIndex(box.findData("en"))
    box.activated.emit(box.currentIndex())
    assert panel.is_busy
    gate.go.set()
    qtbot.waitUntil(lambda: panel.deeds.direction == ("zh", "en"))
    assert gate.asked == [[">>zh<< Good."]], "it is no Chinese: it stays as it is"
