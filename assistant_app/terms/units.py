"""A text as units: words, single characters of scripts without spaces, single signs.

A term is a sequence of units, so it is found at word boundaries in spaced scripts, anywhere in
others, and over a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

UNSPACED = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\U00020000-\U0003ffff"
)
"""Chinese, Japanese, Thai, Lao, Burmese and Khmer, as the inside of a character class."""
_UNIT = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+|\S")


@dataclass(frozen=True)
class Unit:
    """``text`` is folded; the offsets are those of the text it was taken from."""

    text: str
    start: int
    end: int


def units_of(text: str) -> Iterator[Unit]:
    """All units of ``text`` in order."""
    for found in _UNIT.finditer(text):
        yield Unit(folded(found.group()), found.start(), found.end())


def words_of(text: str) -> tuple[str, ...]:
    """The folded units without their places."""
    return tuple(folded(unit) for unit in _UNIT.findall(text))


def folded(text: str) -> str:
    """Without the difference of capitals."""
    return text.casefold()


def folded_key(text: str, is_case_sensitive: bool) -> str:
    """What makes two terms of one glossary the same."""
    plain = " ".join(text.split())
    return f"={plain}" if is_case_sensitive else folded(plain)
