"""Which sentence of a translation belongs to which sentence of its source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from assistant_app.tasks.translate import Pair

Range = tuple[int, int]


class SentencePairs:
    """Looks pairs up by a place on either side. Immutable."""

    def __init__(self, pairs: Sequence[Pair] = ()) -> None:
        self._pairs = tuple(pairs)
        by_source = sorted(self._pairs, key=lambda pair: pair.source_start)
        by_target = sorted(self._pairs, key=lambda pair: pair.target_start)
        self._by_source, self._by_target = by_source, by_target
        self._source_starts = [pair.source_start for pair in by_source]
        self._target_starts = [pair.target_start for pair in by_target]

    def __len__(self) -> int:
        return len(self._pairs)

    def at_source(self, place: int) -> Pair | None:
        """The pair whose source holds ``place``, its end included."""
        at = bisect_right(self._source_starts, place) - 1
        pair = self._by_source[at] if at >= 0 else None
        return pair if pair and place <= pair.source_end else None

    def at_target(self, place: int) -> Pair | None:
        """The pair whose translation holds ``place``, its end included."""
        at = bisect_right(self._target_starts, place) - 1
        pair = self._by_target[at] if at >= 0 else None
        return pair if pair and place <= pair.target_end else None

    def suspect_targets(self) -> list[Range]:
        """Where the guards found something."""
        return [(pair.target_start, pair.target_end) for pair in self._pairs if pair.is_suspect]

    def swapped(self) -> SentencePairs:
        """The same pairs seen from the other side."""
        return SentencePairs([pair.swapped() for pair in self._pairs])
