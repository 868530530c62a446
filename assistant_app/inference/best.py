"""The best of very many scores, without sorting them all."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

_GROUPS = 512
"""Of so many groups only the maxima are sorted: many enough for each to hold few scores."""


_SAFE = 60
"""exp() of a number up to this neither overflows float32 nor loses small ones that matter."""


def group_maxima(scores: Scores) -> Scores:
    """[rows, n] -> [rows, groups]: score i belongs to group i modulo the number of groups.

    The k-th largest maximum is a lower bound of the k-th largest score, because k groups have one
    that is as large. One pass at the speed of memory, and few groups are left to look into.
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


def above(scores: Scores, maxima: Scores, bounds: Scores) -> tuple[Places, Places]:
    """Rows and columns of all ``scores`` [rows, n] that are at least ``bounds`` [rows]; ``maxima``
    are their groups'. In order of the rows."""
    rows, groups = np.nonzero(maxima >= bounds[:, None])
    n, n_groups = scores.shape[1], maxima.shape[1]
    if n == n_groups:
        return rows, groups
    members = groups[:, None] + np.arange(0, n, n_groups)
    owners = np.broadcast_to(rows[:, None], members.shape)
    is_above = scores[owners, np.minimum(members, n - 1)] >= bounds[owners]
    is_above &= members < n
    return owners[is_above], members[is_above]


def best(scores: Scores, k: int) -> Places:
    """Places of the ``k`` largest of ``scores`` [n], largest first, and of all as large as the
    k-th. Equals come in the order of their places."""
    if k >= len(scores):
        return np.argsort(-scores, kind="stable")
    maxima = group_maxima(scores[None])
    bound = kth_largest(maxima if k < maxima.shape[1] else scores[None], k)[0]
    found = np.flatnonzero(scores >= bound)
    found = found[np.argsort(-scores[found], kind="stable")]
    values = scores[found]
    return found[: int(np.searchsorted(-values, -values[k - 1], "right"))]


def log_sums(scores: Scores) -> Scores:
    """log(sum(exp(scores))) of each row, [rows]."""
    tops = scores.max(axis=1)
    tops[(tops > -_SAFE) & (tops < _SAFE)] = 0
    sums = np.empty(len(scores), np.float32)
    buffer = np.empty(scores.shape[1], np.float32)
    # Row by row: the buffer stays in the processor's cache, which the whole table would not.
    for row, top in enumerate(tops.tolist()):
        np.exp(scores[row] - top if top else scores[row], out=buffer)
        sums[row] = np.add.reduce(buffer)
    found: Scores = tops + np.log(sums)
    return found
