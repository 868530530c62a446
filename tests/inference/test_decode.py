"""The loop: who ends, who leaves the batch, who stops it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled
from assistant_app.inference.decode import decode
from assistant_app.inference.decoding_plan import DecodingPlan

END = 0


class ScriptedDecoder:
    """Each row says its own script, whatever it is fed. Remembers what it was told."""

    def __init__(self, scripts: Sequence[Sequence[int]]) -> None:
        self._scripts = [list(script) for script in scripts]
        self.fed: list[list[list[int]]] = []
        self.kept: list[list[int]] = []
        self._n_steps = 0

    def step(self, ids: np.ndarray, cancel: CancelToken | None) -> np.ndarray:
        assert len(ids) == len(self._scripts)
        self.fed.append(ids.tolist())
        scores = np.zeros((len(ids), 20), np.float32)
        for row, script in enumerate(self._scripts):
            scores[row, script[self._n_steps] if self._n_steps < len(script) else END] = 1
        self._n_steps += 1
        return scores

    def keep(self, rows: np.ndarray) -> None:
        self.kept.append(rows.tolist())
        self._scripts = [self._scripts[row] for row in rows]


def texts_of(
    decoder: ScriptedDecoder,
    n_rows: int,
    limits: Sequence[int],
    plan: DecodingPlan | None = None,
) -> list[list[int]]:
    said: list[list[int]] = [[] for _ in range(n_rows)]
    plan = plan or DecodingPlan(end_ids=(END,))
    first = np.full((n_rows, 1), 19, np.int64)
    for rows, tokens in decode(decoder, first, plan, limits):
        for row, token in zip(rows, tokens, strict=True):
            said[row].append(token)
    return said


def test_every_row_says_its_text_and_the_end_token_is_not_part_of_it() -> None:
    scripts = [[1, 2, END], [3, END], [4, 5, 6, END]]

    assert texts_of(ScriptedDecoder(scripts), 3, [9, 9, 9]) == [[1, 2], [3], [4, 5, 6]]


def test_rows_that_have_ended_leave_the_batch() -> None:
    decoder = ScriptedDecoder([[1, 2, END], [3, END], [4, 5, 6, END]])

    texts_of(decoder, 3, [9, 9, 9])

    assert [len(ids) for ids in decoder.fed] == [3, 3, 2, 1]
    assert decoder.kept == [[0, 2], [1]]


def test_each_step_feeds_what_was_said_before() -> None:
    decoder = ScriptedDecoder([[1, 2, END]])

    texts_of(decoder, 1, [9])

    assert decoder.fed == [[[19]], [[1]], [[2]]]


def test_a_row_stops_at_its_own_limit() -> None:
    decoder = ScriptedDecoder([[1] * 9, [2] * 9])

    assert texts_of(decoder, 2, [2, 4]) == [[1, 1], [2, 2, 2, 2]]


def test_several_end_tokens_end_a_text() -> None:
    plan = DecodingPlan(end_ids=(END, 7))
    steps = decode(ScriptedDecoder([[1, 7, 2]]), np.array([[19]]), plan, [9])

    assert list(steps) == [([0], [1])]


def test_penalties_see_what_each_row_said() -> None:
    plan = DecodingPlan(end_ids=(END,), no_repeat_ngram_size=1)
    decoder = ScriptedDecoder([[5, 5, 5], [6, 7, END]])

    said = texts_of(decoder, 2, [3, 3], plan)

    assert said[0][0] == 5
    assert len(set(said[0])) == len(said[0])
    assert said[1] == [6, 7]


def test_a_row_ends_with_the_token_that_completes_a_stop_string() -> None:
    decoder = ScriptedDecoder([[1, 2, 3, 4, 5], [3, 1, 2, 9, END]])
    plan = DecodingPlan(end_ids=(END,))
    seen: list[list[int]] = []

    def stops(ids: list[int]) -> bool:
        seen.append(ids)
        return ids[-2:] == [2, 3]

    steps = decode(decoder, np.array([[19], [19]]), plan, [9, 9], stops=stops)

    assert list(steps) == [
        ([0, 1], [1, 3]),
        ([0, 1], [2, 1]),
        ([0, 1], [3, 2]),
        ([1], [9]),
    ]
    assert decoder.kept == [[1]]
    assert [1, 2, 3] in seen
    assert [3, 1, 2, 9] in seen


def test_stop_between_two_tokens_ends_the_text() -> None:
    cancel = CancelToken()
    plan = DecodingPlan(end_ids=(END,))
    steps = decode(ScriptedDecoder([[1] * 99]), np.array([[19]]), plan, [99], cancel)
    next(steps)

    cancel.set()

    with pytest.raises(Cancelled):
        next(steps)


def test_an_empty_batch_says_nothing() -> None:
    steps = decode(ScriptedDecoder([]), np.zeros((0, 1), np.int64), DecodingPlan(), [])

    assert list(steps) == []
