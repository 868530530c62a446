"""Each rule alone on known scores, and all of them against transformers' own processors."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from toy_decoder import FIXTURE, ToyDecoder, numbers, plan_of

from assistant_app.inference.decode import decode
from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.logits_rules import needs_said, rules_for
from assistant_app.inference.said import Said


def name_of(case: dict[str, Any]) -> str:
    return json.dumps(case["settings"])


@pytest.mark.parametrize("case", FIXTURE["rules"], ids=name_of)
def test_scores_are_changed_as_transformers_changes_them(case: dict[str, Any]) -> None:
    """The fixture's texts have 9 tokens, of which 4 were given, and may have 12."""
    texts = np.array(case["said"], np.int64)
    said = Said(texts[:, :4], [8] * len(texts))
    for tokens in texts[:, 4:].T:
        said.add(tokens)
    scores = np.array(case["before"], np.float32)

    for rule in rules_for(plan_of(case["settings"]), scores.shape[1]):
        rule(scores, said)

    expected = [[-np.inf if x is None else x for x in row] for row in case["after"]]
    np.testing.assert_allclose(scores, expected, rtol=1e-4)


@pytest.mark.parametrize("case", FIXTURE["greedy"] + FIXTURE["sampled"], ids=name_of)
def test_texts_are_transformers_own(case: dict[str, Any]) -> None:
    plan = plan_of(case["settings"])
    for first, limit, expected in zip(case["first"], case["limits"], case["texts"], strict=True):
        steps = decode(
            ToyDecoder(1), np.array([first]), plan, [limit], numbers=numbers().random_sample
        )

        assert [token for _, (token,) in steps] == expected[0]["ids"]


@pytest.mark.parametrize("case", FIXTURE["greedy"], ids=name_of)
def test_rows_say_the_same_in_company_as_alone(case: dict[str, Any]) -> None:
    first = np.array(case["first"])
    said: list[list[int]] = [[] for _ in first]

    for rows, tokens in decode(
        ToyDecoder(len(first)), first, plan_of(case["settings"]), case["limits"]
    ):
        for row, token in zip(rows, tokens, strict=True):
            said[row].append(token)

    assert said == [texts[0]["ids"] for texts in case["texts"]]


def after(
    plan: DecodingPlan, scores: list[float], prompt: list[int], new: list[int]
) -> list[float]:
    said = Said(np.array([prompt], np.int64), [99])
    for token in new:
        said.add(np.array([token]))
    row = np.array([scores], np.float32)
    for rule in rules_for(plan, len(scores)):
        rule(row, said)
    found: list[float] = row[0].tolist()
    return found


def test_frequency_counts_and_presence_does_not_and_the_prompt_is_neither() -> None:
    plan = DecodingPlan(frequency_penalty=0.5, presence_penalty=2.0)

    assert after(plan, [4.0] * 4, [0, 0], [1, 1, 1, 2]) == [4.0, 0.5, 1.5, 4.0]
    assert after(plan, [4.0] * 4, [0], []) == [4.0] * 4


def test_a_negative_frequency_penalty_makes_repetition_likelier() -> None:
    assert after(DecodingPlan(frequency_penalty=-1.0), [0.0, 0.0], [0], [1, 1]) == [0.0, 2.0]


def test_repetition_comes_before_frequency() -> None:
    plan = DecodingPlan(repetition_penalty=2.0, frequency_penalty=1.0)

    assert after(plan, [4.0, 4.0], [0], [1]) == [2.0, 1.0]


def test_ids_that_the_model_does_not_have_are_left_out() -> None:
    plan = DecodingPlan(
        end_ids=(99,),
        min_new_tokens=5,
        bad_words=((99,), (1, 99), (99, 1), (-1,)),
        suppressed_ids=(99, -1),
        begin_suppressed_ids=(99,),
        forced_begin_id=99,
        forced_end_ids=(-1, 99),
    )

    assert rules_for(plan, 10) == []


def test_a_long_text_is_remembered_whole() -> None:
    first = np.array([[1, 2], [3, 4]])
    said = Said(first, [500, 400])
    for token in range(300):
        said.add(np.array([token, -token]))
    said.keep(np.array([1, 1, 0]))
    said.add(np.array([7, 8, 9]))

    assert said.ids[0, :3].tolist() == [3, 4, 0]
    assert said.new_ids[1, -3:].tolist() == [-298, -299, 8]
    assert said.new_ids[2, -3:].tolist() == [298, 299, 9]
    assert (said.shortest, said.limits.tolist()) == (400, [400, 400, 500])


@pytest.mark.parametrize(
    ("plan", "is_needed"),
    [
        (DecodingPlan(min_new_tokens=3, bad_words=((4,),), suppressed_ids=(1,)), False),
        (DecodingPlan(forced_begin_id=1, forced_end_ids=(2,)), False),
        (DecodingPlan(bad_words=((4, 5),)), True),
        (DecodingPlan(repetition_penalty=1.1), True),
        (DecodingPlan(presence_penalty=1.0), True),
        (DecodingPlan(no_repeat_ngram_size=2), True),
    ],
)
def test_what_was_said_is_kept_only_for_rules_that_look_at_it(
    plan: DecodingPlan, is_needed: bool
) -> None:
    assert needs_said(plan) == is_needed
