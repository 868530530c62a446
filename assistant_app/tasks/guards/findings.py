"""What can be wrong with a translation, and how much each fault weighs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Kind(Enum):
    """One rule each. The value is the English reason; the window translates it."""

    EMPTY = "The translation is empty."
    LOOP = "It repeats itself."
    TOO_SHORT = "It is much shorter than the original."
    TOO_LONG = "It is much longer than the original."
    NUMBER_LOST = "A number is missing."
    NUMBER_ADDED = "It has a number that the original has not."
    NUMBER_CHANGED = "A number is another one."
    LINK_LOST = "An address is missing or changed."
    LINK_ADDED = "It has an address that the original has not."
    PLACEHOLDER_LOST = "A placeholder or tag is missing or changed."
    PLACEHOLDER_ADDED = "It has a placeholder or tag that the original has not."
    KEPT_LOST = "Something that must stay as it is is missing or changed."
    WRONG_LANGUAGE = "It is in another language."
    UNTRANSLATED = "It was not translated."
    WORD_LEFT = "A word was not translated."
    WORD_ADDED = "It has letters that are no word of the original."
    KEPT_TERM_MISSED = "A term that must stay as it is does not."
    TERM_MISSED = "A term of the glossary was not used."


_WEIGHTS: Final[dict[Kind, int]] = {
    Kind.EMPTY: 100,
    Kind.WRONG_LANGUAGE: 60,
    Kind.LOOP: 50,
    Kind.UNTRANSLATED: 40,
    Kind.WORD_LEFT: 8,
    Kind.WORD_ADDED: 8,
    Kind.TOO_SHORT: 20,
    Kind.TOO_LONG: 20,
    Kind.LINK_LOST: 15,
    Kind.LINK_ADDED: 15,
    Kind.PLACEHOLDER_LOST: 15,
    Kind.PLACEHOLDER_ADDED: 10,
    Kind.KEPT_LOST: 15,
    Kind.NUMBER_LOST: 10,
    Kind.NUMBER_ADDED: 10,
    Kind.NUMBER_CHANGED: 15,
    Kind.KEPT_TERM_MISSED: 10,
    Kind.TERM_MISSED: 8,
}


@dataclass(frozen=True)
class Finding:
    """``text`` is what it is about, as it stands in the source or, if it was added, in the
    translation; empty if it is the whole. ``instead`` is what stands there in its place."""

    kind: Kind
    text: str = ""
    instead: str = ""


def as_rows(findings: Iterable[Finding]) -> list[list[str]]:
    """JSON values: for each the name of its rule, its text and what stands in its place."""
    return [[each.kind.name, each.text, each.instead] for each in findings]


def from_rows(rows: Iterable[Sequence[str]]) -> tuple[Finding, ...]:
    """The findings of ``as_rows``. Rules that this version does not know are passed over."""
    return tuple(
        Finding(Kind[name], str(text), str(instead))
        for name, text, instead in rows
        if name in Kind.__members__
    )


def weight_of(findings: Iterable[Finding]) -> int:
    """0 for a translation without fault; the more, the worse."""
    return sum(_WEIGHTS[finding.kind] for finding in findings)


def is_better(findings: Iterable[Finding], others: Iterable[Finding]) -> bool:
    """Whether a translation with ``findings`` is to be preferred to one with ``others``. Of two
    that weigh the same neither is better: the model's first choice stays."""
    return weight_of(findings) < weight_of(others)
