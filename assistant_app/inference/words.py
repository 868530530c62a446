"""Where words stand in a text, and what may be said in the place of one; nothing here needs a
runtime."""

from __future__ import annotations

import re
from dataclasses import dataclass

Span = tuple[int, int]

_UNSPACED = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_UNSPACED}]+")
"""Of a script without blanks (Chinese, Japanese, Thai ...): no sign says where its words end."""
JOINERS = "'’‐-"
_WORD = re.compile(rf"[^\W_{_UNSPACED}]+(?:[{JOINERS}][^\W_{_UNSPACED}]+)*")


@dataclass(frozen=True)
class WordVariant:
    """``word`` in the place of another one, and ``tail``: all that then stands there, from the
    word to the end. Variants are ranked by ``score``: the log probability of the word, and, as
    often as three tokens, the mean one of what follows."""

    word: str
    tail: str
    score: float


@dataclass(frozen=True)
class WordVariants:
    """What might stand from ``start`` to ``end`` of a translation, the likeliest first."""

    start: int
    end: int
    variants: tuple[WordVariant, ...] = ()


def is_unspaced(text: str) -> bool:
    """Whether ``text`` begins in a script without blanks."""
    return _RUN.match(text) is not None


def word_at(text: str, place: int) -> Span | None:
    """The word that holds the character at ``place``: letters and digits, with apostrophes and
    hyphens between them; in a script without blanks all that stands between two signs."""
    for pattern in (_WORD, _RUN):
        for found in pattern.finditer(text):
            if found.start() <= place < found.end():
                return found.span()
    return None


def first_word(text: str) -> tuple[str, bool]:
    """The word that ``text`` begins with, and whether it is whole whatever may follow. No word
    where a sign stands first."""
    if run := _RUN.match(text):
        return run.group(), True
    word = _WORD.match(text)
    if word is None:
        return "", False
    rest = text[word.end() :]
    return word.group(), rest.strip(JOINERS) != ""


def ends_word(piece: str) -> bool:
    """Whether ``piece`` behind letters of a script with blanks is no more part of their word."""
    first = piece[:1]
    is_part = first in JOINERS or _WORD.match(first) is not None
    return not is_part
