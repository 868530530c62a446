"""The catalog that ships is the catalog of the models that ship."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assistant_app.catalog.manifest import SOURCE, write_manifest
from assistant_app.catalog.spec import load_catalog
from assistant_app.catalog.store import ModelStore

TOP = Path(__file__).resolve().parents[2]
MODELS = TOP / "models"
CATALOG = TOP / "resources/models.json"
IDS = [row["id"] for row in json.loads(CATALOG.with_name(SOURCE).read_text("utf-8"))["models"]]


def test_models_json_was_made_from_these_models(tmp_path: Path) -> None:
    """If not: python -m assistant_app.catalog.manifest models resources/models.json"""
    shutil.copy(CATALOG.with_name(SOURCE), tmp_path)

    notes = write_manifest(MODELS, tmp_path / "models.json")

    assert notes == []
    assert (tmp_path / "models.json").read_bytes() == CATALOG.read_bytes()


@pytest.mark.parametrize("model_id", IDS)
def test_every_shipped_model_is_whole_and_has_a_card(model_id: str, tmp_path: Path) -> None:
    store = ModelStore(MODELS, tmp_path, load_catalog(CATALOG))

    assert store.verify(model_id) == ()
    assert (MODELS / model_id / "MODEL_CARD.md").is_file()


def test_each_task_has_one_default() -> None:
    specs = load_catalog(CATALOG)

    for task in ("translation", "writing", "sentences", "pictures"):
        assert len([spec for spec in specs if spec.task == task and spec.is_default]) == 1
