"""Each setting applies at once and stands in the file afterwards."""

from __future__ import annotations

import json

import pytest
from PySide6.QtGui import QGuiApplication

from assistant_app.errors import SettingsNewer


@pytest.fixture
def page(window):
    window.show_page("settings")
    return window.page("settings")


def choose(qtbot, page, box, value):
    """As the mouse does: set the row and tell."""
    with qtbot.waitSignal(page.settings_changed):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())


def kept(stand):
    return json.loads(stand.workbench.paths.settings_file.read_text(encoding="utf-8"))


def test_theme_and_language_apply_at_once_and_are_kept(qtbot, stand, window, page):
    choose(qtbot, page, page.theme, "dark")
    assert stand.theme.is_dark
    choose(qtbot, page, page.language, "zh_CN")
    qtbot.waitUntil(lambda: page.heading.text() == "设置")
    assert page.theme.currentText() == "深色"
    assert page.language.currentText() == "简体中文"
    assert (kept(stand)["theme"], kept(stand)["language"]) == ("dark", "zh_CN")


def test_device_and_threads_ask_for_another_engine(qtbot, stand, page):
    choose(qtbot, page, page.device, "cpu")
    qtbot.waitUntil(lambda: stand.devices == [("cpu", 0)])
    with qtbot.waitSignal(page.settings_changed):
        page.threads.setValue(1)
    qtbot.waitUntil(lambda: stand.devices == [("cpu", 0), ("cpu", 1)])
    assert kept(stand)["threads"] == 1


def test_a_new_theme_asks_for_no_new_engine(qtbot, stand, page):
    choose(qtbot, page, page.theme, "dark")
    job = stand.runner.call("device", lambda: None)
    with qtbot.waitSignal(job.finished):
        pass
    assert stand.devices == []


def test_zero_threads_reads_as_automatic(page):
    assert page.threads.text() == "Automatic"


def test_the_history_switch_is_the_same_on_both_pages(qtbot, stand, window, page):
    with qtbot.waitSignal(page.settings_changed):
        page.history.click()
    assert not stand.settings.current.is_history_on
    window.show_page("history")
    assert not window.page("history").keep.isChecked()


def test_the_data_folder_is_shown_and_copied(stand, window, page):
    assert page.folder.text() == str(stand.workbench.paths.home)
    page.copy_folder.click()
    assert QGuiApplication.clipboard().text() == str(stand.workbench.paths.home)
    assert window.status.shown_text == "Copied"


def test_opening_the_data_folder_makes_it_and_asks_the_system(stand, page, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "assistant_app.ui.settings_panel.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()) or True,
    )
    page.open_folder.click()
    assert opened == [str(stand.workbench.paths.home)]


def test_a_system_without_a_file_window_is_explained(stand, page, monkeypatch):
    monkeypatch.setattr(
        "assistant_app.ui.settings_panel.QDesktopServices.openUrl", lambda _url: False
    )
    page.open_folder.click()
    assert str(stand.workbench.paths.home) in page.error_line.text


def test_a_change_that_could_not_be_kept_applies_and_is_explained(qtbot, stand, window, page):
    stand.settings.notice = SettingsNewer(stand.workbench.paths.settings_file, 9, 1)
    choose(qtbot, page, page.theme, "dark")
    assert stand.theme.is_dark
    assert "newer Deskhand" in page.error_line.text
