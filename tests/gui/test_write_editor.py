"""The text field: exact characters, places beyond U+FFFF, marks, undo, find."""

from __future__ import annotations

import pytest
from panel_stand import RESOURCES
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from assistant_app.ui.icons import Icons
from assistant_app.ui.text_positions import TextPositions
from assistant_app.ui.widgets.find_bar import FindBar
from assistant_app.ui.widgets.text_editor import TextEditor

EMOJI = "a😀b𠮷c"


def yellow(_palette):
    return QColor("yellow")


@pytest.fixture
def editor(qtbot):
    editor = TextEditor()
    qtbot.addWidget(editor)
    editor.resize(400, 200)
    editor.show()
    return editor


def test_positions_count_what_qt_counts():
    positions = TextPositions(EMOJI)
    assert [positions.to_qt(i) for i in range(6)] == [0, 1, 3, 4, 6, 7]
    assert [positions.to_text(p) for p in range(8)] == [0, 1, 1, 2, 3, 3, 4, 5]


def test_text_keeps_every_character(editor):
    text = "no\u00a0break\u2003wide\ttab\n\n😀 end"
    editor.setPlainText(text)
    assert editor.text() == text


def test_replacing_the_text_is_one_undo_step(editor):
    editor.setPlainText("before")
    editor.replace_text("after\nand more")
    assert editor.text() == "after\nand more"
    editor.undo()
    assert editor.text() == "before"


def test_marks_lie_on_the_characters_that_were_meant(editor):
    editor.setPlainText(f"{EMOJI} the rest")
    editor.mark("one", [(2, 5), (6, 9)], yellow)
    assert editor.marked_texts("one") == ("b𠮷c", "the")
    editor.unmark("one")
    assert editor.extraSelections() == []


def test_marks_move_with_edits(editor):
    editor.setPlainText("one two")
    editor.mark("two", [(4, 7)], yellow)
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    QTest.keyClicks(editor, "zero ")
    assert editor.marked_texts("two") == ("two",)


def test_a_place_beyond_the_end_is_the_end(editor):
    editor.setPlainText("short")
    editor.mark("far", [(2, 400)], yellow)
    assert editor.marked_texts("far") == ("ort",)


def test_showing_a_place_scrolls_to_it(editor):
    editor.setPlainText("\n".join(f"line {i}" for i in range(500)))
    start = editor.text().index("line 400")
    editor.show_place(start, start + 8)
    assert editor.cursor_place() == start
    assert editor.viewport().rect().contains(editor.cursorRect())


def test_the_beginning_is_cheap_and_whole_paragraphs(editor):
    editor.setPlainText("one\ntwo\nthree")
    assert editor.beginning(5) == "one\ntwo"
    assert editor.beginning(500) == "one\ntwo\nthree"


def test_arrow_keys_tell_where_the_cursor_went(editor, qtbot):
    editor.setPlainText("😀ab")
    with qtbot.waitSignal(editor.place_chosen) as caught:
        QTest.keyClick(editor, Qt.Key.Key_Right)
    assert caught.args == [1]


def test_zoom_returns_to_where_it_began(editor):
    size = editor.font().pointSizeF()
    for _ in range(3):
        QTest.keyClick(editor, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert editor.font().pointSizeF() > size
    QTest.keyClick(editor, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert editor.font().pointSizeF() == size


# --- find ---------------------------------------------------------------------------------------


@pytest.fixture
def bar(editor, qtbot):
    bar = FindBar(Icons(RESOURCES / "icons"), editor)
    qtbot.addWidget(bar)
    return bar


def find(bar, qtbot, words):
    bar.open()
    QTest.keyClicks(bar.field, words)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)


def test_find_goes_round_all_matches_whatever_their_case(editor, bar, qtbot):
    editor.setPlainText("Tea 😀 tea, TEA")
    find(bar, qtbot, "tea")
    assert bar.n_matches == 3
    places = [editor.cursor_place()]
    for _ in range(3):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
        places.append(editor.cursor_place())
    assert places == [0, 6, 11, 0]
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert editor.cursor_place() == 11


def test_find_in_chinese(editor, bar, qtbot):
    editor.setPlainText("今天天气很好。")
    bar.open()
    bar.field.setText("天气")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.n_matches == 1
    assert editor.cursor_place() == 2


def test_find_says_when_there_is_nothing(editor, bar, qtbot):
    editor.setPlainText("coffee")
    find(bar, qtbot, "tea")
    assert bar.n_matches == 0
    assert bar.count_label.text() == "Not found"


def test_letters_whose_lower_case_is_longer_don_t_shift_the_places(editor, bar, qtbot):
    editor.setPlainText("İİ tea")
    find(bar, qtbot, "tea")
    assert editor.cursor_place() == 3


def test_escape_closes_the_bar_and_takes_its_marks_away(editor, bar, qtbot):
    editor.setPlainText("tea tea")
    find(bar, qtbot, "tea")
    assert editor.extraSelections()
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert editor.extraSelections() == []
    assert not bar.isVisible()


def test_marks_take_the_colour_of_a_new_theme(editor):
    editor.setPlainText("a marked word")
    editor.mark("one", [(2, 8)], lambda palette: palette.accent().color())

    def colour():
        [mark] = editor.extraSelections()
        return mark.format.background().color()

    before = colour()
    palette = editor.palette()
    palette.setColor(palette.ColorRole.Accent, QColor("orange"))
    editor.setPalette(palette)
    assert colour() == QColor("orange") != before
    assert editor.marked_texts("one") == ("marked",)
