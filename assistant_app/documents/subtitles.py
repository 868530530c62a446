"""SubRip (.srt) and WebVTT (.vtt) subtitles: what is said, without numbers, times and notes.

SubRip has no standard; this reads what players read. WebVTT: W3C, "WebVTT: The Web Video Text
Tracks Format".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant_app.documents.blocks import Block, Layout, Run
from assistant_app.documents.lines import in_lines, joined
from assistant_app.documents.marked import Marked, Piece, Tag, assemble
from assistant_app.documents.patches import Patch, Span
from assistant_app.documents.source import SourceDocument, read_source
from assistant_app.errors import DocumentBroken

_LINE: Final = re.compile(r"[^\r\n]*(\r\n|\r|\n|$)")
_TIME: Final = r"(?:\d+:)?\d{1,2}:\d{1,2}[,.:]\d{1,3}"
_TIMING: Final = re.compile(rf"\s*{_TIME}\s*-+>\s*{_TIME}")
_SPEAKER: Final = re.compile(r"(?:<[^<>]*>|\{[^{}]*\}|\s)*(?:[-–—‐]\s*|>>+\s*)(?=\S)")
_MARKUP: Final = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z0-9]*)[^<>\n]*>|\{\\[^{}\n]*\}|\{[biu]\}"
)
_LATIN_COLUMNS: Final = 42
_WIDE_COLUMNS: Final = 36
"""18 characters of Chinese or Japanese."""


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    """Without its line break."""
    text: str


@dataclass(frozen=True)
class _Cue:
    """A sentence or what one speaker says in a cue; it may stand on several lines."""

    marked: Marked
    newline: str
    has_entities: bool

    @property
    def block(self) -> Block:
        return self.marked.block

    def patches(self, runs: Sequence[Run], layout: Layout) -> Iterable[Patch]:
        start, end = self.marked.start, self.marked.end
        broken = in_lines(runs, (_LATIN_COLUMNS, _WIDE_COLUMNS))
        parts = self.marked.render(broken, self._escaped)
        if layout == "translated":
            yield Patch(start, end, parts)
        else:
            yield Patch(end, end, (self.newline, *parts))

    def _escaped(self, text: str) -> str:
        if self.has_entities:
            text = html.escape(text, quote=False)
        return text.replace("\n", self.newline)


def open_subtitles(path: Path) -> SourceDocument:
    """Raises as ``open_document`` does, and ``DocumentBroken`` if no time stands in the file."""
    source = read_source(path)
    is_vtt = path.suffix.lower() == ".vtt"
    lines = _lines(source.text)
    if not any(_TIMING.match(line.text) for line in lines):
        raise DocumentBroken(path, "it holds no times")
    slots = []
    for cue in _texts(lines, is_vtt):
        for group in _groups(cue):
            marked = _marked(group, is_vtt)
            if marked is not None:
                slots.append(_Cue(marked, source.newline, is_vtt))
    return SourceDocument(source, tuple(slots))


def _lines(text: str) -> list[_Line]:
    found = []
    for match in _LINE.finditer(text):
        content = match.group().rstrip("\r\n")
        found.append(_Line(match.start(), match.start() + len(content), content))
    return found


def _texts(lines: Sequence[_Line], is_vtt: bool) -> Iterator[list[_Line]]:
    """The lines of each cue. In SubRip, a blank line ends a cue only if a number and a time
    follow: some programs write blank lines within one."""
    times = [at for at, line in enumerate(lines) if _TIMING.match(line.text)]
    for at, following in zip(times, [*times[1:], len(lines)], strict=True):
        inside = list(lines[at + 1 : following])
        if is_vtt:
            blank = (n for n, line in enumerate(inside) if not line.text.strip())
            yield inside[: next(blank, len(inside))]
            continue
        if following < len(lines) and inside and inside[-1].text.strip().isdecimal():
            inside.pop()
        yield inside


def _groups(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for line in lines:
        if group and (not line.text.strip() or _SPEAKER.match(line.text)):
            yield group
            group = []
        if line.text.strip():
            group.append(line)
    if group:
        yield group


def _marked(lines: Sequence[_Line], has_entities: bool) -> Marked | None:
    """The block of one group. Tags that are opened in it and not closed are left in their place."""
    pieces: list[Piece] = []
    tags: dict[int, Tag] = {}
    opened: list[int] = []
    closes = _closes(lines)
    for number, line in enumerate(lines):
        position = line.start
        if number:
            gap = joined(lines[number - 1].text, line.text)
            pieces.append(Piece(gap, "", position, tuple(opened)))
        for match in _MARKUP.finditer(line.text):
            start, end = line.start + match.start(), line.start + match.end()
            if position < start:
                pieces += _said(line, position, start, opened, has_entities)
            position = end
            if start in closes:
                close = closes[start]
                raw = match.group()
                tags[start] = Tag(raw, raw, f"</{match['name']}>", start, close)
                opened.append(start)
            elif opened and match["close"] and tags[opened[-1]].end == end:
                opened.pop()
            else:
                pieces.append(Piece("", match.group(), start, tuple(opened), part=Span(start, end)))
        pieces += _said(line, position, line.end, opened, has_entities)
    return assemble([piece for piece in pieces if piece.raw or piece.text], tags, "cue")


def _closes(lines: Sequence[_Line]) -> dict[int, int]:
    """Where each tag that is closed begins, and where its closing ends; properly nested only."""
    found: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for line in lines:
        for match in _MARKUP.finditer(line.text):
            name = match["name"] or ""
            if match["close"]:
                if opened and opened[-1][0] == name:
                    found[opened.pop()[1]] = line.start + match.end()
            elif name and not name.isdecimal():
                opened.append((name, line.start + match.start()))
    return found


def _said(
    line: _Line, start: int, end: int, opened: Sequence[int], has_entities: bool
) -> Iterator[Piece]:
    """What stands between two tags; the dash before what a speaker says is no part of it."""
    speaker = _SPEAKER.match(line.text)
    behind = line.start + speaker.end() if speaker else start
    if start < behind <= end:
        raw = line.text[start - line.start : behind - line.start]
        yield Piece("", raw, start, tuple(opened), Span(start, behind))
        start = behind
    raw = line.text[start - line.start : end - line.start]
    yield Piece(html.unescape(raw) if has_entities else raw, raw, start, tuple(opened))
