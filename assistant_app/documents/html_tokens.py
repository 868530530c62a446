"""The tags and texts of an HTML file and where each stands. The door to ``html.parser``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser

from assistant_app.documents.tokens import Token, TokenKind


def tokens_of(text: str) -> list[Token]:
    """All of ``text``, without a gap."""
    reader = _Reader(text)
    reader.feed(text)
    reader.close()
    found = reader.found
    ends = [start for start, *_ in found[1:]] + [len(text)]
    return [
        Token(kind, start, end, name, attributes)
        for (start, kind, name, attributes), end in zip(found, ends, strict=True)
        if end > start
    ]


_Event = tuple[int, TokenKind, str, Mapping[str, str]]


class _Reader(HTMLParser):
    """Notes what begins where; everything ends where the next begins."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Event] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._note("start", tag, {name: value or "" for name, value in reversed(attrs)})

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._note("single", tag, {name: value or "" for name, value in reversed(attrs)})

    def handle_endtag(self, tag: str) -> None:
        self._note("end", tag)

    def handle_data(self, data: str) -> None:
        self._note("text")

    def handle_comment(self, data: str) -> None:
        self._note("other")

    def handle_decl(self, decl: str) -> None:
        self._note("other")

    def handle_pi(self, data: str) -> None:
        self._note("other")

    def unknown_decl(self, data: str) -> None:
        self._note("other")

    def _note(
        self,
        kind: TokenKind,
        name: str = "",
        attributes: Mapping[str, str] | None = None,
    ) -> None:
        line, column = self.getpos()
        self.found.append((self._lines[line - 1] + column, kind, name, attributes or {}))
