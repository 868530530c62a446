"""Beam search: the texts and scores that transformers finds, in fewer and smaller steps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_decoder import END, FIXTURE, VOCAB, Keep, ToyDecoder, plan_of

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled
from assistant_app.inference.beam import beam_search
from assistant_app.inference.decoding_plan import DecodingPlan


def name_of(case: dict[str, Any]) -> str:
    return f"{json.dumps(case['settings'])} {len(case['first'][0])}"


@pytest.mark.parametrize("case", FIXTURE["beams"], ids=name_of)
def test_texts_and_scores_are_transformers_own(case: dict[str, Any]) -> None:
    first = np.array(case["first"], np.int64)

    found = beam_search(ToyDecoder(len(first)), first, plan_of(case["settings"]), case["limits"])

    for texts, expected in zip(found, case["texts"], strict=True):
        assert [list(text.ids) for text in texts] == [text["ids"] for text in expected]
        scores = [text["score"] for text in expected]
        np.testing.assert_allclose([text.score for text in texts], scores, atol=2e-5)


@settings(max_examples=60, deadline=None)
@given(
    starts=st.lists(st.integers(0, VOCAB - 1), min_size=1, max_size=6),
    n_beams=st.integers(2, 5),
    length_penalty=st.sampled_from([-1.0, 0.0, 0.7, 2.0]),
    early_stopping=st.sampled_from([True, False, "never"]),
    data=st.data(),
)
def test_a_row_finds_the_same_in_company_as_alone(
    starts: list[int],
    n_beams: int,
    length_penalty: float,
    early_stopping: Any,
    data: st.DataObject,
) -> None:
    limits = data.draw(st.lists(st.integers(1, 12), min_size=len(starts), max_size=len(starts)))
    plan = DecodingPlan(
        end_ids=(END,),
        n_beams=n_beams,
        n_best=n_beams,
        length_penalty=length_penalty,
        early_stopping=early_stopping,
        no_repeat_ngram_size=3,
    )
    first = np.array(starts, np.int64)[:, None]

    together = beam_search(ToyDecoder(len(starts)), first, plan, limits)

    for number, limit in enumerate(limits):
        (alone,) = beam_search(ToyDecoder(1), first[number : number + 1], plan, [limit])
        assert together[number] == alone
        assert [text.score for text in alone] == sorted((t.score for t in alone), reverse=True)


def test_one_beam_says_what_greedy_decoding_says() -> None:
    case = FIXTURE["greedy"][0]
    first = np.array(case["first"], np.int64)

    found = beam_search(ToyDecoder(len(first)), first, plan_of({}), case["limits"])

    expected = [texts[0]["ids"] for texts in case["texts"]]
    assert [list(texts[0].ids) for texts in found] == expected


def test_the_prompt_is_read_once_and_finished_rows_leave_the_batch() -> None:
    decoder = ToyDecoder(2)
    plan = DecodingPlan(end_ids=(END,), n_beams=3)

    beam_search(decoder, np.array([[5], [11]]), plan, [2, 4])

    steps = [call for call in decoder.calls if isinstance(call, int)]
    assert steps == [2, 6, 3, 3]
    assert decoder.calls[1] == Keep([0, 0, 0, 1, 1, 1])


class Scripted:
    """Every row says the script with certainty, but its first token only with some."""

    def __init__(self, script: Sequence[int], n_vocab: int = 50) -> None:
        self._script = script
        self._n_vocab = n_vocab
        self.n_steps = 0
        self.kept: list[list[int]] = []

    def step(self, ids: np.ndarray, cancel: CancelToken | None) -> np.ndarray:
        scores = np.full((len(ids), self._n_vocab), -50 if self.n_steps else -5, np.float32)
        scores += np.linspace(0, -1, self._n_vocab, dtype=np.float32)
        scores[:, self._script[self.n_steps]] = 0
        self.n_steps += 1
        return scores

    def keep(self, rows: np.ndarray) -> None:
        self.kept.append(rows.tolist())


def test_caches_stay_where_they_are_while_no_beam_changes_its_place() -> None:
    decoder = Scripted([5, 6, 7, 8])

    beam_search(decoder, np.array([[1]]), DecodingPlan(n_beams=2), [4])

    assert decoder.kept == [[0, 0]]


@pytest.mark.parametrize("n_vocab", [2, 3, 5])
def test_a_vocabulary_smaller_than_the_beams_is_no_obstacle(n_vocab: int) -> None:
    plan = DecodingPlan(end_ids=(1,), n_beams=4, n_best=4)

    (texts,) = beam_search(Scripted([0, 0, 1], n_vocab), np.array([[0]]), plan, [3])

    assert texts[0].ids == (0, 0)


def test_where_everything_is_barred_no_text_is_found() -> None:
    plan = DecodingPlan(n_beams=2, suppressed_ids=tuple(range(50)))

    assert beam_search(Scripted([3, 3]), np.array([[1]]), plan, [2]) == [[]]


def test_a_stop_string_finishes_a_text_and_its_last_token_counts() -> None:
    plan = DecodingPlan(n_beams=2, n_best=2, early_stopping=True)

    (texts,) = beam_search(
        Scripted([5, 6, 7, 8, 9]), np.array([[1]]), plan, [5], stops=lambda ids: ids[-1] == 7
    )

    assert [text.ids for text in texts] == [(5, 6, 7), (0, 6, 7)]


def test_stop_between_two_steps_ends_the_search() -> None:
    cancel = CancelToken()

    class Stopping(Scripted):
        def step(self, ids: np.ndarray, cancel_: CancelToken | None) -> np.ndarray:
            assert cancel_ is cancel
            if self.n_steps == 2:
                cancel.set()
            return super().step(ids, cancel_)

    decoder = Stopping([5] * 99)

    with pytest.raises(Cancelled):
        beam_search(decoder, np.array([[1]]), DecodingPlan(n_beams=2), [99], cancel)

    assert decoder.n_steps == 3


def test_no_rows_find_no_texts() -> None:
    assert beam_search(ToyDecoder(0), np.zeros((0, 1), np.int64), DecodingPlan(n_beams=2), []) == []
