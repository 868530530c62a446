"""The history page on a real store: paging, search, filters, pin, delete and undo, export."""

from __future__ import annotations

import csv
import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from assistant_app.errors import HistoryLocked, HistorySetAside
from assistant_app.history.entry import PANELS, Entry
from assistant_app.ui.history_model import PAGE

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def entry(number, panel="translate", **changes):
    values = {
        "input": f"Letter {number}",
        "output": f"第{number}封信",
        "model_id": "translator",
        "device": "CPU",
        "duration_s": 0.5,
        "created": NOON + timedelta(minutes=number),
        **changes,
    }
    return Entry(panel=panel, **values)


@pytest.fixture
def page(qtbot, stand, window):
    """Shows the history page over the given entries (oldest first), after they have loaded."""

    def show(entries=()):
        job = stand.runner.call("store", lambda: stand.workbench.history.add_all(entries))
        with qtbot.waitSignal(job.finished):
            pass
        history = window.page("history")
        with qtbot.waitSignal(history.model.loaded):
            window.show_page("history")
        return history

    return show


def inputs(history):
    return [history.model.entry(row).input for row in range(history.model.rowCount())]


def search(qtbot, history, text):
    with qtbot.waitSignal(history.model.loaded):
        history.search.setText(text)


def stored(qtbot, stand):
    """How many entries the file holds."""
    job = stand.runner.call("store", stand.workbench.history.count)
    with qtbot.waitSignal(job.finished):
        pass
    return job.outcome.result


# --- list -------------------------------------------------------------------------------------


def test_newest_first_with_the_first_one_in_the_preview(page):
    history = page([entry(1), entry(2)])
    assert inputs(history) == ["Letter 2", "Letter 1"]
    assert history.preview.output.toPlainText() == "第2封信"
    assert "Translator · CPU · 0.5 s" in history.preview.origin.text()


def test_an_empty_history_says_so(page):
    history = page()
    assert history.results.currentWidget() is history.empty
    assert history.empty.headline.text() == "Nothing here yet"


def test_ten_thousand_entries_load_page_by_page_to_the_last(qtbot, page):
    history = page([entry(number) for number in range(10_000)])
    assert history.model.rowCount() <= 3 * PAGE
    for _ in range(5):
        before = history.model.rowCount()
        history.list.scrollToBottom()
        qtbot.waitUntil(lambda before=before: history.model.rowCount() > before)
    rows = inputs(history)
    assert rows == [f"Letter {number}" for number in range(9_999, 9_999 - len(rows), -1)]


def test_every_page_arrives_once_until_the_end(qtbot, page):
    total = 2 * PAGE + 7
    history = page([entry(number) for number in range(total)])

    def has_all():
        history.list.scrollToBottom()
        return history.model.rowCount() == total

    qtbot.waitUntil(has_all)
    assert len(set(inputs(history))) == total
    assert not history.model.canFetchMore(history.model.index(-1))


# --- search and filters -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("apple", ["An apple tree"]),
        ("苹", ["苹果树"]),
        ("果树", ["苹果树"]),
        ("app", ["An apple tree"]),
    ],
)
def test_search_finds_english_and_chinese_words(qtbot, page, words, found):
    history = page(
        [entry(1, input="苹果树"), entry(2, input="An apple tree"), entry(3, input="梨")]
    )
    search(qtbot, history, words)
    assert inputs(history) == found


def test_search_waits_for_the_last_letter_and_shows_only_its_answer(qtbot, page):
    history = page([entry(1, input="pear"), entry(2, input="peach")])
    asked = []
    show = history.model.show
    history.model.show = lambda query: (asked.append(query.text), show(query))
    history.search.setFocus()
    with qtbot.waitSignal(history.model.loaded):
        QTest.keyClicks(history.search, "peac")
    assert asked == ["peac"]
    assert inputs(history) == ["peach"]


def test_an_answer_that_is_no_longer_wanted_is_dropped(qtbot, stand, page):
    history = page([entry(1, input="pear"), entry(2, input="peach")])
    gate = threading.Event()
    stand.runner.call("store", gate.wait)
    history.search.setText("pear")
    history._run_query()
    history.search.setText("peach")
    history._run_query()
    with qtbot.waitSignal(history.model.loaded):
        gate.set()
    assert inputs(history) == ["peach"]


@pytest.mark.parametrize("text", ['"', "a AND", "* OR (", "NEAR(", "'; DROP TABLE entries;--", "%"])
def test_signs_in_the_search_are_no_query_language(qtbot, page, text):
    history = page([entry(1)])
    search(qtbot, history, text)
    assert history.error_line.text == ""
    assert history.empty.headline.text() == "Nothing found" or inputs(history) == ["Letter 1"]


def test_filters_by_panel_and_pin_work_together_with_the_search(qtbot, page):
    entries = [entry(number, panel) for number, panel in enumerate(PANELS)]
    history = page([*entries, entry(9, "images", is_pinned=True, input="cat.png")])
    with qtbot.waitSignal(history.model.loaded):
        history.panel_box.setCurrentIndex(history.panel_box.findData("images"))
    assert inputs(history) == ["cat.png", "Letter 3"]
    with qtbot.waitSignal(history.model.loaded):
        history.pinned_button.click()
    assert inputs(history) == ["cat.png"]
    search(qtbot, history, "dog")
    assert inputs(history) == []


# --- one entry --------------------------------------------------------------------------------


def test_enter_opens_the_entry_in_its_panel(qtbot, window, page):
    history = page([entry(1, input="Good morning.", output="早上好。")])
    history.list.setFocus()
    QTest.keyClick(history.list, Qt.Key.Key_Return)
    assert window.current_name == "translate"
    assert window.panel("translate").source.text() == "Good morning."
    assert window.panel("translate").result.text() == "早上好。"


@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_opens_an_entry_that_lacks_its_detail(window, page, panel):
    history = page([entry(1, panel)])
    history.open_chosen()
    assert window.current_name == panel
    assert window.crash_dialog is None


def test_copy_copies_the_whole_result(page):
    long = "很长" * 200_000
    history = page([entry(1, output=long)])
    history.preview.copy_button.click()
    assert QGuiApplication.clipboard().text() == long


def test_pin_is_kept_and_taken_back(qtbot, stand, page):
    history = page([entry(1)])
    with qtbot.waitSignal(history.model.dataChanged):
        history.preview.pin_button.click()
    assert history.model.entry(0).is_pinned
    assert history.preview.pin_button.accessibleName() == "Unpin"
    with qtbot.waitSignal(history.model.dataChanged):
        history.preview.pin_button.click()
    assert not history.model.entry(0).is_pinned


# --- deleting ---------------------------------------------------------------------------------


def test_delete_takes_the_chosen_ones_and_undo_brings_them_back(qtbot, stand, page):
    history = page([entry(number) for number in range(5)])
    history.list.setFocus()
    history.list.setCurrentIndex(history.model.index(1))
    QTest.keyClick(history.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(history.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(history.undo_bar.isVisible)
    assert inputs(history) == ["Letter 4", "Letter 1", "Letter 0"]
    assert history.undo_bar.label.text() == "2 results deleted"
    assert stored(qtbot, stand) == 3
    with qtbot.waitSignal(history.model.loaded):
        history.undo_bar.button.click()
    assert inputs(history) == [f"Letter {number}" for number in range(4, -1, -1)]
    assert not history.undo_bar.isVisible()


def test_delete_all_asks_first(qtbot, stand, page):
    history = page([entry(1)])
    draft = stand.workbench.paths.drafts / "stopped.jsonl"
    draft.parent.mkdir(parents=True)
    draft.touch()
    history.clear_button.click()
    history.question.reject()
    assert stored(qtbot, stand) == 1
    history.clear_button.click()
    question = history.question
    [yes] = [each for each in question.buttons() if each.text() == "Delete all"]
    with qtbot.waitSignal(history.model.loaded):
        yes.click()
    assert stored(qtbot, stand) == 0
    assert not draft.exists()
    assert inputs(history) == []


def test_switching_off_is_kept_in_the_settings_and_said(qtbot, stand, page):
    history = page()
    with qtbot.waitSignal(history.settings_changed):
        history.keep.click()
    assert not stand.settings.current.is_history_on
    assert history.empty.headline.text() == "The history is off"


# --- export -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["md", "csv", "json"])
def test_export_holds_every_entry_not_only_the_loaded_ones(
    qtbot, stand, window, page, tmp_path, form
):
    total = 3 * PAGE
    history = page([entry(number) for number in range(total)])
    path = stand.dialogs.saves = tmp_path / f"out.{form}"
    history.export(form)
    qtbot.waitUntil(lambda: f"{total} results exported" in window.status.shown_text)
    text = path.read_text(encoding="utf-8-sig")
    if form == "json":
        assert len(json.loads(text)) == total
    elif form == "csv":
        assert len(list(csv.DictReader(text.splitlines()))) == total
        assert path.read_bytes().startswith("\ufeff".encode())
    else:
        assert text.count("\n## Translate") == total
    assert "第0封信" in text


def test_export_follows_search_and_filters(qtbot, stand, window, page, tmp_path):
    history = page(
        [entry(1, input="苹果"), entry(2, input="pear"), entry(3, "write", input="苹果")]
    )
    search(qtbot, history, "苹果")
    with qtbot.waitSignal(history.model.loaded):
        history.panel_box.setCurrentIndex(history.panel_box.findData("write"))
    path = stand.dialogs.saves = tmp_path / "out.json"
    history.export("json")
    qtbot.waitUntil(lambda: "1 result exported" in window.status.shown_text)
    assert [each["input"] for each in json.loads(path.read_text(encoding="utf-8"))] == ["苹果"]


def test_an_export_that_the_system_refuses_is_explained(qtbot, stand, page, tmp_path):
    history = page([entry(1)])
    (tmp_path / "file").write_text("", encoding="utf-8")
    stand.dialogs.saves = tmp_path / "file" / "out.md"
    history.export("md")
    qtbot.waitUntil(lambda: "was not saved" in history.error_line.text)


# --- when the file is in trouble --------------------------------------------------------------


def test_a_locked_file_is_explained_and_the_list_stays(qtbot, stand, page):
    history = page([entry(1)])

    def locked(*_args, **_named):
        raise HistoryLocked(stand.workbench.paths.history_file)

    stand.workbench.history.page = locked
    history.refresh()
    qtbot.waitUntil(lambda: "Another program holds" in history.error_line.text)
    assert inputs(history) == ["Letter 1"]


def test_a_damaged_file_is_kept_aside_and_the_window_says_so(qtbot, stand, window):
    path = stand.workbench.paths.history_file
    path.write_bytes(b"this is no database" * 1000)
    with qtbot.waitSignal(window.page("history").model.loaded):
        window.show_page("history")
    assert isinstance(stand.workbench.history.notice, HistorySetAside)
    assert "kept as" in window.notice_line.text
    assert window.page("history").error_line.text == ""


def test_two_windows_see_each_others_results(qtbot, stand, window, page):
    history = page([entry(1)])
    again = stand.make_window()
    other = again.page("history")
    with qtbot.waitSignal(other.model.loaded):
        other.refresh()
    assert inputs(other) == ["Letter 1"]
    with qtbot.waitSignal(other.model.loaded):
        other.model.remove([0], lambda _removed: None)
    with qtbot.waitSignal(history.model.loaded):
        history.refresh()
    assert inputs(history) == []
    again.deleteLater()
