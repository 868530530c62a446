"""Which token is picked: known scores, known chances."""

from __future__ import annotations

import numpy as np
import pytest

from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.sampling import Picker, candidates, draw

CHANCES = np.array([0.1, 0.5, 0.15, 0.25])


def scores() -> np.ndarray:
    return np.log(CHANCES).astype(np.float32)


def many_scores(seed: int = 0) -> np.ndarray:
    """As many as a real vocabulary has, so that the likeliest are looked for in groups."""
    found: np.ndarray = np.random.default_rng(seed).normal(0, 3, 20_011).astype(np.float32)
    return found


def sampling(**changes: object) -> DecodingPlan:
    return DecodingPlan(is_sampling=True, **changes)  # type: ignore[arg-type]


def test_greedy_takes_the_best_of_each_row() -> None:
    rows = np.array([[0, 3, 1], [5, 0, 2]], np.float32)

    assert Picker(DecodingPlan())(rows).tolist() == [1, 0]


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


@pytest.mark.parametrize(("min_p", "n_kept"), [(0.1, 4), (0.25, 3), (0.4, 2), (1.0, 1)])
def test_min_p_keeps_what_is_not_too_unlikely_beside_the_best(min_p: float, n_kept: int) -> None:
    kept, chances = candidates(scores(), sampling(min_p=min_p))

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


@pytest.mark.parametrize("value", [-np.inf, np.nan, np.inf])
@pytest.mark.parametrize("plan", [sampling(), sampling(top_k=2), sampling(top_p=0.5, min_p=0.1)])
def test_scores_that_are_no_numbers_do_no_harm(value: float, plan: DecodingPlan) -> None:
    row = np.full(3000, value, np.float32)

    assert draw(row, plan, 0.5) == 0


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"temperature": 3.0},
        {"top_p": 0.3},
        {"top_p": 0.999},
        {"min_p": 0.01},
        {"min_p": 0.2, "temperature": 1.7},
        {"top_k": 40},
        {"top_k": 40, "top_p": 0.8, "min_p": 0.05, "temperature": 0.7},
        {"top_k": 5000},
    ],
)
def test_of_a_large_vocabulary_the_same_tokens_are_found_without_sorting_it(
    filters: dict[str, float],
) -> None:
    plan = sampling(**filters)
    row = many_scores()
    order = np.argsort(-row, kind="stable")
    heat = row[order].astype(np.float64) / plan.temperature
    keep = np.arange(len(row)) < (plan.top_k or len(row))
    chances = np.where(keep, np.exp(heat - heat[0]), 0)
    chances /= chances.sum()
    keep &= np.concatenate(([0], np.cumsum(chances)[:-1])) < plan.top_p
    keep &= chances >= plan.min_p * chances[0]
    chances = np.where(keep, chances, 0) / chances[keep].sum()

    kept, found = candidates(row, plan)

    assert kept.tolist() == order[keep].tolist()
    np.testing.assert_allclose(found, chances[keep], rtol=1e-4)


@pytest.mark.parametrize("number", [0.0, 0.3, 0.9, 0.9999, 0.9999999])
def test_a_number_stands_for_the_same_token_however_far_one_had_to_look(number: float) -> None:
    row = many_scores()
    order = np.argsort(-row, kind="stable")
    heat = row[order].astype(np.float64)
    sums = np.cumsum(np.exp(heat - heat[0]))

    place = order.tolist().index(draw(row, sampling(), number))

    low, high = (sums[place - 1] if place else 0) / sums[-1], sums[place] / sums[-1]
    assert low - 1e-7 <= number <= high + 1e-7


def test_tokens_as_likely_as_the_kth_stay_too() -> None:
    row = np.array([1, 3, 2, 2, 2, 0], np.float32)

    assert candidates(row, sampling(top_k=2))[0].tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("number", "token"), [(0.0, 1), (0.49, 1), (0.51, 3), (0.76, 2), (0.91, 0), (0.999999, 0)]
)
def test_one_uniform_number_decides(number: float, token: int) -> None:
    assert draw(scores(), sampling(), number) == token


def test_drawn_tokens_come_as_often_as_their_chance() -> None:
    rows = np.tile(scores(), (20_000, 1))

    shares = np.bincount(Picker(sampling(seed=1))(rows), minlength=4) / 20_000

    np.testing.assert_allclose(shares, CHANCES, atol=0.02)


def test_a_seed_makes_it_the_same_again_and_none_makes_it_differ() -> None:
    rows = np.tile(scores(), (64, 1))

    def once(seed: int | None) -> list[int]:
        picked: list[int] = Picker(sampling(seed=seed))(rows).tolist()
        return picked

    assert once(3) == once(3)
    assert once(3) != once(4)
    assert once(None) != once(None)


def test_numbers_of_ones_own_replace_the_seed() -> None:
    stream = iter([0.0, 0.76, 0.91])
    picker = Picker(sampling(), lambda n: np.array([next(stream) for _ in range(n)]))

    assert picker(np.tile(scores(), (3, 1))).tolist() == [1, 2, 0]
