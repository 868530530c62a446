"""One vector for a text out of those of its tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant_app.errors import ModelUnfit

Vectors = npt.NDArray[np.float32]
Mask = npt.NDArray[np.int64]
Pool = Callable[[Vectors, Mask], Vectors]
"""Hidden states [rows, length, width] and the mask [rows, length], padded on the right, to
[rows, width]."""

_PREFIX = "pooling_mode_"


def mean(hidden: Vectors, mask: Mask) -> Vectors:
    """Their sum: only the direction of a text's vector counts."""
    pooled: Vectors = np.matmul(mask[:, None, :].astype(np.float32), hidden)[:, 0]
    return pooled


def first(hidden: Vectors, mask: Mask) -> Vectors:
    pooled: Vectors = hidden[:, 0] * _counts(mask)
    return pooled


def last(hidden: Vectors, mask: Mask) -> Vectors:
    pooled: Vectors = hidden[np.arange(len(hidden)), mask.sum(axis=1) - 1] * _counts(mask)
    return pooled


def largest(hidden: Vectors, mask: Mask) -> Vectors:
    pooled: Vectors = hidden.max(axis=1, where=mask[..., None] > 0, initial=-np.inf)
    weighed: Vectors = pooled * _counts(mask)
    return weighed


def _counts(mask: Mask) -> Vectors:
    """So that the windows of one text weigh as their lengths, as they do in the sum."""
    counts: Vectors = mask.sum(axis=1, keepdims=True).astype(np.float32)
    return counts


_POOLS: dict[str, Pool] = {
    "cls_token": first,
    "mean_tokens": mean,
    "mean_sqrt_len_tokens": mean,
    "lasttoken": last,
    "max_tokens": largest,
}


def pool_of(settings: Mapping[str, Any], model_id: str) -> Pool:
    """The one that 1_Pooling/config.json of sentence-transformers (models/Pooling.py) names; the
    mean where it names none. ``ModelUnfit`` for one that is not known, or for several."""
    named = [name for name, is_on in settings.items() if name.startswith(_PREFIX) and is_on is True]
    if not named:
        return mean
    pool = _POOLS.get(named[0].removeprefix(_PREFIX))
    if pool is None or len(named) > 1:
        raise ModelUnfit(model_id, f"its vectors are pooled by {', '.join(named)}")
    return pool
