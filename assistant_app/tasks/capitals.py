"""What is written all in capitals, as it would be written in a sentence."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
_KEPT: Final = re.compile(r"[{}<>$@`_\\]|//|%\(?\w")
"""Placeholders, tags and addresses mean something else in small letters."""
_I: Final = re.compile(r"\bi\b")
_LONGER_THAN_A_SHORT_NAME: Final = 4


def without_capitals(text: str) -> str:
    """``Do not smoke here.`` for ``DO NOT SMOKE HERE.``, of the same length; anything else as it
    is, short names such as ``USB`` or ``EU`` too. A small translator knows hardly any word in
    capitals."""
    words = _WORD.findall(text)
    if not text.isupper() or _KEPT.search(text) or len(words) < 2:
        return text
    if max(map(len, words)) < _LONGER_THAN_A_SHORT_NAME:
        return text
    small = _I.sub("I", text.lower())
    first = text.index(words[0])
    said = small[:first] + text[first] + small[first + 1 :]
    return said if len(said) == len(text) else text
