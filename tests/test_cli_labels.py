"""``deskhand label`` with labels of one's own, on a tiny real CLIP."""

from __future__ import annotations

import hashlib
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from cli_stand import Stand, install, paths_of
from fakes import FakeClassifier, FakeEngine, save_picture, spec

from assistant_app.catalog.record import write_record
from assistant_app.catalog.spec import FileSpec
from assistant_app.workbench import Workbench

ARCHIVE = Path(__file__).parent / "pictures.tar.xz"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("installation"))


@pytest.fixture
def stand(installation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    made = Stand(monkeypatch, paths_of(installation, tmp_path / "home"))
    models = made.paths.user_models
    models.mkdir(parents=True)
    with tarfile.open(ARCHIVE) as tar:
        chosen = [member for member in tar if member.name.startswith("clip/")]
        tar.extractall(models, chosen, filter="data")
    files = tuple(
        FileSpec(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in (models / "clip").iterdir()
    )
    plain = spec("clip", "pictures", is_default=False)
    own = replace(plain, source="imported", family="clip", files=files)
    write_record(models / "clip", own)
    return made


def names(line: str) -> set[str]:
    return {cell.rsplit(" ", 1)[0] for cell in line.split("\t")[1:]}


def test_labels_of_ones_own_are_given_in_a_line(stand: Stand, tmp_path: Path) -> None:
    picture = save_picture(tmp_path / "a.png", size=(64, 48))

    ended = stand.run("label", picture, "--model", "clip", "--labels", "w20, w33,w41")

    assert (ended.code, ended.err) == (0, "")
    assert names(ended.out.strip()) == {"w20", "w33", "w41"}


def test_labels_of_ones_own_may_stand_in_a_file(stand: Stand, tmp_path: Path) -> None:
    picture = save_picture(tmp_path / "a.png", size=(64, 48))
    file = tmp_path / "labels.txt"
    file.write_text("w20, in part\nw33\n", encoding="utf-8")

    by_file = stand.run("label", picture, "--model", "clip", "--labels-file", file)
    by_pipe = stand.run("label", picture, "--model", "clip", "--labels-file", "-", stdin="w1\nw2")

    assert names(by_file.out.strip()) == {"w20, in part", "w33"}
    assert names(by_pipe.out.strip()) == {"w1", "w2"}


def test_another_sentence_gives_other_scores(stand: Stand, tmp_path: Path) -> None:
    picture = save_picture(tmp_path / "a.png", size=(64, 48))
    common = ("label", picture, "--model", "clip", "--labels", "w20,w33", "--json")

    plain = stand.run(*common, "--template", "{}").json
    framed = stand.run(*common, "--template", "w50 w51 {} w60").json

    assert plain["pictures"][0]["labels"] != framed["pictures"][0]["labels"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 1, "clip chooses among labels"),
        (("--labels", "cat"), 1, "“cat” is the only label"),
        (("--labels", "cat,dog,Cat"), 1, "“Cat” stands twice"),
        (("--labels", "cat,dog", "--template", "a photo"), 1, "no place for the labels"),
        (("--labels-file", "gone.txt"), 1, "gone.txt"),
        (("--labels", "a,b", "--labels-file", "c"), 2, "not both"),
    ],
)
def test_a_list_that_can_not_work_is_told(
    stand: Stand, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    picture = save_picture(tmp_path / "a.png")

    ended = stand.run("label", picture, "--model", "clip", *arguments)

    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_a_model_with_its_own_labels_takes_no_others(stand: Stand, tmp_path: Path) -> None:
    ended = stand.run("label", save_picture(tmp_path / "a.png"), "--labels", "cat,dog")

    assert ended.code == 1
    assert "labels of its own" in ended.err


def test_other_scripts_are_labelled_with_a_warning(stand: Stand, tmp_path: Path) -> None:
    picture = save_picture(tmp_path / "a.png", size=(64, 48))

    ended = stand.run("label", picture, "--model", "clip", "--labels", "猫，狗")

    assert ended.code == 0
    assert "English" in ended.err
    assert names(ended.out.strip()) == {"猫", "狗"}


def test_scores_that_say_nothing_are_told(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine(fake_classifier=FakeClassifier(labels=("a", "b", "c")))
    monkeypatch.setattr(Workbench, "engine", property(lambda self: engine))

    ended = stand.run("label", save_picture(tmp_path / "a.png", "grey"))
    as_json = stand.run("label", save_picture(tmp_path / "a.png", "grey"), "--json")

    assert "guessing" in ended.err
    assert as_json.json["is_flat"] is True
