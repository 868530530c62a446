"""Parts of Summarise: sentences as links, their places, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from assistant_app.tasks.base import Origin
from assistant_app.tasks.summarise import Picked, Summary
from assistant_app.ui.picked_model import PLACE_ROLE
from assistant_app.ui.picked_places import place_of
from assistant_app.ui.widgets.summary_view import SummaryView

SOURCE = "One is here. Two is here. Three\nis here. Two is here."


def picked(start, end, index, text=None):
    return Picked(text or SOURCE[start:end], start, end, 0.5, index)


FIRST, SECOND, THIRD = picked(0, 12, 0), picked(13, 25, 1), picked(26, 40, 2)


@pytest.fixture
def view(qtbot):
    view = SummaryView(30)
    qtbot.addWidget(view)
    view.resize(320, 400)
    view.set_summary(Summary((FIRST, SECOND, THIRD), 4, 4, len(SOURCE), Origin("m", "CPU")))
    view.show()
    return view


def test_a_sentence_is_found_where_it_stood():
    assert place_of(SECOND, SOURCE) == (13, 25)


def test_a_sentence_is_found_where_it_moved_to_the_nearest_one():
    assert place_of(SECOND, "New. " + SOURCE) == (18, 30)
    assert place_of(picked(41, 53, 3), "New. " + SOURCE) == (46, 58)
    assert place_of(picked(41, 53, 3), SOURCE[13:]) == (28, 40)


def test_a_sentence_that_was_changed_is_not_found():
    assert place_of(FIRST, SOURCE.replace("One", "Uno")) is None


def test_it_says_how_much_was_read(view):
    assert (
        view.read_label.text()
        == "Read all 4 sentences, 53 characters with spaces. Nothing was cut."
    )
    view.set_summary(Summary((FIRST,), 4, 3, len(SOURCE), Origin("m", "CPU")))
    assert view.read_label.text() == "Read 3 of 4 sentences, 53 characters with spaces."


def test_rows_are_on_one_line_and_say_their_place(view):
    index = view.model.index(2)
    assert index.data() == "Three is here."
    assert index.data(PLACE_ROLE) == "Sentence 3 of 4"


def test_arrows_show_and_enter_follows(view, qtbot):
    view.list.setCurrentIndex(view.model.index(0))
    with qtbot.waitSignal(view.shown) as shown:
        QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert shown.args == [SECOND]
    with qtbot.waitSignal(view.followed) as followed:
        QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert followed.args == [SECOND]


def test_a_click_on_the_row_at_hand_shows_it_again(view, qtbot):
    view.list.setCurrentIndex(view.model.index(1))
    place = view.list.visualRect(view.model.index(1)).center()
    with qtbot.waitSignal(view.shown) as shown:
        QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown.args == [SECOND]


def test_a_click_on_the_strip_chooses_the_nearest_mark(view):
    at_the_end = view.strip.rect().center()
    at_the_end.setX(view.strip.width() - 2)
    QTest.mouseClick(view.strip, Qt.MouseButton.LeftButton, pos=at_the_end)
    assert view.list.picked() == THIRD


def test_ctrl_c_copies_the_sentence_at_hand(view):
    view.list.setCurrentIndex(view.model.index(2))
    QTest.keyClick(view.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Three is here."


def test_rows_grow_when_the_view_gets_narrow(view, qtbot):
    long = picked(0, 12, 0, text="a long sentence " * 20)
    view.set_summary(Summary((long,), 4, 4, 53, Origin("m", "CPU")))
    before = view.list.sizeHintForIndex(view.model.index(0)).height()
    view.resize(220, 400)
    qtbot.waitUntil(lambda: view.list.sizeHintForIndex(view.model.index(0)).height() > before)
