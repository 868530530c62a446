"""Other forms that a word of a glossary may have in running text.

No dictionary: in English the regular plural; elsewhere the endings that are put behind a word as it
stands. Too many forms only make a term found where it is near, too few make it missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant_app.terms.units import UNSPACED

_ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "de": ("s", "es", "e", "n", "en", "er", "ern", "em"),
    "fr": ("s", "x", "e", "es"),
    "es": ("s", "es"),
    "it": (),
    "pt": ("s", "es"),
    "nl": ("s", "en", "n"),
}
_SIBILANT: Final = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y: Final = re.compile(r"[^aeiou\W\d_]y$")
_CONSONANT_O: Final = re.compile(r"[^aeiou\W\d_]o$")
_LETTERS: Final = re.compile(rf"[^\W\d_{UNSPACED}]+$")
_LEAST_INFLECTED: Final = 2


def forms_of(word: str, language: str) -> Iterator[str]:
    """``word`` (folded) and what it may be in a text of ``language``, a base code."""
    yield word
    if len(word) < _LEAST_INFLECTED or not _LETTERS.match(word):
        return
    if language == "en":
        yield from _plurals(word)
    else:
        yield from (word + ending for ending in _ENDINGS.get(language, ()))


def _plurals(word: str) -> Iterator[str]:
    """The possessive needs no form of its own: an apostrophe ends a word."""
    if _SIBILANT.search(word):
        yield word + "es"
        return
    if _CONSONANT_Y.search(word):
        yield word[:-1] + "ies"
        return
    if _CONSONANT_O.search(word):
        yield word + "es"
    yield word + "s"


_STEM_CUTS: Final[dict[str, str]] = {
    "en": r"(?:e|y)$",
    "de": r"(?:er|en|es|em|e|s|n)$",
    "fr": r"(?:aux|al|es|er|e|s|x)$",
    "es": r"(?:es|os|as|ar|er|ir|o|a|s|z)$",
    "it": r"(?:[aeio])$",
    "pt": r"(?:es|os|as|ão|o|a|s)$",
    "nl": r"(?:en|e|s)$",
}
_LEAST_STEM: Final = 3
_LONGEST_ENDING: Final = 4


def is_form_of(written: str, word: str, language: str) -> bool:
    """Whether ``written`` may be the inflected ``word`` (both folded): the same stem, another
    ending. More generous than ``forms_of``: it judges a translation, where grammar decides."""
    if written == word:
        return True
    if not _LETTERS.match(word):
        return False
    stem = re.sub(_STEM_CUTS.get(language, r"$"), "", word)
    if len(stem) < _LEAST_STEM:
        stem = word
    plain_stem, plain_written = _levelled(stem), _levelled(written)
    return (
        plain_written.startswith(plain_stem)
        and len(plain_written) - len(plain_stem) <= _LONGEST_ENDING
    )


def _levelled(word: str) -> str:
    """Without what a plural changes inside: Haus, Häuser; luz, luces."""
    return word.translate(_CHANGING)


_CHANGING: Final = str.maketrans("äöüz", "aouc")
