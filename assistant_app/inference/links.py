"""Values that tell what a translation was read off; nothing here needs a runtime."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One token of a translation, and the token of the source that it was read off: character
    offsets. ``weight``, 0 to 1, is how much of its attention lay there."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int
    weight: float

    def moved(self, source: int, target: int) -> Link:
        """The same in texts that begin so much earlier."""
        return Link(
            self.source_start + source,
            self.source_end + source,
            self.target_start + target,
            self.target_end + target,
            self.weight,
        )

    def swapped(self) -> Link:
        """The same, seen from the other side."""
        return Link(
            self.target_start, self.target_end, self.source_start, self.source_end, self.weight
        )


@dataclass(frozen=True)
class Aligned:
    """A translation with its links, in the order of its tokens; none where a model gives none."""

    text: str
    links: tuple[Link, ...] = ()
