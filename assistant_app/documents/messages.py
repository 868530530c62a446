"""What in a program's message is no text: placeholders, tags and line breaks.

The placeholders are those of printf and its relatives (C, Python, PHP, Ruby, Qt, Objective-C), of
``str.format``, ICU, Angular and the like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from assistant_app.documents.links import split_at_links
from assistant_app.documents.marked import Piece, Tag
from assistant_app.documents.patches import Span

_PERCENT: Final = (
    r"%(?:\d+\$)?(?:\([\w. -]+\)|<\w+>)?[-+#0']*(?:\*|\d+)?(?:\.(?:\*|\d+))?"
    r"(?:hh?|ll?|[qjzt])?(?:[sdi@](?![a-z]{2})|[ouxXeEfFgGcCpSn%](?![A-Za-z]))"
    r"|%\{\w+\}|%L?\d{1,2}\b"
)
_BRACES: Final = r"\$\{[^{}]+\}|\{\{[^{}]*\}\}|\{%.*?%\}|\{[\w.$:,!+#-]*(?:\[\w*\])?[\w.$:,!+#-]*\}"
_TAG: Final = (
    r"(?:<|&lt;)(?P<close>/?)(?P<name>[A-Za-z0-9][\w:-]*)(?P<rest>(?:(?!&gt;)[^<>])*)(?:>|&gt;)"
)
_NO_TEXT: Final = re.compile(
    rf"(?P<tag>{_TAG})|{_PERCENT}|{_BRACES}|\$[A-Za-z_]\w*|\$t\([^()]*\)|(?P<break>\s*\n\s*)"
)
_CHOICE: Final = re.compile(r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,")


def is_choice(text: str) -> bool:
    """Whether it holds several texts, of which the program takes one (ICU MessageFormat)."""
    return _CHOICE.search(text) is not None


def pieces_of_message(
    raw: str,
    start: int,
    outer: tuple[int, ...],
    tags: dict[int, Tag],
    seen: Callable[[str], str],
    *,
    has_breaks: bool = True,
) -> Iterator[Piece]:
    """The pieces of ``raw``, which begins at ``start`` and stands in the tags ``outer``; those in
    it are added to ``tags``. ``seen`` gives what a reader sees of a stretch of ``raw``. Without
    ``has_breaks`` a line break is a blank like any other."""
    closings = _closings(raw)
    opened: list[int] = []
    position = 0
    for match in _NO_TEXT.finditer(raw):
        if match["break"] and not has_breaks:
            continue
        low, high = match.span()
        yield from _plain(raw, position, low, start, (*outer, *opened), seen)
        position = high
        if match["tag"] and low in closings:
            low_close, high_close = closings[low]
            key, span = match.group(), Span(start + low, start + high)
            closing = Span(start + low_close, start + high_close)
            tags[start + low] = Tag(key, span, closing, start + low, start + high_close)
            opened.append(start + low)
        elif opened and match["tag"] and closings[opened[-1] - start][0] == low:
            opened.pop()
        else:
            text = "" if match["tag"] else seen(match.group())
            part = Span(start + low, start + high)
            yield Piece(text, match.group(), start + low, (*outer, *opened), part)
    yield from _plain(raw, position, len(raw), start, (*outer, *opened), seen)


def _closings(raw: str) -> dict[int, tuple[int, int]]:
    """For each tag that is closed, where its closing stands; properly nested only."""
    found: dict[int, tuple[int, int]] = {}
    opened: list[tuple[str, int]] = []
    for match in _NO_TEXT.finditer(raw):
        if not match["tag"] or match["rest"].endswith("/"):
            continue
        if not match["close"]:
            opened.append((match["name"], match.start()))
        elif opened and opened[-1][0] == match["name"]:
            found[opened.pop()[1]] = match.span()
    return found


def _plain(
    raw: str, low: int, high: int, start: int, tags: tuple[int, ...], seen: Callable[[str], str]
) -> Iterator[Piece]:
    for begin, end, is_link in split_at_links(raw[low:high]):
        stretch, at = raw[low + begin : low + end], start + low + begin
        part = Span(at, at + len(stretch)) if is_link else None
        yield Piece(seen(stretch), stretch, at, tags, part)
