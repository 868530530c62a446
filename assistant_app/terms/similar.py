"""How alike two sentences are, and which words find the ones that may be. The door to rapidfuzz."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from hashlib import blake2b

from assistant_app.database.words import index_text

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
"""A number written in digits, with the marks inside it."""
_HOLE = "0"
_MOST_WORDS = 64
"""Of a longer sentence the index holds this many words, spread over it."""
_NOT_A_WORD = re.compile(r"[^a-z0-9]")


def key_of(text: str) -> str:
    """What makes two sentences the same: one blank between words, composed characters."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def skeleton_of(key: str) -> str:
    """The sentence with every number replaced by the same one."""
    return NUMBER.sub(_HOLE, key)


def mark_of(source: str, target: str, text: str) -> int:
    """A number of 63 bits that stands for a text and its direction: an index of numbers is a
    fraction of one of sentences."""
    digest = blake2b("\0".join((source, target, text)).encode("utf-8", "replace"), digest_size=8)
    return int.from_bytes(digest.digest(), "big") >> 1


def index_words(text: str, source: str, target: str) -> list[str]:
    """Each word once, behind its direction: letters and digits only, as FTS5's ``ascii`` keeps
    together. Scripts without spaces give pairs of characters (``database.words``)."""
    direction = _NOT_A_WORD.sub("", source) + "x" + _NOT_A_WORD.sub("", target) + "x"
    words = list(dict.fromkeys(index_text(text).split()))
    step = max(1, -(-len(words) // _MOST_WORDS))
    return [direction + word for word in words[::step]]


def likest(
    text: str, others: Mapping[int, str], least_percent: int, limit: int
) -> list[tuple[int, int]]:
    """(number of the other, percent), the likest first; nothing below ``least_percent``.

    By Levenshtein's distance between characters, capitals and numbers of blanks apart: 10 changes
    in a sentence of 100 characters are 90 %.
    """
    # Here, not at the top: the memory is looked up on the thread of the window.
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    found = process.extract(
        key_of(text).lower(),
        {number: other.lower() for number, other in others.items()},
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=least_percent / 100,
        limit=limit,
    )
    return [(number, int(100 * share)) for _, share, number in found]
