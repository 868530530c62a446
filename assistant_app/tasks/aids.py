"""What helps a translation beside the model: the person's terms, and what was confirmed before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant_app.terms.matching import TermIndex


class Aids(Protocol):
    """The terms and the memory of one person. Any thread may ask."""

    def terms(self, source: str, target: str) -> TermIndex | None:
        """The terms of the glossaries that are switched on for this direction; None without any."""

    def recall(self, source: str, target: str, texts: Sequence[str]) -> Mapping[str, str]:
        """Of ``texts``, those that have a confirmed translation, with it."""


class NoAids:
    """Nobody has any terms, and nothing was confirmed."""

    def terms(self, source: str, target: str) -> TermIndex | None:
        return None

    def recall(self, source: str, target: str, texts: Sequence[str]) -> Mapping[str, str]:
        return {}
