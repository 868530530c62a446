"""Documents in the Translate panel: added, translated, paused, gone on with, looked at."""

from __future__ import annotations

import csv
import threading
from unittest.mock import patch

import pytest
from office_stand import paragraph, run, word_file
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest

from assistant_app.documents.blocks import LeftAlone
from assistant_app.tasks.base import Origin
from assistant_app.tasks.document_run import TranslatedDocument
from assistant_app.tasks.entries import entry_of
from assistant_app.tasks.translate_document import DocumentsRequest
from assistant_app.ui.document_rows import DocumentState
from assistant_app.ui.document_words import kind_text, left_text
from assistant_app.ui.history_words import listed_texts, shown_texts
from assistant_app.ui.translate_panel import TranslatePanel

WAITING, DONE = DocumentState.WAITING, DocumentState.DONE


@pytest.fixture
def panel(qtbot, bench):
    panel = TranslatePanel(bench.context())
    qtbot.addWidget(panel)
    panel.resize(1000, 640)
    panel.show()
    qtbot.waitExposed(panel)
    panel.bar.set_languages("en", "zh")
    return panel


@pytest.fixture
def opened(monkeypatch):
    """What was to be opened in other programs."""
    found = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: found.append(url.toLocalFile()) or True
    )
    return found


@pytest.fixture
def small_rounds(monkeypatch):
    monkeypatch.setattr("assistant_app.tasks.document_run._AT_ONCE", 2)


@pytest.fixture
def letter(tmp_path):
    return word_file(tmp_path / "letter.docx", paragraph(run("Good day. ") + run("Bye.", "<w:b/>")))


def text_file(tmp_path, name="notes.txt", text="Hello there.\n"):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def added(qtbot, panel, *paths):
    before = panel.documents.model.rowCount()
    panel.accept_paths(paths)
    qtbot.waitUntil(lambda: panel.documents.model.rowCount() > before)


def ended(qtbot, panel, act):
    with qtbot.waitSignal(panel.documents.busy_changed, check_params_cb=lambda busy: not busy):
        act()


def states(panel):
    return {row.path.name: row.state for row in panel.documents.model.rows}


def said(panel):
    return panel.documents.progress_line.label.text()


def held(bench):
    """The model waits in its third call until it may go on."""
    begun, may_go_on = threading.Event(), threading.Event()
    translator, calls = bench.engine.fake_translator, []

    def say(text):
        calls.append(text)
        if len(calls) == 5:
            begun.set()
            assert may_go_on.wait(10)
        return f"<{text}>"

    translator.say = say
    return begun, may_go_on


# --- which side -------------------------------------------------------------------------------


def test_a_single_text_opens_as_text_as_before(panel, tmp_path, qtbot):
    panel.accept_paths([text_file(tmp_path)])
    qtbot.waitUntil(lambda: panel.source.text() == "Hello there.\n")
    assert not panel.shows_documents


def test_a_formatted_document_opens_the_documents(panel, letter, qtbot):
    added(qtbot, panel, letter)
    assert panel.shows_documents
    assert panel.documents.isVisible()
    assert not panel.source.isVisible()
    assert not panel.run_button.isVisible()
    assert states(panel) == {"letter.docx": WAITING}


def test_several_texts_and_folders_open_the_documents(panel, bench, tmp_path, qtbot):
    text_file(tmp_path / "in", "one.txt")
    text_file(tmp_path / "in", "one.zh.txt")
    text_file(tmp_path / "in" / "deep", "two.md")
    text_file(tmp_path / "in", "picture.png")
    added(qtbot, panel, tmp_path / "in")
    assert list(states(panel)) == ["one.txt", "two.md"]
    assert bench.said[-1] == "2 documents added"
    panel.accept_paths([tmp_path / "in" / "one.txt"])
    qtbot.waitUntil(lambda: bench.said[-1] == "No new documents")


def test_a_folder_without_documents_is_an_error_line(panel, tmp_path, qtbot):
    (tmp_path / "empty").mkdir()
    panel.accept_paths([tmp_path / "empty"])
    qtbot.waitUntil(lambda: bool(panel.error_line.text))
    assert "no document" in panel.error_line.text


def test_text_and_documents_are_a_button_apart_and_keep_what_they_hold(panel, letter, qtbot):
    panel.source.replace_text("Some words")
    added(qtbot, panel, letter)
    panel.documents.bar.back_button.click()
    assert panel.source.isVisible()
    assert panel.run_button.isVisible()
    assert panel.source.text() == "Some words"
    panel.documents_button.click()
    assert states(panel) == {"letter.docx": WAITING}


def test_keys_do_nothing_to_the_text_behind_the_documents(panel, bench, qtbot):
    panel.source.setPlainText("Hello there.")
    with qtbot.waitSignal(panel.busy_changed, check_params_cb=lambda busy: not busy):
        panel.start()
    panel.show_documents()
    QGuiApplication.clipboard().setText("mine")
    panel.copy_result()
    assert QGuiApplication.clipboard().text() == "mine"
    bench.dialogs.suggested.clear()
    panel.save_result()
    assert not bench.dialogs.suggested
    assert "saved as they are done" in bench.said[-1]
    with patch.object(panel.deeds.marks, "show_suspect") as shown:
        QTest.keyClick(panel.documents.list, Qt.Key.Key_F8)
        assert not shown.called
        panel.show_text()
        QTest.keyClick(panel.source, Qt.Key.Key_F8)
        assert shown.called


def test_a_sample_or_an_entry_shows_the_text(panel, letter, qtbot):
    added(qtbot, panel, letter)
    panel.try_sample()
    qtbot.waitUntil(lambda: not panel.shows_documents)
    qtbot.waitUntil(lambda: not panel.is_busy)


def test_a_folder_is_taken_only_where_it_is_shown(panel, tmp_path, letter):
    assert panel.accepts(tmp_path)
    assert panel.accepts(letter)
    panel.hide()
    assert not panel.accepts(tmp_path)
    assert panel.accepts(letter)


# --- running ----------------------------------------------------------------------------------


def test_documents_are_translated_beside_their_sources(panel, letter, tmp_path, qtbot, bench):
    broken = text_file(tmp_path, "broken.docx", "no zip")
    added(qtbot, panel, letter, broken)
    with qtbot.waitSignal(panel.result_made):
        ended(qtbot, panel, panel.start)
    assert states(panel) == {"letter.docx": DONE, "broken.docx": DocumentState.SKIPPED}
    assert (tmp_path / "letter.zh.docx").exists()
    assert "1 document translated" in said(panel)
    assert "1 skipped" in said(panel)
    assert not panel.is_busy
    assert not bench.crashes


def test_nothing_that_is_there_is_replaced(panel, tmp_path, qtbot):
    mine = text_file(tmp_path, "a.zh.txt", "made by hand")
    panel.show_documents()
    added(qtbot, panel, text_file(tmp_path, "a.txt"))
    ended(qtbot, panel, panel.start)
    assert mine.read_text() == "made by hand"
    assert (tmp_path / "a.zh (2).txt").exists()


def test_layout_and_folder_are_as_chosen(panel, letter, tmp_path, qtbot, bench):
    added(qtbot, panel, letter)
    bar = panel.documents.bar
    bar.layout_box.setCurrentIndex(bar.layout_box.findData("pairs"))
    bench.dialogs.folder = tmp_path / "out"
    bar.place_box.setCurrentIndex(1)
    bar.place_box.activated.emit(1)
    assert bar.place_box.currentText() == "Into “out”"
    ended(qtbot, panel, panel.start)
    (result,) = (tmp_path / "out").iterdir()
    row = panel.documents.model.row(letter)
    assert row.done.saved_as == result
    bench.dialogs.folder = None
    bar.place_box.activated.emit(1)
    assert bar.folder == tmp_path / "out"
    bar.place_box.activated.emit(0)
    assert bar.folder is None


def test_layout_and_folder_are_found_again(panel, bench, qtbot, tmp_path):
    bar = panel.documents.bar
    bar.set_layout("columns")
    bench.dialogs.folder = tmp_path / "out"
    bar.place_box.activated.emit(1)
    again = TranslatePanel(bench.context())
    qtbot.addWidget(again)
    assert again.documents.bar.layout_choice == "columns"
    assert again.documents.bar.folder == tmp_path / "out"
    again.documents.bar.place_box.activated.emit(0)
    third = TranslatePanel(bench.context())
    qtbot.addWidget(third)
    assert third.documents.bar.folder is None


@pytest.mark.parametrize("nonsense", [5, {"layout": ["x"], "folder": 7}, {"layout": "new"}])
def test_choices_that_make_no_sense_are_the_usual_ones(bench, qtbot, nonsense):
    bench.workbench.settings.update(window={"documents": nonsense})
    panel = TranslatePanel(bench.context())
    qtbot.addWidget(panel)
    assert panel.documents.bar.layout_choice == "translated"
    assert panel.documents.bar.folder is None


def test_one_closing_line_for_a_list_that_was_paused(panel, tmp_path, qtbot, bench, small_rounds):
    begun, may_go_on = held(bench)
    first = text_file(tmp_path, "a.txt", "One.\n")
    second = text_file(tmp_path, "b.txt", "".join(f"Sentence {n} here.\n\n" for n in range(9)))
    added(qtbot, panel, first, second)
    panel.start()
    qtbot.waitUntil(begun.is_set)
    view = panel.documents
    ended(qtbot, panel, lambda: (view.pause_button.click(), may_go_on.set()))
    ended(qtbot, panel, view.run_button.click)
    assert said(panel).startswith("2 documents translated in ")
    view.bar.layout_box.setCurrentIndex(1)
    view.remove([second])
    ended(qtbot, panel, view.run_button.click)
    assert said(panel).startswith("1 document translated in "), "another run is counted anew"


def test_files_that_cannot_be_read_are_not_counted_as_documents(panel, bench, tmp_path, qtbot):
    picture = text_file(tmp_path, "picture.png")
    added(qtbot, panel, text_file(tmp_path), picture)
    assert bench.said[-1] == "1 document added, 1 could not be read"
    assert states(panel) == {"notes.txt": WAITING, "picture.png": DocumentState.SKIPPED}


# --- history ----------------------------------------------------------------------------------


def test_a_document_becomes_an_entry_that_opens_it_again(
    panel, bench, letter, tmp_path, qtbot, opened
):
    added(qtbot, panel, letter)
    with qtbot.waitSignal(panel.recorded) as caught:
        ended(qtbot, panel, panel.start)
    (entry,) = caught.args
    assert (entry.input, entry.output) == (str(letter), str(tmp_path / "letter.zh.docx"))
    assert entry.detail["n_sentences"] == 2
    again = TranslatePanel(bench.context())
    qtbot.addWidget(again)
    again.show()
    again.open_entry(entry)
    assert again.shows_documents
    assert states(again) == {"letter.docx": DONE}
    assert (again.bar.source, again.bar.target) == ("en", "zh")
    view = again.documents
    assert "2 sentences" in view.details.report.toPlainText()
    assert again.focusWidget() is view.list
    view.details.open_button.click()
    assert opened == [str(tmp_path / "letter.zh.docx")]
    again.open_entry(entry)
    assert view.model.rowCount() == 1


def test_a_result_that_is_gone_is_told(panel, bench, letter, tmp_path, qtbot, opened):
    added(qtbot, panel, letter)
    ended(qtbot, panel, panel.start)
    (tmp_path / "letter.zh.docx").unlink()
    panel.documents.details.open_button.click()
    assert not opened
    assert "letter.zh.docx is no longer there" in bench.said[-1]


def test_without_a_history_no_document_is_kept(panel, bench, letter, qtbot):
    bench.workbench.settings.update(is_history_on=False)
    added(qtbot, panel, letter)
    ended(qtbot, panel, panel.start)
    job = bench.runner.call("store", bench.workbench.history.count)
    with qtbot.waitSignal(job.finished):
        pass
    assert job.outcome.result == 0


def test_the_list_of_the_history_names_the_files_and_the_preview_says_more(qtbot, tmp_path):
    done = TranslatedDocument(
        tmp_path / "a.docx", tmp_path / "a.zh.docx", "en", "zh", 1, 3, 0, (),
        (LeftAlone("equations", 2),), Origin("m", "CPU"),
    )  # fmt: skip
    request = DocumentsRequest((done.path,), "en", "zh")
    entry = entry_of("translate", request, done, 1.0)
    assert listed_texts(entry) == ("a.docx", "a.zh.docx")
    given, made = shown_texts(entry)
    assert given == str(done.path)
    assert "3 sentences" in made
    assert "Left as it was: equations (2)" in made


# --- changed choices --------------------------------------------------------------------------


def test_all_done_is_said_until_something_else_is_chosen(panel, letter, qtbot):
    added(qtbot, panel, letter)
    ended(qtbot, panel, panel.start)
    panel.start()
    assert said(panel) == "All of them are done."
    panel.documents.bar.layout_box.setCurrentIndex(1)
    ended(qtbot, panel, panel.start)
    assert panel.documents.model.row(letter).done.saved_as.name == "letter.zh (2).docx"


def test_pause_and_go_on_ask_for_no_sentence_twice(panel, tmp_path, qtbot, bench, small_rounds):
    begun, may_go_on = held(bench)
    path = text_file(tmp_path, "long.txt", "".join(f"Sentence {n} here.\n\n" for n in range(9)))
    panel.show_documents()
    added(qtbot, panel, path)
    panel.start()
    qtbot.waitUntil(begun.is_set)
    assert states(panel) == {"long.txt": DocumentState.RUNNING}
    assert panel.is_busy
    view = panel.documents
    ended(qtbot, panel, lambda: (view.pause_button.click(), may_go_on.set()))
    assert states(panel) == {"long.txt": DocumentState.PAUSED}
    assert view.run_button.text() == "Go on"
    assert "Paused" in said(panel)
    assert not view.pause_button.isVisible()
    ended(qtbot, panel, view.run_button.click)
    assert states(panel) == {"long.txt": DONE}
    asked = [text for call in bench.engine.fake_translator.asked for text in call]
    assert len(asked) == len(set(asked)) == 9


def test_stop_keeps_what_is_done(panel, tmp_path, qtbot, bench, small_rounds):
    begun, may_go_on = held(bench)
    first = text_file(tmp_path, "a.txt", "One. Two.\n")
    second = text_file(tmp_path, "b.txt", "".join(f"Sentence {n} here.\n\n" for n in range(9)))
    added(qtbot, panel, first, second)
    panel.start()
    qtbot.waitUntil(begun.is_set)
    ended(qtbot, panel, lambda: (panel.stop(), may_go_on.set()))
    assert states(panel) == {"a.txt": DONE, "b.txt": DocumentState.STOPPED}
    assert not (tmp_path / "b.zh.txt").exists()


def test_a_text_is_translated_while_documents_are(panel, tmp_path, qtbot, bench, small_rounds):
    begun, may_go_on = held(bench)
    path = text_file(tmp_path, "long.txt", "".join(f"Sentence {n} here.\n\n" for n in range(9)))
    panel.show_documents()
    added(qtbot, panel, path)
    panel.start()
    qtbot.waitUntil(begun.is_set)
    panel.show_text()
    assert panel.documents_button.text().strip().startswith("Documents ·")
    panel.source.replace_text("Tea, please.")
    with qtbot.waitSignal(panel.recorded):
        panel.start()
        may_go_on.set()
    assert panel.result.text() == "<Tea, please.>"
    qtbot.waitUntil(lambda: states(panel) == {"long.txt": DONE})
    asked = [text for call in bench.engine.fake_translator.asked for text in call]
    assert not asked[-1].endswith("Tea, please."), "the text did not wait for the documents"
    qtbot.waitUntil(lambda: not panel.is_busy)


def test_stopping_a_text_does_not_stop_the_documents(panel, tmp_path, qtbot, bench, small_rounds):
    begun, may_go_on = held(bench)
    path = text_file(tmp_path, "long.txt", "".join(f"Sentence {n} here.\n\n" for n in range(9)))
    panel.show_documents()
    added(qtbot, panel, path)
    panel.start()
    qtbot.waitUntil(begun.is_set)
    panel.bar.swap()
    panel.show_text()
    panel.clear()
    may_go_on.set()
    qtbot.waitUntil(lambda: states(panel) == {"long.txt": DONE})
    qtbot.waitUntil(lambda: not panel.is_busy)


def test_what_is_added_meanwhile_is_done_too(panel, tmp_path, qtbot, bench, small_rounds):
    begun, may_go_on = held(bench)
    first = text_file(tmp_path, "a.txt", "".join(f"Sentence {n} here.\n\n" for n in range(9)))
    panel.show_documents()
    added(qtbot, panel, first)
    panel.start()
    qtbot.waitUntil(begun.is_set)
    added(qtbot, panel, text_file(tmp_path, "b.txt"))
    ended(qtbot, panel, may_go_on.set)
    assert states(panel) == {"a.txt": DONE, "b.txt": DONE}


def test_what_is_taken_off_meanwhile_is_not_done(panel, tmp_path, qtbot, bench, small_rounds):
    begun, may_go_on = held(bench)
    first = text_file(tmp_path, "a.txt", "".join(f"Sentence {n} here.\n\n" for n in range(9)))
    second, third = text_file(tmp_path, "b.txt"), text_file(tmp_path, "c.txt", "Bye now.\n")
    added(qtbot, panel, first, second, third)
    panel.start()
    qtbot.waitUntil(begun.is_set)
    ended(qtbot, panel, lambda: (panel.documents.remove([second]), may_go_on.set()))
    assert states(panel) == {"a.txt": DONE, "c.txt": DONE}
    assert not (tmp_path / "b.zh.txt").exists()


def test_emptying_the_list_stops(panel, tmp_path, qtbot, bench, small_rounds):
    begun, may_go_on = held(bench)
    path = text_file(tmp_path, "a.txt", "".join(f"Sentence {n} here.\n\n" for n in range(9)))
    panel.show_documents()
    added(qtbot, panel, path)
    panel.start()
    qtbot.waitUntil(begun.is_set)
    ended(qtbot, panel, lambda: (panel.documents.bar.clear_button.click(), may_go_on.set()))
    assert panel.documents.model.rowCount() == 0
    assert not (tmp_path / "a.zh.txt").exists()


def test_a_bug_goes_to_the_crash_dialog(panel, letter, qtbot, bench):
    bench.engine.missing = ZeroDivisionError()
    added(qtbot, panel, letter)
    ended(qtbot, panel, panel.start)
    assert "ZeroDivisionError" in bench.crashes[0]
    assert states(panel) == {"letter.docx": DocumentState.STOPPED}


def test_after_a_quit_in_the_middle_the_same_document_goes_on(
    qtbot, bench, panel, tmp_path, small_rounds
):
    begun, may_go_on = held(bench)
    path = text_file(tmp_path, "long.txt", "".join(f"Sentence {n} here.\n\n" for n in range(9)))
    panel.show_documents()
    added(qtbot, panel, path)
    panel.start()
    qtbot.waitUntil(begun.is_set)
    ended(qtbot, panel, lambda: (bench.runner.stop_all(), may_go_on.set()))
    again = TranslatePanel(bench.context())
    qtbot.addWidget(again)
    again.show()
    again.bar.set_languages("en", "zh")
    assert not again.is_busy
    again.show_documents()
    added(qtbot, again, path)
    ended(qtbot, again, again.start)
    asked = [text for call in bench.engine.fake_translator.asked for text in call]
    assert len(asked) == len(set(asked)) == 9


# --- the chosen row ---------------------------------------------------------------------------


def test_details_tell_what_to_look_at(panel, tmp_path, qtbot, bench):
    bench.engine.fake_translator.say = lambda text: "五" if "5" in text else "好的。"
    bench.engine.fake_translator.is_stubborn = True
    added(
        qtbot,
        panel,
        text_file(tmp_path, "a.txt", "We need 517 boxes.\n"),
        text_file(tmp_path, "b.md"),
    )
    ended(qtbot, panel, panel.start)
    text = panel.documents.details.report.toPlainText()
    assert "We need 517 boxes." in text
    assert "The number 517 is missing." in text
    assert panel.documents.details.saved.text() == "Saved as a.zh.txt"
    assert "to look at" in panel.documents.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "1 sentence to look at" in said(panel)
    details = panel.documents.details
    assert details.list_button.isEnabled()
    bench.dialogs.saves = tmp_path / "check.csv"
    details.list_button.click()
    qtbot.waitUntil(lambda: bench.said[-1] == "Saved check.csv")
    assert bench.dialogs.suggested[-1] == str(tmp_path / "a.zh to check.md")
    table = (tmp_path / "check.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(table.splitlines()))
    assert rows[1][:2] == ["We need 517 boxes.", "五"]
    assert "The number 517 is missing." in rows[1][2]
    bench.dialogs.saves = tmp_path / "check.md"
    details.list_button.click()
    qtbot.waitUntil(lambda: bench.said[-1] == "Saved check.md")
    assert "- [ ] We need 517 boxes." in (tmp_path / "check.md").read_text(encoding="utf-8")


def test_the_result_and_its_folder_can_be_opened(panel, letter, tmp_path, qtbot, opened):
    added(qtbot, panel, letter)
    details = panel.documents.details
    assert not details.open_button.isEnabled()
    ended(qtbot, panel, panel.start)
    details.open_button.click()
    details.show_button.click()
    assert opened == [str(tmp_path / "letter.zh.docx"), str(tmp_path)]


def test_a_skipped_document_can_be_tried_again(panel, tmp_path, qtbot):
    path = text_file(tmp_path, "a.docx", "no zip")
    added(qtbot, panel, path)
    ended(qtbot, panel, panel.start)
    assert "can't be opened" in panel.documents.details.report.toPlainText()
    word_file(path, paragraph(run("Hello.")))
    ended(qtbot, panel, panel.documents.details.retry_button.click)
    assert states(panel) == {"a.docx": DONE}


def test_del_takes_off_the_list(panel, letter, tmp_path, qtbot):
    added(qtbot, panel, letter, text_file(tmp_path))
    view = panel.documents
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert list(states(panel)) == ["notes.txt"]
    view.details.remove_button.click()
    assert view.model.rowCount() == 0
    assert view.details.title.text() == "No document is chosen"
    assert not view.run_button.isEnabled()
    assert letter.exists()


def test_ctrl_o_asks_for_documents_on_either_side(panel, letter, tmp_path, qtbot, bench):
    bench.dialogs.opens = letter
    panel.open_file()
    qtbot.waitUntil(lambda: panel.documents.model.rowCount() == 1)
    bench.dialogs.opens = text_file(tmp_path)
    panel.open_file()
    qtbot.waitUntil(lambda: panel.documents.model.rowCount() == 2)
    bench.dialogs.folder = tmp_path
    panel.documents.bar.folder_button.click()
    qtbot.waitUntil(lambda: bench.said[-1] == "No new documents")


def test_words_for_kinds_and_for_what_was_left(tmp_path):
    assert kind_text(tmp_path / "a.DOCX") == "Word document"
    assert kind_text(tmp_path / "a.unknown") == "Text"
    assert left_text(LeftAlone("equations", 3)) == "Left as it was: equations (3)"
    signed = LeftAlone("digital signatures", 1, is_lost=True)
    assert left_text(signed) == "Could not be kept: digital signatures (1)"
