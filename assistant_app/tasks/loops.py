"""Find a translation that fell into a loop, and cut it.

Small translation models sometimes repeat a word or phrase until they run out of room. A phrase
that follows itself four times is such a loop, unless the source repeats itself too.
"""

from __future__ import annotations

import re

_LOOP = re.compile(r"(\S.{0,79}?)(?:\s*\1){3,}")
_LEAST_CHARACTERS = 8
"""Shorter repetitions are words: "hahaha", "100000"."""


def cut_loop(text: str, source: str) -> tuple[str, bool]:
    """``text`` with every loop cut to one round, and whether there was one."""
    if _loops(source):
        return text, False
    cut = text
    for loop in _loops(text):
        cut = cut.replace(loop.group(), loop.group(1), 1)
    return cut, cut != text


def _loops(text: str) -> list[re.Match[str]]:
    return [
        loop
        for loop in _LOOP.finditer(text)
        if len(loop.group()) >= _LEAST_CHARACTERS and any(c.isalpha() for c in loop.group(1))
    ]
