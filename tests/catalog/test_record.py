"""The record in a person's model folder, and the store that reads it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_models
from fakes import ran
from model_stand import importing, left_behind, shipped_spec, store_in
from surroundings import small_disk

from assistant_app.cancel import CancelToken
from assistant_app.catalog import verify
from assistant_app.catalog.claim import claimed
from assistant_app.catalog.record import RECORD, read_record, write_record
from assistant_app.catalog.spec import FileSpec, ModelSpec, Variant
from assistant_app.catalog.store import ModelStore
from assistant_app.errors import (
    DiskFull,
    ModelDamaged,
    ModelMissing,
    ModelNameTaken,
    ModelShipped,
    ModelUnderWay,
    ModelUnknown,
    PackNewer,
)
from assistant_app.tasks.import_model import ImportRequest

SPEC = ModelSpec(
    id="m",
    task="translation",
    title="A model",
    languages=("en", "de"),
    pairs=(("en", "de"),),
    licence="MIT",
    summary="Translates.",
    size_bytes=3,
    files=(FileSpec("onnx/model.onnx", 3, "ab"),),
    is_default=False,
    also=("summaries",),
    source="hub",
    family="t5",
    repo_id="someone/m",
    revision="c0ffee",
    precision="q8",
    variants=(Variant("q8", (), 3, 9),),
    memory_bytes=9,
    is_commercial=False,
    is_gated=True,
    is_chat=True,
)
OFFER = replace(SPEC, id="offered", repo_id="someone/offered", files=())


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    """With one imported writer, a shipped model without a folder, and an offer of the hub."""
    store = store_in(tmp_path, (shipped_spec("shipped"), OFFER))
    source = tiny_models.make_writer(tmp_path / "from/writer")
    ran(importing(store).run(ImportRequest(source), CancelToken()))
    return store


def test_a_record_says_all_of_it_again(tmp_path: Path) -> None:
    folder = tmp_path / "m"
    folder.mkdir()
    write_record(folder, SPEC)

    record = read_record(folder)

    assert record is not None
    assert record.spec == SPEC
    assert record.installed.tzinfo is not None


def test_the_folders_name_is_the_models_id(tmp_path: Path) -> None:
    folder = tmp_path / "renamed"
    folder.mkdir()
    write_record(folder, SPEC)

    record = read_record(folder)

    assert record is not None
    assert record.spec.id == "renamed"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"version": 1}',
        b'{"version": 1, "installed": "once", "model": {}}',
        b"[" * 100_000,
    ],
)
def test_a_record_that_makes_no_sense_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / RECORD).write_bytes(content)
    with pytest.raises(ModelDamaged):
        read_record(tmp_path)


@pytest.mark.parametrize("path", ["../../secret", "/etc/passwd", "C:/x", "a/../b"])
def test_a_record_may_not_name_files_elsewhere(tmp_path: Path, path: str) -> None:
    write_record(tmp_path, replace(SPEC, files=(FileSpec(path, 3, "ab"),)))
    with pytest.raises(ModelDamaged):
        read_record(tmp_path)


def test_a_newer_record_is_refused_and_kept(store: ModelStore) -> None:
    path = store.own.path / "writer" / RECORD
    row = json.loads(path.read_bytes())
    path.write_text(json.dumps({**row, "version": 99, "model": "something new"}))
    store.refresh()

    (stray,) = store.unrecorded()

    assert isinstance(stray.error, PackNewer)
    assert (stray.error.found, stray.error.known) == (99, 1)
    assert "writer" not in {spec.id for spec in store.specs()}
    assert json.loads(path.read_bytes())["version"] == 99


def test_an_unknown_key_of_a_later_version_does_no_harm(store: ModelStore) -> None:
    path = store.own.path / "writer" / RECORD
    row = json.loads(path.read_bytes())
    row["model"]["mood"] = "good"
    path.write_text(json.dumps(row))
    store.refresh()

    assert store.spec("writer").task == "writing"


def test_shipped_and_added_models_stand_together(store: ModelStore) -> None:
    assert [spec.id for spec in store.specs()] == ["shipped", "writer"]
    assert [spec.id for spec in store.specs("writing")] == ["shipped", "writer"]
    assert [spec.id for spec in store.installed()] == ["writer"]
    assert store.default("writing").id == "writer", "the shipped one has no folder"
    assert store.checked_path("writer") == store.own.path / "writer"
    assert store.verify("writer") == ()


def test_a_model_is_found_under_each_of_its_tasks(store: ModelStore) -> None:
    store.record(replace(store.spec("writer"), also=("summaries",)))
    assert [spec.id for spec in store.specs("summaries")] == ["writer"]


def test_what_the_hub_offers_is_told_until_it_is_installed(store: ModelStore) -> None:
    assert store.offered() == (OFFER,)
    assert store.offered("pictures") == ()
    assert store.offer("Someone/Offered") == store.offer("offered") == OFFER
    assert store.offer("nothing") is None
    with pytest.raises(ModelMissing) as raised:
        store.spec("offered")
    assert raised.value.source == "offered"

    store.record(replace(store.spec("writer"), repo_id="someone/offered"))
    assert store.offered() == ()


def test_damage_says_where_the_model_came_from(store: ModelStore) -> None:
    graph = store.own.path / "writer/onnx/model_quantized.onnx"
    graph.write_bytes(graph.read_bytes()[:-1])

    (fault,) = store.verify("writer")
    assert isinstance(fault, ModelDamaged)
    assert fault.source == "imported"
    with pytest.raises(ModelDamaged):
        store.checked_path("writer")


def test_hashes_of_large_models_are_remembered_from_start_to_start(
    store: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Flipping a byte without changing the time is found by verify, which always reads."""
    read: list[str] = []
    real = verify.hashing
    monkeypatch.setattr(verify, "hashing", lambda path: read.append(path.name) or real(path))
    again = ModelStore(tmp_path / "shipped", tmp_path / "own", ())

    again.checked_path("writer")
    assert read == []
    again.verify("writer")
    assert read != []

    read.clear()
    os.utime(again.own.path / "writer/config.json", ns=(0, 0))
    again.checked_path("writer")
    assert read != []


def test_a_folder_put_there_by_hand_is_told(store: ModelStore) -> None:
    tiny_models.make_sentence_encoder(store.own.path / "by-hand")
    (store.own.path / "pack.zip").write_bytes(b"PK")
    (store.own.path / "empty").mkdir()
    (store.own.path / ".hidden").mkdir()

    assert [each.path.name for each in store.unrecorded()] == ["by-hand", "pack.zip"]
    with pytest.raises(ModelUnknown):
        store.spec("by-hand")


def test_another_process_is_seen(store: ModelStore, tmp_path: Path) -> None:
    other = ModelStore(tmp_path / "shipped", tmp_path / "own", ())
    source = tiny_models.make_picture_model(tmp_path / "from/pictures")
    assert [spec.id for spec in other.specs()] == ["writer"]

    ran(importing(store).run(ImportRequest(source), CancelToken()))

    assert other.spec("pictures").task == "pictures"
    other.remove("writer")
    store.refresh()
    with pytest.raises(ModelUnknown):
        store.spec("writer")


def test_a_model_is_removed_and_leaves_nothing(store: ModelStore) -> None:
    store.checked_path("writer")
    store.remove("writer")

    assert store.installed() == ()
    assert left_behind(store) == []
    with pytest.raises(ModelUnknown):
        store.remove("writer")


def test_a_shipped_model_is_never_removed_or_replaced(store: ModelStore, tmp_path: Path) -> None:
    (tmp_path / "shipped/shipped").mkdir(parents=True)
    with pytest.raises(ModelShipped):
        store.remove("shipped")
    with pytest.raises(ModelShipped):
        store.check_free("shipped")
    assert (tmp_path / "shipped/shipped").is_dir()


def test_a_folder_with_a_damaged_record_can_be_removed(store: ModelStore) -> None:
    (store.own.path / "writer" / RECORD).write_text("{")
    store.refresh()

    store.remove("writer")

    assert not (store.own.path / "writer").exists()


def test_names_differ_by_more_than_case(store: ModelStore) -> None:
    with pytest.raises(ModelNameTaken) as raised:
        store.check_free("WRITER")
    assert raised.value.proposal == "WRITER-2"


def test_one_at_a_time(store: ModelStore, tmp_path: Path) -> None:
    with store.claimed("writer"):
        with pytest.raises(ModelUnderWay), store.claimed("Writer"):
            pass
        with pytest.raises(ModelUnderWay):
            store.remove("writer")
        with store.claimed("another"):
            pass
    with store.claimed("writer"):
        pass


def test_a_claim_holds_against_another_process_and_ends_with_it(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from assistant_app.catalog.claim import claimed\n"
        "with claimed(Path(sys.argv[1]), 'm'):\n"
        "    print('mine', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"mine"
        with pytest.raises(ModelUnderWay), claimed(tmp_path, "m"):
            pass
        other.kill()
        other.communicate()
    with claimed(tmp_path, "m"):
        pass


def test_leftovers_of_a_crash_are_cleared_and_work_of_others_is_not(store: ModelStore) -> None:
    crashed = store.own.import_folder("crashed")
    (crashed / "model.onnx").write_bytes(b"half")
    at_work = store.own.import_folder("at-work")
    away = store.own.path / ".work/removed/old.abc"
    away.mkdir(parents=True)
    (away / "model.onnx").write_bytes(b"x")
    paused = store.own.download_folder("paused")
    paused.mkdir(parents=True)

    with store.claimed("at-work"):
        store.own.clear_leftovers()

    assert not crashed.exists()
    assert not away.exists()
    assert at_work.exists()
    assert store.own.downloads() == ("paused",)


def test_without_room_for_the_record_nothing_is_installed(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        store = ModelStore(tmp_path / "none", disk, ())
        folder = store.own.import_folder("m")
        (folder / "model.onnx").write_bytes(b"x")
        (disk / "fill").write_bytes(b"0" * 1024 * 52)
        with pytest.raises(DiskFull):
            store.add(folder, replace(SPEC, summary="long " * 20_000))
        assert store.installed() == ()
