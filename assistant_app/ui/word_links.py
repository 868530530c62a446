"""Which words of a sentence were read off which of the other: what to mark on both sides."""

from __future__ import annotations

from collections.abc import Iterable

from assistant_app.tasks.translate import Pair
from assistant_app.terms.units import units_of

Range = tuple[int, int]

_LEAST = 0.2
"""Links weaker than this mark half of the sentence."""


def linked_words(
    pair: Pair, place: int, here: str, there: str
) -> tuple[list[Range], list[Range]] | None:
    """Ranges in ``here``, the source of ``pair``, and in ``there``, its translation: the word at
    ``place`` and what was read off it. All count from the beginning of their sentence. None where
    no word stands or nothing is known. For the other side give ``pair.swapped()``."""
    word = next((each for each in units_of(here) if each.start <= place < each.end), None)
    if word is None or not any(character.isalnum() for character in word.text):
        return None
    links = [
        link
        for link in pair.links
        if link.source_start < word.end and word.start < link.source_end and link.weight >= _LEAST
    ]
    if not links:
        return None
    own = [(word.start, word.end), *((link.source_start, link.source_end) for link in links)]
    other = [(link.target_start, link.target_end) for link in links]
    return _whole_words(own, here), _whole_words(other, there)


def _whole_words(ranges: Iterable[Range], text: str) -> list[Range]:
    """Tokens are parts of words: each range grows to the words that it touches, signs are left
    out, neighbours become one."""
    units = [unit for unit in units_of(text) if any(each.isalnum() for each in unit.text)]
    touched = {
        (unit.start, unit.end)
        for start, end in ranges
        for unit in units
        if start < unit.end and unit.start < end
    }
    merged: list[Range] = []
    for start, end in sorted(touched):
        if merged and start == merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
