"""The small widgets that all panels share."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant_app.errors import FileMissing
from assistant_app.tasks.base import Progress, Stage
from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.error_line import ErrorLine
from assistant_app.ui.widgets.progress_line import ProgressLine
from assistant_app.ui.widgets.run_button import RunButton
from assistant_app.ui.widgets.time_left import TimeLeft, rounded_s
from assistant_app.ui.widgets.undo_bar import UndoBar

ICONS = Icons(Path(__file__).resolve().parents[2] / "resources" / "icons")


# --- time left --------------------------------------------------------------------------------


def test_time_left_of_steady_work():
    left = TimeLeft()
    for second in range(5):
        answer = left.add(float(second), second * 10, 100)
    assert answer == pytest.approx(6.0)


def test_no_guess_from_one_step_or_without_an_end():
    left = TimeLeft()
    assert left.add(0.0, 0, 100) is None
    assert left.add(9.0, 1, 100) is None
    assert left.add(10.0, 2, None) is None


def test_no_guess_in_the_first_second():
    left = TimeLeft()
    answers = [left.add(step / 10, step, 1000) for step in range(9)]
    assert answers == [None] * 9


def test_a_slow_start_is_forgotten():
    left = TimeLeft(window=10)
    left.add(0.0, 0, 1000)
    left.add(60.0, 1, 1000)
    for step in range(2, 40):
        answer = left.add(60.0 + step, step, 1000)
    assert answer == pytest.approx(1000 - 39)


def test_a_new_run_starts_from_nothing():
    left = TimeLeft()
    for second in range(5):
        left.add(float(second), second * 10, 100)
    assert left.add(5.0, 0, 100) is None


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.0, 1), (0.2, 1), (8.1, 9), (12.0, 15), (59.0, 60), (61.0, 70)]
)
def test_rounding_does_not_flicker(seconds, shown):
    assert rounded_s(seconds) == shown


# --- progress line ----------------------------------------------------------------------------


def test_progress_says_stage_count_and_name(qtbot):
    line = ProgressLine()
    qtbot.addWidget(line)
    line.begin()
    assert line.label.text() == "Waiting…"
    assert (line.bar.minimum(), line.bar.maximum()) == (0, 0)
    line.show_progress(Progress(Stage.LABELLING, 3, 12, "cat.png"))
    assert line.label.text() == "Labelling · 3 of 12 · cat.png"
    assert line.bar.value() / line.bar.maximum() == pytest.approx(0.25)
    line.say("12 pictures in 0.4 s")
    assert line.bar.isHidden()


def test_a_total_beyond_32_bits_is_drawn(qtbot):
    line = ProgressLine()
    qtbot.addWidget(line)
    line.show_progress(Progress(Stage.READING, 2**40, 2**41))
    assert line.bar.value() / line.bar.maximum() == pytest.approx(0.5)


# --- run button -------------------------------------------------------------------------------


def test_the_run_button_turns_into_stop_and_back(qtbot):
    button = RunButton(ICONS, "Translate")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.run_requested):
        button.click()
    button.set_running(True)
    assert button.text() == "Stop"
    with qtbot.waitSignal(button.stop_requested):
        button.click()
    button.set_stopping()
    assert button.text() == "Stopping…"
    assert not button.isEnabled()
    button.set_running(False)
    assert button.text() == "Translate"
    assert button.isEnabled()


# --- error line -------------------------------------------------------------------------------


def test_an_error_is_a_sentence_that_its_cross_hides(qtbot):
    line = ErrorLine(ICONS)
    qtbot.addWidget(line)
    line.show_error(FileMissing(Path("letter.txt")))
    assert line.text == "letter.txt is not there. It may have been moved or renamed."
    assert line.accessibleName() == line.text
    QTest.mouseClick(line._close, Qt.MouseButton.LeftButton)
    assert line.text == ""
    assert line.isHidden()


def test_a_name_in_angle_brackets_is_shown_as_it_is(qtbot):
    line = ErrorLine(ICONS)
    qtbot.addWidget(line)
    line.show_error(FileMissing(Path("<b>letter</b>.txt")))
    assert line.label.textFormat() == Qt.TextFormat.PlainText
    assert "<b>letter</b>.txt" in line.text


# --- undo bar ---------------------------------------------------------------------------------


def test_undo_is_offered_once(qtbot):
    bar, done = UndoBar(ICONS), []
    qtbot.addWidget(bar)
    bar.offer("1 result deleted", lambda: done.append("undone"))
    assert not bar.isHidden()
    bar.button.click()
    bar.button.click()
    assert done == ["undone"]
    assert bar.isHidden()


def test_the_offer_ends_by_itself(qtbot):
    bar, done = UndoBar(ICONS, shown_ms=10), []
    qtbot.addWidget(bar)
    bar.offer("1 result deleted", lambda: done.append("undone"))
    qtbot.waitUntil(bar.isHidden)
    bar.button.click()
    assert done == []


def test_a_new_offer_takes_the_place_of_the_last(qtbot):
    bar, done = UndoBar(ICONS), []
    qtbot.addWidget(bar)
    bar.offer("first", lambda: done.append(1))
    bar.offer("second", lambda: done.append(2))
    bar.button.click()
    assert done == [2]
