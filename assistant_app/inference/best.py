"""The best of very many scores, without sorting them all."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

_GROUPS = 1024
"""Of so many groups only the maxima are sorted: many enough for each to hold few scores."""


def group_maxima(scores: Scores) -> Scores:
    """[rows, n] -> [rows, groups]: each score belongs to one group (every 1024th to the same).

    The k-th largest maximum is a lower bound of the k-th largest score: k groups have one that
    is as large. One pass at the speed of memory then finds the few scores above it.
    """
    rows, n = scores.shape
    if n <= 2 * _GROUPS:
        return scores
    n_even = n // _GROUPS * _GROUPS
    maxima: Scores = scores[:, :n_even].reshape(rows, -1, _GROUPS).max(axis=1)
    if n_even < n:
        np.maximum(maxima[:, : n - n_even], scores[:, n_even:], out=maxima[:, : n - n_even])
    return maxima


def kth_largest(values: Scores, k: int) -> Scores:
    """[rows, n] -> [rows]: exact. ``k`` is at most n."""
    found: Scores = np.partition(values, values.shape[1] - k, axis=1)[:, values.shape[1] - k]
    return found


def best(scores: Scores, k: int) -> Places:
    """Places of the ``k`` largest of ``scores`` [n], largest first, and of all as large as the
    k-th. Equals come in the order of their places."""
    if k >= len(scores):
        return np.argsort(-scores, kind="stable")
    maxima = group_maxima(scores[None])
    found = np.arange(len(scores))
    if k < maxima.shape[1]:
        found = np.flatnonzero(scores >= kth_largest(maxima, k)[0])
    found = found[np.argsort(-scores[found], kind="stable")]
    values = scores[found]
    n_equal = int(np.searchsorted(-values, -values[k - 1], "right"))
    return found[:n_equal]


def log_sums(scores: Scores) -> Scores:
    """log(sum(exp(scores))) of each row, [rows]."""
    sums = np.empty(len(scores), np.float32)
    buffer = np.empty(scores.shape[1], np.float32)
    # Row by row: the buffer stays in the processor's cache, which the whole table would not.
    for row, values in enumerate(scores):
        top = values.max()
        np.subtract(values, top, out=buffer)
        np.exp(buffer, out=buffer)
        sums[row] = top + np.log(buffer.sum())
    return sums
