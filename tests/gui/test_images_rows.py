"""The list of pictures: rows, order, threshold, thumbnails, ten thousand of them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from assistant_app.errors import PictureBroken
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.label import Label, LabelledPicture
from assistant_app.ui.picture_rows import Order, RowState, RowView, Show
from assistant_app.ui.picture_words import percent, status_text
from assistant_app.ui.pictures_model import PicturesModel
from assistant_app.ui.widgets.picture_list import PictureList


def path(name):
    return Path("/pictures", name)


def labelled(name, *labels):
    pairs = tuple(Label(label, probability) for label, probability in labels)
    return LabelledPicture(path(name), pairs, 8, 6)


BROKEN = Skipped(path("x.png"), PictureBroken(path("x.png"), "cut off"))


@pytest.fixture
def model(qtmodeltester):
    model = PicturesModel()
    qtmodeltester.check(model)
    model.add_paths([path("p10.png"), path("p2.png"), path("p1.png"), path("x.png")])
    model.set_result(labelled("p10.png", ("cat", 0.9), ("dog", 0.1)))
    model.set_result(labelled("p2.png", ("dog", 0.4), ("cat", 0.3)))
    model.set_result(BROKEN)
    return model


def shown(model):
    return [model.index(row).data() for row in range(model.rowCount())]


def test_a_file_is_listed_once(model):
    assert model.add_paths([path("p2.png"), path("new.png"), path("new.png")]) == 1
    assert shown(model) == ["p10.png", "p2.png", "p1.png", "x.png", "new.png"]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (Order.ADDED, ["p10.png", "p2.png", "p1.png", "x.png"]),
        (Order.NAME, ["p1.png", "p2.png", "p10.png", "x.png"]),
        (Order.LABEL, ["p10.png", "p2.png", "p1.png", "x.png"]),
        (Order.SURE_FIRST, ["p10.png", "p2.png", "p1.png", "x.png"]),
        (Order.UNSURE_FIRST, ["p2.png", "p10.png", "p1.png", "x.png"]),
    ],
)
def test_order(model, order, names):
    model.set_view(RowView(order=order))
    assert shown(model) == names


@pytest.mark.parametrize(
    ("show", "names"),
    [
        (Show.SURE, ["p10.png"]),
        (Show.UNSURE, ["p2.png"]),
        (Show.SKIPPED, ["x.png"]),
    ],
)
def test_the_threshold_parts_sure_from_unsure(model, show, names):
    model.set_view(RowView(show=show, threshold=0.5))
    assert shown(model) == names
    assert model.counts()[show] == len(names)


def test_moving_the_threshold_filters_at_once(model):
    model.set_view(RowView(show=Show.SURE, threshold=0.5))
    model.set_view(RowView(show=Show.SURE, threshold=0.35))
    assert shown(model) == ["p10.png", "p2.png"]


def test_words_look_in_names_and_in_labels_that_count(model):
    model.set_view(RowView(words="CAT"))
    assert shown(model) == ["p10.png", "p2.png"]
    model.set_view(RowView(words="cat", threshold=0.5))
    assert shown(model) == ["p10.png"]
    model.set_view(RowView(words="p1"))
    assert shown(model) == ["p10.png", "p1.png"]


def test_a_result_that_arrives_while_filtered_is_sorted_in_soon(model, qtbot):
    model.set_view(RowView(show=Show.SURE, threshold=0.5))
    with qtbot.waitSignal(model.modelReset):
        model.set_result(labelled("p1.png", ("fox", 0.8)))
    assert shown(model) == ["p10.png", "p1.png"]


def test_states(model):
    assert model.paths_in(RowState.WAITING) == (path("p1.png"),)
    assert model.paths_in(RowState.SKIPPED) == (path("x.png"),)
    model.set_waiting([path("p10.png")])
    assert model.paths_in(RowState.WAITING) == (path("p10.png"), path("p1.png"))


def test_words_for_a_row(model):
    rows = {row.path.name: row for row in model.rows}
    assert status_text(rows["p10.png"], 0.5) == "sure"
    assert status_text(rows["p2.png"], 0.5) == "No label reaches 50 %"
    assert status_text(rows["p2.png"], 0.3) == "guess"
    assert status_text(rows["p1.png"], 0.5) == "Not labelled yet"
    assert "cut off" in status_text(rows["x.png"], 0.5)


def test_a_screen_reader_hears_the_labels(model):
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "p10.png, cat 90 %, dog 10 %, sure"


@pytest.mark.parametrize(
    ("probability", "text"), [(1.0, "100 %"), (0.998, "99 %"), (0.5, "50 %"), (0.001, "< 1 %")]
)
def test_percent_never_says_more_than_it_knows(probability, text):
    assert percent(probability) == text


def test_thumbnails_that_were_not_looked_at_leave_first(qapp):
    model = PicturesModel()
    model.add_paths(path(f"{i}.png") for i in range(1502))
    pixmap = QPixmap(1, 1)
    for i in range(1500):
        model.set_thumbnail(path(f"{i}.png"), pixmap)
    assert model.without_thumbnail(0, 0) == []  # looked at: row 0 is young again
    model.set_thumbnail(path("1500.png"), pixmap)
    assert model.without_thumbnail(0, 1) == [path("1.png")]


@pytest.fixture
def listed(model, qtbot):
    view = PictureList(model)
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    return view


def test_del_asks_to_remove_what_is_selected(listed, model, qtbot):
    listed.selectAll()
    with qtbot.waitSignal(listed.remove_requested) as caught:
        QTest.keyClick(listed, Qt.Key.Key_Delete)
    assert caught.args == [[path("p10.png"), path("p2.png"), path("p1.png"), path("x.png")]]


def test_what_is_selected_stays_selected_in_another_order(listed, model):
    select = QItemSelectionModel.SelectionFlag.ClearAndSelect
    listed.selectionModel().select(model.index(1), select)
    model.set_view(RowView(order=Order.UNSURE_FIRST))
    assert listed.selected_paths() == [path("p2.png")]


def test_removing_rows_takes_them_from_the_selection(listed, model):
    listed.selectAll()
    model.remove([path("p2.png"), path("x.png")])
    assert listed.selected_paths() == [path("p10.png"), path("p1.png")]


def test_ten_thousand_pictures_are_listed_labelled_and_sorted_at_once(qtbot):
    model = PicturesModel()
    view = PictureList(model)
    qtbot.addWidget(view)
    view.show()
    began = time.perf_counter()
    model.add_paths(path(f"{i}.png") for i in range(10_000))
    for i in range(10_000):
        model.set_result(labelled(f"{i}.png", ("cat", (i % 100) / 100)))
    model.set_view(RowView(order=Order.SURE_FIRST, show=Show.SURE, threshold=0.5))
    spent = time.perf_counter() - began
    assert model.rowCount() == 5000
    assert spent < 3.0
    with qtbot.waitSignal(view.view_settled) as caught:
        view.scrollToBottom()
    first, last = caught.args
    assert last == 4999
    assert last - first < 30
