"""A tag or a text of a web page or an XML file, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

TokenKind = Literal["text", "start", "end", "single", "other"]

_ATTRIBUTE: Final = re.compile(
    r"[\s/]+(?P<name>[^\s/>=\"']+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s>]*))?"
)


class Token(NamedTuple):
    """``text[start:end]``: a text, a tag or something else, such as a comment. ``attributes``
    are decoded; one without a value has the empty one."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] = MappingProxyType({})


def attribute_spans(raw: str) -> dict[str, tuple[int, int]]:
    """Where in the start tag ``raw`` the value of each attribute stands, quotes included."""
    name = re.match(r"<[^\s/>]+", raw)
    found: dict[str, tuple[int, int]] = {}
    for match in _ATTRIBUTE.finditer(raw, name.end() if name else 0):
        if match["value"] is not None:
            found.setdefault(match["name"].lower(), match.span("value"))
    return found
