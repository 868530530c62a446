"""A translation that fits but for its numbers, with the numbers of the new sentence put in."""

from __future__ import annotations

from collections import Counter

from assistant_app.terms.similar import NUMBER

_MARKS = str.maketrans(".,", ",.")


def swap_numbers(known: str, new: str, translation: str) -> str | None:
    """``translation`` of ``known`` made that of ``new``, which has other numbers in the same
    places. None if it can't be told which number of the translation is which."""
    changes: dict[str, str] = {}
    old_numbers, new_numbers = NUMBER.findall(known), NUMBER.findall(new)
    if len(old_numbers) != len(new_numbers):
        return None
    for old, number in zip(old_numbers, new_numbers, strict=True):
        if changes.setdefault(old, number) != number:
            return None
    wanted = Counter(old for old in old_numbers if changes[old] != old)
    found: Counter[str] = Counter()

    def put(written: str) -> str:
        if written in changes:
            found[written] += 1
            return changes[written]
        other = written.translate(_MARKS)  # 1,000.5 is 1.000,5 elsewhere
        if other in changes:
            found[other] += 1
            return changes[other].translate(_MARKS)
        return written

    swapped = NUMBER.sub(lambda match: put(match.group()), translation)
    return swapped if all(found[old] == count for old, count in wanted.items()) else None
