"""Text as words that SQLite's full-text index can hold, Chinese and Japanese included.

Scripts without spaces are indexed as overlapping pairs of characters, the last one alone: 翻译好
becomes ``翻译 译好 好``. Each character starts exactly one word, so a run of two or more is found
anywhere as a phrase of pairs, and a single one as the beginning of a word. Everything else is
split at what is not a letter or digit, folded (case, width, accents) and found by its beginning.

What this file makes of a text stands in people's index: a change needs a migration step that
builds the index anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_UNSPACED = (
    "\u3005-\u3007\u3021-\u3029\u3038-\u303b"  # marks and numerals used like ideographs
    "\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff"  # kana, bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters
)
_RUN = re.compile(rf"([{_UNSPACED}]+)|[^\W_{_UNSPACED}]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_PIECE = 1 << 16
"""Characters folded at a time, so that a long document does not need a second copy of itself."""


def index_text(text: str) -> str:
    """The words of ``text`` with spaces between them, as the index takes them."""
    return " ".join(
        word for run, is_unspaced in runs_of(text) for word in words_of(run, is_unspaced)
    )


def words_of(run: str, is_unspaced: bool) -> Iterator[str]:
    """The words of one run of ``runs_of``."""
    if is_unspaced:
        yield from (run[at : at + 2] for at in range(len(run)))
    else:
        yield run


def runs_of(text: str) -> Iterator[tuple[str, bool]]:
    """Runs of letters and digits, folded, and whether their script has no spaces."""
    for piece in _pieces(text):
        for found in _RUN.finditer(_folded(piece)):
            yield found[0], found[1] is not None


def _pieces(text: str) -> Iterator[str]:
    """``text`` cut between words, where a cut changes nothing."""
    start = 0
    while len(text) - start > _PIECE:
        end = start + _PIECE
        while end < len(text) and not text[end].isspace():
            end += 1
        yield text[start:end]
        start = end
    yield text[start:]


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", spread))
