"""What each row of a batch has said so far: the memory that the logits rules look into."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]
_GROWTH = 64


class Said:
    """All rows have said equally much. ``first`` [rows, n] is what they begin with; a row may say
    ``limits[row]`` tokens more. Without a table only numbers are kept: that costs nothing.
    """

    def __init__(self, first: Ids, limits: Sequence[int], has_table: bool = True) -> None:
        self.n_begin = first.shape[1]
        self.n_new = 0
        self.limits = np.array(limits, np.int64)
        self.shortest = min(limits, default=0)
        """The smallest of the limits."""
        self._table = first.copy() if has_table else None

    @property
    def ids(self) -> Ids:
        """[rows, n_begin + n_new]: all of it."""
        assert self._table is not None
        return self._table[:, : self.n_begin + self.n_new]

    @property
    def new_ids(self) -> Ids:
        """[rows, n_new]: without what the rows began with."""
        return self.ids[:, self.n_begin :]

    def add(self, tokens: Ids) -> None:
        """One token [rows] more."""
        if self._table is not None:
            at = self.n_begin + self.n_new
            if at == self._table.shape[1]:
                more = np.zeros((len(self._table), max(_GROWTH, at // 2)), np.int64)
                self._table = np.concatenate((self._table, more), axis=1)
            self._table[:, at] = tokens
        self.n_new += 1

    def keep(self, rows: npt.NDArray[np.intp]) -> None:
        """Go on with these rows, in this order; one may occur several times (beams)."""
        self.limits = self.limits[rows]
        self.shortest = int(self.limits.min(initial=np.iinfo(np.int64).max))
        if self._table is not None:
            self._table = self._table[rows]
