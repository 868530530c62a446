"""The units of an XLIFF file: where each source stands and where its target stands or belongs.

Formats: OASIS, "XLIFF Version 1.2" and "XLIFF Version 2.0".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant_app.documents.tokens import Token

_PARENTS: Final = {"trans-unit", "segment"}
_TEXTS: Final = {"source", "target", "seg-source"}
_UNTRANSLATED: Final = {"new", "needs-translation", "initial"}


@dataclass(frozen=True)
class Region:
    """An element with text: tokens ``first`` to ``behind`` of the file are what stands in it."""

    opening: Token
    first: int
    behind: int
    end: int


@dataclass(frozen=True)
class Unit:
    """One text to translate. ``parent`` is the tag around it (``trans-unit`` or ``segment``).
    ``source`` is its ``seg-source``, cut into segments, if it has one."""

    parent: Token
    source: Region
    target: Region | None
    insert_at: int
    """Where a target would be put in."""
    is_kept: bool
    """Marked as not to be translated."""
    is_space_kept: bool


def local(name: str) -> str:
    """The name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def is_untranslated(unit: Unit) -> bool:
    """Whether its state says so."""
    state = unit.parent.attributes.get("state")
    if unit.target is not None:
        state = unit.target.opening.attributes.get("state", state)
    return state in _UNTRANSLATED


def units_of(tokens: Sequence[Token]) -> Iterator[Unit]:
    """All units in order. Proposals (``alt-trans``, ``matches``) are none."""
    path: list[Token] = []
    regions: dict[str, Region] = {}
    for at, token in enumerate(tokens):
        if token.kind in ("start", "single"):
            inside = path and local(path[-1].name) in _PARENTS
            if inside and local(token.name) in _TEXTS:
                regions.setdefault(local(token.name), _region(tokens, at))
            if token.kind == "start":
                path.append(token)
                if local(token.name) in _PARENTS:
                    regions = {}
        elif token.kind == "end":
            parent = path.pop()
            if local(parent.name) in _PARENTS and "source" in regions:
                yield _unit(parent, [*path, parent], regions)


def _unit(parent: Token, path: Sequence[Token], regions: Mapping[str, Region]) -> Unit:
    return Unit(
        parent=parent,
        source=regions.get("seg-source", regions["source"]),
        target=regions.get("target"),
        insert_at=regions.get("seg-source", regions["source"]).end,
        is_kept=_nearest(path, "translate") == "no" or parent.attributes.get("approved") == "yes",
        is_space_kept="preserve"
        in (_nearest(path, "xml:space"), regions["source"].opening.attributes.get("xml:space")),
    )


def _nearest(path: Sequence[Token], name: str) -> str | None:
    return next((each.attributes[name] for each in reversed(path) if name in each.attributes), None)


def _region(tokens: Sequence[Token], at: int) -> Region:
    token = tokens[at]
    behind = behind_element(tokens, at)
    if token.kind == "single":
        return Region(token, behind, behind, token.end)
    return Region(token, at + 1, behind - 1, tokens[behind - 1].end)


def behind_element(tokens: Sequence[Token], at: int) -> int:
    """The number of the token behind the element that begins at ``at``."""
    depth = 0
    for number in range(at, len(tokens)):
        kind = tokens[number].kind
        depth += (kind == "start") - (kind == "end")
        if depth <= 0:
            return number + 1
    return len(tokens)
