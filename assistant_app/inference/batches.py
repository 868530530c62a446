"""Which rows go through a graph together, and how they are laid side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]

_WORTH_A_BATCH = 4
"""Fewer rows than these gain nothing from a batch of their own."""
_ALWAYS = 8
"""What a row costs however short it is, in tokens."""


def by_length(lengths: Sequence[int], max_rows: int, max_tokens: int) -> Iterator[list[int]]:
    """Indices in batches, longest first, so that little is padding and memory peaks at once.

    A batch has at most ``max_rows`` rows and ``max_tokens`` tokens with its padding, but always
    one row.
    """
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    batch: list[int] = []
    for i in order:
        longest = max(lengths[batch[0]], 1) if batch else 1
        if batch and (len(batch) >= max_rows or (len(batch) + 1) * longest > max_tokens):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def shared_out(
    lengths: Sequence[int], max_rows: int, max_tokens: int, n_streams: int
) -> list[list[int]]:
    """``by_length`` for so many streams: as many batches for each, of about the same work."""
    whole = list(by_length(lengths, max_rows, max_tokens))
    n = -(-len(whole) // n_streams) * n_streams
    if not whole or n_streams == 1 or len(lengths) < n * _WORTH_A_BATCH:
        return whole
    order = [i for batch in whole for i in batch]
    total = sum(lengths) + _ALWAYS * len(lengths)
    batches: list[list[int]] = [[]]
    done = 0
    for i in order:
        longest = max(lengths[batches[-1][0]], 1) if batches[-1] else 1
        is_full = len(batches[-1]) >= max_rows or (len(batches[-1]) + 1) * longest > max_tokens
        if batches[-1] and (is_full or done * n >= total * len(batches)):
            batches.append([])
        batches[-1].append(i)
        done += lengths[i] + _ALWAYS
    return batches


def pad(rows: Sequence[Sequence[int]], pad_id: int, least: int = 0) -> tuple[Ids, Ids]:
    """Token ids [rows, longest or ``least``] padded on the right, and the mask that is 1 for real
    tokens."""
    width = max(least, *(len(row) for row in rows))
    ids = np.full((len(rows), width), pad_id, np.int64)
    mask = np.zeros((len(rows), width), np.int64)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = 1
    return ids, mask
