"""Which token comes next, given the scores of all: greedy or by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant_app.inference.options import GenerationOptions

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
_NEVER = np.float32(-np.inf)


@dataclass(frozen=True)
class Penalties:
    """What makes a token less likely because of what was said before."""

    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0

    def changed_by(self, options: GenerationOptions) -> Penalties:
        """These, where ``options`` leave it to the model."""
        repetition, size = options.repetition_penalty, options.no_repeat_ngram_size
        return Penalties(
            self.repetition_penalty if repetition is None else repetition,
            self.no_repeat_ngram_size if size is None else size,
        )

    def apply(self, scores: Scores, said: Sequence[int]) -> None:
        """Lower in place the scores [vocabulary] of tokens said before, and bar whatever would
        repeat a whole n-gram."""
        if self.repetition_penalty != 1 and said:
            ids = np.array(list(set(said)), np.int64)
            old = scores[ids]
            rate = np.float32(self.repetition_penalty)
            scores[ids] = np.where(old > 0, old / rate, old * rate)
        size = self.no_repeat_ngram_size
        if 0 < size <= len(said):
            tail = list(said[len(said) - size + 1 :])
            for start in range(len(said) - size + 1):
                if list(said[start : start + size - 1]) == tail:
                    scores[said[start + size - 1]] = _NEVER


class TokenPicker:
    """Picks one token per row. ``pick`` writes into the scores it is given.

    ``barred`` tokens are never picked; ``end_ids`` not before ``min_new_tokens``. ``said`` holds
    what each row said so far and is needed only by the penalties; ``penalties`` are the model's.
    """

    def __init__(
        self,
        options: GenerationOptions,
        barred: Sequence[int] = (),
        end_ids: Sequence[int] = (),
        penalties: Penalties | None = None,
    ) -> None:
        self._options = options
        self._penalties = (penalties or Penalties()).changed_by(options)
        # One number is a far cheaper index than a list of one.
        self._barred = barred[0] if len(barred) == 1 else list(barred)
        self._has_barred = len(barred) > 0
        self._end_ids = list(end_ids)
        self._random = np.random.default_rng(options.seed) if options.is_sampling else None
        self.needs_said = self._penalties != Penalties()

    def pick(self, scores: Scores, n_said: int, said: Sequence[Sequence[int]] = ()) -> Ids:
        """Token ids [rows] from ``scores`` [rows, vocabulary]."""
        options = self._options
        if self._has_barred:
            scores[:, self._barred] = _NEVER
        if n_said < options.min_new_tokens and self._end_ids:
            scores[:, self._end_ids] = _NEVER
        if self.needs_said:
            for row, ids in enumerate(said):
                self._penalties.apply(scores[row], ids)
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
    if 0 < options.top_k < len(scores):
        kept = np.argpartition(scores, -options.top_k)[-options.top_k :]
        kept = kept[np.argsort(-scores[kept], kind="stable")]
    else:
        kept = np.argsort(-scores, kind="stable")
    heat = scores[kept].astype(np.float64) / options.temperature
    chances = np.exp(heat - heat[0])
    chances /= chances.sum()
    if options.top_p < 1:
        # The first token whose predecessors already hold top_p is the first to go.
        n_top = int(np.searchsorted(np.cumsum(chances), options.top_p) + 1)
        kept, chances = kept[:n_top], chances[:n_top]
    return kept, chances / chances.sum()
