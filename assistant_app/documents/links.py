"""Addresses in a text: no word of any language, so they are copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_LINK: Final = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"'（）《》「」，。、；！？]+"
    r"|[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][\w-]*(?:\.[A-Za-z0-9][\w-]*)+",
    re.ASCII,
)
_BEHIND: Final = ".,;:!?)]}*_"
"""What ends a sentence or a bracket rather than the address before it."""


def split_at_links(text: str) -> Iterator[tuple[int, int, bool]]:
    """``(start, end, is_link)`` of all stretches of ``text``, without a gap."""
    if "://" not in text and "@" not in text and "www." not in text:
        if text:
            yield 0, len(text), False
        return
    position = 0
    for match in _LINK.finditer(text):
        start, end = match.start(), match.start() + len(match.group().rstrip(_BEHIND))
        if start > position:
            yield position, start, False
        yield start, end, True
        position = end
    if position < len(text):
        yield position, len(text), False
