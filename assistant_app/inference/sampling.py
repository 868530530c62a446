"""Which token comes next, given the scores of all: greedy or by chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant_app.inference.options import GenerationOptions

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
_NEVER = np.float32(-np.inf)


class TokenPicker:
    """Picks one token per row. ``pick`` writes into the scores it is given.

    ``barred`` tokens are never picked; ``end_ids`` not before ``min_new_tokens``. ``said`` holds
    what each row said so far and is needed only by the penalties.
    """

    def __init__(
        self, options: GenerationOptions, barred: Sequence[int] = (), end_ids: Sequence[int] = ()
    ) -> None:
        self._options = options
        # One number is a far cheaper index than a list of one.
        self._barred = barred[0] if len(barred) == 1 else list(barred)
        self._has_barred = len(barred) > 0
        self._end_ids = list(end_ids)
        self._random = np.random.default_rng(options.seed) if options.is_sampling else None
        self.needs_said = options.repetition_penalty != 1 or options.no_repeat_ngram_size > 0

    def pick(self, scores: Scores, n_said: int, said: Sequence[Sequence[int]] = ()) -> Ids:
        """Token ids [rows] from ``scores`` [rows, vocabulary]."""
        options = self._options
        if self._has_barred:
            scores[:, self._barred] = _NEVER
        if n_said < options.min_new_tokens and self._end_ids:
            scores[:, self._end_ids] = _NEVER
        if self.needs_said:
            for row, ids in enumerate(said):
                penalise(scores[row], ids, options)
        if self._random is None:
            best: Ids = scores.argmax(axis=1)
            return best
        numbers = self._random.random(len(scores))
        drawn = [draw(row, options, number) for row, number in zip(scores, numbers, strict=True)]
        return np.array(drawn, np.int64)


def draw(scores: Scores, options: GenerationOptions, number: float) -> int:
    """The token that ``number`` (uniform in [0, 1)) stands for: the inverse of the distribution
    function over ``candidates``, so one number decides, reproducibly."""
    kept, chances = candidates(scores, options)
    place = int(np.searchsorted(np.cumsum(chances), number, "right"))
    return int(kept[min(place, len(kept) - 1)])


def candidates(
    scores: Scores, options: GenerationOptions
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Tokens that may follow, most likely first, and their probabilities after temperature,
    ``top_k`` and ``top_p`` (Holtzman et al. 2020), in transformers' order."""
    n_finite = int(np.isfinite(scores).sum())
    n_kept = min(options.top_k or n_finite, max(n_finite, 1))
    if n_kept < len(scores):
        kept = np.argpartition(-scores, n_kept - 1)[:n_kept]
    else:
        kept = np.arange(len(scores))
    kept = kept[np.argsort(-scores[kept], kind="stable")]
    heat = scores[kept].astype(np.float64) / options.temperature
    chances = np.exp(heat - heat[0])
    chances /= chances.sum()
    if options.top_p < 1:
        # The first token whose predecessors already hold top_p is the first to go.
        n_top = int(np.searchsorted(np.cumsum(chances), options.top_p) + 1)
        kept, chances = kept[:n_top], chances[:n_top]
    return kept, chances / chances.sum()


def penalise(scores: Scores, said: Sequence[int], options: GenerationOptions) -> None:
    """Lower in place the scores [vocabulary] of tokens said before, and bar whatever would
    repeat a whole n-gram."""
    if options.repetition_penalty != 1 and said:
        ids = np.unique(np.asarray(said, np.int64))
        old = scores[ids]
        scores[ids] = np.where(
            old > 0, old / options.repetition_penalty, old * options.repetition_penalty
        )
    size = options.no_repeat_ngram_size
    if size > 0 and len(said) >= size:
        tail = list(said[len(said) - size + 1 :])
        for start in range(len(said) - size + 1):
            if list(said[start : start + size - 1]) == tail:
                scores[said[start + size - 1]] = _NEVER
