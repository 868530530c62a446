"""One text's decoder as that of several texts, which begin alike and then go different ways."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.inference.best import log_sums
from assistant_app.inference.decoders import Decoder, Ids, Scores


class Branches:
    """A ``Decoder`` over one of a single row. What all rows begin with is read once, in the first
    step; then each row says its own of ``heads``, and after that whatever it likes."""

    def __init__(self, decoder: Decoder, heads: Sequence[Sequence[int]]) -> None:
        self._decoder = decoder
        self._heads = list(heads)
        self._numbers = np.arange(len(heads))
        """Of the rows that go on, the number of each among all."""
        self._ahead: Scores | None = None
        self._sums = np.zeros(len(heads))
        self._counts = np.zeros(len(heads), np.int64)
        self._n_steps = 0

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        if self._ahead is None:
            scores = np.repeat(self._decoder.step(ids[:1], cancel), len(self._heads), axis=0)
            self._decoder.keep(np.zeros(len(self._heads), np.intp))
        else:
            self._count(self._ahead, ids[:, 0])
            scores = self._decoder.step(ids, cancel)
        self._ahead = scores - log_sums(scores)[:, None]
        for row, head in enumerate(self._heads):
            if self._n_steps < len(head):
                scores[row] = -np.inf
                scores[row, head[self._n_steps]] = 0
        self._n_steps += 1
        return scores

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        self._heads = [self._heads[row] for row in rows]
        self._numbers = self._numbers[rows]
        self._ahead = None if self._ahead is None else self._ahead[rows]
        self._decoder.keep(rows)

    def means(self) -> list[float]:
        """For each of all rows the mean log probability of what it said behind its head; 0 of
        nothing. The last token, which was not fed any more, is not counted."""
        means: list[float] = (self._sums / np.maximum(self._counts, 1)).tolist()
        return means

    def _count(self, ahead: Scores, tokens: Ids) -> None:
        for row, (token, head) in enumerate(zip(tokens, self._heads, strict=True)):
            if self._n_steps > len(head):
                self._sums[self._numbers[row]] += ahead[row, token]
                self._counts[self._numbers[row]] += 1
