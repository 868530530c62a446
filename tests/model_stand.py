"""A model store in a folder, and tiny models of strangers to bring into it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from assistant_app.catalog.record import RECORD
from assistant_app.catalog.spec import Inspection, ModelSpec
from assistant_app.catalog.store import ModelStore
from assistant_app.errors import ModelMissing
from assistant_app.tasks.import_model import ImportTask


def shipped_spec(model_id: str) -> ModelSpec:
    """Of a model that ships, without files."""
    return ModelSpec(model_id, "writing", model_id, (), (), "MIT", "", 0, (), is_default=True)


def store_in(folder: Path, catalog: Sequence[ModelSpec] = ()) -> ModelStore:
    return ModelStore(folder / "shipped", folder / "own", catalog)


def inspect(folder: Path, model_id: str) -> Inspection:
    """What the test's models say of themselves; the graphs must be there."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if not any(folder.glob("onnx/*.onnx")):
        raise ModelMissing(model_id, "onnx/model.onnx")
    about = config["deskhand"]
    pairs = tuple((pair["from"], pair["to"]) for pair in about.get("pairs", ()))
    languages = tuple(about.get("languages", ()))
    return Inspection(about["task"], (), config["model_type"], languages, pairs, ("q8",))


def importing(store: ModelStore) -> ImportTask:
    """For graphs without data files of their own names."""
    return ImportTask(store, inspect, lambda graph: ())


def left_behind(store: ModelStore) -> list[str]:
    """Everything in the person's folder that is no installed model, by path."""
    installed = {spec.id for spec in store.specs() if spec.source != "shipped"}
    quiet = {".work/locks", ".work/checked"}
    found = []
    for path in store.own.path.rglob("*"):
        name = path.relative_to(store.own.path).as_posix()
        is_ours = name.split("/")[0] in installed or "/".join(name.split("/")[:2]) in quiet
        if path.is_file() and not is_ours:
            found.append(name)
    return found


def tree(folder: Path) -> dict[str, bytes]:
    """Every file by its path, without the record."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != RECORD
    }
