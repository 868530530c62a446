"""Labelling files and folders of pictures, with bad ones among them."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
from fakes import FakeClassifier, FakeEngine, choice, ran, save_picture, stopped
from PIL import Image

from assistant_app.cancel import CancelToken
from assistant_app.errors import (
    FileEmpty,
    FileMissing,
    PictureBroken,
    PicturesMissing,
)
from assistant_app.inference.image_input import thumbnail
from assistant_app.tasks.base import Item, Progress
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.label import Labelled, LabelledPicture, LabelRequest, LabelTask
from assistant_app.tasks.label_export import labels_csv, labels_json
from assistant_app.tasks.picture_files import picture_files
from assistant_app.tasks.thumbnails import Thumbnail, ThumbnailRequest, ThumbnailTask


def label(*paths: Path, engine: FakeEngine | None = None, **options: object) -> Labelled:
    engine = engine or FakeEngine()
    task = LabelTask(lambda: engine, choice())
    events, result = ran(task.run(LabelRequest(paths, **options), CancelToken()))
    items = [event.value for event in events if isinstance(event, Item)]
    assert [item for item in items if isinstance(item, LabelledPicture)] == list(result.pictures)
    assert [item for item in items if isinstance(item, Skipped)] == list(result.skipped)
    return result


def test_the_best_labels_come_first(tmp_path: Path) -> None:
    result = label(save_picture(tmp_path / "a.png", "lime"), top=2)
    (picture,) = result.pictures
    assert [each.name for each in picture.labels] == ["green", "red"]
    assert picture.labels[0].probability > 0.9
    assert (picture.width, picture.height) == (8, 6)
    assert result.origin.model_id == "pictures"


def test_labels_below_the_threshold_are_left_out(tmp_path: Path) -> None:
    (picture,) = label(save_picture(tmp_path / "a.png", "grey"), threshold=0.5).pictures
    assert picture.labels == ()


def test_folders_are_walked_in_natural_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("10.png", "9.jpg", "sub/1.bmp", ".hidden.png", ".folder/2.png"):
        save_picture(tmp_path / name)
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    names = [picture.path.name for picture in label(tmp_path).pictures]
    assert names == ["9.jpg", "10.png", "1.bmp"]


def test_a_picture_given_twice_is_labelled_once(tmp_path: Path) -> None:
    path = save_picture(tmp_path / "a.png")
    assert len(label(tmp_path, path).pictures) == 1


def test_a_link_that_leads_round_in_a_circle_is_not_followed(tmp_path: Path) -> None:
    save_picture(tmp_path / "a.png")
    try:
        os.symlink(tmp_path, tmp_path / "round", target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")
    assert len(list(picture_files([tmp_path]))) == 1


def test_bad_files_are_named_and_the_others_are_labelled(tmp_path: Path) -> None:
    good = save_picture(tmp_path / "good.png")
    broken = tmp_path / "broken.png"
    broken.write_bytes(good.read_bytes()[:40])
    empty = tmp_path / "empty.png"
    empty.touch()
    text = tmp_path / "text.txt"
    text.write_text("no picture", encoding="utf-8")
    result = label(good, broken, empty, text, tmp_path / "gone.png")
    assert [picture.path for picture in result.pictures] == [good]
    assert {skip.path.name: type(skip.error) for skip in result.skipped} == {
        "broken.png": PictureBroken,
        "empty.png": FileEmpty,
        "text.txt": PictureBroken,
        "gone.png": FileMissing,
    }


def test_cmyk_transparent_animated_and_rotated_pictures_are_labelled(tmp_path: Path) -> None:
    cmyk, clear, moving, turned = (
        tmp_path / name for name in ("cmyk.jpg", "clear.png", "moving.gif", "turned.jpg")
    )
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(cmyk)
    Image.new("RGBA", (8, 8), (255, 0, 0, 255)).save(clear)
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(moving, save_all=True, append_images=frames[1:])
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20), "red").save(turned, exif=exif)
    result = label(cmyk, clear, moving, turned)
    assert [picture.labels[0].name for picture in result.pictures] == ["red"] * 4
    assert (result.pictures[3].width, result.pictures[3].height) == (20, 40)


def test_a_folder_without_pictures_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PicturesMissing):
        label(tmp_path)


def test_many_pictures_go_in_batches_and_progress_reaches_the_end(tmp_path: Path) -> None:
    for number in range(20):
        save_picture(tmp_path / f"{number}.png")
    engine = FakeEngine(fake_classifier=FakeClassifier())
    events, result = ran(
        LabelTask(lambda: engine, choice()).run(LabelRequest((tmp_path,)), CancelToken())
    )
    assert len(result.pictures) == 20
    assert engine.fake_classifier.sizes[0] == 1
    assert max(engine.fake_classifier.sizes) > 4
    assert [e for e in events if isinstance(e, Progress)][-1].fraction == 1


def test_stop_between_pictures(tmp_path: Path) -> None:
    for number in range(4):
        save_picture(tmp_path / f"{number}.png")
    cancel = CancelToken()
    work = LabelTask(FakeEngine, choice()).run(LabelRequest((tmp_path,)), cancel)
    events = stopped(work, cancel, lambda event: isinstance(event, Item))
    assert len([event for event in events if isinstance(event, Item)]) == 1


def test_csv_has_a_row_for_every_file(tmp_path: Path) -> None:
    good = save_picture(tmp_path / "猫, red.png")
    result = label(good, tmp_path / "gone.png", top=2)
    rows = list(csv.reader(io.StringIO(labels_csv(result))))
    assert rows[0] == [
        "path",
        "width",
        "height",
        "label 1",
        "probability 1",
        "label 2",
        "probability 2",
        "skipped",
    ]
    assert rows[1][:4] == [str(good), "8", "6", "red"]
    assert rows[2][0] == str(tmp_path / "gone.png")
    assert rows[2][-1]
    assert {len(row) for row in rows} == {8}


def test_json_names_labels_and_reasons(tmp_path: Path) -> None:
    result = label(save_picture(tmp_path / "a.png"), tmp_path / "gone.png", top=1)
    value = json.loads(labels_json(result))
    assert value["pictures"][0]["labels"][0]["name"] == "red"
    assert value["skipped"][0]["error"] == "FileMissing"
    assert "gone.png" in value["skipped"][0]["reason"]


def test_thumbnails_come_one_by_one_with_errors_in_their_place(tmp_path: Path) -> None:
    good = save_picture(tmp_path / "a.png", size=(400, 200))
    broken = tmp_path / "b.png"
    broken.write_bytes(b"nothing")
    request = ThumbnailRequest((good, broken), side=100)
    events, result = ran(ThumbnailTask(thumbnail).run(request, CancelToken()))
    first, second = (event.value for event in events if isinstance(event, Item))
    assert isinstance(first, Thumbnail)
    assert isinstance(second, Thumbnail)
    assert (first.width, first.height, len(first.rgb)) == (100, 50, 100 * 50 * 3)
    assert isinstance(second.error, PictureBroken)
    assert result.n_pictures == 2
