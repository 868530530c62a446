"""Each setting applies at once and stands in the file afterwards."""

from __future__ import annotations

import json

import pytest
from PySide6.QtGui import QGuiApplication

from assistant_app.errors import SettingsNewer
from assistant_app.inference.device import Card
from assistant_app.tasks.device_state import DeviceChoice


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
    choose(qtbot, page, page.device.device, "cpu")
    qtbot.waitUntil(lambda: stand.devices == [("cpu", 0)])
    with qtbot.waitSignal(page.settings_changed):
        page.device.threads.setValue(1)
    qtbot.waitUntil(lambda: stand.devices == [("cpu", 0), ("cpu", 1)])
    assert kept(stand)["threads"] == 1


def test_what_can_not_be_used_here_is_grey_and_says_why(qtbot, stand, window, page):
    stand.fake_devices.choices = (
        DeviceChoice("auto"),
        DeviceChoice("cuda", "no-driver", "no NVIDIA driver was found"),
        DeviceChoice("directml", "other-system", "DirectML exists on Windows only"),
    )
    page.refresh()
    box = page.device.device
    qtbot.waitUntil(lambda: not box.model().item(box.findData("cuda")).isEnabled())
    assert box.itemText(box.findData("cuda")) == "Graphics card (CUDA): no NVIDIA driver"
    assert "not on this system" in box.itemText(box.findData("directml"))
    assert box.model().item(box.findData("cpu")).isEnabled()


def test_a_device_that_was_chosen_stays_chosen_even_if_it_is_not_there(qtbot, stand, page):
    stand.settings.update(device="cuda")
    stand.fake_devices.choices = (DeviceChoice("cuda", "no-driver", "no NVIDIA driver was found"),)
    page.refresh()
    box = page.device.device
    qtbot.waitUntil(lambda: "(no NVIDIA driver)" in box.accessibleDescription())
    assert box.currentText() == "Graphics card (CUDA)"  # all of it fits into the field
    assert box.currentData() == "cuda"
    assert box.model().item(box.currentIndex()).isEnabled()


def test_one_card_is_no_choice_and_two_are(qtbot, stand, page):
    assert not page.device.card.isVisible()
    stand.fake_devices.cards = (Card(0, "RTX 4090", 24 * 10**9), Card(1, "RTX 3060", 12 * 10**9))
    page.refresh()
    qtbot.waitUntil(page.device.card.isVisible)
    assert page.device.card.itemText(1) == "1: RTX 3060, 12 GB"
    choose(qtbot, page, page.device.card, 1)
    qtbot.waitUntil(lambda: stand.fake_devices.indexes == [1])
    assert kept(stand)["device_index"] == 1


def test_a_card_that_is_gone_can_be_changed_back(qtbot, stand, page):
    stand.settings.update(device_index=3)
    page.refresh()
    qtbot.waitUntil(page.device.card.isVisible)
    assert page.device.card.currentData() == 3


def test_memory_and_idle_minutes_are_kept_and_ask_for_no_new_engine(qtbot, stand, page):
    assert page.device.memory.text() == "Half of this computer's"
    with qtbot.waitSignal(page.settings_changed):
        page.device.memory.setValue(2000)
    with qtbot.waitSignal(page.settings_changed):
        page.device.idle.setValue(0)
    assert page.device.memory.text() == "2000 MB"
    assert page.device.idle.text() == "Never"
    assert (kept(stand)["memory_budget_mb"], kept(stand)["idle_minutes"]) == (2000, 0)
    assert stand.devices == []


def test_what_the_computer_has_may_be_told_while_a_change_is_kept(qtbot, stand, page):
    state = stand.workbench.device_state()
    with qtbot.waitSignal(page.settings_changed):
        page.device.memory.setValue(2000)
        page.device._show_state(state)  # with the settings as they were
    assert page.device.memory.text() == "2000 MB"


def test_a_new_theme_asks_for_no_new_engine(qtbot, stand, page):
    choose(qtbot, page, page.theme, "dark")
    job = stand.runner.call("device", lambda: None)
    with qtbot.waitSignal(job.finished):
        pass
    assert stand.devices == []


def test_zero_threads_reads_as_automatic(page):
    assert page.device.threads.text() == "Automatic"


def test_corrections_follow_the_history_until_they_are_chosen(qtbot, stand, page):
    assert page.corrections.isChecked()
    with qtbot.waitSignal(page.settings_changed):
        page.history.click()
    assert not page.corrections.isChecked()
    with qtbot.waitSignal(page.settings_changed):
        page.corrections.click()
    assert stand.settings.current.is_memory_fed
    assert not stand.settings.current.is_history_on


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
