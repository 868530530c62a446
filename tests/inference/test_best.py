"""The best of many scores: the same as after sorting all of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant_app.inference.best import above, best, group_maxima, kth_largest, log_sums


def some(rows: int, n: int, seed: int, n_levels: int) -> np.ndarray:
    """Scores of which many are equal, where there are few levels, and some -inf."""
    stream = np.random.default_rng(seed)
    found: np.ndarray = stream.integers(0, n_levels, (rows, n)).astype(np.float32)
    found[stream.random((rows, n)) < 0.1] = -np.inf
    return found


@settings(max_examples=80, deadline=None)
@given(
    n=st.sampled_from([1, 2, 7, 513, 1024, 1025, 3000, 5120]),
    k=st.integers(1, 700),
    n_levels=st.sampled_from([1, 4, 100, 1_000_000]),
    seed=st.integers(0, 99),
)
def test_the_k_best_and_their_equals_come_in_order(
    n: int, k: int, n_levels: int, seed: int
) -> None:
    row = some(1, n, seed, n_levels)[0]
    order = np.argsort(-row, kind="stable")
    wanted = order if k >= n else order[row[order] >= row[order[k - 1]]]

    assert best(row, k).tolist() == wanted.tolist()


@settings(max_examples=60, deadline=None)
@given(
    rows=st.integers(1, 5),
    n=st.sampled_from([3, 512, 1025, 3000]),
    k=st.integers(1, 3),
    seed=st.integers(0, 99),
)
def test_all_scores_above_a_bound_are_found_through_their_groups(
    rows: int, n: int, k: int, seed: int
) -> None:
    scores = some(rows, n, seed, 1000)
    maxima = group_maxima(scores)
    bounds = kth_largest(maxima, k)

    owners, places = above(scores, maxima, bounds)

    wanted = {(row, place) for row, place in np.argwhere(scores >= bounds[:, None]).tolist()}
    found = list(zip(owners.tolist(), places.tolist(), strict=True))
    assert len(found) == len(wanted)
    assert set(found) == wanted
    assert owners.tolist() == sorted(owners.tolist())
    assert (np.bincount(owners, minlength=rows) >= k).all()


@pytest.mark.parametrize("shift", [0.0, 70.0, -70.0, 3000.0, -3000.0])
def test_log_sums_neither_overflow_nor_vanish(shift: float) -> None:
    scores = np.random.default_rng(1).normal(0, 3, (3, 2000)).astype(np.float32)
    scores[1, 5:] = -np.inf
    wanted = np.log(np.exp(scores.astype(np.float64)).sum(axis=1)) + shift

    found = log_sums(scores + np.float32(shift))

    np.testing.assert_allclose(found, wanted, atol=1e-6 * max(10, abs(shift)))
