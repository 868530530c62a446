"""Translations that are far too short or too long for their source."""

from __future__ import annotations

import re
from typing import Final

from assistant_app.tasks.guards.findings import Finding, Kind

_WIDE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_WIDE_SIZE: Final = 3.0
"""A Chinese character says about as much as this many letters."""
_BOUNDS: Final[dict[tuple[str, str], tuple[float, float]]] = {
    ("en", "zh"): (0.5, 1.75),
    ("zh", "en"): (0.55, 2.0),
    ("en", "de"): (0.65, 1.95),
    ("de", "en"): (0.5, 1.5),
    ("en", "fr"): (0.7, 2.0),
    ("fr", "en"): (0.5, 1.45),
    ("en", "es"): (0.7, 1.9),
    ("es", "en"): (0.5, 1.45),
}
"""Of 6,000 good pairs and more of each, 998 in 1,000 lie well inside."""
_USUAL: Final = (0.4, 2.5)
_SLACK: Final = 20.0
"""Letters added to both sides: a translation of a word or two may have any length."""


def length_findings(
    source: str, translation: str, source_language: str, target_language: str
) -> tuple[Finding, ...]:
    """Compares sizes in letters. Languages are base codes."""
    shortest, longest = _BOUNDS.get((source_language, target_language), _USUAL)
    ratio = (size_of(translation) + _SLACK) / (size_of(source) + _SLACK)
    if ratio < shortest:
        return (Finding(Kind.TOO_SHORT),)
    return (Finding(Kind.TOO_LONG),) if ratio > longest else ()


def size_of(text: str) -> float:
    """How much is said, in letters of a European language."""
    n_wide = len(_WIDE.findall(text))
    return n_wide * _WIDE_SIZE + sum(map(str.isalnum, text)) - n_wide
