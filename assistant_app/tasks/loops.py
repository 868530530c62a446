"""Find a translation that fell into a loop, and cut it.

Small translation models sometimes repeat a word or phrase until they run out of room. A phrase
that follows itself four times is such a loop, unless the source repeats itself too.
"""

from __future__ import annotations

import re

_LOOP = re.compile(r"(\S.{0,79}?)(?:\s*\1){3,}")
_LEAST_CHARACTERS = 10
"""Shorter repetitions are words: "hahaha", "100000". Not so in Chinese, but for these:"""
_LAUGHTER = "哈呵嘿嘻啊呀哦嗯咚滴"


def cut_loop(text: str, source: str) -> tuple[str, bool]:
    """``text`` with every loop cut to one round, and whether there was one."""
    loops = _loops(text)
    if not loops or _loops(source):
        return text, False
    cut = text
    for loop in loops:
        cut = cut.replace(loop.group(), loop.group(1), 1)
    return cut, cut != text


def rounds_of(text: str, source: str) -> tuple[str, ...]:
    """What each loop of ``text`` repeats; none if the source repeats itself too."""
    loops = _loops(text)
    return () if not loops or _loops(source) else tuple(loop.group(1) for loop in loops)


def _loops(text: str) -> list[re.Match[str]]:
    return [loop for loop in _LOOP.finditer(text) if _is_loop(loop.group(), loop.group(1))]


def _is_loop(whole: str, round_: str) -> bool:
    if "\u4e00" <= round_[0] <= "\u9fff":
        return round_[0] not in _LAUGHTER
    return len(whole) >= _LEAST_CHARACTERS and any(character.isalpha() for character in round_)
