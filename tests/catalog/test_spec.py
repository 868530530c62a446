"""The catalog file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant_app.catalog.spec import FileSpec, load_catalog
from assistant_app.errors import CatalogBroken

ROW = {
    "id": "a",
    "task": "translation",
    "title": "A",
    "languages": ["en", "zh"],
    "pairs": [["en", "zh"], ["zh", "en"]],
    "licence": "MIT",
    "summary": "Does.",
    "is_default": True,
    "files": [
        {"path": "config.json", "size_bytes": 2, "sha256": "00"},
        {"path": "onnx/model.onnx", "size_bytes": 40, "sha256": "11"},
    ],
}


def write(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_model_is_read_with_all_it_says(tmp_path: Path) -> None:
    (spec,) = load_catalog(write(tmp_path / "models.json", {"version": 1, "models": [ROW]}))

    assert (spec.id, spec.task, spec.licence, spec.is_default) == ("a", "translation", "MIT", True)
    assert spec.pairs == (("en", "zh"), ("zh", "en"))
    assert spec.size_bytes == 42
    assert spec.files[0] == FileSpec("config.json", 2, "00")


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {"models": []},
        {"version": 99, "models": []},
        {"version": 1, "models": [{"id": "a"}]},
        {"version": 1, "models": [ROW | {"task": "juggling"}]},
        {"version": 1, "models": [ROW | {"pairs": ["en-zh"]}]},
    ],
)
def test_a_catalog_that_makes_no_sense_is_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(CatalogBroken):
        load_catalog(write(tmp_path / "models.json", content))


def test_a_catalog_that_is_not_there_or_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "models.json"
    with pytest.raises(CatalogBroken):
        load_catalog(path)

    path.write_bytes(b"\xff\xfe{")

    with pytest.raises(CatalogBroken) as raised:
        load_catalog(path)
    assert raised.value.path == path
