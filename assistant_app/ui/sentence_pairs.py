"""Which sentence of a translation belongs to which sentence of its source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant_app.tasks.guards import Finding
from assistant_app.tasks.translate import Pair

Range = tuple[int, int]


class SentencePairs:
    """Looks pairs up by a place on either side; each has a number, in the order of the text.
    Immutable."""

    def __init__(self, pairs: Sequence[Pair] = ()) -> None:
        self._pairs = tuple(sorted(pairs, key=lambda pair: pair.target_start))
        by_source = sorted(enumerate(self._pairs), key=lambda each: each[1].source_start)
        self._by_source = [number for number, _ in by_source]
        self._source_starts = [pair.source_start for _, pair in by_source]
        self._target_starts = [pair.target_start for pair in self._pairs]

    def __len__(self) -> int:
        return len(self._pairs)

    def __getitem__(self, number: int) -> Pair:
        return self._pairs[number]

    def all(self) -> tuple[Pair, ...]:
        return self._pairs

    def number_at_source(self, place: int) -> int | None:
        """The pair whose source holds ``place``, its end included."""
        at = bisect_right(self._source_starts, place) - 1
        number = self._by_source[at] if at >= 0 else None
        return number if number is not None and place <= self[number].source_end else None

    def number_at_target(self, place: int) -> int | None:
        """The pair whose translation holds ``place``, its end included."""
        at = bisect_right(self._target_starts, place) - 1
        return at if at >= 0 and place <= self[at].target_end else None

    def at_source(self, place: int) -> Pair | None:
        number = self.number_at_source(place)
        return None if number is None else self[number]

    def at_target(self, place: int) -> Pair | None:
        number = self.number_at_target(place)
        return None if number is None else self[number]

    def suspects(self) -> list[int]:
        """The numbers of those in which the guards found something."""
        return [number for number, pair in enumerate(self._pairs) if pair.is_suspect]

    def suspect_targets(self) -> list[Range]:
        """Where the guards found something."""
        return [(pair.target_start, pair.target_end) for pair in self._pairs if pair.is_suspect]

    def swapped(self) -> SentencePairs:
        """The same pairs seen from the other side."""
        return SentencePairs([pair.swapped() for pair in self._pairs])

    def with_pair(self, number: int, pair: Pair) -> SentencePairs:
        """``pair`` in the place of the one with this number."""
        return SentencePairs([*self._pairs[:number], pair, *self._pairs[number + 1 :]])

    def with_findings(self, findings: Mapping[int, tuple[Finding, ...]]) -> SentencePairs:
        """The pairs with these numbers have other findings."""
        return SentencePairs(
            [
                replace(pair, findings=findings.get(number, pair.findings))
                for number, pair in enumerate(self._pairs)
            ]
        )

    def with_edit(
        self, place: int, n_removed: int, n_added: int, last: int | None = None
    ) -> tuple[SentencePairs, int | None]:
        """The pairs after an edit of the translation, and the number of the sentence that it
        belongs to, if to one. Between two sentences that touch, ``last``, the one that was edited
        before, has it; else the first."""
        owner = self._owner(place, place + n_removed, last)
        moved = [
            _moved(pair, place, n_removed, n_added, is_owner=number == owner)
            for number, pair in enumerate(self._pairs)
        ]
        return SentencePairs(moved), owner

    def _owner(self, start: int, end: int, last: int | None) -> int | None:
        if start == end:
            found = [
                number
                for number, pair in enumerate(self._pairs)
                if pair.target_start <= start <= pair.target_end
            ]
        else:
            found = [
                number
                for number, pair in enumerate(self._pairs)
                if pair.target_start < end and start < pair.target_end
            ]
        return last if last in found else next(iter(found), None)


def _moved(pair: Pair, place: int, n_removed: int, n_added: int, *, is_owner: bool) -> Pair:
    end_before, shift = place + n_removed, n_added - n_removed
    start, end = pair.target_start, pair.target_end
    if not is_owner and start < place and end <= place:
        return pair
    if is_owner:
        start = min(start, place)
        end = end + shift if end >= end_before else place + n_added
    else:
        if start >= end_before:
            start += shift
        elif start >= place:
            start = place + n_added
        if end > place:
            end = end + shift if end >= end_before else place
        end = max(start, end)
    # Not ``replace``, which takes three times as long: this is done for every pair at every key.
    return Pair(
        pair.source_start, pair.source_end, start, end, pair.findings, pair.is_recalled, pair.links
    )
