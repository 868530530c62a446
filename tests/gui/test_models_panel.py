"""The models page: what it lists, what its buttons ask, and what other panels make of it."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from models_page_stand import LISTING, MB, ModelsStand
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant_app.errors import NetworkUnreachable, RepoUnknown
from assistant_app.ui.download import DownloadState


@pytest.fixture
def stand(qapp, tmp_path):
    stand = ModelsStand(tmp_path)
    yield stand
    stand.gate.release(100)
    stand.close()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete


@pytest.fixture
def page(window):
    window.show_page("models")
    return window.page("models")


def titles(page):
    return [row.title for row in page.frame.model.models]


def choose(page, model_id):
    assert page.frame.choose(model_id), titles(page)


def wait_idle(qtbot, page):
    qtbot.waitUntil(lambda: not page.work.is_busy)


def state(page, model_id):
    download = page.downloads.of(model_id)
    return download.state if download else None


def press(box, text):
    next(button for button in box.buttons() if button.text() == text).click()


def begin_download(qtbot, stand, page, model_id="qwen"):
    choose(page, model_id)
    page.details.offer.download_button.click()
    stand.gate.release()
    qtbot.waitUntil(lambda: page.downloads.of(model_id).done_bytes == 100 * MB)


# --- what is listed ---------------------------------------------------------------------------


def test_installed_models_stand_by_task_before_what_can_be_downloaded(stand, page):
    stand.add("my-export", "writing")
    page.refresh()
    assert titles(page)[:5] == [
        "Translator",
        "NLLB 600M",
        "Writer",
        "My-Export",
        "Qwen2.5 0.5B Instruct",
    ]
    assert page.frame.model.row("writer").used_for == ("writing",)
    assert page.frame.chosen().model_id == "translator"


def test_the_filter_looks_at_names_languages_and_licences(qtbot, page):
    for text, wanted in (("qwen", "qwen"), ("Swedish", "nllb"), ("cc-by-nc", "nllb")):
        with qtbot.waitSignal(page.frame.filter_changed):
            page.frame.search.setText(text)
        assert [row.model_id for row in page.frame.model.models] == [wanted]
    with qtbot.waitSignal(page.frame.filter_changed):
        page.frame.search.setText("nothing like it")
    assert page.frame.lists.currentWidget() is page.frame.empty
    assert page.details.currentWidget() is page.details.empty


def test_the_task_filter_keeps_one_task(page):
    page.frame.task_box.setCurrentIndex(page.frame.task_box.findData("pictures"))
    assert titles(page) == ["Pictures", "Digits"]


def test_arrow_keys_step_over_headings(page):
    met = []
    for _ in range(4):
        met.append(page.frame.chosen().model_id)
        QTest.keyClick(page.frame.list, Qt.Key.Key_Down)
    assert met == ["translator", "nllb", "writer", "qwen"]


def test_a_screen_reader_hears_what_the_line_shows(page):
    place = page.frame.model.place("nllb")
    heard = place.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "NLLB 600M, from 312 MB · non-commercial"


def test_a_licence_that_forbids_commercial_use_is_said_before_the_download(page):
    choose(page, "nllb")
    assert "forbids commercial use" in page.details.licence_warning.text
    choose(page, "qwen")
    assert page.details.licence_warning.isHidden()


def test_size_and_memory_are_said_before_the_download(page):
    choose(page, "qwen")
    offer = page.details.offer
    assert offer.download_button.text() == "Download 312 MB"
    assert "1.1 GB" in offer.memory_label.text()
    offer.variant_box.setCurrentIndex(1)
    assert offer.download_button.text() == "Download 1.2 GB"


def test_more_memory_than_there_is_is_a_warning(stand, page):
    page.details.offer._machine_bytes = 1000 * MB
    choose(page, "qwen")
    assert "more than the 1.0 GB" in page.details.offer.memory_warning.text


def test_a_shipped_model_can_not_be_removed_and_says_why(page):
    choose(page, "writer")
    button = page.details.buttons.remove_button
    assert not button.isEnabled()
    assert "ships with Deskhand" in button.toolTip()
    page.ask_remove()
    assert page.question is None


def test_a_folder_put_there_by_hand_is_found_and_can_be_imported(qtbot, stand, page):
    stand.add("by-hand")
    (stand.home / "models" / "by-hand" / "deskhand-model.json").unlink()
    page.refresh()
    row = page.frame.model.row("by-hand")
    assert row.path == stand.home / "models" / "by-hand"
    choose(page, "by-hand")
    assert page.details.buttons.import_button.isVisibleTo(page)
    assert not page.details.buttons.try_button.isVisibleTo(page)


# --- downloads --------------------------------------------------------------------------------


def test_a_download_goes_on_while_other_pages_are_shown_and_ends_installed(
    qtbot, stand, window, page
):
    begin_download(qtbot, stand, page)
    assert window.status.network_text == "Using the network…"
    window.show_page("write")
    with qtbot.waitSignal(page.downloads.installed):
        stand.gate.release(2)
    assert page.frame.model.row("qwen").is_installed
    assert "is installed" in window.status.shown_text
    assert window.status.network_text == "No connections"
    request = stand.workbench.install.asked[0]
    assert (request.repo_id, request.precision, request.model_id) == ("owner/qwen", "q8", "qwen")
    assert request.revision == "0123456789abcdef" * 2


def test_pause_keeps_what_came_and_resume_asks_the_same_again(qtbot, stand, page):
    begin_download(qtbot, stand, page)
    bar = page.details.offer.download_bar
    bar.pause_button.click()
    qtbot.waitUntil(lambda: state(page, "qwen") is DownloadState.PAUSED)
    assert page.downloads.of("qwen").done_bytes == 100 * MB
    assert bar.label.text().startswith("Paused 32%")
    assert not page.downloads.is_under_way
    bar.resume_button.click()
    with qtbot.waitSignal(page.downloads.installed):
        stand.gate.release(3)
    assert stand.workbench.install.asked[0] == stand.workbench.install.asked[1]


def test_a_download_that_breaks_off_says_why_and_can_be_tried_again(qtbot, stand, page):
    stand.trouble = NetworkUnreachable("huggingface.co", "timed out")
    choose(page, "qwen")
    page.details.offer.download_button.click()
    stand.gate.release()
    qtbot.waitUntil(lambda: state(page, "qwen") is DownloadState.FAILED)
    bar = page.details.offer.download_bar
    assert "huggingface.co can't be reached" in bar.label.text()
    assert bar.resume_button.accessibleName() == "Try again"
    stand.trouble = None
    with qtbot.waitSignal(page.downloads.installed):
        bar.resume_button.click()
        stand.gate.release(3)


def test_a_paused_download_can_be_thrown_away(qtbot, stand, page):
    begin_download(qtbot, stand, page)
    page.downloads.pause("qwen")
    qtbot.waitUntil(lambda: state(page, "qwen") is DownloadState.PAUSED)
    page.details.offer.download_bar.discard_button.click()
    qtbot.waitUntil(lambda: state(page, "qwen") is None)
    assert [request.model_id for request in stand.workbench.discard.asked] == ["qwen"]
    assert page.details.offer.download_button.isVisibleTo(page)


def test_a_second_download_waits_for_the_first(qtbot, stand, page):
    begin_download(qtbot, stand, page)
    choose(page, "bart")
    page.details.offer.download_button.click()
    assert state(page, "bart") is DownloadState.WAITING
    stand.gate.release(2)
    qtbot.waitUntil(lambda: state(page, "qwen") is None)
    stand.gate.release(3)
    qtbot.waitUntil(lambda: state(page, "bart") is None)


def test_what_an_earlier_window_left_half_done_is_shown_as_paused(qtbot, stand):
    folder = stand.store.own.download_folder("qwen")
    folder.mkdir(parents=True)
    note = {
        "repo_id": "owner/qwen",
        "revision": "",
        "precision": "q8",
        "title": "Qwen",
        "total_bytes": 1000,
    }
    (folder / "deskhand-download.json").write_text(json.dumps(note))
    (folder / "config.json").write_bytes(b"x" * 250)
    stand.window.show_page("models")
    page = stand.window.page("models")
    qtbot.waitUntil(lambda: state(page, "qwen") is DownloadState.PAUSED)
    assert page.downloads.of("qwen").fraction == 0.25


def test_offline_nothing_can_be_downloaded_and_imports_are_offered(stand, page):
    stand.settings.update(is_offline=True)
    page.refresh()
    choose(page, "qwen")
    offer = page.details.offer
    assert not offer.download_button.isEnabled()
    assert "switched off" in offer.offline_label.text()
    assert page.frame.import_button.isEnabled()
    page.frame.settings_button.click()
    assert stand.window.current_name == "settings"


def test_switching_the_network_off_pauses_what_is_under_way(qtbot, stand, window, page):
    begin_download(qtbot, stand, page)
    settings = stand.settings.update(is_offline=True)
    window.apply_settings(settings)
    qtbot.waitUntil(lambda: state(page, "qwen") is DownloadState.PAUSED)
    assert not page.details.offer.download_bar.resume_button.isEnabled()
    assert window.status.network_text == "Offline"


# --- imports ----------------------------------------------------------------------------------


def drop(window, paths):
    """As the mouse does with files from outside."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = QPointF(300, 300)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, enter)
    said = window.drop_zone.label.text()
    event = QDropEvent(place, Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, event)
    return said


def test_folders_dropped_on_the_page_are_imported_and_the_refused_are_named(
    qtbot, window, page, tmp_path
):
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    with qtbot.waitSignal(page.imports.ended):
        said = drop(window, [*folders, tmp_path / "notes.txt"])
    assert said == "Drop to import as a model"
    assert page.frame.chosen().model_id == "two"
    assert page.frame.model.row("one").is_installed
    assert "notes.txt" in page.frame.error_line.text
    assert "Imported: One, Two" in window.status.shown_text


def test_a_pack_dropped_anywhere_is_imported(qtbot, window, tmp_path):
    window.show_page("write")
    said = drop(window, [tmp_path / "writer.deskhand-model.zip"])
    assert said == "Drop to import as a model"
    assert window.current_name == "models"
    page = window.page("models")
    qtbot.waitUntil(lambda: "writer.deskhand-model.zip" in page.frame.error_line.text)


def test_a_models_folder_dropped_on_another_page_is_imported(qtbot, window, tmp_path):
    window.show_page("images")
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "config.json").write_text("{}")
    assert drop(window, [tmp_path / "export"]) == "Drop to import as a model"
    page = window.page("models")
    qtbot.waitUntil(lambda: page.frame.model.row("export") is not None)


def test_a_name_that_is_taken_is_asked_about_and_another_one_proposed(qtbot, stand, page, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        stand.add(name)
    with qtbot.waitSignal(page.imports.ended):
        page.accept_paths([tmp_path / "one", tmp_path / "two", tmp_path / "notes.txt"])
    box = page.question
    assert box.text() == "There are models of these names already: one, two."
    assert box.informativeText().endswith("as one-2, two-2.")
    assert "one" not in page.frame.error_line.text
    assert "notes.txt" in page.frame.error_line.text
    with qtbot.waitSignal(page.imports.ended):
        press(box, "Import")
    assert page.frame.model.row("one-2").is_installed
    assert page.frame.model.row("two-2").is_installed
    assert page.question is None


def test_a_name_that_is_taken_can_be_left_at_that(qtbot, stand, page, tmp_path):
    (tmp_path / "one").mkdir()
    stand.add("one")
    with qtbot.waitSignal(page.imports.ended):
        page.accept_paths([tmp_path / "one"])
    assert page.question.text() == "There is a model “one” already."
    asked = len(stand.workbench.import_model.asked)
    press(page.question, "Leave it")
    assert len(stand.workbench.import_model.asked) == asked
    assert page.frame.error_line.text == ""


def test_of_very_many_that_are_refused_all_are_named(qtbot, page, tmp_path):
    names = [f"file-{number}.bin" for number in range(9)]
    with qtbot.waitSignal(page.imports.ended):
        page.accept_paths([tmp_path / name for name in names])
    said = page.frame.error_line.text
    assert all(name in said for name in names)
    assert said.count("\n") == 5


def test_the_filter_does_not_hide_what_was_imported(qtbot, page, tmp_path):
    (tmp_path / "new").mkdir()
    page.frame.search.setText("nllb")
    with qtbot.waitSignal(page.imports.ended):
        page.accept_paths([tmp_path / "new"])
    assert page.frame.chosen().model_id == "new"


def test_import_asks_for_a_folder_or_for_files(qtbot, stand, page, tmp_path):
    (tmp_path / "asked").mkdir()
    stand.dialogs.folder = tmp_path / "asked"
    with qtbot.waitSignal(page.imports.ended):
        page.import_folder()
    stand.dialogs.opens = tmp_path / "nothing.zip"
    with qtbot.waitSignal(page.imports.ended):
        page.import_files()
    assert "nothing.zip" in page.frame.error_line.text


# --- what is done with an installed model -----------------------------------------------------


def test_another_default_is_kept_and_other_panels_name_it(qtbot, stand, window, page):
    write = window.panel("write")
    stand.add("my-export", "writing")
    page.refresh()
    choose(page, "my-export")
    with qtbot.waitSignal(page.models_changed):
        page.details.buttons.use_buttons["writing"].click()
    assert stand.settings.current.model("writing") == "my-export"
    assert page.frame.model.row("my-export").used_for == ("writing",)
    assert write.model_id() == "my-export"
    assert write.model_line.label.text().startswith("My-Export")


def test_removing_the_default_goes_back_to_the_first_and_says_so(qtbot, stand, window, page):
    stand.add("my-export", "writing")
    stand.settings.update(models=(("writing", "my-export"),))
    page.refresh()
    choose(page, "my-export")
    page.ask_remove()
    with qtbot.waitSignal(page.models_changed):
        press(page.question, "Remove")
    assert stand.settings.current.model("writing") is None
    assert "“Write” uses Writer again" in window.status.shown_text
    assert page.frame.model.row("my-export") is None


def test_removal_is_asked_for_and_can_be_left(stand, page):
    stand.add("my-export", "writing")
    page.refresh()
    choose(page, "my-export")
    QTest.keyClick(page.frame.list, Qt.Key.Key_Delete)
    page.question.reject()
    assert stand.workbench.remove_model.asked == []


def test_a_trial_shows_speed_device_and_sample(qtbot, stand, page):
    choose(page, "writer")
    with qtbot.waitSignal(page.deeds.tried):
        page.details.buttons.try_button.click()
    shown = dict(page.details.trial.facts.facts)
    assert shown["Loaded in"] == "0.8 s"
    assert shown["Speed"] == "92 tokens a second"
    assert shown["Device"] == "CPU"
    choose(page, "translator")
    assert page.details.trial.isHidden()


def test_the_result_of_a_trial_stands_below_its_button_and_is_seen(qtbot, stand, window, page):
    window.resize(window.minimumSize())
    choose(page, "writer")
    with qtbot.waitSignal(page.deeds.tried):
        page.details.buttons.try_button.click()
    trial, facts = page.details.trial, page.details.facts
    qtbot.waitUntil(lambda: not trial.heading.visibleRegion().isEmpty())
    assert trial.y() < facts.y()


def test_a_model_is_busy_while_something_is_done_with_it_and_stop_ends_it(qtbot, stand, page):
    choose(page, "writer")
    page.details.buttons.verify_button.click()
    assert not page.details.buttons.try_button.isEnabled()
    assert page.frame.stop_button.isVisibleTo(page)
    page.frame.stop_button.click()
    wait_idle(qtbot, page)
    assert page.details.buttons.try_button.isEnabled()


def test_verify_finds_what_was_changed_and_says_what_to_do(qtbot, stand, page):
    spec = stand.add("my-export", "writing")
    (stand.home / "models" / "my-export" / spec.files[0].path).write_bytes(b"changed")
    page.refresh()
    choose(page, "my-export")
    with qtbot.waitSignal(page.deeds.checked):
        page.details.buttons.verify_button.click()
    assert spec.files[0].path in page.details.fault_warning.text
    assert not page.details.buttons.use_buttons["writing"].isEnabled()


def test_export_saves_where_the_person_says(qtbot, stand, window, page, tmp_path):
    stand.dialogs.saves = tmp_path / "writer.zip"
    choose(page, "writer")
    page.details.buttons.export_button.click()
    wait_idle(qtbot, page)
    assert (tmp_path / "writer.zip").read_bytes() == b"pack"
    assert window.status.shown_text == "Saved writer.zip"


def test_the_precision_chosen_is_kept_and_the_loaded_model_let_go(qtbot, stand, page):
    variants = tuple(replace(each, files=()) for each in LISTING.variants)
    stand.add("my-export", "writing", variants=variants)
    page.refresh()
    choose(page, "my-export")
    box = page.details.precision_box
    assert [box.itemData(at) for at in range(box.count())] == [None, "q8", "fp32"]
    box.setCurrentIndex(2)
    with qtbot.waitSignal(page.deeds.stock_changed):
        box.activated.emit(2)
    assert stand.settings.current.precision("my-export") == "fp32"
    assert box.currentData() == "fp32"


# --- the hub ----------------------------------------------------------------------------------


def test_a_model_of_the_hub_is_shown_before_anything_is_downloaded(qtbot, stand, page):
    dialog = page.questions.open()
    dialog.address.setText("https://huggingface.co/stranger/tiny-llama")
    dialog.look_up_button.click()
    qtbot.waitUntil(lambda: dialog.listing is not None)
    assert dict(dialog.facts.facts)["Good for"] == "Write"
    assert dialog.variants.topLevelItemCount() == 2
    assert dialog.download_button.text() == "Download 314 MB"
    assert stand.workbench.install.asked == []
    dialog.download_button.click()
    qtbot.waitUntil(lambda: state(page, "tiny-llama") is DownloadState.RUNNING)
    assert stand.workbench.install.asked[0].repo_id == "stranger/tiny-llama"
    assert page.frame.model.row("tiny-llama").spec is None
    with qtbot.waitSignal(page.downloads.installed):
        stand.gate.release(3)


def test_a_look_up_goes_before_a_download_which_then_goes_on(qtbot, stand, page):
    begin_download(qtbot, stand, page)
    dialog = page.questions.open()
    dialog.address.setText("stranger/tiny-llama")
    dialog.look_up()
    qtbot.waitUntil(lambda: dialog.listing is not None)
    assert page.downloads.of("qwen").is_under_way
    dialog.reject()
    with qtbot.waitSignal(page.downloads.installed):
        stand.gate.release(4)


def test_a_name_that_the_hub_does_not_have_is_explained(qtbot, stand, page):
    stand.trouble = RepoUnknown("stranger/nothing")
    dialog = page.questions.open()
    dialog.address.setText("stranger/nothing")
    dialog.look_up()
    qtbot.waitUntil(lambda: "stranger/nothing" in dialog.error_line.text)
    assert not dialog.download_button.isEnabled()
    dialog.reject()


def test_the_status_bar_counts_the_connections_of_a_look_up(qtbot, stand, window, page):
    told = []
    page.network_used.connect(lambda _is: told.append(window.status.network_text))
    dialog = page.questions.open()
    dialog.address.setText("stranger/tiny-llama")
    dialog.look_up()
    stand.workbench.__dict__["hub"] = SimpleNamespace(n_connections=1)
    qtbot.waitUntil(lambda: dialog.listing is not None)
    assert told == ["Using the network…", "1 connection so far"]
    dialog.reject()


def test_the_status_bar_counts_the_connections_of_a_repair(qtbot, stand, window, page):
    stand.add("mine", repo_id="owner/mine")
    page.refresh()
    choose(page, "mine")
    told = []
    page.network_used.connect(lambda _is: told.append(window.status.network_text))
    page.details.buttons.repair_button.click()
    stand.workbench.__dict__["hub"] = SimpleNamespace(n_connections=2)
    wait_idle(qtbot, page)
    qtbot.waitUntil(lambda: "whole again" in window.status.shown_text)
    assert "Using the network…" in told
    assert window.status.network_text == "2 connections so far"


def test_what_can_not_be_a_name_is_not_asked_for(stand, page):
    dialog = page.questions.open()
    dialog.address.setText("just a word")
    dialog.look_up()
    assert not dialog.look_up_button.isEnabled()
    assert stand.workbench.look_up.asked == []
    dialog.reject()


def test_gated_and_non_commercial_models_say_so(qtbot, stand, page):
    stand.listing = replace(LISTING, is_gated=True, licence="cc-by-nc-4.0", task=None)
    dialog = page.questions.open()
    dialog.address.setText("stranger/tiny-llama")
    dialog.look_up()
    qtbot.waitUntil(lambda: dialog.listing is not None)
    assert "accept their terms" in dialog.warning.text
    assert "forbids commercial use" in dialog.warning.text
    dialog.reject()


def test_the_page_is_in_the_language_of_the_window_at_once(qtbot, stand, page):
    choose(page, "qwen")
    stand.language.apply("zh_CN")
    qtbot.waitUntil(lambda: page.frame.heading.text() == "模型")
    assert page.details.title.text() == "Qwen2.5 0.5B Instruct"


def test_a_fast_download_is_shown_now_and_then_and_its_last_word_always(qtbot, stand, page):
    stand.steps = [MB * n for n in range(1, 301)]
    stand.gate.release(300)
    choose(page, "qwen")
    told = []
    page.downloads.changed.connect(lambda _id: told.append(page.downloads.of("qwen")))
    with qtbot.waitSignal(page.downloads.installed):
        page.details.offer.download_button.click()
    assert len(told) < 100
    assert told[-2].done_bytes == 300 * MB
    assert told[-1] is None
