"""The models that the catalog offers from the hub: every row says what a person must know."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant_app.catalog.kinds import SUFFIXES
from assistant_app.catalog.listing import repo_of
from assistant_app.catalog.names import checked_name
from assistant_app.catalog.spec import ModelSpec, load_catalog
from assistant_app.inference.languages import code_of

CATALOG = load_catalog(Path(__file__).resolve().parents[2] / "resources/models.json")
OFFERS = [spec for spec in CATALOG if spec.source == "hub"]
WANTED = {
    "writing": 4,
    "translation": 10,
    "summaries": 3,
    "pictures": 4,
    "sentences": 1,
}


def test_there_is_a_choice_for_every_task():
    found = {task: sum(spec.task == task for spec in OFFERS) for task in WANTED}
    assert found == WANTED


def test_no_two_models_have_a_name_or_a_repository_in_common():
    for names in ([s.id.casefold() for s in CATALOG], [s.repo_id.casefold() for s in OFFERS]):
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("spec", OFFERS, ids=lambda spec: spec.id)
def test_a_row_says_all(spec: ModelSpec):
    assert checked_name(spec.id) == spec.id
    assert repo_of(spec.repo_id) == (spec.repo_id, "")
    assert spec.repo_id.count("/") == 1
    assert spec.title
    assert spec.licence
    assert spec.family
    assert spec.summary.endswith(".")
    assert len(spec.summary) < 160
    assert all(code_of(code) for code in spec.languages)
    precisions = [variant.precision for variant in spec.variants]
    assert len(set(precisions)) == len(precisions)
    assert set(precisions) <= set(SUFFIXES)
    for variant in spec.variants:
        assert 1_000_000 < variant.size_bytes < variant.memory_bytes < 10_000_000_000


@pytest.mark.parametrize("spec", OFFERS, ids=lambda spec: spec.id)
def test_what_is_not_for_commercial_use_says_so(spec: ModelSpec):
    assert spec.is_commercial is ("-NC-" not in spec.licence)


@pytest.mark.parametrize(
    "spec", [s for s in OFFERS if s.task == "translation"], ids=lambda spec: spec.id
)
def test_a_translator_names_its_directions(spec: ModelSpec):
    assert all({source, target} <= set(spec.languages) for source, target in spec.pairs)
    assert spec.translates("en", "zh") or spec.pairs
    assert not spec.translates("en", "en")
