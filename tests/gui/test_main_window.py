"""The frame: pages, shortcuts, drops, theme, language, remembered state, crashes, closing."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import fakes
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
)

from assistant_app.errors import CatalogBroken, SettingsNewer, TextEmpty
from assistant_app.history.entry import PANELS
from assistant_app.ui.actions import SHORTCUTS

PAGES = (*PANELS, "models", "history", "settings")


class Gate:
    """A task that works until it is let go or stopped."""

    def __init__(self, is_deaf=False):
        self.begun, self.open = threading.Event(), threading.Event()
        self._is_deaf = is_deaf

    def run(self, request, cancel):
        self.begun.set()
        hook = (lambda: None) if self._is_deaf else self.open.set
        with cancel.hooked(hook):
            assert self.open.wait(30)
        cancel.check()
        yield from ()
        raise TextEmpty


def begin(qtbot, window, gate):
    """Let the Translate panel work on ``gate``."""
    window.show_page("translate")
    panel = window.panel("translate")
    panel.task = lambda: gate
    panel.source.replace_text("Good morning.")
    panel.start()
    qtbot.waitUntil(gate.begun.is_set)
    return panel


def activate(qtbot, window):
    """Shortcuts belong to the active window."""
    with qtbot.waitActive(window):
        window.activateWindow()


# --- pages ------------------------------------------------------------------------------------


def test_each_page_is_a_shortcut_away(qtbot, window):
    keys = {
        "write": Qt.Key.Key_1,
        "summarise": Qt.Key.Key_2,
        "translate": Qt.Key.Key_3,
        "images": Qt.Key.Key_4,
        "models": Qt.Key.Key_5,
        "history": Qt.Key.Key_H,
        "settings": Qt.Key.Key_Comma,
    }
    activate(qtbot, window)
    for name in ("settings", "translate", "history", "models", "write", "images", "summarise"):
        QTest.keyClick(window, keys[name], Qt.KeyboardModifier.ControlModifier)
        assert window.current_name == name
        assert window.rail.buttons[name].isChecked()


def test_a_page_is_made_when_it_is_first_shown(stand):
    assert set(stand.window._pages) == {"write"}
    stand.window.show_page("images")
    assert set(stand.window._pages) == {"write", "images"}


def test_clicking_the_rail_shows_the_page(qtbot, window):
    QTest.mouseClick(window.rail.buttons["translate"], Qt.MouseButton.LeftButton)
    assert window.current_name == "translate"


def test_no_two_actions_share_a_shortcut():
    keys = [key for row in SHORTCUTS.values() for key in row]
    assert len(keys) == len(set(keys))


def test_every_control_of_every_page_has_an_accessible_name(window):
    nameless = []
    for name in PAGES:
        window.show_page(name)
        for kind in (
            QAbstractButton,
            QComboBox,
            QLineEdit,
            QPlainTextEdit,
            QAbstractSpinBox,
            QAbstractItemView,
        ):
            for widget in window.page(name).findChildren(kind):
                is_inner = widget.objectName().startswith("qt_") or any(
                    isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit)
                    for parent in parents(widget)
                )
                if not is_inner and not widget.accessibleName() and not text_of(widget):
                    nameless.append(f"{name}: {type(widget).__name__} {widget.objectName()}")
    assert nameless == []


def parents(widget):
    while (widget := widget.parentWidget()) is not None:
        yield widget


def text_of(widget):
    return widget.text() if isinstance(widget, QAbstractButton) else ""


# --- running ----------------------------------------------------------------------------------


def test_ctrl_enter_runs_and_esc_stops(qtbot, window):
    activate(qtbot, window)
    window.show_page("translate")
    panel, gate = window.panel("translate"), Gate()
    panel.task = lambda: gate
    panel.source.replace_text("Good morning.")
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.is_busy
    qtbot.waitUntil(gate.begun.is_set)
    with qtbot.waitSignal(panel.busy_changed):
        QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not panel.is_busy


def test_the_rail_marks_the_panel_that_works(qtbot, window):
    gate = Gate()
    panel = begin(qtbot, window, gate)
    window.show_page("write")
    assert "working" in window.rail.buttons["translate"].accessibleName()
    with qtbot.waitSignal(panel.busy_changed):
        gate.open.set()
    assert "working" not in window.rail.buttons["translate"].accessibleName()


def test_model_and_device_of_the_last_result_stand_in_the_status_bar(qtbot, window):
    window.show_page("translate")
    panel = window.panel("translate")
    assert window.status.badge.text() == "Device: not used yet"
    panel.source.replace_text("Good morning.")
    with qtbot.waitSignal(panel.recorded):
        panel.start()
    qtbot.waitUntil(lambda: window.status.badge.text() == "Translation: CPU")
    assert "Translator" in window.status._model.text()
    window.show_page("settings")
    assert window.status._model.text() == ""


def test_a_result_appears_in_the_history_and_opens_again_in_its_panel(qtbot, window):
    window.show_page("history")
    history = window.page("history")
    window.show_page("translate")
    panel = window.panel("translate")
    panel.source.replace_text("Good morning.")
    with qtbot.waitSignal(panel.recorded):
        panel.start()
    window.show_page("history")
    qtbot.waitUntil(lambda: history.chosen() is not None)
    panel.source.replace_text("")
    window.page("history").open_chosen()
    assert window.current_name == "translate"
    assert panel.source.text() == "Good morning."


def test_nothing_is_recorded_while_the_history_is_off(qtbot, stand, window):
    stand.settings.update(is_history_on=False)
    window.show_page("translate")
    panel, recorded = window.panel("translate"), []
    panel.recorded.connect(recorded.append)
    panel.source.replace_text("Good morning.")
    with qtbot.waitSignal(panel.result_made):
        panel.start()
    job = stand.runner.call("store", stand.workbench.history.count)
    with qtbot.waitSignal(job.finished):
        pass
    assert job.outcome.result == 0
    assert recorded == []


# --- theme and language -----------------------------------------------------------------------


def test_theme_changes_at_once(stand, window):
    light = QApplication.palette().window().color().lightness()
    window.apply_settings(replace(stand.settings.current, theme="dark"))
    assert stand.theme.is_dark
    assert QApplication.palette().window().color().lightness() < light
    window.apply_settings(replace(stand.settings.current, theme="light"))
    assert QApplication.palette().window().color().lightness() == light


def test_language_changes_at_once_on_every_page_and_back(qtbot, stand, window):
    for name in PAGES:
        window.show_page(name)
    before = texts(window)
    window.apply_settings(replace(stand.settings.current, language="zh_CN"))
    translate = window.rail.buttons["translate"]
    qtbot.waitUntil(lambda: translate.accessibleName() == "翻译")
    assert window.panel("translate").run_button.text() == "翻译"
    assert window.page("settings").heading.text() == "设置"
    assert "Nothing you type" not in window.status.shown_text
    window.apply_settings(replace(stand.settings.current, language="en"))
    qtbot.waitUntil(lambda: texts(window) == before)


def texts(window):
    return [
        (type(widget).__name__, widget.text())
        for widget in window.findChildren(QAbstractButton)
        if widget.objectName() != "qt_toolbar_ext_button"
    ]


# --- drops ------------------------------------------------------------------------------------


def drop(window, paths):
    """Drag ``paths`` over the window and let go; returns whether each step was accepted."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy = QPoint(300, 300), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, copy, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    was_visible = window.drop_zone.isVisible()
    event = QDropEvent(QPointF(place), copy, data, buttons, keys)
    event.ignore()
    QApplication.sendEvent(window, event)
    return was_visible, event.isAccepted()


def test_a_text_dropped_on_a_text_panel_opens_there(qtbot, window, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Good morning.", encoding="utf-8")
    window.show_page("summarise")
    assert drop(window, [path]) == (True, True)
    assert window.current_name == "summarise"
    qtbot.waitUntil(lambda: window.panel("summarise").editor.text() == "Good morning.")
    assert not window.drop_zone.isVisible()


def test_a_picture_dropped_on_a_text_panel_goes_to_images(qtbot, window, tmp_path):
    path = fakes.save_picture(tmp_path / "cat.png")
    window.show_page("translate")
    assert drop(window, [path]) == (True, True)
    assert window.current_name == "images"


def test_a_folder_goes_to_images_too(window, tmp_path):
    fakes.save_picture(tmp_path / "pictures" / "cat.png")
    window.show_page("write")
    drop(window, [tmp_path / "pictures"])
    assert window.current_name == "images"


def test_what_no_panel_opens_is_named_with_what_they_do_open(window, tmp_path):
    path = tmp_path / "song.flac"
    path.write_bytes(b"\0" * 10)
    before = window.current_name
    assert drop(window, [path]) == (True, True)
    assert window.current_name == before
    said = window.notice_line.text
    assert "song.flac" in said
    assert ".md" in said
    assert ".jpg" in said


# --- remembered -------------------------------------------------------------------------------


def test_page_size_and_splitters_are_found_again(qtbot, stand, window):
    window.show_page("translate")
    window.resize(780, 600)  # within the 800 x 800 of the offscreen screen
    splitter = window.panel("translate").findChildren(QSplitter)[0]
    splitter.setSizes([200, 400])
    sizes = splitter.sizes()
    window.close()
    again = stand.make_window()
    again.show()
    qtbot.waitExposed(again)
    assert again.current_name == "translate"
    assert again.size() == window.size()
    assert again.panel("translate").findChildren(QSplitter)[0].sizes() == sizes
    again.close()
    again.deleteLater()


@pytest.mark.parametrize("nonsense", [{}, {"geometry": 5, "page": "?", "splitters": [1]}])
def test_nonsense_in_the_settings_gives_the_usual_window(stand, nonsense):
    stand.settings.update(window=nonsense)
    again = stand.make_window()
    assert again.current_name == "write"
    again.deleteLater()


# --- notices and crashes ----------------------------------------------------------------------


def test_a_notice_that_was_closed_stays_closed(stand):
    window = stand.window
    notice = SettingsNewer(Path("settings.json"), 9, 1)
    window._show_notice(notice)
    assert "newer Deskhand" in window.notice_line.text
    window.notice_line.clear()
    window._show_notice(notice)
    assert not window.notice_line.text


def test_a_damaged_history_is_told_when_the_next_result_is_kept(qtbot, stand, window):
    stand.workbench.paths.history_file.parent.mkdir(parents=True, exist_ok=True)
    stand.workbench.paths.history_file.write_bytes(b"no database" * 500)
    window.show_page("translate")
    panel = window.panel("translate")
    panel.source.replace_text("Good morning.")
    with qtbot.waitSignal(panel.recorded):
        panel.start()
    assert "history file was damaged" in window.notice_line.text


def test_a_notice_about_the_settings_is_shown(stand):
    stand.settings.notice = SettingsNewer(Path("settings.json"), 9, 1)
    again = stand.make_window()
    assert "newer Deskhand" in again.notice_line.text
    again.deleteLater()


def test_a_broken_list_of_models_is_shown(stand):
    stand.workbench.catalog_notice = CatalogBroken(Path("models.json"), "no JSON")
    again = stand.make_window()
    assert "models.json" in again.notice_line.text
    again.deleteLater()


def test_a_bug_in_a_task_shows_a_report_without_the_text_and_the_app_goes_on(qtbot, window):
    class Broken:
        def run(self, request, cancel):
            yield from ()
            raise KeyError(request.text)

    window.show_page("translate")
    panel = window.panel("translate")
    panel.task = Broken
    panel.source.replace_text("a private letter")
    with qtbot.waitSignal(panel.busy_changed, check_params_cb=lambda is_busy: not is_busy):
        panel.start()
    dialog = window.crash_dialog
    assert "KeyError" in dialog.report.toPlainText()
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "KeyError" in copied
    assert "a private letter" not in copied
    dialog.close()
    assert window.crash_dialog is None
    del panel.task
    with qtbot.waitSignal(panel.recorded):
        panel.start()


def test_a_second_bug_opens_no_second_dialog(window):
    window.show_crash("first")
    first = window.crash_dialog
    window.show_crash("second")
    assert window.crash_dialog is first
    first.close()


# --- closing ----------------------------------------------------------------------------------


def test_a_window_with_nothing_to_do_closes_at_once(window):
    assert window.close()


def test_closing_while_working_asks_and_keeping_keeps(qtbot, window):
    gate = Gate()
    panel = begin(qtbot, window, gate)
    assert not window.close()
    question = window.closing.question
    assert "still working" in question.text()
    question.reject()
    assert window.isVisible()
    assert panel.is_busy
    with qtbot.waitSignal(panel.busy_changed):
        gate.open.set()


def test_closing_while_working_stops_the_task_and_closes(qtbot, window):
    panel = begin(qtbot, window, Gate())
    window.close()
    window.closing.agree()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not panel.is_busy


def test_a_task_that_ignores_the_stop_does_not_hold_the_window_for_ever(qtbot, window):
    gate = Gate(is_deaf=True)
    begin(qtbot, window, gate)
    window.closing._timer.setInterval(30)
    window.close()
    window.closing.agree()
    qtbot.waitUntil(lambda: not window.isVisible())
    gate.open.set()


def test_text_that_was_not_saved_is_asked_about(qtbot, window):
    QTest.keyClicks(window.panel("write").editor, "Dear all")
    assert not window.close()
    assert "not saved" in window.closing.question.text()
    window.closing.agree()
    qtbot.waitUntil(lambda: not window.isVisible())
