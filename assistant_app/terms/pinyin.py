"""Pinyin with marks for its tones: ``chu2 fang2`` becomes ``chú fáng``."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SYLLABLE: Final = re.compile(r"((?:[A-Za-zü]|[uU]:)+)([1-5])(?!\d)")
_MARKS: Final = {1: "\u0304", 2: "\u0301", 3: "\u030c", 4: "\u0300", 5: ""}
"""The accents that stand over a vowel: macron, acute, caron, grave."""
_VOWELS: Final = "aeiouü"


def with_tone_marks(numbered: str) -> str:
    """Every syllable with a number from 1 to 5 behind it gets its mark (5 has none), ``u:`` becomes
    ``ü``; everything else stays."""
    return _SYLLABLE.sub(lambda found: _marked(found[1], int(found[2])), numbered)


def _marked(syllable: str, tone: int) -> str:
    plain = syllable.replace("u:", "ü").replace("U:", "Ü")
    at = _marked_vowel(plain.lower())
    if at < 0:
        return plain
    return unicodedata.normalize("NFC", plain[: at + 1] + _MARKS[tone] + plain[at + 1 :])


def _marked_vowel(syllable: str) -> int:
    """Where the mark goes: on a or e; on the o of ou; else on the last vowel (GB/T 16159). In m and
    ng, which have no vowel, on the first letter."""
    for strong in "ae":
        if strong in syllable:
            return syllable.index(strong)
    if "ou" in syllable:
        return syllable.index("o")
    places = [at for at, letter in enumerate(syllable) if letter in _VOWELS]
    if places:
        return places[-1]
    return 0 if syllable in ("m", "n", "ng", "hm", "hng") else -1
