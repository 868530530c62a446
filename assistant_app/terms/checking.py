"""Whether a translation uses the terms that it should."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant_app.terms.entries import base_language
from assistant_app.terms.inflection import is_form_of
from assistant_app.terms.matching import Match
from assistant_app.terms.units import UNSPACED, folded, words_of

_UNSPACED = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True)
class Checked:
    """A term of the source, and whether its translation stands in the target."""

    match: Match
    wanted: str
    is_used: bool


def check_terms(
    matches: Iterable[Match], translation: str, target_language: str
) -> tuple[Checked, ...]:
    """One result for each match. A term may be inflected; one that the source has three times may
    come once (a pronoun can stand for it), but one to be kept as it is must come each time."""
    language = base_language(target_language)
    words = words_of(translation)
    kept: Counter[str] = Counter()
    checked = []
    for match in matches:
        wanted = match.term.target
        if wanted is None:
            kept[match.text] += 1
            is_used = translation.count(match.text) >= kept[match.text]
            checked.append(Checked(match, match.text, is_used))
        else:
            checked.append(Checked(match, wanted, _is_used(wanted, translation, words, language)))
    return tuple(checked)


def _is_used(wanted: str, translation: str, words: tuple[str, ...], language: str) -> bool:
    if _UNSPACED.search(wanted):
        return _tight(wanted) in _tight(translation)
    sought = words_of(wanted)
    last = len(words) - len(sought)
    return bool(sought) and any(
        all(
            is_form_of(written, word, language)
            for written, word in zip(words[at:], sought, strict=False)
        )
        for at in range(last + 1)
    )


def _tight(text: str) -> str:
    """Blanks between Chinese and Latin are a matter of taste."""
    return folded("".join(text.split()))
