"""The loop that writes a text token by token, for any ``Decoder`` and any ``TokenPicker``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.inference.decoders import Decoder
from assistant_app.inference.sampling import TokenPicker

Ids = npt.NDArray[np.int64]
Step = tuple[list[int], list[int]]
"""Rows by their number in the batch, and the token that each of them says now."""


def decode(
    decoder: Decoder,
    first: Ids,
    picker: TokenPicker,
    limits: Sequence[int],
    end_ids: Sequence[int],
    cancel: CancelToken | None = None,
) -> Iterator[Step]:
    """Yield the tokens of every row until each has ended or said as many as its limit.

    ``first`` [rows, n] is what the rows begin with. End tokens are not yielded. A row that has
    ended leaves the batch, so that the others go on faster. Raises ``Cancelled``.
    """
    rows = list(range(len(first)))
    said: list[list[int]] = first.tolist()  # as transformers: the prompt counts as said
    ends = frozenset(end_ids)
    shortest = min(limits, default=0)
    ids = first
    n_said = 0
    while rows:
        if cancel is not None:
            cancel.check()
        scores = decoder.step(ids, cancel)
        history = [said[row] for row in rows] if picker.needs_said else ()
        picked = picker.pick(scores, n_said, history)
        n_said += 1
        tokens: list[int] = picked.tolist()
        if not picker.needs_said and n_said < shortest and ends.isdisjoint(tokens):
            # Nearly every step: nobody ends. At half a millisecond per step, lists count.
            yield rows, tokens
            ids = picked[:, None]
            continue
        now = list(zip(rows, tokens, strict=True))
        spoken = [(row, token) for row, token in now if token not in ends]
        if picker.needs_said:
            for row, token in spoken:
                said[row].append(token)
        if spoken:
            yield [row for row, _ in spoken], [token for _, token in spoken]
        going = [
            i for i, (row, token) in enumerate(now) if token not in ends and n_said < limits[row]
        ]
        if 0 < len(going) < len(rows):
            picked = picked[going]
            decoder.keep(np.array(going, np.intp))
        rows = [rows[i] for i in going]
        ids = picked[:, None]
