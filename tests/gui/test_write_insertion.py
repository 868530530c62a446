"""Streamed text at the cursor: one undo step, wherever the person goes meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant_app.ui.widgets.streamed_insertion import StreamedInsertion
from assistant_app.ui.widgets.text_editor import TextEditor


@pytest.fixture
def editor(qtbot):
    editor = TextEditor()
    qtbot.addWidget(editor)
    editor.show()
    QTest.keyClicks(editor, "Dear all, ")
    return editor


def streamed(editor, pieces, between=lambda i: None):
    insertion = StreamedInsertion(editor.document(), editor.textCursor().position(), editor)
    for i, piece in enumerate(pieces):
        insertion.add(piece)
        between(i)
    return insertion


def test_all_pieces_are_undone_in_one_step_and_come_back_in_one(editor):
    streamed(editor, ["thank ", "you ", "for", "\ncoming", "."]).end()
    assert editor.text() == "Dear all, thank you for\ncoming."
    editor.undo()
    assert editor.text() == "Dear all, "
    editor.redo()
    assert editor.text() == "Dear all, thank you for\ncoming."


def test_moving_the_cursor_meanwhile_changes_neither_place_nor_undo(editor):
    def wander(i):
        key = Qt.Key.Key_Home if i % 2 else Qt.Key.Key_Left
        QTest.keyClick(editor, key)

    streamed(editor, ["一", "二", "三", "😀", "五"], wander).end()
    assert editor.text() == "Dear all, 一二三😀五"
    editor.undo()
    assert editor.text() == "Dear all, "


def test_text_stays_at_its_place_when_the_person_types_before_it(editor):
    def type_at_start(i):
        if i == 1:
            QTest.keyClick(editor, Qt.Key.Key_Home)
            QTest.keyClicks(editor, "Hi! ")

    streamed(editor, ["one ", "two ", "three"], type_at_start).end()
    assert editor.text() == "Hi! Dear all, one two three"
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.text() == ""


@pytest.mark.parametrize("last", ["x", " end", "。"])
def test_typing_right_after_is_its_own_undo_step(editor, last):
    streamed(editor, ["a ", last]).end()
    whole = editor.text()
    QTest.keyClicks(editor, "!")
    assert editor.text() == whole + "!"
    editor.undo()
    assert editor.text() == whole
    editor.undo()
    assert editor.text() == "Dear all, "


def test_taking_it_back_while_it_streams_ends_it(editor, qtbot):
    insertion = streamed(editor, ["one ", "two "])
    with qtbot.waitSignal(insertion.abandoned):
        editor.undo()
    insertion.add("three")
    assert editor.text() == "Dear all, "


def test_undo_of_own_words_does_not_end_it(editor):
    insertion = streamed(editor, ["one "])
    QTest.keyClick(editor, Qt.Key.Key_Home)
    QTest.keyClicks(editor, "So, ")
    editor.undo()
    insertion.add("two")
    assert editor.text() == "Dear all, one two"


def test_its_selection_is_what_was_added(editor):
    insertion = streamed(editor, ["good ", "day 😀"])
    assert insertion.selection().selectedText() == "good day 😀"
