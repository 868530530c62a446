"""Labelling with the person's own list of labels, and results that say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes import FakeClassifier, FakeEngine, choice, ran, save_picture

from assistant_app.cancel import CancelToken
from assistant_app.errors import (
    AppError,
    LabelRepeated,
    LabelsMissing,
    LabelsNotTaken,
    LabelsTooFew,
    TemplateUnfit,
)
from assistant_app.tasks.entries import entry_of, labelled_of
from assistant_app.tasks.label import (
    TEMPLATE,
    Labelled,
    LabelRequest,
    LabelTask,
    labels_in,
    reads_badly,
)


@dataclass
class FakeChooser:
    """Takes labels; then it is the fake classifier of three colours."""

    takes_labels: bool = True
    asked: list[tuple[Sequence[str], str]] = field(default_factory=list)

    def with_labels(
        self, labels: Sequence[str], template: str, cancel: CancelToken | None = None
    ) -> FakeClassifier:
        self.asked.append((tuple(labels), template))
        return FakeClassifier(labels=tuple(labels))


def label(model: Any, path: Path, **options: Any) -> Labelled:
    engine = FakeEngine(fake_classifier=model)
    task = LabelTask(lambda: engine, choice())
    return ran(task.run(LabelRequest((path,), **options), CancelToken()))[1]


def test_the_labels_go_to_the_model_with_their_sentence(tmp_path: Path) -> None:
    model = FakeChooser()

    result = label(
        model,
        save_picture(tmp_path / "a.png", "lime"),
        labels=(" cat ", "", "dog", "发票"),
        template="this is {}",
    )

    assert model.asked == [(("cat", "dog", "发票"), "this is {}")]
    assert result.pictures[0].labels[0].name == "dog"


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({}, LabelsMissing),
        ({"labels": (" ",)}, LabelsMissing),
        ({"labels": ("cat",)}, LabelsTooFew),
        ({"labels": ("cat", "dog", "Cat ")}, LabelRepeated),
        ({"labels": ("cat", "dog"), "template": "a photo"}, TemplateUnfit),
    ],
)
def test_a_list_that_can_not_work_is_told(
    tmp_path: Path, options: dict[str, Any], kind: type[AppError]
) -> None:
    model = FakeChooser()
    with pytest.raises(kind):
        label(model, save_picture(tmp_path / "a.png"), **options)
    assert model.asked == []


def test_a_model_with_labels_of_its_own_takes_no_others(tmp_path: Path) -> None:
    with pytest.raises(LabelsNotTaken):
        label(FakeClassifier(), save_picture(tmp_path / "a.png"), labels=("cat", "dog"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cat, dog,invoice", ("cat", "dog", "invoice")),
        ("猫，狗、发票;车", ("猫", "狗", "发票", "车")),
        ("cat\r\n\r\na dog, asleep\r\n", ("cat", "a dog, asleep")),
        (" , ,\n", ()),
        ("", ()),
        ("a dog", ("a dog",)),
    ],
)
def test_labels_are_read_as_people_write_them(text: str, expected: tuple[str, ...]) -> None:
    assert labels_in(text) == expected


def test_plain_clip_reads_other_scripts_badly() -> None:
    assert reads_badly("clip", ("cat", "狗"))
    assert not reads_badly("clip", ("cat", "dog"))
    assert not reads_badly("chinese_clip", ("猫", "狗"))


class Flat(FakeClassifier):
    """Every score nearly the same, as of a model whose weights were lost."""

    def classify(self, pictures: Sequence[Any], cancel: CancelToken) -> np.ndarray:
        rows = np.full((len(pictures), len(self.labels)), 1 / len(self.labels), np.float32)
        rows[:, 1] *= 1.08
        return rows


@pytest.mark.parametrize("n_labels", [2, 3, 10, 1000])
def test_scores_that_are_all_alike_are_told(tmp_path: Path, n_labels: int) -> None:
    model = Flat(labels=tuple(f"thing {number}" for number in range(n_labels)))
    for number in range(3):
        save_picture(tmp_path / f"{number}.png")

    assert label(model, tmp_path).is_flat


def test_one_picture_that_is_told_apart_is_enough(tmp_path: Path) -> None:
    save_picture(tmp_path / "a.png", "grey")
    save_picture(tmp_path / "b.png", "red")

    assert not label(FakeClassifier(), tmp_path).is_flat


def test_nothing_labelled_says_nothing_of_the_model(tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"nothing")

    assert not label(FakeClassifier(), tmp_path).is_flat


def test_the_history_keeps_the_list(tmp_path: Path) -> None:
    request = LabelRequest((tmp_path,), labels=("cat", "dog"))
    path = save_picture(tmp_path / "a.png")
    result = label(FakeChooser(), path, labels=("cat", "dog", "bird"))

    entry = entry_of("images", request, result, 1.0)

    assert (entry.detail["labels"], entry.detail["template"]) == (["cat", "dog"], TEMPLATE)
    assert labelled_of(entry).pictures == result.pictures
