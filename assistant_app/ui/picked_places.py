"""Finds a sentence of a summary in its source, even after the source was edited."""

from __future__ import annotations

from assistant_app.tasks.summarise import Picked

Range = tuple[int, int]


def place_of(picked: Picked, source: str) -> Range | None:
    """Where the sentence stands in ``source`` now: at its old place, else the nearest equal text,
    else None because it was changed or deleted."""
    if source[picked.start : picked.end] == picked.text:
        return picked.start, picked.end
    behind = source.find(picked.text, picked.start)
    before = source.rfind(picked.text, 0, picked.start + len(picked.text) - 1)
    found = [start for start in (before, behind) if start >= 0]
    if not picked.text or not found:
        return None
    start = min(found, key=lambda at: abs(at - picked.start))
    return start, start + len(picked.text)
