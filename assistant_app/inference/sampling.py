"""Which token comes next, given the scores of all: greedy or by chance."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from assistant_app.inference.best import best
from assistant_app.inference.decoding_plan import DecodingPlan

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Numbers = Callable[[int], npt.NDArray[np.float64]]
"""Gives so many numbers, uniform in [0, 1): one per row and step."""

_LOOKS = (256, 16384)
"""So many of the likeliest tokens nearly always hold the one that is drawn; else so many."""


class Picker:
    """Picks one token per row: the best, or if the plan says so one by chance."""

    def __init__(self, plan: DecodingPlan, numbers: Numbers | None = None) -> None:
        self._plan = plan
        if numbers is None and plan.is_sampling:
            numbers = np.random.default_rng(plan.seed).random
        self._numbers = numbers

    def __call__(self, scores: Scores) -> Ids:
        """Token ids [rows] from ``scores`` [rows, vocabulary]."""
        if not self._plan.is_sampling or self._numbers is None:
            found: Ids = scores.argmax(axis=1)
            return found
        numbers = self._numbers(len(scores)).tolist()
        drawn = [draw(row, self._plan, u) for row, u in zip(scores, numbers, strict=True)]
        return np.array(drawn, np.int64)


def draw(scores: Scores, plan: DecodingPlan, number: float) -> int:
    """The token that ``number`` (uniform in [0, 1)) stands for: the inverse of the distribution
    function over ``candidates``, so one number decides, reproducibly."""
    kept, chances = candidates(scores, plan, number)
    place = int(np.searchsorted(np.cumsum(chances), number, "right"))
    return int(kept[min(place, len(kept) - 1)])


def candidates(
    scores: Scores, plan: DecodingPlan, enough: float = 1.0
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Tokens that may follow, most likely first, and their probabilities after temperature,
    ``top_k``, ``top_p`` (Holtzman et al. 2020) and ``min_p`` (Nguyen et al. 2024), in
    transformers' order.

    If their chances surpass ``enough`` without the unlikely ones, those may be missing.
    """
    kept, chances = _likeliest(scores, plan, enough)
    if plan.top_p < 1:
        # The first token whose predecessors already hold top_p is the first to go.
        n_top = int(np.searchsorted(np.cumsum(chances), plan.top_p) + 1)
        kept, chances = kept[:n_top], chances[:n_top]
    if plan.min_p > 0:
        n_top = int(np.searchsorted(-chances, -plan.min_p * chances[0], "right"))
        kept, chances = kept[:n_top], chances[:n_top]
    if plan.top_p < 1 or plan.min_p > 0:
        chances = chances / chances.sum()
    return kept, chances


def _likeliest(
    scores: Scores, plan: DecodingPlan, enough: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """The ``top_k``, or else as many as the filters or the number can reach."""
    top = scores.max()
    if not np.isfinite(top):
        # All barred, or a graph whose numbers ran over: there is nothing to weigh.
        return scores[None].argmax(axis=1), np.ones(1)
    if 0 < plan.top_k < len(scores):
        kept = best(scores, plan.top_k)
        chances = _heated(scores[kept], plan.temperature)
        return kept, chances / chances.sum()
    total = np.exp((scores - top) / np.float32(plan.temperature)).sum(dtype=np.float64)
    reach = plan.top_p if plan.top_p < 1 else enough
    if plan.min_p > 0 and plan.top_p == 1:
        floor = top + np.float32(np.log(plan.min_p) * plan.temperature) - _SLACK
        kept = np.flatnonzero(scores >= floor)
        kept = kept[np.argsort(-scores[kept], kind="stable")]
        return kept, _heated(scores[kept], plan.temperature) / total
    for n_looked in _LOOKS:
        kept = best(scores, n_looked)
        chances = _heated(scores[kept], plan.temperature) / total
        if chances.sum() > reach or n_looked >= len(scores):
            return kept, chances
    kept = best(scores, len(scores))
    chances = _heated(scores[kept], plan.temperature)
    return kept, chances / chances.sum()


_SLACK = np.float32(1e-3)
"""What rounding might take from the floor; the exact filter comes after it."""


def _heated(scores: Scores, temperature: float) -> npt.NDArray[np.float64]:
    heat = scores.astype(np.float64) / temperature
    relative: npt.NDArray[np.float64] = np.exp(heat - heat[0])
    return relative
