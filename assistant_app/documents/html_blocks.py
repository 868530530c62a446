"""Where in a web page a text begins and ends that is read as a whole."""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant_app.documents.blocks import LeftAlone, Place
from assistant_app.documents.links import split_at_links
from assistant_app.documents.marked import Marked, Piece, Tag, assemble
from assistant_app.documents.patches import Span
from assistant_app.documents.tokens import Token

_IN_LINE: Final = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font",
    "i", "ins", "label", "mark", "nobr", "q", "ruby", "s", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u",
}  # fmt: skip
_THINGS: Final = {"img", "br", "wbr", "input", "embed"}
"""Without an end tag."""
_CODE: Final = {"code", "kbd", "samp", "var", "rt", "rp"}
_UNSEEN: Final = {
    "script", "style", "svg", "math", "object", "iframe", "video", "audio", "canvas", "template",
}  # fmt: skip
_LEFT: Final = {"pre": "preformatted texts", "textarea": "texts in input fields"}
_COPIED: Final = _CODE | _UNSEEN | set(_LEFT)
_PHRASES: Final = _IN_LINE | _THINGS
_NOT_TRANSLATED: Final = "texts marked as not to be translated"
_DRAWN: Final = "drawings with text"


@dataclass(frozen=True)
class Element:
    """The element that a text stands in; ``is_whole`` if nothing else stands in it."""

    name: str
    start: int
    inner_start: int
    inner_end: int
    end: int
    is_whole: bool


@dataclass(frozen=True)
class Found:
    """What there is in a page: its texts, the start tags that a reader may see attributes of, and
    the tag ``html``."""

    texts: tuple[tuple[Marked, Element | None], ...]
    seen: tuple[Token, ...]
    left_alone: tuple[LeftAlone, ...]
    root: Token | None


def find_blocks(text: str, tokens: Sequence[Token]) -> Found:
    """``tokens`` are all of ``text``."""
    return _Search(text, tokens).found()


class _Search:
    """Goes through the tokens once; every tag that begins a line of its own ends a text."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._behind = _ends(tokens)
        self._pieces: list[Piece] = []
        self._tags: dict[int, Tag] = {}
        self._opened: list[Token] = []
        """The tags within the line that are open, begun in this text."""
        self._outer: Counter[str] = Counter()
        """Those that were begun before it."""
        self._opener: Token | None = None
        self._texts: list[tuple[Marked, Element | None]] = []
        self._seen: list[Token] = []
        self._left: Counter[str] = Counter()
        self._root: Token | None = None

    def found(self) -> Found:
        at = 0
        while at < len(self._tokens):
            at = self._take(at)
        self._flush(None)
        left = tuple(LeftAlone(what, count) for what, count in self._left.items())
        return Found(tuple(self._texts), tuple(self._seen), left, self._root)

    def _take(self, at: int) -> int:
        """Go past the token ``at``, or past the whole element that it begins."""
        token = self._tokens[at]
        if token.kind == "text":
            self._add_text(token)
        elif token.kind == "other":
            self._add_fixed(token.start, token.end, "")
        elif token.kind == "end":
            self._close(token)
        elif token.name in _COPIED or _is_kept(token):
            return self._leave(at)
        else:
            self._open(token)
        return at + 1

    def _open(self, token: Token) -> None:
        self._seen.append(token)
        if token.name == "html" and self._root is None:
            self._root = token
        if token.name in _THINGS:
            self._add_fixed(token.start, token.end, "\n" if token.name == "br" else "")
        elif token.name not in _IN_LINE:
            self._flush(token)
        elif token.kind == "single":
            self._add_fixed(token.start, token.end, "")
        else:
            self._opened.append(token)

    def _close(self, token: Token) -> None:
        if any(token.name == opened.name for opened in self._opened):
            while (opened := self._opened.pop()).name != token.name:
                self._end_tag(opened, f"</{opened.name}>", token.start)
            self._end_tag(opened, Span(token.start, token.end), token.end)
        elif token.name not in _PHRASES:
            self._flush(token)
        elif self._outer[token.name]:
            self._flush(token)
            self._outer[token.name] -= 1
        else:
            self._add_fixed(token.start, token.end, "")

    def _end_tag(self, opened: Token, closing: str | Span, end: int) -> None:
        raw = self._text[opened.start : opened.end]
        is_single = "id" in opened.attributes or (opened.name == "a" and "href" not in raw.lower())
        span = Span(opened.start, opened.end)
        self._tags[opened.start] = Tag(raw, span, closing, opened.start, end, is_single)
        first = len(self._pieces)
        while first and opened.start in self._pieces[first - 1].tags:
            first -= 1
        seen = "".join(piece.text for piece in self._pieces[first:])
        if not seen.strip() or (opened.name in ("sup", "sub") and not self._has_letters(seen)):
            # An icon, or the number of a note: the whole of it is one thing.
            del self._pieces[first:]
            self._add_fixed(opened.start, end, seen.strip())

    def _leave(self, at: int) -> int:
        """An element that is copied with all that is in it."""
        token = self._tokens[at]
        if not _is_kept(token) and token.name not in ("script", "style", "template"):
            self._seen.append(token)  # its own title or placeholder is none of what is in it
        behind = (
            at + 1
            if token.kind == "single" or token.name in _THINGS
            else self._behind.get(at, at + 1)
        )
        last = self._tokens[behind - 1]
        seen = "" if token.name in _UNSEEN else self._read(at, behind)
        if token.name in _IN_LINE | _THINGS | _CODE | _UNSEEN:
            self._add_fixed(token.start, last.end, seen)
        else:
            self._flush(token)
            self._opener = None
        if token.name == "svg" and self._has_letters(self._read(at, behind)):
            self._left[_DRAWN] += 1
        elif token.name not in _CODE | _UNSEEN and self._has_letters(seen):
            self._left[_LEFT.get(token.name, _NOT_TRANSLATED)] += 1
        return behind

    def _read(self, at: int, behind: int) -> str:
        inside = self._tokens[at:behind]
        raw = "".join(self._text[each.start : each.end] for each in inside if each.kind == "text")
        return " ".join(html.unescape(raw).split())

    def _has_letters(self, text: str) -> bool:
        return any(map(str.isalpha, text))

    def _add_text(self, token: Token) -> None:
        tags = tuple(opened.start for opened in self._opened)
        for start, end, is_link in split_at_links(self._text[token.start : token.end]):
            raw = self._text[token.start + start : token.start + end]
            seen = html.unescape(raw) if "&" in raw else raw
            seen = seen.replace("\xad", "")
            part = Span(token.start + start, token.start + end) if is_link else None
            self._pieces.append(Piece(seen, raw, token.start + start, tags, part))

    def _add_fixed(self, start: int, end: int, seen: str) -> None:
        tags = tuple(opened.start for opened in self._opened)
        self._pieces.append(Piece(seen, self._text[start:end], start, tags, Span(start, end)))

    def _flush(self, boundary: Token | None) -> None:
        """A text ends before ``boundary``, and the next one begins behind it."""
        end = boundary.start if boundary else self._tokens[-1].end if self._tokens else 0
        for opened in reversed(self._opened):
            raw = self._text[opened.start : opened.end]
            span = Span(opened.start, opened.end)
            self._tags[opened.start] = Tag(raw, span, "", opened.start, end, is_single=True)
        element = self._element(boundary)
        place: Place = "title" if element and element.name == "title" else "body"
        if element and element.name in ("td", "th"):
            place = "table"
        marked = assemble(self._pieces, self._tags, place) if self._pieces else None
        if marked is not None:
            self._texts.append((marked, element))
        self._outer.update(opened.name for opened in self._opened)
        self._pieces, self._opened, self._tags = [], [], {}
        self._opener = boundary if boundary and boundary.kind == "start" else None

    def _element(self, boundary: Token | None) -> Element | None:
        opener = self._opener
        if opener is None:
            return None
        closes = boundary is not None and boundary.kind == "end" and boundary.name == opener.name
        inner_end = boundary.start if boundary else len(self._text)
        end = boundary.end if boundary and closes else inner_end
        return Element(opener.name, opener.start, opener.end, inner_end, end, closes)


def _ends(tokens: Sequence[Token]) -> dict[int, int]:
    """For the number of each start tag, that of the token behind its end tag."""
    found: dict[int, int] = {}
    opened: defaultdict[str, list[int]] = defaultdict(list)
    for number, token in enumerate(tokens):
        if token.kind == "start":
            opened[token.name].append(number)
        elif token.kind == "end" and opened[token.name]:
            found[opened[token.name].pop()] = number + 1
    return found


def _is_kept(token: Token) -> bool:
    return bool(token.attributes) and (
        token.attributes.get("translate", "").lower() == "no"
        or "notranslate" in token.attributes.get("class", "").split()
    )
