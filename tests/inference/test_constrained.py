"""Texts that must hold given phrases, on tables of scores and with the translator that ships."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled
from assistant_app.inference.constrained import Required, constrained_search, spellings
from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.tokenizer import Tokenizer

MODELS = Path(__file__).resolve().parents[2] / "models"
END = 0
PLAN = DecodingPlan(end_ids=(END,))
BEGIN = np.array([[1]], np.int64)


class Table:
    """A decoder whose scores depend on the last token only."""

    def __init__(self, scores: npt.NDArray[np.float32]) -> None:
        self._scores = scores
        self.n_rows = 1

    def step(
        self, ids: npt.NDArray[np.int64], cancel: CancelToken | None
    ) -> npt.NDArray[np.float32]:
        assert len(ids) == self.n_rows
        return self._scores[ids[:, -1]].copy()

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        self.n_rows = len(rows)


def table(edit: Callable[[npt.NDArray[np.float32]], None], n: int = 8) -> Table:
    scores = np.zeros((n, n), np.float32)
    edit(scores)
    return Table(scores)


def straight(scores: npt.NDArray[np.float32]) -> None:
    """1 2 3 and the end are likely, all else is not."""
    for token, following in ((1, 2), (2, 3), (3, END)):
        scores[token, following] = 6


def test_without_phrases_it_is_the_best_text() -> None:
    assert constrained_search(table(straight), BEGIN, PLAN, 9, ()) == [2, 3]


@pytest.mark.parametrize("phrase", [(5,), (5, 6), (6, 5, 7)])
def test_the_phrase_is_said_in_one_piece(phrase: tuple[int, ...]) -> None:
    found = constrained_search(table(straight), BEGIN, PLAN, 12, [(phrase,)])

    n = len(phrase)
    assert phrase in [tuple(found[i : i + n]) for i in range(len(found))]
    assert [token for token in found if token in (2, 3)][:2] == [2, 3], "and the rest is the best"


def test_of_several_spellings_the_likeliest_is_said() -> None:
    def likes_seven(scores: npt.NDArray[np.float32]) -> None:
        straight(scores)
        scores[:, 7] += 3

    found = constrained_search(table(likes_seven), BEGIN, PLAN, 12, [((5,), (7,))])

    assert 7 in found
    assert 5 not in found


def test_two_phrases_are_both_said() -> None:
    found = constrained_search(table(straight), BEGIN, PLAN, 14, [((5, 6),), ((7,),)])

    assert 7 in found
    assert (5, 6) in itertools.pairwise(found)


@pytest.mark.parametrize("phrases", [((5, 6), (5, 7)), ((5, 7), (5, 6))])
def test_phrases_that_begin_alike_come_in_the_order_that_sounds_best(
    phrases: tuple[tuple[int, ...], ...],
) -> None:
    def likes_seven_first(scores: npt.NDArray[np.float32]) -> None:
        straight(scores)
        scores[1, 5], scores[5, 7], scores[7, 2] = 4, 4, 4
        scores[3, 5], scores[5, 6], scores[6, END] = 3, 3, 6

    found = constrained_search(
        table(likes_seven_first), BEGIN, PLAN, 14, [(phrase,) for phrase in phrases]
    )

    assert found == [5, 7, 2, 3, 5, 6]


def test_no_phrase_is_said_more_often_than_it_must() -> None:
    def repeats(scores: npt.NDArray[np.float32]) -> None:
        straight(scores)
        scores[:, 5] += 4
        scores[5, 5] = 0

    once = constrained_search(table(repeats), BEGIN, PLAN, 14, [((5,),)])
    twice = constrained_search(table(repeats), BEGIN, PLAN, 14, [((5,),), ((5,),)])

    assert (once.count(5), twice.count(5)) == (1, 2)


def test_what_does_not_fit_the_limit_is_said_as_far_as_it_goes() -> None:
    assert constrained_search(table(straight), BEGIN, PLAN, 2, [((4, 5, 6, 7),)]) == [4, 5]


def test_the_plans_rules_hold() -> None:
    barred = DecodingPlan(end_ids=(END,), bad_words=((2,),))

    assert 2 not in constrained_search(table(straight), BEGIN, barred, 9, [((5,),)])


def test_a_stop_is_looked_at() -> None:
    cancel = CancelToken()
    cancel.set()

    with pytest.raises(Cancelled):
        constrained_search(table(straight), BEGIN, PLAN, 9, [((5,),)], cancel)


def test_a_phrase_that_is_broken_off_counts_as_not_begun() -> None:
    begun = Required((((4, 5),),)).after(4)

    assert (begun.n_said, begun.wanted()) == (1, {5})
    assert (begun.after(6).n_said, begun.after(6).wanted()) == (0, {4})
    assert begun.after(4).n_said == 1, "it begins anew"
    assert begun.after(5).is_met


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(2, 7), min_size=1, max_size=3), min_size=1, max_size=3),
    st.integers(0, 2**32 - 1),
)
def test_every_phrase_is_in_every_text_that_has_room(phrases: list[list[int]], seed: int) -> None:
    scores = np.random.default_rng(seed).normal(0, 2, (8, 8)).astype(np.float32)
    required = [(tuple(phrase),) for phrase in phrases]

    found = constrained_search(Table(scores), BEGIN, PLAN, 40, required)

    for phrase in phrases:
        n = len(phrase)
        assert phrase in [found[i : i + n] for i in range(len(found))]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(DeviceRequest("cpu"), 1, lambda name: MODELS / name)


@pytest.mark.parametrize(
    ("source", "target", "text", "phrases"),
    [
        ("en", "zh", "The supplier has to sign the contract before delivery.", ("供货商", "协议")),
        ("zh", "en", "我们的供应商必须在交货前签署合同。", ("vendor", "agreement")),
    ],
)
def test_a_translation_holds_its_terms(
    engine: Engine, source: str, target: str, text: str, phrases: tuple[str, ...]
) -> None:
    translator = engine.translator("deskhand-translate-en-zh").between(source, target)

    found = translator.translate_with(text, phrases).text

    assert not all(phrase in translator.translate([text])[0] for phrase in phrases)
    assert all(phrase.lower() in found.lower() for phrase in phrases)


def test_a_term_is_spelled_as_it_stands_in_a_text() -> None:
    tokenizer = Tokenizer.load(MODELS / "deskhand-translate-en-zh")

    english = {tokenizer.decode(ids) for ids in spellings(tokenizer, "vendor")}
    chinese = {tokenizer.decode(ids).strip() for ids in spellings(tokenizer, "协议")}

    assert english <= {" vendor", " Vendor", "vendor", "Vendor"}
    assert {" vendor", " Vendor"} <= english
    assert chinese == {"协议"}


def test_other_translations_hold_none_of_the_words_that_are_barred(engine: Engine) -> None:
    translator = engine.translator("deskhand-translate-en-zh").between("en", "zh")
    options = GenerationOptions(max_new_tokens=40, n_beams=4, n_best=4)
    text = "The contract is signed."

    free = [each.text for each in translator.alternatives(text, options)]
    barred = [each.text for each in translator.alternatives(text, options, None, ["合同"])]

    assert any("合同" in each for each in free)
    assert barred
    assert not any("合同" in each for each in barred)
