"""Of several translations, the one that says most of the source comes first."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.faithful import order_of_faith
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.translator import OneWay, Translator

MODELS = Path(__file__).resolve().parents[2] / "models"
TEXTS = ["We have to sign the contract on Friday.", "Where is the new office?"]


@pytest.fixture(scope="module")
def translator() -> Translator:
    engine = Engine(DeviceRequest("cpu"), 1, lambda name: MODELS / name)
    return engine.translator("deskhand-translate-en-zh")


@pytest.fixture(scope="module")
def to_chinese(translator: Translator) -> OneWay:
    return translator.between("en", "zh")


def options(n: int) -> GenerationOptions:
    return GenerationOptions(max_new_tokens=60, n_beams=n, n_best=n)


def test_the_sum_of_both_ways_decides_and_each_text_keeps_its_own() -> None:
    def row(*numbers: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        return np.array(numbers, np.float32)

    there = [row(-0.1), row(-0.3), row(-0.2, -0.2)]
    back = [row(-2.0), row(-0.5, -0.5), row(-1.0)]
    assert order_of_faith([0, 0, 1], there, back) == {0: [1, 0], 1: [2]}


def test_nothing_said_is_the_last_choice() -> None:
    nothing, something = np.zeros(0, np.float32), np.array([-9.0], np.float32)
    assert order_of_faith([0, 0], [nothing, something], [something] * 2) == {0: [1, 0]}


def test_a_greedy_translation_has_the_likeliest_token_at_every_place(to_chinese: OneWay) -> None:
    said = to_chinese.translate(TEXTS)
    sums = []
    for text, best in zip(TEXTS, said, strict=True):
        found = to_chinese.log_probs([text] * 2, [best, best[::-1]])
        assert found is not None
        assert all((each <= 0).all() and np.isfinite(each).all() for each in found)
        sums.append([float(each.sum()) for each in found])
    assert all(forward > backward for forward, backward in sums)


def test_padding_changes_no_number(to_chinese: OneWay) -> None:
    said = to_chinese.translate(TEXTS)
    together = to_chinese.log_probs(TEXTS, said)
    assert together is not None
    for text, best, found in zip(TEXTS, said, together, strict=True):
        alone = to_chinese.log_probs([text], [best])
        assert alone is not None
        # Rounded to eight bits for a whole batch at once, so not to the last digit.
        assert float(found.mean()) == pytest.approx(float(alone[0].mean()), abs=0.15)


def test_the_order_is_that_of_both_directions(translator: Translator, to_chinese: OneWay) -> None:
    plain = to_chinese.alternatives_of(TEXTS, [options(4)] * 2)
    sorted_ones = to_chinese.alternatives_of(TEXTS, [options(4)] * 2, by_faith=True)
    to_english = translator.between("zh", "en")
    for text, before, after in zip(TEXTS, plain, sorted_ones, strict=True):
        assert {each.text for each in before} == {each.text for each in after}
        said = [each.text for each in after]
        there = to_chinese.log_probs([text] * len(said), said)
        back = to_english.log_probs(said, [text] * len(said))
        assert there is not None
        assert back is not None
        scores = [float(a.mean() + b.mean()) for a, b in zip(there, back, strict=True)]
        assert scores[0] > scores[-1]


def test_a_model_of_one_way_keeps_the_likeliest_first(to_chinese: OneWay) -> None:
    only = OneWay(to_chinese._model, to_chinese._direction, to_chinese._tags)
    plain = only.alternatives_of(TEXTS, [options(3)] * 2)
    assert only.alternatives_of(TEXTS, [options(3)] * 2, by_faith=True) == plain


def test_a_stop_stops_it(to_chinese: OneWay) -> None:
    cancel = CancelToken()
    cancel.set()
    with pytest.raises(Cancelled):
        to_chinese.log_probs(TEXTS, ["你好", "再见"], cancel)
