"""Messages of programs in XLIFF files, 1.2 and 2.0 (.xlf, .xliff).

Only texts without a translation are blocks. A new target says that a machine made it (1.2) or that
it is translated and not yet reviewed (2.0).
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant_app.documents.blocks import Block, Layout, LeftAlone, Run
from assistant_app.documents.marked import Marked, Piece, Tag, assemble
from assistant_app.documents.messages import is_choice, pieces_of_message
from assistant_app.documents.patches import Patch, Span
from assistant_app.documents.source import Source, SourceDocument, read_source
from assistant_app.documents.tokens import Token, attribute_spans
from assistant_app.documents.xliff_units import (
    Region,
    Unit,
    behind_element,
    is_untranslated,
    local,
    units_of,
)
from assistant_app.documents.xml_tokens import XmlBroken, xml_tokens
from assistant_app.errors import DocumentBroken

_DECLARATION: Final = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
_AROUND: Final = {"g", "pc", "mrk"}
_STATE: Final = re.compile(r"\s+state(?:-qualifier)?\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_MACHINE: Final = ' state="needs-review-translation" state-qualifier="mt-suggestion"'


@dataclass(frozen=True)
class _Message:
    """The source of a unit."""

    marked: Marked
    unit: Unit
    is_first_version: bool
    source: Source

    @property
    def block(self) -> Block:
        return self.marked.block

    def patches(self, runs: Sequence[Run], layout: Layout) -> Iterable[Patch]:
        text, unit, marked = self.source.text, self.unit, self.marked
        region = unit.source
        inner_end = text.rindex("</", 0, region.end)
        start = text[region.opening.start : region.opening.end]
        prefix, colon, _ = region.opening.name.rpartition(":")
        name = f"{prefix}{colon}target"
        attributes = _MACHINE if self.is_first_version else ""
        if unit.target is not None:
            opening = unit.target.opening
            given = text[opening.start + 1 + len(name) : opening.end].rstrip("/>").rstrip()
            attributes = _STATE.sub("", given) + attributes
        elif spaces := re.search(r"\s+xml:space\s*=\s*(\"[^\"]*\"|'[^']*')", start):
            attributes = spaces.group() + attributes
        target = (
            f"<{name}{attributes}>",
            Span(region.opening.end, marked.start),
            *marked.render(runs, _escaped),
            Span(marked.end, inner_end),
            f"</{name}>",
        )
        if unit.target is not None:
            yield Patch(unit.target.opening.start, unit.target.end, target)
        else:
            line = text.rfind("\n", 0, region.opening.start) + 1
            indent = text[line : region.opening.start]
            gap = self.source.newline + indent if line and not indent.strip() else ""
            yield Patch(unit.insert_at, unit.insert_at, (gap, *target))
        if not self.is_first_version:
            yield from _set(text, unit.parent, "state", "translated")


def open_xliff(path: Path) -> SourceDocument:
    """Raises as ``open_document`` does, and ``DocumentBroken`` for what is not XLIFF."""
    source = read_source(path, _DECLARATION)
    try:
        tokens = xml_tokens(source.text)
    except XmlBroken as error:
        raise DocumentBroken(path, str(error)) from error
    root = next(token for token in tokens if token.kind in ("start", "single"))
    if local(root.name) != "xliff":
        raise DocumentBroken(path, "it is not XLIFF")
    is_first_version = root.attributes.get("version", "").startswith("1")
    slots: list[_Message] = []
    left: Counter[str] = Counter()
    for unit in units_of(tokens):
        why = _why_left(source.text, tokens, unit)
        if why:
            left[why] += 1
            continue
        marked = _marked(source.text, tokens, unit)
        if marked is not None:
            slots.append(_Message(marked, unit, is_first_version, source))
    return SourceDocument(
        source,
        tuple(slots),
        tuple(LeftAlone(what, count) for what, count in left.items()),
        missing="xmlcharrefreplace",
        naming=lambda code: _naming(source.text, tokens, root, is_first_version, code),
    )


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _why_left(text: str, tokens: Sequence[Token], unit: Unit) -> str:
    source = _read(text, tokens, unit.source)
    if not any(map(str.isalpha, source)):
        return ""
    if unit.is_kept:
        return "messages marked as final or as not to be translated"
    target = _read(text, tokens, unit.target) if unit.target else ""
    if target.strip() and target != source and not is_untranslated(unit):
        return "messages that have a translation"
    if is_choice(source):
        return "messages with several forms in one text"
    return ""


def _read(text: str, tokens: Sequence[Token], region: Region) -> str:
    inside = tokens[region.first : region.behind]
    return "".join(text[token.start : token.end] for token in inside if token.kind == "text")


def _marked(text: str, tokens: Sequence[Token], unit: Unit) -> Marked | None:
    pieces: list[Piece] = []
    tags: dict[int, Tag] = {}
    opened: list[int] = []
    segments = _Segments(text)
    at, behind = unit.source.first, unit.source.behind
    while at < behind:
        token, following = tokens[at], at + 1
        if token.kind == "text":
            # The parser gives a text in parts, cut at every reference and line.
            while following < behind and tokens[following].kind == "text":
                following += 1
            end = tokens[following - 1].end
            pieces += _pieces(text[token.start : end], token.start, opened, tags, unit)
        elif token.kind == "end" and not opened:
            pieces = segments.closed(pieces, token)
        elif token.kind == "end":
            opened.pop()
        elif token.kind == "start" and not opened and _is_segment(token):
            pieces = segments.begun(pieces, token)
        elif token.kind == "start" and local(token.name) in _AROUND and not _is_kept(token):
            close = tokens[behind_element(tokens, at) - 1]
            raw = text[token.start : token.end]
            opening, closing = Span(token.start, token.end), Span(close.start, close.end)
            tags[at] = Tag(raw, opening, closing, token.start, close.end, is_single=True)
            opened.append(at)
        else:
            following = behind_element(tokens, at) if token.kind == "start" else following
            end = tokens[following - 1].end
            seen = _seen_in(text, tokens[at:following]) if _is_kept(token) else ""
            raw = text[token.start : end]
            pieces.append(Piece(seen, raw, token.start, tuple(opened), Span(token.start, end)))
        at = following
    return assemble(pieces, tags, "message", is_collapsed=not unit.is_space_kept)


class _Segments:
    """The segments of a ``seg-source``, whose target has the same ones (XLIFF 1.2, 2.4.1, ``mrk``).

    What stands between two of them is one thing that a reader sees as the end of a line: no
    sentence goes over it, and it stays where it is.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._end: Token | None = None
        """Where the last one ended."""

    def begun(self, pieces: list[Piece], token: Token) -> list[Piece]:
        """``pieces`` with that of ``token``, which begins a segment."""
        end, self._end = self._end, None
        between = [each for each in pieces if end is not None and each.start >= end.start]
        is_blank = not any(each.text.strip() for each in between)
        start = end.start if end is not None and is_blank else token.start
        kept = [each for each in pieces if each.start < start]
        return [*kept, self._piece(start, token.end, "\n" if end is not None else "")]

    def closed(self, pieces: list[Piece], token: Token) -> list[Piece]:
        """``pieces`` with that of ``token``, which ends the segment."""
        self._end = token
        return [*pieces, self._piece(token.start, token.end, "")]

    def _piece(self, start: int, end: int, seen: str) -> Piece:
        return Piece(seen, self._text[start:end], start, (), Span(start, end))


def _is_segment(token: Token) -> bool:
    return local(token.name) == "mrk" and token.attributes.get("mtype") == "seg"


def _pieces(
    raw: str, start: int, opened: Sequence[int], tags: dict[int, Tag], unit: Unit
) -> Iterator[Piece]:
    inner: dict[int, Tag] = {}
    outer = tuple(opened)
    for piece in pieces_of_message(
        raw, start, outer, inner, html.unescape, has_breaks=unit.is_space_kept
    ):
        # Numbers of their own: those of the elements are numbers of tokens.
        own = tuple(-1 - number for number in piece.tags[len(outer) :])
        yield Piece(piece.text, piece.raw, piece.start, outer + own, piece.part)
    tags.update({-1 - number: tag for number, tag in inner.items()})


def _seen_in(text: str, tokens: Sequence[Token]) -> str:
    texts = (text[token.start : token.end] for token in tokens if token.kind == "text")
    return html.unescape("".join(texts))


def _is_kept(token: Token) -> bool:
    given = token.attributes
    return local(token.name) == "mrk" and (
        given.get("translate") == "no" or given.get("mtype") == "protected"
    )


def _naming(
    text: str, tokens: Sequence[Token], root: Token, is_first_version: bool, code: str
) -> Iterable[Patch]:
    if not is_first_version:
        yield from _set(text, root, "trgLang", code)
        return
    for token in tokens:
        if token.kind == "start" and local(token.name) == "file":
            yield from _set(text, token, "target-language", code)


def _set(text: str, token: Token, name: str, value: str) -> Iterable[Patch]:
    raw = text[token.start : token.end]
    spans = {each.lower(): span for each, span in attribute_spans(raw).items()}
    if name.lower() in spans:
        start, end = spans[name.lower()]
        yield Patch(token.start + start, token.start + end, (f'"{value}"',))
    else:
        behind = token.start + 1 + len(token.name)
        yield Patch(behind, behind, (f' {name}="{value}"',))
