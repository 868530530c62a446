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
from assistant_app.ui.widgets.undo_bar import UndoBar

ICONS = Icons(Path(__file__).resolve().parents[2] / "resources" / "icons")


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


def test_bytes_are_said_as_sizes(qtbot):
    line = ProgressLine(is_in_bytes=True)
    qtbot.addWidget(line)
    line.show_progress(Progress(Stage.COPYING, 104_857_600, 1_312_000_000, "model.onnx"))
    assert line.label.text() == "Copying · 105 MB of 1.3 GB · model.onnx"


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
