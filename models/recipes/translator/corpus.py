"""What every translator's corpus is made of: sentence pairs, with English on one side."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """One sentence pair: English, and the same in `language`. `source` is the data set's name."""

    en: str
    other: str
    language: str
    source: str
    is_held_out: bool


def tidy(text: str) -> str:
    """One kind of space, none at the ends."""
    return re.sub(r"\s+", " ", text.replace("\u3000", " ")).strip()
