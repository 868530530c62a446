"""Which token is picked: known scores, known chances."""

from __future__ import annotations

import numpy as np
import pytest

from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.sampling import Penalties, TokenPicker, candidates, draw

CHANCES = np.array([0.1, 0.5, 0.15, 0.25])


def scores() -> np.ndarray:
    return np.log(CHANCES).astype(np.float32)


def sampling(**changes: object) -> GenerationOptions:
    return GenerationOptions(is_sampling=True, **changes)  # type: ignore[arg-type]


def test_greedy_takes_the_best_of_each_row() -> None:
    rows = np.array([[0, 3, 1], [5, 0, 2]], np.float32)

    assert TokenPicker(GenerationOptions()).pick(rows, 0).tolist() == [1, 0]


@pytest.mark.parametrize("barred", [(1,), (1, 3)])
def test_barred_tokens_are_never_picked(barred: tuple[int, ...]) -> None:
    picker = TokenPicker(GenerationOptions(), barred)

    assert picker.pick(scores()[None], 0).item() == (3 if barred == (1,) else 2)


def test_the_end_is_barred_until_the_text_is_long_enough() -> None:
    picker = TokenPicker(GenerationOptions(min_new_tokens=2), end_ids=(1,))

    picked = [picker.pick(scores()[None], n_said).item() for n_said in range(3)]

    assert picked == [3, 3, 1]


def test_candidates_come_most_likely_first_with_their_chances() -> None:
    kept, chances = candidates(scores(), sampling())

    assert kept.tolist() == [1, 3, 2, 0]
    np.testing.assert_allclose(chances, [0.5, 0.25, 0.15, 0.1], rtol=1e-6)


def test_top_k_keeps_the_k_best_and_their_proportions() -> None:
    kept, chances = candidates(scores(), sampling(top_k=2))

    assert kept.tolist() == [1, 3]
    np.testing.assert_allclose(chances, [2 / 3, 1 / 3], rtol=1e-6)


@pytest.mark.parametrize(("top_p", "n_kept"), [(0.4, 1), (0.6, 2), (0.8, 3), (0.95, 4), (1.0, 4)])
def test_top_p_keeps_the_smallest_set_that_reaches_it(top_p: float, n_kept: int) -> None:
    kept, chances = candidates(scores(), sampling(top_p=top_p))

    assert len(kept) == n_kept
    assert chances.sum() == pytest.approx(1)


def test_heat_flattens_and_cold_sharpens() -> None:
    _, hot = candidates(scores(), sampling(temperature=10.0))
    _, cold = candidates(scores(), sampling(temperature=0.1))

    assert hot[0] < 0.3
    assert cold[0] > 0.99


def test_barred_tokens_are_no_candidates() -> None:
    barred = scores()
    barred[1] = -np.inf

    kept, chances = candidates(barred, sampling())

    assert 1 not in kept[chances > 0]
    assert np.isfinite(chances).all()


@pytest.mark.parametrize(
    ("number", "token"), [(0.0, 1), (0.49, 1), (0.51, 3), (0.76, 2), (0.91, 0), (0.999999, 0)]
)
def test_one_uniform_number_decides(number: float, token: int) -> None:
    assert draw(scores(), sampling(), number) == token


def test_drawn_tokens_come_as_often_as_their_chance() -> None:
    picker = TokenPicker(sampling(seed=1))
    rows = np.tile(scores(), (20_000, 1))

    shares = np.bincount(picker.pick(rows, 0), minlength=4) / 20_000

    np.testing.assert_allclose(shares, CHANCES, atol=0.02)


def test_a_seed_makes_it_the_same_again_and_none_makes_it_differ() -> None:
    rows = np.tile(scores(), (64, 1))

    def once(seed: int | None) -> list[int]:
        picked: list[int] = TokenPicker(sampling(seed=seed)).pick(rows.copy(), 0).tolist()
        return picked

    assert once(3) == once(3)
    assert once(3) != once(4)
    assert once(None) != once(None)


def test_the_repetition_penalty_lowers_what_was_said_whatever_its_sign() -> None:
    row = np.array([2.0, -2.0, 1.0], np.float32)

    Penalties(repetition_penalty=2.0).apply(row, [0, 1, 1])

    assert row.tolist() == [1.0, -4.0, 1.0]


def test_an_n_gram_is_not_said_twice() -> None:
    row = np.zeros(5, np.float32)

    Penalties(no_repeat_ngram_size=3).apply(row, [1, 2, 3, 1, 2])

    assert np.isneginf(row).tolist() == [False, False, False, True, False]


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_new_tokens": 0},
        {"is_sampling": True, "temperature": 0.0},
        {"top_p": 0.0},
        {"top_p": 1.5},
        {"top_k": -1},
        {"repetition_penalty": 0.0},
    ],
)
def test_options_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(set(wrong) - {"is_sampling"}))):
        GenerationOptions(**wrong)  # type: ignore[arg-type]


def test_penalties_are_the_models_own_unless_others_are_asked_for() -> None:
    own = Penalties(1.5, 3)

    assert own.changed_by(GenerationOptions()) == own
    assert own.changed_by(GenerationOptions(repetition_penalty=1.0)) == Penalties(1.0, 3)
    assert own.changed_by(GenerationOptions(no_repeat_ngram_size=0)) == Penalties(1.5, 0)
