"""models.json is made from the folders and the hand-written table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tiny_models

from assistant_app.catalog.manifest import SOURCE, main, write_manifest
from assistant_app.catalog.spec import load_catalog
from assistant_app.errors import CatalogBroken

ENTRY = {
    "id": "tiny-translator",
    "task": "translation",
    "title": "Tiny",
    "languages": ["en", "zh"],
    "licence": "MIT",
    "summary": "Shouts.",
    "is_default": True,
}


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tiny_models.make_translator(tmp_path / "models/tiny-translator")
    (folder / "MODEL_CARD.md").write_text("# Card")
    (tmp_path / SOURCE).write_text(json.dumps({"models": [ENTRY]}), encoding="utf-8")
    return tmp_path / "models"


def test_files_pairs_and_words_come_together(models: Path, tmp_path: Path) -> None:
    assert write_manifest(models, tmp_path / "models.json") == []

    (spec,) = load_catalog(tmp_path / "models.json")
    assert (spec.title, spec.is_default) == ("Tiny", True)
    assert spec.pairs == (("en", "zh"), ("zh", "en"))
    assert [file.path for file in spec.files] == [
        "config.json",
        "generation_config.json",
        "onnx/decoder_model_merged_quantized.onnx",
        "onnx/encoder_model_quantized.onnx",
        "tokenizer.json",
    ]
    on_disk = sum((models / spec.id / file.path).stat().st_size for file in spec.files)
    assert spec.size_bytes == on_disk


def test_the_same_models_give_the_same_file(models: Path, tmp_path: Path) -> None:
    write_manifest(models, tmp_path / "models.json")
    first = (tmp_path / "models.json").read_bytes()

    write_manifest(models, tmp_path / "models.json")

    assert (tmp_path / "models.json").read_bytes() == first


def test_a_missing_folder_and_a_folder_without_words_are_told(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny_models.make_writer(models / "stranger")
    table = {"models": [ENTRY, ENTRY | {"id": "not-made-yet"}]}
    (tmp_path / SOURCE).write_text(json.dumps(table), encoding="utf-8")

    assert main([str(models), str(tmp_path / "models.json")]) == 0

    said = capsys.readouterr().err
    assert "not-made-yet" in said
    assert "stranger" in said
    assert len(load_catalog(tmp_path / "models.json")) == 1


def test_wrong_use_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "models.json" in capsys.readouterr().err


HUB_ROW = {
    "id": "Writer-0.5B",
    "repo_id": "someone/Writer-0.5B-ONNX",
    "revision": "a" * 40,
    "task": "writing",
    "also": ["summaries"],
    "title": "Writer 0.5B",
    "languages": ["en"],
    "licence": "Apache-2.0",
    "summary": "Writes.",
    "family": "qwen2",
    "is_chat": True,
    "variants": [
        {"precision": "q4f16", "size_bytes": 480, "memory_bytes": 900},
        {"precision": "q8", "size_bytes": 512},
    ],
}


def test_models_of_the_hub_are_passed_on(models: Path, tmp_path: Path) -> None:
    table = {"models": [ENTRY], "hub": [HUB_ROW]}
    (tmp_path / SOURCE).write_text(json.dumps(table), encoding="utf-8")

    assert write_manifest(models, tmp_path / "models.json") == []

    shipped, offered = load_catalog(tmp_path / "models.json")
    assert (shipped.source, offered.source) == ("shipped", "hub")
    assert offered.repo_id == "someone/Writer-0.5B-ONNX"
    assert offered.tasks == ("writing", "summaries")
    assert [each.precision for each in offered.variants] == ["q4f16", "q8"]
    assert (offered.size_bytes, offered.is_chat, offered.files) == (480, True, ())


@pytest.mark.parametrize("wrong", [{"repo_id": ""}, {"variants": []}, {"task": "juggling"}])
def test_a_row_of_the_hub_that_makes_no_sense_is_not_written(
    models: Path, tmp_path: Path, wrong: dict[str, object]
) -> None:
    table = {"models": [ENTRY], "hub": [HUB_ROW | wrong]}
    (tmp_path / SOURCE).write_text(json.dumps(table), encoding="utf-8")

    with pytest.raises(CatalogBroken):
        write_manifest(models, tmp_path / "models.json")
