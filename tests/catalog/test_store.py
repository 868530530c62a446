"""Where models are, and whether they are still what was shipped. Real folders, real hashes."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
import tiny_models

from assistant_app.catalog import verify
from assistant_app.catalog.manifest import SOURCE, write_manifest
from assistant_app.catalog.spec import ModelSpec, load_catalog
from assistant_app.catalog.store import ModelStore
from assistant_app.errors import ModelDamaged, ModelMissing, ModelUnknown

TASKS = {
    "tiny-translator": "translation",
    "tiny-writer": "writing",
    "tiny-sentences": "sentences",
    "tiny-pictures": "pictures",
}
GRAPH = "onnx/model_quantized.onnx"


def table(**default: str) -> dict[str, object]:
    rows = [
        {
            "id": model_id,
            "task": task,
            "title": model_id.title(),
            "languages": ["en"],
            "licence": "MIT",
            "summary": "Tiny.",
            "is_default": default.get(task) == model_id,
        }
        for model_id, task in TASKS.items()
    ]
    return {"models": rows}


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    tiny_models.make_all(tmp_path / "models")
    return tmp_path / "models"


@pytest.fixture
def specs(shipped: Path, tmp_path: Path) -> tuple[ModelSpec, ...]:
    (tmp_path / SOURCE).write_text(json.dumps(table()), encoding="utf-8")
    write_manifest(shipped, tmp_path / "models.json")
    return load_catalog(tmp_path / "models.json")


@pytest.fixture
def store(shipped: Path, specs: tuple[ModelSpec, ...], tmp_path: Path) -> ModelStore:
    return ModelStore(shipped, tmp_path / "user", specs)


def flip_a_byte(path: Path) -> None:
    """Another byte in the middle; size and time stay as they were."""
    before = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_models_are_found_by_task_and_id(store: ModelStore, shipped: Path) -> None:
    assert [spec.id for spec in store.specs()] == list(TASKS)
    assert [spec.id for spec in store.specs("writing")] == ["tiny-writer"]
    assert store.spec("tiny-pictures").task == "pictures"
    assert store.path("tiny-pictures") == shipped / "tiny-pictures"
    assert store.installed() == store.specs()


def test_an_unknown_id_names_those_that_are_known(store: ModelStore) -> None:
    for ask in (store.spec, store.path, store.checked_path, store.verify):
        with pytest.raises(ModelUnknown) as raised:
            ask("nonsense")
        assert raised.value.known == tuple(TASKS)


def test_the_default_is_the_marked_one_or_the_first(specs: tuple[ModelSpec, ...]) -> None:
    nowhere = Path("nowhere")
    assert ModelStore(nowhere, nowhere, specs).default("writing").id == "tiny-writer"
    with pytest.raises(ModelUnknown):
        ModelStore(nowhere, nowhere, ()).default("writing")


def test_an_untouched_model_passes(store: ModelStore) -> None:
    for model_id in TASKS:
        assert store.checked_path(model_id) == store.path(model_id)
        assert store.verify(model_id) == ()


def test_a_deleted_folder_is_missing(store: ModelStore, shipped: Path) -> None:
    shutil.rmtree(shipped / "tiny-writer")

    for ask in (store.path, store.checked_path):
        with pytest.raises(ModelMissing) as raised:
            ask("tiny-writer")
        assert raised.value.file is None
    assert isinstance(store.verify("tiny-writer")[0], ModelMissing)
    assert "tiny-writer" not in {spec.id for spec in store.installed()}


def test_one_changed_byte_is_found(store: ModelStore, shipped: Path) -> None:
    flip_a_byte(shipped / "tiny-writer" / GRAPH)

    with pytest.raises(ModelDamaged) as raised:
        store.checked_path("tiny-writer")

    assert (raised.value.model_id, raised.value.file) == ("tiny-writer", GRAPH)
    assert store.path("tiny-writer").is_dir()


def test_a_cut_file_and_a_deleted_file_are_both_told(store: ModelStore, shipped: Path) -> None:
    folder = shipped / "tiny-translator"
    (folder / "config.json").write_text("{}")
    (folder / "tokenizer.json").unlink()

    damaged, missing = store.verify("tiny-translator")

    assert isinstance(damaged, ModelDamaged)
    assert damaged.reason == "it ends too early"
    assert isinstance(missing, ModelMissing)
    assert missing.file == "tokenizer.json"
    with pytest.raises(ModelDamaged):
        store.checked_path("tiny-translator")


def test_a_model_is_hashed_once_and_again_after_a_change(
    store: ModelStore, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    real = verify.hashing

    def counted(path: Path) -> Generator[int, None, str]:
        hashed.append(path.name)
        return real(path)

    monkeypatch.setattr(verify, "hashing", counted)
    store.checked_path("tiny-writer")
    n_files = len(hashed)
    store.checked_path("tiny-writer")
    assert len(hashed) == n_files > 0

    config = shipped / "tiny-writer/config.json"
    os.utime(config, ns=(0, 0))
    store.checked_path("tiny-writer")
    assert len(hashed) == 2 * n_files


def test_a_damaged_model_that_was_mended_passes(store: ModelStore, shipped: Path) -> None:
    path = shipped / "tiny-writer" / GRAPH
    content = path.read_bytes()
    flip_a_byte(path)
    with pytest.raises(ModelDamaged):
        store.checked_path("tiny-writer")

    path.write_bytes(content)

    assert store.checked_path("tiny-writer") == shipped / "tiny-writer"


def test_a_model_in_the_persons_own_folder_is_found(
    shipped: Path, specs: tuple[ModelSpec, ...], tmp_path: Path
) -> None:
    store = ModelStore(tmp_path / "none", shipped, specs)

    assert store.path("tiny-writer") == shipped / "tiny-writer"


def test_files_that_the_catalog_does_not_name_are_free(store: ModelStore, shipped: Path) -> None:
    (shipped / "tiny-writer/MODEL_CARD.md").write_text("edited")

    assert store.verify("tiny-writer") == ()
