"""Places in a text, as Python counts them and as Qt counts them.

Python indexes code points, ``QTextDocument`` UTF-16 units: every character beyond U+FFFF (emoji,
rare Chinese characters) moves all later Qt positions by one.
"""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class TextPositions:
    """Converts positions of one text both ways. Immutable; costs one scan of the text."""

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [m.start() for m in _ASTRAL.finditer(text)]
        self._astral_units = [start + i for i, start in enumerate(self._astral)]

    def to_qt(self, index: int) -> int:
        """The UTF-16 unit at which the code point ``index`` begins."""
        return index + bisect_left(self._astral, index)

    def to_text(self, position: int) -> int:
        """The code point to which the UTF-16 unit ``position`` belongs."""
        n_before = bisect_left(self._astral_units, position)
        index = position - n_before
        # The second unit of a pair still belongs to its character.
        if n_before and self._astral_units[n_before - 1] + 1 == position:
            index = self._astral[n_before - 1]
        return index
