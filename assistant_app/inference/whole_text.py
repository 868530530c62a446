"""A whole translation shown to a decoder at once: what its graph is fed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from assistant_app.inference.batches import pad
from assistant_app.inference.session import Value, as_value


def shown(
    takes: Collection[str],
    pad_id: int,
    source: Value,
    mask: npt.NDArray[np.int64],
    begin: Sequence[int],
    said: Sequence[Sequence[int]],
) -> tuple[dict[str, Value], int]:
    """The inputs that the graph ``takes``, and the position in its outputs that predicts the first
    token of each row of ``said``. ``source`` is what the encoder made of the sources; ``begin`` is
    what the decoder begins with."""
    ids, _ = pad([[*begin, *row] for row in said], pad_id)
    fed = {
        "input_ids": as_value(ids),
        "encoder_hidden_states": source,
        "encoder_attention_mask": as_value(mask),
    }
    return {name: value for name, value in fed.items() if name in takes}, len(begin) - 1
