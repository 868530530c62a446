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
    return " ".join(word for run, is_unspaced in _runs(text) for word in _words(run, is_unspaced))


def match_expression(query: str, panel: str | None = None) -> str | None:
    """What a person typed, as an FTS5 expression; None if no word is in it.

    Every part between spaces must occur, in any order, in the input or the output. Only letters
    and digits reach the expression, each part in quotes, so nothing typed can be taken for
    syntax.
    """
    phrases = [phrase for part in query.split() if (phrase := _phrase(part))]
    if not phrases:
        return None
    wanted = f"{{input output}} : ({' AND '.join(phrases)})"
    return wanted if panel is None else f'panel : "{panel}" AND {wanted}'


def _phrase(part: str) -> str:
    runs = list(_runs(part))
    words = [word for run, is_unspaced in runs for word in _words(run, is_unspaced)]
    if not words:
        return ""
    last, is_unspaced = runs[-1]
    if is_unspaced and len(last) > 1:
        # In the text its last character may begin a pair: the pairs before it say it all.
        return f'"{" ".join(words[:-1])}"'
    return f'"{" ".join(words)}" *'


def _words(run: str, is_unspaced: bool) -> Iterator[str]:
    if is_unspaced:
        yield from (run[at : at + 2] for at in range(len(run)))
    else:
        yield run


def _runs(text: str) -> Iterator[tuple[str, bool]]:
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
