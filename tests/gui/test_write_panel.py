"""The Write panel: continue at the cursor, documents, unsaved words, history."""

from __future__ import annotations

import dataclasses
import threading

import fakes
import pytest
from panel_stand import finished, wait_idle
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from assistant_app.errors import ModelMissing
from assistant_app.ui.write_panel import WritePanel


@pytest.fixture
def panel(qtbot, bench):
    panel = WritePanel(bench.context())
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    return panel


def put_cursor(panel, place):
    cursor = panel.editor.textCursor()
    cursor.setPosition(place)
    panel.editor.setTextCursor(cursor)


def answer(panel, button):
    box = panel.findChild(QMessageBox)
    assert box is not None
    box.button(button).click()


def test_continue_writes_at_the_cursor_and_undo_takes_it_back(panel, bench, qtbot):
    panel.editor.setPlainText("We met, talked. The end.")
    put_cursor(panel, len("We met, talked"))
    entry = finished(qtbot, panel)
    assert panel.editor.text() == "We met, talked and so on. The end."
    assert (entry.input, entry.output) == ("We met, talked", " and so on")
    assert panel.editor.marked_texts("new") == (" and so on",)
    panel.editor.undo()
    assert panel.editor.text() == "We met, talked. The end."


def test_the_cursor_may_go_elsewhere_while_it_writes(panel, bench, qtbot):
    panel.editor.setPlainText("Start")
    panel.editor.moveCursor(QTextCursor.MoveOperation.End)

    bench.engine.fake_writer = fakes.FakeWriter(pieces=[" one", " two", " three"])
    panel.editor.document().contentsChanged.connect(
        lambda: panel.editor.moveCursor(QTextCursor.MoveOperation.Start)
    )
    finished(qtbot, panel)
    assert panel.editor.text() == "Start one two three"
    panel.editor.undo()
    assert panel.editor.text() == "Start"


def test_continuing_twice_goes_on_from_where_it_ended(panel, qtbot):
    panel.editor.setPlainText("Go")
    panel.editor.moveCursor(QTextCursor.MoveOperation.End)
    finished(qtbot, panel)
    finished(qtbot, panel)
    assert panel.editor.text() == "Go and so on and so on"
    panel.editor.undo()
    assert panel.editor.text() == "Go and so on"


def test_positions_beyond_ffff_don_t_shift_the_join(panel, bench, qtbot):
    panel.editor.setPlainText("😀😀 ok then")
    put_cursor(panel, len("xxxx ok"))
    finished(qtbot, panel)
    assert bench.engine.fake_writer.prompts == ["😀😀 ok"]


def test_length_and_freedom_reach_the_model(panel, bench, qtbot):
    panel.editor.setPlainText("Go")
    panel.editor.moveCursor(QTextCursor.MoveOperation.End)
    panel.length_box.setCurrentIndex(2)
    panel.freedom_box.setCurrentIndex(0)
    finished(qtbot, panel)
    options = bench.engine.fake_writer.options[-1]
    assert options.max_new_tokens == 150
    assert not options.is_sampling


def test_nothing_before_the_cursor_is_an_error_line(panel):
    panel.editor.setPlainText("text")
    put_cursor(panel, 0)
    panel.start()
    assert "no text yet" in panel.error_line.text
    assert not panel.is_busy


def test_a_missing_model_is_an_error_line_and_no_history(panel, bench, qtbot):
    bench.engine.missing = ModelMissing("writer")
    panel.editor.setPlainText("Go")
    panel.editor.moveCursor(QTextCursor.MoveOperation.End)
    panel.start()
    wait_idle(qtbot, panel)
    assert "writer" in panel.error_line.text
    assert bench.crashes == []
    assert panel.editor.text() == "Go"


class EndlessPieces:
    """Ten words, then one more each time it is let through: a writer at its usual pace."""

    def __init__(self):
        self.go = threading.Event()

    def __iter__(self):
        for _ in range(10):
            yield " more"
        while True:
            assert self.go.wait(10)
            yield " more"


@pytest.fixture
def writing(panel, bench, qtbot):
    """The panel has written ten words behind “Go” and waits for the writer."""
    pieces = EndlessPieces()
    bench.engine.fake_writer = fakes.FakeWriter(pieces=pieces)
    panel.editor.setPlainText("Go")
    panel.editor.moveCursor(QTextCursor.MoveOperation.End)
    panel.start()
    qtbot.waitUntil(lambda: panel.editor.text().count("more") == 10)
    yield pieces
    pieces.go.set()


def test_stop_keeps_what_was_written_as_one_undo_step(panel, writing, qtbot):
    panel.stop()
    writing.go.set()
    wait_idle(qtbot, panel)
    assert panel.editor.text() == "Go" + " more" * 10
    panel.editor.undo()
    assert panel.editor.text() == "Go"


def test_undo_while_it_writes_stops_it(panel, writing, qtbot):
    panel.editor.undo()
    writing.go.set()
    wait_idle(qtbot, panel)
    assert panel.editor.text() == "Go"


def test_the_mark_of_new_text_goes_with_the_next_word(panel, qtbot):
    panel.editor.setPlainText("Go")
    panel.editor.moveCursor(QTextCursor.MoveOperation.End)
    finished(qtbot, panel)
    QTest.keyClicks(panel.editor, "!")
    assert panel.editor.marked_texts("new") == ()


def test_words_are_counted_and_of_a_selection_too(panel, qtbot):
    panel.editor.setPlainText("one two 三四")
    label = panel.pane.length_label
    qtbot.waitUntil(lambda: label.text() == "4 words, 8 characters")
    panel.editor.selectAll()
    qtbot.waitUntil(lambda: label.text().startswith("Selected: 4"))


def test_a_long_text_is_counted_on_a_lane(panel, qtbot):
    panel.editor.setPlainText("word " * 20_000)
    qtbot.waitUntil(lambda: panel.pane.length.n_words == 20_000)


# --- documents ----------------------------------------------------------------------------------


def opened(qtbot, panel, path):
    panel.open_path(path)
    qtbot.waitUntil(lambda: path.name in panel.pane.title.text())


def test_a_document_keeps_its_encoding_when_saved(panel, tmp_path, qtbot):
    path = tmp_path / "letter.txt"
    path.write_bytes("第一行\r\n第二行，今天天气很好。\r\n".encode("gb18030"))
    opened(qtbot, panel, path)
    assert panel.editor.text() == "第一行\n第二行，今天天气很好。\n"
    panel.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(panel.editor, "end")
    assert panel.has_unsaved
    panel.save_result()
    qtbot.waitUntil(lambda: not panel.has_unsaved)
    assert path.read_bytes() == "第一行\r\n第二行，今天天气很好。\r\nend".encode("gb18030")


def test_a_new_text_asks_where_and_is_saved_as_utf8(panel, bench, tmp_path, qtbot):
    bench.dialogs.saves = tmp_path / "new.md"
    panel.editor.setPlainText("naïve 你好")
    panel.editor.document().setModified(True)
    panel.save_result()
    qtbot.waitUntil(lambda: not panel.has_unsaved)
    assert bench.dialogs.saves.read_text(encoding="utf-8") == "naïve 你好"
    assert bench.dialogs.suggested == ["Untitled.txt"]
    assert panel.pane.title.text() == "new.md"


def test_save_as_keeps_the_encoding_under_another_name(panel, bench, tmp_path, qtbot):
    path = tmp_path / "letter.txt"
    path.write_bytes("\ufeff你好\r\n".encode("utf-16-le"))
    opened(qtbot, panel, path)
    bench.dialogs.saves = tmp_path / "copy.txt"
    panel.editor.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(panel.editor, Qt.Key.Key_S, keys)
    qtbot.waitUntil(lambda: panel.pane.title.text() == "copy.txt")
    assert bench.dialogs.saves.read_bytes() == path.read_bytes()


def test_letters_the_old_encoding_lacks_are_said_to_need_utf8(panel, bench, tmp_path, qtbot):
    path = tmp_path / "letter.txt"
    french = "Déjà vu : le café était fermé à Noël, mais la fête a été réussie."
    path.write_bytes(french.encode("cp1252"))
    opened(qtbot, panel, path)
    panel.editor.insertPlainText("好")
    panel.save_result()
    qtbot.waitUntil(lambda: not panel.has_unsaved)
    assert path.read_text(encoding="utf-8").startswith("好Déjà vu")
    assert any("as UTF-8" in said for said in bench.said)


def test_a_save_that_fails_says_so_and_keeps_the_words(panel, bench, tmp_path, qtbot):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    bench.dialogs.saves = tmp_path / "file" / "new.txt"
    QTest.keyClicks(panel.editor, "words")
    panel.save_result()
    qtbot.waitUntil(lambda: bool(panel.error_line.text))
    assert "was not saved" in panel.error_line.text
    assert panel.has_unsaved


def test_what_is_typed_while_saving_stays_unsaved(panel, bench, tmp_path, qtbot):
    bench.dialogs.saves = tmp_path / "new.txt"
    QTest.keyClicks(panel.editor, "words")
    panel.save_result()
    QTest.keyClicks(panel.editor, " more")
    qtbot.waitUntil(lambda: "Saved new.txt" in bench.said)
    assert panel.has_unsaved


def test_a_new_text_begun_while_saving_does_not_take_over_the_file(panel, bench, tmp_path, qtbot):
    bench.dialogs.saves = tmp_path / "old.txt"
    QTest.keyClicks(panel.editor, "words")
    panel.save_result()
    panel.new_document()
    answer(panel, QMessageBox.StandardButton.Discard)
    qtbot.waitUntil(lambda: "Saved old.txt" in bench.said)
    assert panel.pane.title.text() == "Untitled"
    bench.dialogs.saves = tmp_path / "new.txt"
    QTest.keyClicks(panel.editor, "others")
    panel.save_result()
    qtbot.waitUntil(lambda: "Saved new.txt" in bench.said)
    assert (tmp_path / "old.txt").read_text(encoding="utf-8") == "words"


def test_words_typed_while_a_file_is_read_are_asked_about(panel, tmp_path, qtbot):
    path = tmp_path / "other.txt"
    path.write_text("other", encoding="utf-8")
    panel.open_path(path)
    QTest.keyClicks(panel.editor, "mine")
    qtbot.waitUntil(lambda: panel.findChild(QMessageBox) is not None)
    assert panel.editor.text() == "mine"
    answer(panel, QMessageBox.StandardButton.Discard)
    qtbot.waitUntil(lambda: panel.editor.text() == "other")


def test_a_binary_file_is_refused_in_words(panel, tmp_path, qtbot):
    path = tmp_path / "program.txt"
    path.write_bytes(bytes(range(256)) * 40)
    panel.open_path(path)
    qtbot.waitUntil(lambda: bool(panel.error_line.text))
    assert "program.txt" in panel.error_line.text
    assert panel.editor.is_empty


def test_opening_asks_about_unsaved_words_first(panel, tmp_path, qtbot):
    path = tmp_path / "other.txt"
    path.write_text("other", encoding="utf-8")
    QTest.keyClicks(panel.editor, "mine")
    panel.accept_paths([path])
    answer(panel, QMessageBox.StandardButton.Cancel)
    assert panel.editor.text() == "mine"


def test_unsaved_words_can_be_left(panel, tmp_path, qtbot):
    path = tmp_path / "other.txt"
    path.write_text("other", encoding="utf-8")
    QTest.keyClicks(panel.editor, "mine")
    panel.accept_paths([path])
    answer(panel, QMessageBox.StandardButton.Discard)
    qtbot.waitUntil(lambda: panel.editor.text() == "other")


def test_unsaved_words_can_be_saved_first(panel, bench, tmp_path, qtbot):
    bench.dialogs.saves = tmp_path / "mine.txt"
    QTest.keyClicks(panel.editor, "mine")
    panel.new_document()
    answer(panel, QMessageBox.StandardButton.Save)
    qtbot.waitUntil(lambda: panel.editor.is_empty)
    assert bench.dialogs.saves.read_text(encoding="utf-8") == "mine"


def test_a_file_of_another_kind_is_refused(panel, tmp_path):
    panel.accept_paths([tmp_path / "song.mp3"])
    assert "song.mp3" in panel.error_line.text


# --- the rest -----------------------------------------------------------------------------------


def test_copy_takes_everything_or_the_selection(panel):
    panel.editor.setPlainText("one\ntwo")
    panel.copy_result()
    assert QGuiApplication.clipboard().text() == "one\ntwo"
    panel.editor.moveCursor(QTextCursor.MoveOperation.Start)
    panel.editor.moveCursor(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    panel.copy_result()
    assert QGuiApplication.clipboard().text() == "one"


def test_an_entry_comes_back_with_what_was_added_marked(panel, qtbot):
    panel.editor.setPlainText("We met. Later.")
    put_cursor(panel, len("We met"))
    entry = finished(qtbot, panel)
    panel._put("", None)
    panel.open_entry(entry)
    assert panel.editor.text() == "We met and so on. Later."
    assert panel.editor.marked_texts("new") == (" and so on",)
    assert "CPU" in panel.model_line.label.text()


def test_the_sample_runs(panel, qtbot):
    entry = finished(qtbot, panel, panel.try_sample)
    assert entry.output
    assert not panel.empty.isVisible()


def test_the_empty_state_leaves_with_the_first_letter(panel, qtbot):
    assert panel.empty.isVisible()
    QTest.mouseClick(panel.empty, Qt.MouseButton.LeftButton)
    QTest.keyClicks(panel.editor, "a")
    assert not panel.empty.isVisible()


def test_the_panel_says_which_model_speaks_and_what_it_cannot(panel, qtbot):
    assert "invents" in panel.model_line.label.text()
    panel.editor.setPlainText("Go")
    panel.editor.moveCursor(QTextCursor.MoveOperation.End)
    finished(qtbot, panel)
    assert panel.model_line.label.text().startswith("Writer on CPU")


def test_an_instruct_model_can_be_told_what_to_do(qtbot, bench, monkeypatch):
    [writer] = bench.models.specs("writing")
    plain = WritePanel(bench.context())
    qtbot.addWidget(plain)
    assert plain.instruction.isHidden()
    instruct = dataclasses.replace(writer, is_chat=True)
    monkeypatch.setattr(bench.workbench.models, "specs", lambda task=None: (instruct,))
    monkeypatch.setattr(bench.workbench.models, "default", lambda task: instruct)
    panel = WritePanel(bench.context())
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.instruction.isHidden()
    bench.engine.fake_writer = fakes.FakeWriter(pieces=["Hello", " Sir"])
    panel.editor.setPlainText("Dear Sir")
    panel.editor.moveCursor(QTextCursor.MoveOperation.End)
    continues = panel.run_text()
    panel.instruction.setText("Be brief")
    assert panel.run_text() != continues

    def press_enter():
        panel.instruction.setFocus()
        QTest.keyClick(panel.instruction, Qt.Key.Key_Return)

    entry = finished(qtbot, panel, press_enter)
    assert panel.editor.text() == "Dear Sir\n\nHello Sir"
    assert entry.detail["instruction"] == "Be brief"
    assert bench.engine.fake_writer.chats == [[("user", "Be brief\n\nDear Sir")]]
