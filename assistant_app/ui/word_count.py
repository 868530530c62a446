"""How long a text is, in words as a reader counts them: a Chinese character is one word."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Ideographs (with the compatibility and supplementary blocks), kana and the iteration mark.
_IDEOGRAPH = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Else a run of letters and digits; an apostrophe, hyphen, point or comma inside it does not end it.
_RUN = rf"(?:(?![{_IDEOGRAPH}])[^\W_])+"
_WORD = re.compile(rf"[{_IDEOGRAPH}]|{_RUN}(?:[’'\-.,]{_RUN})*")


@dataclass(frozen=True)
class TextLength:
    """``n_words`` counts Chinese characters one by one; ``n_characters`` leaves out white space."""

    n_words: int = 0
    n_characters: int = 0


def text_length(text: str) -> TextLength:
    """Count line by line, so that a long text does not hold the interpreter in one call."""
    n_words = n_characters = 0
    for line in text.splitlines():
        n_words += sum(1 for _ in _WORD.finditer(line))
        n_characters += sum(len(part) for part in line.split())
    return TextLength(n_words, n_characters)
