"""Replacing stretches of a text and copying all the rest, to the character.

A replacement may hold copies of stretches of the same text (``Span``), in which further
replacements apply: the description of a picture is translated also where the paragraph around the
picture is written anew.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A copy of ``text[start:end]``."""

    start: int
    end: int


Part = str | Span


@dataclass(frozen=True)
class Patch:
    """``parts`` stand where ``text[start:end]`` stood; with ``start == end`` they are put in."""

    start: int
    end: int
    parts: tuple[Part, ...]


def patched(text: str, patches: Iterable[Patch]) -> str:
    """``text`` with all ``patches``. One that lies in another counts where the outer one copies
    its place. Those that are put in at one place keep their order."""
    ordered = sorted(patches, key=lambda each: (each.start, each.start < each.end, -each.end))
    starts = [patch.start for patch in ordered]
    at_end = len(text) + 1  # What is put in behind the last character belongs to no copy of it.
    return _copied(text, ordered, starts, Span(0, at_end))


def _copied(text: str, ordered: Sequence[Patch], starts: Sequence[int], span: Span) -> str:
    pieces = []
    position = span.start
    for at in range(bisect.bisect_left(starts, span.start), len(ordered)):
        patch = ordered[at]
        if patch.start >= span.end:
            break
        if patch.start < position or patch.end > span.end:
            continue  # Inside one that was written already, or around this copy.
        pieces.append(text[position : patch.start])
        for part in patch.parts:
            pieces.append(part if isinstance(part, str) else _copied(text, ordered, starts, part))
        position = patch.end
    pieces.append(text[position : span.end])
    return "".join(pieces)
