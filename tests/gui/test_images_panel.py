"""The Images panel: add, label, stop, filter, export, remove, history."""

from __future__ import annotations

import csv
import json
import threading

import fakes
import pytest
from panel_stand import finished, wait_idle
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from assistant_app.ui.images_panel import ImagesPanel
from assistant_app.ui.picture_rows import RowState, Show


@pytest.fixture
def panel(qtbot, bench):
    panel = ImagesPanel(bench.context())
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    return panel


@pytest.fixture
def folder(tmp_path):
    """Two pictures, one of them in a folder within, a broken one and a text."""
    folder = tmp_path / "pictures"
    fakes.save_picture(folder / "red.png", "red")
    fakes.save_picture(folder / "inner" / "grey.png", "grey")
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff not a picture")
    (folder / "notes.txt").write_text("no picture", encoding="utf-8")
    return folder


def added(qtbot, panel, *paths):
    before = panel.model.n_rows
    panel.accept_paths(paths)
    qtbot.waitUntil(lambda: panel.model.n_rows > before)


def names(panel):
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def test_a_folder_is_searched_through(panel, bench, folder, qtbot):
    added(qtbot, panel, folder)
    assert sorted(names(panel)) == ["broken.jpg", "grey.png", "red.png"]
    assert "3 pictures added" in bench.said


def test_a_folder_without_pictures_is_an_error_line(panel, tmp_path, qtbot):
    (tmp_path / "empty").mkdir()
    panel.accept_paths([tmp_path / "empty"])
    qtbot.waitUntil(lambda: bool(panel.error_line.text))
    assert "no picture" in panel.error_line.text


def test_a_file_that_is_gone_is_listed_with_the_reason(panel, folder, tmp_path, qtbot):
    added(qtbot, panel, folder / "red.png", tmp_path / "gone.png")
    assert panel.model.paths_in(RowState.SKIPPED) == (tmp_path / "gone.png",)


def test_running_with_no_picture_is_an_error_line(panel):
    panel.start()
    assert "no pictures yet" in panel.error_line.text


def test_labels_and_skipped_files_are_shown(panel, folder, qtbot):
    added(qtbot, panel, folder)
    entry = finished(qtbot, panel)
    rows = {row.path.name: row for row in panel.model.rows}
    assert rows["red.png"].labels[0].name == "red"
    assert rows["red.png"].best > 0.9
    assert rows["broken.jpg"].state is RowState.SKIPPED
    assert "red.png: red 99%" in entry.output
    assert "2 pictures labelled" in panel.progress_line.label.text()
    assert "1 skipped" in panel.progress_line.label.text()
    assert panel.model_line.label.text().startswith("Pictures on CPU")


def test_moving_the_threshold_filters_without_another_run(panel, folder, qtbot):
    added(qtbot, panel, folder)
    finished(qtbot, panel)
    panel.bar.show_box.setCurrentIndex(panel.bar.show_box.findData(Show.SURE))
    assert names(panel) == ["red.png"]
    panel.threshold.slider.setValue(20)
    assert sorted(names(panel)) == ["grey.png", "red.png"]
    assert panel.bar.show_box.currentText() == "With a label (2)"


class Gate(fakes.FakeClassifier):
    """Waits at the second call until it is stopped or let through."""

    def __init__(self):
        super().__init__()
        self.arrived = threading.Event()
        self.go = threading.Event()

    def classify(self, pictures, cancel):
        if self.sizes:
            self.arrived.set()
            with cancel.hooked(self.go.set):
                assert self.go.wait(10)
        return super().classify(pictures, cancel)


def test_stop_keeps_what_is_done_and_the_next_run_does_the_rest(panel, bench, tmp_path, qtbot):
    for i in range(6):
        fakes.save_picture(tmp_path / "many" / f"{i}.png", "blue")
    gate = bench.engine.fake_classifier = Gate()
    added(qtbot, panel, tmp_path / "many")
    panel.start()
    qtbot.waitUntil(gate.arrived.is_set)
    panel.stop()
    wait_idle(qtbot, panel)
    assert len(panel.model.paths_in(RowState.LABELLED)) == 1
    entry = finished(qtbot, panel)
    assert len(panel.model.paths_in(RowState.LABELLED)) == 6
    assert len(entry.input.splitlines()) == 5


def test_another_model_labels_everything_again(panel, bench, folder, qtbot):
    added(qtbot, panel, folder / "red.png")
    finished(qtbot, panel)
    added(qtbot, panel, folder / "inner")
    panel.model_box.setCurrentIndex(panel.model_box.findData("digits"))
    entry = finished(qtbot, panel)
    assert entry.model_id == "digits"
    assert len(entry.input.splitlines()) == 2
    assert bench.engine.ids == ["pictures", "digits"]


def test_a_picture_taken_off_while_it_runs_does_not_come_back(panel, bench, tmp_path, qtbot):
    for i in range(3):
        fakes.save_picture(tmp_path / "many" / f"{i}.png", "blue")
    gate = bench.engine.fake_classifier = Gate()
    added(qtbot, panel, tmp_path / "many")
    panel.start()
    qtbot.waitUntil(gate.arrived.is_set)
    panel.remove([tmp_path / "many" / "2.png"])
    gate.go.set()
    wait_idle(qtbot, panel)
    assert names(panel) == ["0.png", "1.png"]


def test_del_takes_pictures_off_the_list_and_leaves_the_files(panel, folder, qtbot):
    added(qtbot, panel, folder)
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.index(0))
    gone = panel.list.selected_paths()[0]
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert gone.exists()
    assert len(names(panel)) == 2
    assert panel.list.selected_paths() != []
    panel.clear()
    assert names(panel) == []
    assert panel.empty.isVisible()


def test_thumbnails_of_what_is_in_view_are_made(panel, folder, qtbot):
    added(qtbot, panel, folder)
    row = names(panel).index("red.png")
    decoration = Qt.ItemDataRole.DecorationRole
    qtbot.waitUntil(lambda: panel.model.index(row).data(decoration) is not None)
    pixmap = panel.model.index(row).data(decoration)
    assert pixmap.toImage().pixelColor(0, 0).name() == "#ff0000"
    row = names(panel).index("broken.jpg")
    qtbot.waitUntil(lambda: panel.model.index(row).data(decoration) is not None)
    assert panel.model.index(row).data(decoration).isNull()


def test_only_what_is_in_view_is_decoded(panel, tmp_path, qtbot):
    picture = fakes.save_picture(tmp_path / "many" / "0.png", "blue")
    for i in range(1, 300):
        (tmp_path / "many" / f"{i}.png").write_bytes(picture.read_bytes())
    added(qtbot, panel, tmp_path / "many")
    with qtbot.waitSignal(panel.context.runner.idle):
        pass
    assert 5 < 300 - len(panel.model.without_thumbnail(0, 299)) < 60


def exported(panel, bench, path, qtbot):
    bench.dialogs.saves = path
    panel.save_result()
    qtbot.waitUntil(lambda: f"Saved {path.name}" in bench.said)


def test_export_as_a_table(panel, bench, folder, tmp_path, qtbot):
    added(qtbot, panel, folder)
    finished(qtbot, panel)
    exported(panel, bench, tmp_path / "labels.csv", qtbot)
    with (tmp_path / "labels.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["path"].rpartition("/")[2]: row for row in csv.DictReader(file)}
    assert rows["red.png"]["label 1"] == "red"
    assert rows["grey.png"]["label 1"] == ""  # below the threshold
    assert "broken.jpg" in rows["broken.jpg"]["skipped"]


def test_export_as_json(panel, bench, folder, tmp_path, qtbot):
    added(qtbot, panel, folder)
    finished(qtbot, panel)
    exported(panel, bench, tmp_path / "labels.json", qtbot)
    value = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))
    assert len(value["pictures"]) == 2
    assert value["skipped"][0]["error"] == "PictureBroken"
    assert value["model"] == "pictures"


def test_copy_gives_a_line_for_every_picture(panel, folder, qtbot):
    added(qtbot, panel, folder / "red.png")
    finished(qtbot, panel)
    panel.copy_result()
    assert QGuiApplication.clipboard().text() == "red.png: red 99%"


def test_an_entry_comes_back_with_its_labels(panel, folder, qtbot):
    added(qtbot, panel, folder)
    entry = finished(qtbot, panel)
    panel.clear()
    panel.open_entry(entry)
    assert sorted(names(panel)) == ["broken.jpg", "grey.png", "red.png"]
    assert len(panel.model.paths_in(RowState.LABELLED)) == 2
    assert len(panel.model.paths_in(RowState.SKIPPED)) == 1


def test_the_sample_runs(panel, qtbot):
    entry = finished(qtbot, panel, panel.try_sample)
    assert len(entry.output.splitlines()) >= 5
    assert panel.list.isVisible()


def test_one_picture_is_no_plural_and_the_same_again_is_nothing_new(panel, bench, folder, qtbot):
    added(qtbot, panel, folder / "red.png")
    assert bench.said[-1] == "1 picture added"
    panel.accept_paths([folder / "red.png"])
    qtbot.waitUntil(lambda: bench.said[-1] == "No new pictures")
    finished(qtbot, panel)
    assert panel.progress_line.label.text().startswith("1 picture labelled")


def test_in_a_narrow_window_the_words_of_the_buttons_give_way(panel, qtbot):
    buttons = (panel.bar.add_button, panel.bar.folder_button)
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    panel.resize(1000, 500)
    assert all(button.toolButtonStyle() != icon_only for button in buttons)
    panel.resize(580, 500)
    assert all(button.toolButtonStyle() == icon_only for button in buttons)
    for box in (panel.bar.show_box, panel.bar.order_box):
        assert box.width() >= box.sizeHint().width()
    panel.resize(1000, 500)
    assert all(button.toolButtonStyle() != icon_only for button in buttons)


def test_the_choices_keep_their_counts_and_fit_in_another_language(stand, folder, qtbot, qapp):
    stand.window.show()
    stand.window.show_page("images")
    panel = stand.window.panel("images")
    added(qtbot, panel, folder / "red.png")
    stand.language.apply("zh_CN")
    qapp.processEvents()
    assert panel.bar.show_box.itemText(0) == "所有图片 (1)"
    stand.language.apply("en")
    qapp.processEvents()
    assert panel.bar.show_box.itemText(0) == "All pictures (1)"


def test_lists_of_choices_are_as_wide_as_their_words_in_each_language(stand, qtbot, qapp):
    stand.language.apply("zh_CN")
    stand.window.show()
    for name in ("write", "summarise", "images", "history"):
        stand.window.show_page(name)
        qapp.processEvents()
    stand.theme.apply("dark")  # lists that measure once do so here, in Chinese
    qapp.processEvents()
    stand.language.apply("en")
    qapp.processEvents()
    narrow = []
    for name in ("write", "summarise", "images", "history"):
        stand.window.show_page(name)
        qapp.processEvents()
        for box in stand.window.findChildren(QComboBox):
            words = max(
                box.fontMetrics().horizontalAdvance(box.itemText(i)) for i in range(box.count())
            )
            icon = 0 if box.itemIcon(1).isNull() else box.iconSize().width()
            if box.isVisible() and box.width() < words + icon + 30:
                narrow.append(box.accessibleName())
    assert narrow == []


def test_the_sign_of_an_error_takes_the_colours_of_a_new_theme(stand, qapp):
    line = stand.window.notice_line
    stand.window.show()
    line.show_text("Something happened.")
    light = line._sign.pixmap().toImage()
    stand.theme.apply("dark")
    qapp.processEvents()
    assert line._sign.pixmap().toImage() != light
