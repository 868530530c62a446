"""Verify, repair, remove: what is told, what is fetched, what stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import tiny_models
from fakes import ran, stopped
from model_stand import importing, left_behind, shipped_spec, store_in, tree

from assistant_app.cancel import CancelToken
from assistant_app.catalog.download import Arrival
from assistant_app.catalog.store import ModelStore
from assistant_app.errors import (
    DiskTooSmall,
    DownloadDamaged,
    ModelDamaged,
    ModelMissing,
    ModelShipped,
    ModelUnderWay,
    NetworkForbidden,
)
from assistant_app.tasks import check_model
from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.check_model import (
    RemoveRequest,
    RemoveTask,
    RepairRequest,
    RepairTask,
    VerifyRequest,
    VerifyTask,
)
from assistant_app.tasks.import_model import ImportRequest

GRAPH = "onnx/model_quantized.onnx"


class FakeHub:
    """Has ``files``; remembers what was asked for."""

    def __init__(self, files: dict[str, bytes], error: Exception | None = None) -> None:
        self._files = files
        self._error = error
        self.asked: list[tuple[str, str, str]] = []

    def fetch(self, repo_id, revision, files, folder, cancel):
        if self._error is not None:
            raise self._error
        for file in files:
            self.asked.append((repo_id, revision, file.path))
            target = folder / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self._files[file.path])
            yield Arrival(file.path, file.size_bytes)
            cancel.check()
        return tuple(files)


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    """With a model that came from the hub."""
    store = store_in(tmp_path, (shipped_spec("ours"),))
    source = tiny_models.make_writer(tmp_path / "from/m")
    _, spec = ran(importing(store).run(ImportRequest(source), CancelToken()))
    store.record(replace(spec, source="hub", repo_id="some/m", revision="c0ffee"))
    return store


@pytest.fixture
def hub(store: ModelStore) -> FakeHub:
    return FakeHub(tree(store.path("m")))


def spoil(store: ModelStore, *names: str) -> None:
    for name in names:
        path = store.path("m") / name
        path.write_bytes(path.read_bytes().swapcase())


def repaired(store: ModelStore, hub: FakeHub):
    return ran(RepairTask(store, lambda: hub).run(RepairRequest("m"), CancelToken()))


def test_verify_tells_all_and_counts_every_byte(store: ModelStore) -> None:
    task = VerifyTask(store)
    events, faults = ran(task.run(VerifyRequest("m"), CancelToken()))
    assert faults == ()
    assert (events[-1].done, events[-1].total) == (store.spec("m").size_bytes,) * 2

    spoil(store, "tokenizer.json")
    (store.path("m") / GRAPH).unlink()
    _, faults = ran(task.run(VerifyRequest("m"), CancelToken()))
    assert {(type(each), each.file) for each in faults} == {
        (ModelDamaged, "tokenizer.json"),
        (ModelMissing, GRAPH),
    }


def test_verify_of_a_model_without_a_folder(store: ModelStore) -> None:
    _, faults = ran(VerifyTask(store).run(VerifyRequest("ours"), CancelToken()))
    assert [type(each) for each in faults] == [ModelMissing]


def test_verify_can_be_stopped(store: ModelStore) -> None:
    cancel = CancelToken()
    events = stopped(VerifyTask(store).run(VerifyRequest("m"), cancel), cancel, lambda event: True)
    assert len(events) == 1


def test_only_what_is_damaged_is_fetched(store: ModelStore, hub: FakeHub) -> None:
    spoil(store, "tokenizer.json")
    (store.path("m") / GRAPH).unlink()

    events, spec = repaired(store, hub)

    assert hub.asked == [("some/m", "c0ffee", GRAPH), ("some/m", "c0ffee", "tokenizer.json")]
    assert store.verify("m") == ()
    assert store.checked_path("m") == store.path("m")
    assert spec.files == store.spec("m").files
    assert left_behind(store) == []
    last = [e for e in events if isinstance(e, Progress) and e.stage is Stage.DOWNLOADING][-1]
    assert last.done == last.total


def test_a_whole_model_asks_nobody(store: ModelStore, hub: FakeHub) -> None:
    assert repaired(store, hub)[1] == store.spec("m")
    assert hub.asked == []


def test_a_model_that_was_not_downloaded_says_what_to_do(store: ModelStore, hub: FakeHub) -> None:
    store.record(replace(store.spec("m"), source="imported", repo_id=""))
    spoil(store, "tokenizer.json")
    with pytest.raises(ModelDamaged) as raised:
        repaired(store, hub)
    assert raised.value.source == "imported"
    with pytest.raises(ModelMissing) as missing:
        ran(RepairTask(store, lambda: hub).run(RepairRequest("ours"), CancelToken()))
    assert missing.value.source == "shipped"
    assert hub.asked == []


@pytest.mark.parametrize("spoilt", [b"", b"short"])
def test_what_comes_in_the_wrong_size_is_not_put_in_place(
    store: ModelStore, hub: FakeHub, spoilt: bytes
) -> None:
    spoil(store, "tokenizer.json")
    before = tree(store.path("m"))
    hub._files["tokenizer.json"] = spoilt
    with pytest.raises(DownloadDamaged):
        repaired(store, hub)
    assert tree(store.path("m")) == before


def test_a_repair_that_may_not_or_cannot(
    store: ModelStore, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(store, "tokenizer.json")
    before = tree(store.path("m"))
    with pytest.raises(NetworkForbidden):
        repaired(store, FakeHub({}, NetworkForbidden()))
    with store.claimed("m"), pytest.raises(ModelUnderWay):
        repaired(store, hub)

    def full(folder: Path, needed_bytes: int) -> None:
        raise DiskTooSmall(folder, needed_bytes, 0)

    monkeypatch.setattr(check_model, "check_room", full)
    with pytest.raises(DiskTooSmall):
        repaired(store, hub)
    assert hub.asked == []
    assert tree(store.path("m")) == before


def test_a_stopped_repair_changes_nothing_and_can_be_done_again(
    store: ModelStore, hub: FakeHub
) -> None:
    spoil(store, "tokenizer.json", "config.json")
    before = tree(store.path("m"))
    cancel = CancelToken()
    work = RepairTask(store, lambda: hub).run(RepairRequest("m"), cancel)
    stopped(work, cancel, lambda event: event.stage is Stage.DOWNLOADING)
    assert tree(store.path("m")) == before

    repaired(store, hub)
    assert store.verify("m") == ()


def test_remove_takes_the_model_out_of_the_choices_first(store: ModelStore) -> None:
    forgotten: list[str] = []
    task = RemoveTask(store, forgotten.append)
    with pytest.raises(ModelShipped):
        ran(task.run(RemoveRequest("ours"), CancelToken()))
    assert forgotten == []

    ran(task.run(RemoveRequest("m"), CancelToken()))

    assert forgotten == ["m"]
    assert store.installed() == ()
    assert left_behind(store) == []
