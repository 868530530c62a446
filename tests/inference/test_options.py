"""What may be asked for, and what then really holds."""

from __future__ import annotations

import math
from typing import Any

import pytest

from assistant_app.errors import ModelUnfit
from assistant_app.inference.decoding_plan import DecodingPlan, ModelDefaults
from assistant_app.inference.options import GenerationOptions

WRITTEN: dict[str, Any] = {
    "eos_token_id": [2, 3],
    "max_length": 142,
    "min_length": 56,
    "repetition_penalty": 1.5,
    "no_repeat_ngram_size": 3,
    "bad_words_ids": [[7], [8, 9]],
    "suppress_tokens": [10, 11],
    "begin_suppress_tokens": [12],
    "forced_bos_token_id": 0,
    "forced_eos_token_id": 2,
    "temperature": 0.6,
    "top_k": 20,
    "top_p": 0.95,
    "min_p": 0.01,
    "length_penalty": 2.0,
    "early_stopping": True,
}
OWN = ModelDefaults.read(WRITTEN.get, "some-model")


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_new_tokens": 0},
        {"min_new_tokens": -1},
        {"min_length": -1},
        {"max_length": 0},
        {"temperature": 0.0, "is_sampling": True},
        {"temperature": math.nan, "is_sampling": True},
        {"top_p": 0.0},
        {"top_p": 1.5},
        {"top_k": -1},
        {"min_p": -0.1},
        {"min_p": 1.1},
        {"repetition_penalty": 0.0},
        {"repetition_penalty": math.inf},
        {"no_repeat_ngram_size": -1},
        {"frequency_penalty": math.nan},
        {"presence_penalty": math.inf},
        {"length_penalty": math.nan},
        {"n_beams": 0},
        {"n_beams": 2, "is_sampling": True},
        {"n_best": 0},
        {"n_best": 3, "n_beams": 2},
        {"early_stopping": "always"},
        {"bad_words": ((1,), ())},
        {"stop_strings": ("",)},
    ],
)
def test_options_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        GenerationOptions(**wrong)


def test_what_is_not_asked_for_is_the_models_own() -> None:
    plan = OWN.plan(GenerationOptions())

    assert plan == DecodingPlan(
        end_ids=(2, 3),
        max_length=142,
        min_length=56,
        repetition_penalty=1.5,
        no_repeat_ngram_size=3,
        bad_words=((7,), (8, 9)),
        suppressed_ids=(10, 11),
        begin_suppressed_ids=(12,),
        forced_begin_id=0,
        forced_end_ids=(2,),
        temperature=0.6,
        top_k=20,
        top_p=0.95,
        min_p=0.01,
        length_penalty=2.0,
        early_stopping=True,
    )


def test_what_is_asked_for_goes_before_the_models_own() -> None:
    asked = GenerationOptions(
        min_length=0,
        max_length=9,
        repetition_penalty=1.0,
        no_repeat_ngram_size=0,
        forced_begin_id=5,
        forced_end_id=3,
        temperature=1.0,
        top_k=0,
        top_p=1.0,
        min_p=0.0,
        length_penalty=0.0,
        early_stopping=False,
        bad_words=((4,),),
    )

    plan = OWN.plan(asked)

    assert (plan.min_length, plan.max_length, plan.length_penalty) == (0, 9, 0.0)
    assert (plan.repetition_penalty, plan.no_repeat_ngram_size) == (1.0, 0)
    assert (plan.forced_begin_id, plan.forced_end_ids, plan.early_stopping) == (5, (3,), False)
    assert (plan.temperature, plan.top_k, plan.top_p, plan.min_p) == (1.0, 0, 1.0, 0.0)
    assert plan.bad_words == ((7,), (8, 9), (4,))


def test_a_least_number_of_new_tokens_goes_before_a_least_length() -> None:
    plan = OWN.plan(GenerationOptions(min_new_tokens=3, min_length=30))

    assert (plan.min_new_tokens, plan.min_length) == (3, 0)


def test_a_model_that_says_nothing_has_transformers_defaults() -> None:
    assert ModelDefaults.read({}.get, "some-model") == ModelDefaults()


@pytest.mark.parametrize(
    "wrong",
    [
        {"eos_token_id": "</s>"},
        {"eos_token_id": [1, None]},
        {"max_length": 20.5},
        {"repetition_penalty": "1.2"},
        {"repetition_penalty": 0},
        {"length_penalty": math.inf},
        {"no_repeat_ngram_size": True},
        {"bad_words_ids": [1, 2]},
        {"bad_words_ids": [[]]},
        {"bad_words_ids": {"a": 1}},
        {"suppress_tokens": [[1]]},
        {"forced_eos_token_id": {}},
        {"early_stopping": "sometimes"},
    ],
)
def test_settings_that_are_not_valid_are_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(ModelUnfit) as caught:
        ModelDefaults.read(wrong.get, "some-model")

    assert next(iter(wrong)) in caught.value.reason


@pytest.mark.parametrize(
    "off", [{"temperature": 0.0}, {"top_k": -1}, {"top_p": 0}, {"top_p": 1.5}, {"min_p": -1}]
)
def test_what_others_write_for_off_is_off(off: dict[str, Any]) -> None:
    assert ModelDefaults.read(off.get, "some-model") == ModelDefaults()


@pytest.mark.parametrize(
    ("plan", "n_begin", "room", "limit"),
    [
        (DecodingPlan(max_new_tokens=50), 1, 100, 50),
        (DecodingPlan(max_new_tokens=50), 1, 30, 30),
        (DecodingPlan(max_new_tokens=50, max_length=20), 5, 100, 15),
        (DecodingPlan(max_new_tokens=50, max_length=20), 40, 100, 1),
    ],
)
def test_the_smallest_limit_holds(plan: DecodingPlan, n_begin: int, room: int, limit: int) -> None:
    assert plan.limit(n_begin, room) == limit
