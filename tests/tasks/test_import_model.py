"""Bringing in a stranger's model: its folder, a zip of it, a pack. Nothing is left of a failure."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_models
from fakes import ran, stopped
from model_stand import importing, inspect, left_behind, shipped_spec, store_in, tree
from surroundings import ordinary_person, small_disk

from assistant_app.cancel import CancelToken
from assistant_app.catalog.pack_source import SUFFIX
from assistant_app.catalog.record import RECORD, read_record
from assistant_app.catalog.store import ModelStore
from assistant_app.errors import (
    AppError,
    DiskFull,
    DiskTooSmall,
    FileMissing,
    FileUnreadable,
    ModelDamaged,
    ModelFamilyUnknown,
    ModelMissing,
    ModelNameTaken,
    ModelNameUnusable,
    ModelNotInFolder,
    ModelShipped,
    ModelUnderWay,
    PackBroken,
    PackNewer,
    SaveRefused,
)
from assistant_app.slow_parts import inspect_folder
from assistant_app.tasks import export_model, import_model
from assistant_app.tasks.base import Item, Progress, Stage
from assistant_app.tasks.export_model import ExportRequest, ExportTask
from assistant_app.tasks.import_model import ImportRequest, ImportTask, LeftOut

CARD = "---\nlicense: apache-2.0 # really\nlanguage: en\n---\n# Writer\n"


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return store_in(tmp_path)


@pytest.fixture
def writer(tmp_path: Path) -> Path:
    """A stranger's export, with what such folders have beside the model."""
    folder = tiny_models.make_writer(tmp_path / "from/some-writer")
    (folder / "README.md").write_text(CARD)
    (folder / "pytorch_model.bin").write_bytes(b"pickle")
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "modeling_writer.py").write_text("raise SystemExit")
    (folder / ".git").mkdir()
    (folder / ".git/config").write_text("[core]")
    (folder / "openvino").mkdir()
    (folder / "openvino/model.onnx").write_bytes(b"other")
    return folder


def brought(store: ModelStore, path: Path, model_id: str | None = None):
    return ran(importing(store).run(ImportRequest(path, model_id), CancelToken()))


def refused(store: ModelStore, path: Path, model_id: str | None = None) -> AppError:
    before = store.installed()
    with pytest.raises(AppError) as raised:
        brought(store, path, model_id)
    assert left_behind(store) == []
    assert store.installed() == before
    return raised.value


def packed(store: ModelStore, model_id: str, target: Path) -> Path:
    _, path = ran(ExportTask(store).run(ExportRequest(model_id, target), CancelToken()))
    return path


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder.parent))
    return target


def test_a_strangers_folder_is_known_by_its_name(store: ModelStore, writer: Path) -> None:
    events, spec = brought(store, writer)

    assert spec == store.spec("some-writer")
    assert (spec.task, spec.source, spec.family) == ("writing", "imported", "llama")
    assert (spec.licence, spec.languages) == ("apache-2.0", ("en", "zh"))
    assert [each.precision for each in spec.variants] == ["q8"]
    assert spec.size_bytes == sum(file.size_bytes for file in spec.files) > 0
    assert store.verify(spec.id) == ()
    assert store.path(spec.id) == store.own.path / "some-writer"
    steps = [e for e in events if isinstance(e, Progress) and e.stage is Stage.COPYING]
    assert steps[-1].done == steps[-1].total
    assert left_behind(store) == []


def test_only_what_is_read_is_copied_and_the_rest_is_told(store: ModelStore, writer: Path) -> None:
    events, spec = brought(store, writer)

    (left_out,) = [e.value for e in events if isinstance(e, Item)]
    assert left_out == LeftOut(
        ("model.safetensors", "modeling_writer.py", "openvino/model.onnx", "pytorch_model.bin")
    )
    copied = tree(store.path(spec.id))
    assert set(copied) == {
        "README.md", "config.json", "generation_config.json", "onnx/model_quantized.onnx",
        "tokenizer.json",
    }  # fmt: skip
    assert all((writer / name).read_bytes() == content for name, content in copied.items())


def test_the_source_is_only_read(store: ModelStore, writer: Path) -> None:
    before = tree(writer)
    brought(store, writer)
    assert tree(writer) == before
    assert not (writer / RECORD).exists()


@pytest.mark.parametrize("place", ["", "down", "down/here"])
def test_a_folder_around_the_model_will_do(store: ModelStore, tmp_path: Path, place: str) -> None:
    tiny_models.make_writer(tmp_path / "dropped" / place / "tiny")
    _, spec = brought(store, tmp_path / "dropped")
    assert spec.id == "tiny"


def test_a_graph_or_its_onnx_folder_stands_for_the_model(store: ModelStore, writer: Path) -> None:
    _, spec = brought(store, writer / "onnx/model_quantized.onnx")
    assert spec.id == "some-writer"
    _, other = brought(store, writer / "onnx", "second")
    assert other.id == "second"


def test_the_cache_of_the_hub_is_a_folder_too(store: ModelStore, tmp_path: Path) -> None:
    """There the files are links into ``blobs``, and the folder's name is a commit."""
    top = tmp_path / "hub/models--someone--Writer-0.5B"
    snapshot = tiny_models.make_writer(top / "snapshots/c0ffee")
    (top / "blobs").mkdir()
    graph = snapshot / "onnx/model_quantized.onnx"
    graph.rename(top / "blobs/abc")
    graph.symlink_to("../../../blobs/abc")

    _, spec = brought(store, top)

    assert spec.id == "Writer-0.5B"
    assert not (store.path(spec.id) / "onnx/model_quantized.onnx").is_symlink()


def test_a_link_to_a_folder_is_not_followed(store: ModelStore, writer: Path) -> None:
    (writer / "loop").symlink_to(writer, target_is_directory=True)
    _, spec = brought(store, writer)
    assert store.verify(spec.id) == ()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: None, "config.json"),
        (lambda folder: (folder / "readme.txt").write_text("x"), "config.json"),
        (lambda folder: [tiny_models.make_writer(folder / each) for each in "ab"], "several"),
    ],
)
def test_folders_without_one_model(store: ModelStore, tmp_path: Path, make, reason: str) -> None:
    folder = tmp_path / "dropped"
    folder.mkdir()
    make(folder)
    error = refused(store, folder)
    assert isinstance(error, ModelNotInFolder)
    assert reason in error.reason


def test_files_that_are_no_model(store: ModelStore, tmp_path: Path) -> None:
    assert isinstance(refused(store, tmp_path / "gone"), FileMissing)
    (tmp_path / "encoder.onnx").write_bytes(b"GGUF")
    for name in ("model.gguf", "note.txt", "decoder.onnx"):
        (tmp_path / name).write_bytes(b"GGUF")
        assert isinstance(refused(store, tmp_path / name), ModelNotInFolder)


def test_what_the_inspection_finds_wrong_is_said_before_copying(
    store: ModelStore, writer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (writer / "onnx/model_quantized.onnx").unlink()
    monkeypatch.setattr(import_model, "copying", None)
    assert isinstance(refused(store, writer), ModelMissing)


def test_another_name_may_be_given(store: ModelStore, writer: Path) -> None:
    _, spec = brought(store, writer, "mine")
    assert spec.id == "mine"
    assert store.checked_path("mine").name == "mine"
    for name in ("../mine", "a b", "", "nul"):
        assert isinstance(refused(store, writer, name), ModelNameUnusable)


def test_names_that_are_taken(tmp_path: Path, writer: Path) -> None:
    store = store_in(tmp_path, (shipped_spec("ours"),))
    brought(store, writer)

    error = refused(store, writer)
    assert isinstance(error, ModelNameTaken)
    assert error.proposal == "some-writer-2"
    assert isinstance(refused(store, writer, "ours"), ModelShipped)
    assert isinstance(refused(store, writer, "SOME-WRITER"), ModelNameTaken)


def test_two_imports_of_one_name(store: ModelStore, writer: Path) -> None:
    first = importing(store).run(ImportRequest(writer), CancelToken())
    while next(first).stage is not Stage.COPYING:
        pass

    with pytest.raises(ModelUnderWay):
        brought(store, writer)

    _, spec = ran(first)
    assert store.verify(spec.id) == ()


@pytest.mark.parametrize("n_events", [1, 2, 3, 5])
def test_stop_leaves_nothing(store: ModelStore, writer: Path, n_events: int) -> None:
    cancel = CancelToken()
    seen = []
    stopped(
        importing(store).run(ImportRequest(writer), cancel),
        cancel,
        lambda event: seen.append(event) or len(seen) == n_events,
    )
    assert left_behind(store) == []
    brought(store, writer)


def test_a_closed_generator_leaves_nothing(store: ModelStore, writer: Path) -> None:
    work = importing(store).run(ImportRequest(writer), CancelToken())
    while next(work).stage is not Stage.COPYING:
        pass
    work.close()
    assert left_behind(store) == []


def test_too_little_room_is_said_before_anything_is_written(
    store: ModelStore, writer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(1, 1, 1000))
    error = refused(store, writer)
    assert isinstance(error, DiskTooSmall)
    assert error.free_bytes == 1000


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = tiny_models.make_writer(tmp_path / "from/tiny")
    (writer / "vocab.txt").write_bytes(os.urandom(300_000))
    monkeypatch.setattr(import_model, "check_room", lambda folder, size: None)
    with small_disk(tmp_path / "disk", 128) as disk:
        store = ModelStore(tmp_path / "none", disk, ())
        assert isinstance(refused(store, writer), DiskFull)


def test_a_folder_that_may_not_be_written() -> None:
    with ordinary_person() as home:
        writer = tiny_models.make_writer(home / "from/tiny")
        home.chmod(0o500)
        assert isinstance(
            refused(ModelStore(home / "none", home / "models", ()), writer), SaveRefused
        )


def test_a_folder_that_may_not_be_read() -> None:
    with ordinary_person() as home:
        writer = tiny_models.make_writer(home / "from/tiny")
        own = ModelStore(home / "none", home / "models", ())
        (writer / "tokenizer.json").chmod(0)
        assert isinstance(refused(own, writer), FileUnreadable)
        writer.chmod(0)
        assert isinstance(refused(own, writer), FileUnreadable)
        (home / "from").chmod(0)
        assert isinstance(refused(own, writer), FileUnreadable)
        (home / "from").chmod(0o700)
        writer.chmod(0o700)


def test_a_file_that_goes_away_meanwhile(store: ModelStore, writer: Path) -> None:
    work = importing(store).run(ImportRequest(writer), CancelToken())
    while next(work).stage is not Stage.COPYING:
        pass
    (writer / "tokenizer.json").unlink()
    with pytest.raises(AppError):
        ran(work)
    assert left_behind(store) == []


def test_data_files_of_any_name_come_along(store: ModelStore, writer: Path) -> None:
    """PyTorch's older exporter writes one for every tensor; a pickle is not taken for one."""
    (writer / "onnx/model.layers.0.weight").write_bytes(b"floats")
    (writer / "onnx/weights.bin").write_bytes(b"floats")
    pickles = ("../pytorch_model.bin", "pytorch_model.bin", "evil.pkl")
    names = ("model.layers.0.weight", "weights.bin", *pickles, "gone")
    for name in pickles[1:]:
        (writer / "onnx" / name).write_bytes(b"pickle")
    task = ImportTask(store, inspect, lambda graph: names)

    _, spec = ran(task.run(ImportRequest(writer), CancelToken()))

    found = tree(store.path(spec.id))
    assert found["onnx/model.layers.0.weight"] == b"floats"
    assert found["onnx/weights.bin"] == b"floats"
    assert not any(name.endswith(pickles[1:]) for name in found)
    assert "onnx/model.layers.0.weight" in {file.path for file in spec.files}


def test_a_folder_that_makes_pictures_is_not_taken_for_one_of_its_parts(
    store: ModelStore, tmp_path: Path
) -> None:
    folder = tmp_path / "painter"
    tiny_models.make_picture_model(folder / "unet")
    (folder / "model_index.json").write_text('{"_class_name": "StableDiffusionPipeline"}')

    task = ImportTask(store, inspect_folder, lambda graph: ())

    with pytest.raises(ModelFamilyUnknown) as raised:
        ran(task.run(ImportRequest(folder), CancelToken()))

    assert raised.value.family == "diffusers"


def test_a_folder_put_among_the_models_is_recorded_where_it_is(store: ModelStore) -> None:
    folder = tiny_models.make_writer(store.own.path / "my writer")
    (folder / "pytorch_model.bin").write_bytes(b"stays")
    assert [each.path for each in store.unrecorded()] == [folder]

    _, spec = brought(store, folder)

    assert spec.id == "my-writer"
    assert not folder.exists()
    assert (store.path(spec.id) / "pytorch_model.bin").read_bytes() == b"stays"
    assert store.verify(spec.id) == ()
    assert store.unrecorded() == ()


def test_a_damaged_record_is_written_anew(store: ModelStore, writer: Path) -> None:
    _, spec = brought(store, writer)
    folder = store.path(spec.id)
    (folder / RECORD).write_text("{")
    store.refresh()

    _, again = brought(store, folder)

    assert again.files == spec.files


def test_a_newer_record_is_not_overwritten(store: ModelStore, writer: Path) -> None:
    _, spec = brought(store, writer)
    record = store.path(spec.id) / RECORD
    record.write_text(json.dumps({**json.loads(record.read_bytes()), "version": 99}))
    store.refresh()

    assert isinstance(refused_in_place(store, record.parent), PackNewer)
    assert json.loads(record.read_bytes())["version"] == 99


def refused_in_place(store: ModelStore, folder: Path) -> AppError:
    with pytest.raises(AppError) as raised:
        brought(store, folder)
    return raised.value


def test_a_zip_of_a_folder(store: ModelStore, writer: Path, tmp_path: Path) -> None:
    events, spec = brought(store, zipped(writer, tmp_path / "download.zip"))

    assert spec.id == "some-writer"
    assert "README.md" in tree(store.path(spec.id))
    (left_out,) = [e.value for e in events if isinstance(e, Item)]
    assert "some-writer/pytorch_model.bin" in left_out.paths
    assert left_behind(store) == []


def test_a_zip_without_a_folder_has_its_own_name(store: ModelStore, tmp_path: Path) -> None:
    folder = tiny_models.make_writer(tmp_path / "x")
    with zipfile.ZipFile(tmp_path / "Flat one.ZIP", "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))

    assert brought(store, tmp_path / "Flat one.ZIP")[1].id == "Flat-one"


def test_a_zip_made_on_a_mac(store: ModelStore, writer: Path, tmp_path: Path) -> None:
    path = zipped(writer, tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/some-writer/._config.json", b"\0\5\26\7")
        archive.writestr("__MACOSX/some-writer/config.json", b"\0\5\26\7")
    assert brought(store, path)[1].id == "some-writer"


def test_a_pack_carries_the_whole_model_over(
    store: ModelStore, writer: Path, tmp_path: Path
) -> None:
    _, spec = brought(store, writer)
    pack = packed(store, spec.id, tmp_path)
    assert pack == tmp_path / f"some-writer{SUFFIX}"
    elsewhere = store_in(tmp_path / "elsewhere")

    events, arrived = brought(elsewhere, pack)

    assert arrived == spec
    assert tree(elsewhere.path(spec.id)) == tree(store.path(spec.id))
    assert elsewhere.verify(spec.id) == ()
    assert [e for e in events if isinstance(e, Item)] == []


def test_a_pack_says_its_record_first_and_stores_what_does_not_shrink(
    store: ModelStore, writer: Path, tmp_path: Path
) -> None:
    brought(store, writer)
    with zipfile.ZipFile(packed(store, "some-writer", tmp_path / "p.zip")) as archive:
        infos = archive.infolist()
    assert infos[0].filename == f"some-writer/{RECORD}"
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}


def test_the_same_model_gives_the_same_pack(
    store: ModelStore, writer: Path, tmp_path: Path
) -> None:
    brought(store, writer)
    first, second = (packed(store, "some-writer", tmp_path / name) for name in ("1.zip", "2.zip"))
    assert first.read_bytes() == second.read_bytes()


def test_a_pack_of_a_shipped_model_takes_its_card_along(tmp_path: Path) -> None:
    store = store_in(tmp_path, ())
    folder = tiny_models.make_writer(tmp_path / "from/ours")
    _, spec = brought(store, folder)
    (tmp_path / "shipped").mkdir()
    store.path("ours").rename(tmp_path / "shipped/ours")
    (tmp_path / "shipped/ours" / RECORD).unlink()
    (tmp_path / "shipped/ours/MODEL_CARD.md").write_text("# Card")
    home = store_in(tmp_path, (replace(spec, source="shipped", is_default=True),))

    pack = packed(home, "ours", tmp_path / "ours.zip")

    assert isinstance(refused(home, pack), ModelShipped)
    _, arrived = brought(home, pack, "ours-too")
    assert (arrived.source, arrived.is_default) == ("imported", False)
    assert (home.path("ours-too") / "MODEL_CARD.md").read_text() == "# Card"


def test_an_unpacked_pack_is_a_folder_with_its_record(
    store: ModelStore, writer: Path, tmp_path: Path
) -> None:
    brought(store, writer)
    with zipfile.ZipFile(packed(store, "some-writer", tmp_path / "p.zip")) as archive:
        archive.extractall(tmp_path / "unpacked")
    folder = tmp_path / "unpacked/some-writer"
    elsewhere = store_in(tmp_path / "elsewhere")
    assert brought(elsewhere, folder)[1].files == store.spec("some-writer").files

    (folder / "tokenizer.json").write_text("{}")
    error = refused(store_in(tmp_path / "third"), folder)
    assert isinstance(error, ModelDamaged)
    assert error.file == "tokenizer.json"


def rewritten(pack: Path, change) -> Path:
    """The pack with ``change(name, content)`` of each entry, None to leave it out."""
    target = pack.with_name("changed.zip")
    with zipfile.ZipFile(pack) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = change(info.filename.split("/", 1)[1], old.read(info))
            if content is not None:
                new.writestr(info, content)
    return target


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda name, data: None if name == "tokenizer.json" else data, "missing"),
        (lambda name, data: data + b" " if name == "tokenizer.json" else data, "not what its list"),
        (
            lambda name, data: data.swapcase() if name == "tokenizer.json" else data,
            "not what its list",
        ),
        (lambda name, data: b"{" if name == RECORD else data, "makes no sense"),
        (lambda name, data: b"[]" if name == RECORD else data, "makes no sense"),
        (
            lambda name, data: (
                data.replace(b"tokenizer.json", b"../../evil.json") if name == RECORD else data
            ),
            "makes no sense",
        ),
        (
            lambda name, data: (
                data.replace(b'"sha256": "', b'"sha": "') if name == RECORD else data
            ),
            "not what its list",
        ),
    ],
    ids=["missing", "longer", "changed", "no record", "list", "outside", "no hash"],
)
def test_a_pack_that_was_tampered_with(
    store: ModelStore, writer: Path, tmp_path: Path, change, words: str
) -> None:
    brought(store, writer)
    pack = rewritten(packed(store, "some-writer", tmp_path / "p.zip"), change)

    error = refused(store_in(tmp_path / "elsewhere"), pack)

    assert isinstance(error, PackBroken)
    assert words in error.reason


def test_a_newer_pack(store: ModelStore, writer: Path, tmp_path: Path) -> None:
    brought(store, writer)

    def newer(name: str, data: bytes) -> bytes:
        return data.replace(b'"version": 1', b'"version": 2') if name == RECORD else data

    pack = rewritten(packed(store, "some-writer", tmp_path / "p.zip"), newer)
    error = refused(store_in(tmp_path / "elsewhere"), pack)
    assert isinstance(error, PackNewer)
    assert error.path == pack


def test_a_pack_of_a_download_can_be_repaired_from_the_hub_later(
    store: ModelStore, writer: Path, tmp_path: Path
) -> None:
    _, spec = brought(store, writer)
    store.record(replace(spec, source="hub", repo_id="some/one", revision="c0ffee"))
    _, arrived = brought(
        store_in(tmp_path / "elsewhere"), packed(store, spec.id, tmp_path / "p.zip")
    )
    assert (arrived.source, arrived.repo_id, arrived.revision) == ("hub", "some/one", "c0ffee")


def test_a_damaged_model_is_not_exported(store: ModelStore, writer: Path, tmp_path: Path) -> None:
    brought(store, writer)
    target = tmp_path / "out/p.zip"
    target.parent.mkdir()
    target.write_bytes(b"older")
    config = store.path("some-writer") / "config.json"
    config.write_bytes(config.read_bytes().swapcase())

    with pytest.raises(ModelDamaged):
        packed(store, "some-writer", target)

    assert [path.name for path in target.parent.iterdir()] == ["p.zip"]
    assert target.read_bytes() == b"older"


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("out", f"out/some-writer{SUFFIX}"),
        ("new/usb-1.0", f"new/usb-1.0/some-writer{SUFFIX}"),
        ("new/my.ZIP", "new/my.ZIP"),
    ],
)
def test_where_a_pack_goes(
    store: ModelStore, writer: Path, tmp_path: Path, target: str, written: str
) -> None:
    (tmp_path / "out").mkdir()
    brought(store, writer)
    assert packed(store, "some-writer", tmp_path / target) == tmp_path / written
    assert (tmp_path / written).is_file()


def test_a_stopped_export_leaves_nothing(store: ModelStore, writer: Path, tmp_path: Path) -> None:
    brought(store, writer)
    (tmp_path / "out").mkdir()
    cancel = CancelToken()
    work = ExportTask(store).run(ExportRequest("some-writer", tmp_path / "out"), cancel)
    stopped(work, cancel, lambda event: True)
    assert list((tmp_path / "out").iterdir()) == []


def test_export_to_a_full_disk(
    store: ModelStore, writer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(store, writer)
    with small_disk(tmp_path / "disk", 8) as disk:
        with pytest.raises(DiskTooSmall):
            packed(store, "some-writer", disk)
        monkeypatch.setattr(export_model, "check_room", lambda folder, size: None)
        with pytest.raises(DiskFull):
            packed(store, "some-writer", disk)
        assert list(disk.iterdir()) == []


def test_installed_says_when(store: ModelStore, writer: Path) -> None:
    brought(store, writer)
    record = read_record(store.path("some-writer"))
    assert record is not None
    assert record.installed.utcoffset() is not None
