"""One text's decoder as that of several texts, which begin alike and then go different ways."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.inference.decoders import Decoder, Ids, Scores


class Branches:
    """A ``Decoder`` over one of a single row. What all rows begin with is read once, in the first
    step; then each row says its own of ``heads``, and after that whatever it likes."""

    def __init__(self, decoder: Decoder, heads: Sequence[Sequence[int]]) -> None:
        self._decoder = decoder
        self._heads = list(heads)
        self._n_steps = 0

    def step(self, ids: Ids, cancel: CancelToken | None) -> Scores:
        if self._n_steps == 0:
            scores = np.repeat(self._decoder.step(ids[:1], cancel), len(self._heads), axis=0)
            self._decoder.keep(np.zeros(len(self._heads), np.intp))
        else:
            scores = self._decoder.step(ids, cancel)
        for row, head in enumerate(self._heads):
            if self._n_steps < len(head):
                scores[row] = -np.inf
                scores[row, head[self._n_steps]] = 0
        self._n_steps += 1
        return scores

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        self._heads = [self._heads[row] for row in rows]
        self._decoder.keep(rows)
