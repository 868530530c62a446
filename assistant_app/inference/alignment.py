"""Which piece of a translation was read off which piece of its source.

A translation is shown once more to the decoder, as a whole, and what each of its tokens looked at
is read off (``cross_attention``). That is one run of the graph for a batch, against one for every
token when it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.inference.cross_attention import PREFIX
from assistant_app.inference.links import Link
from assistant_app.inference.session import Session, Value, as_array
from assistant_app.inference.whole_text import shown

Weights = npt.NDArray[np.float32]
Span = tuple[int, int]
Head = tuple[int, int]
"""A layer and a head in it."""

_LEAST = 0.15
"""A token that looks at nothing in particular gets no link."""


class AttentionReader:
    """The ``attention`` part of a decoder. ``heads`` are those that were taught to align; without
    them all heads of the upper half of the layers count alike, where alignment is found in models
    that were not (Garg et al. 2019, arXiv 1909.02074, section 3)."""

    def __init__(self, session: Session, pad_id: int, heads: Sequence[Head] = ()) -> None:
        self._session = session
        self._pad_id = pad_id
        names = [info.name for info in session.outputs if info.name.startswith(PREFIX)]
        known = [head for head in heads if f"{PREFIX}{head[0]}" in names]
        self._heads = known
        wanted = {f"{PREFIX}{layer}" for layer, _ in known}
        self._names = [n for n in names if n in wanted] or names[len(names) // 2 :]
        self._takes = {info.name for info in session.inputs}

    def read(
        self,
        source: Value,
        mask: npt.NDArray[np.int64],
        begin: Sequence[int],
        said: Sequence[Sequence[int]],
        cancel: CancelToken | None,
    ) -> list[Weights]:
        """For each row [tokens said, source length]: rows that sum to 1. ``source`` is what the
        encoder made of the sources; ``begin`` is what the decoder begins with."""
        feeds, first = shown(self._takes, self._pad_id, source, mask, begin, said)
        outputs = self._session.run_values(feeds, self._names, cancel, self._names)
        layers = [
            self._mean(name, as_array(value), len(said))
            for name, value in zip(self._names, outputs, strict=True)
        ]
        mean = np.mean(layers, axis=0)
        return [
            mean[number, first : first + len(row), : int(mask[number].sum())]
            for number, row in enumerate(said)
        ]

    def _mean(self, name: str, weights: npt.NDArray[Any], n_rows: int) -> Weights:
        """Over the heads that count, [rows, length, source length]."""
        by_head = weights.reshape(n_rows, -1, *weights.shape[-2:]).astype(np.float32)
        layer = int(name.removeprefix(PREFIX))
        chosen = [head for at, head in self._heads if at == layer and head < by_head.shape[1]]
        mean: Weights = by_head[:, chosen or slice(None)].mean(axis=1)
        return mean


def trimmed(span: Span, text: str) -> Span:
    """Without the blanks around it, which tokens like to take along."""
    piece = text[span[0] : span[1]]
    start = span[0] + len(piece) - len(piece.lstrip())
    return start, max(start, span[1] - (len(piece) - len(piece.rstrip())))


def links(
    weights: Weights, source_spans: Sequence[Span | None], target_spans: Sequence[Span]
) -> tuple[Link, ...]:
    """One link at most for every token of the target: to where it looked most. Source tokens
    without a span (language tags, the end) are not looked at; that a token looks mainly at the end
    says that it was read off nothing."""
    real = [place for place, span in enumerate(source_spans) if span is not None]
    if not real:
        return ()
    found = []
    for row, (start, end) in zip(weights, target_spans, strict=True):
        best = max(real, key=lambda place: row[place])
        span = source_spans[best]
        if end > start and span is not None and row[best] >= _LEAST:
            found.append(Link(*span, start, end, float(row[best])))
    return tuple(found)
