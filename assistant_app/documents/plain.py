"""Plain text as blocks: each paragraph, list item, heading and cell, its marker left outside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant_app.documents.blocks import Block, Layout, Run
from assistant_app.documents.layout import Kind, Line, Paragraph, paragraphs_of
from assistant_app.documents.lines import columns, filled, joined
from assistant_app.documents.links import split_at_links
from assistant_app.documents.marked import Marked, Piece, assemble
from assistant_app.documents.patches import Patch, Span
from assistant_app.documents.source import SourceDocument, read_source

_GAP: Final = re.compile(r"[ \u3000]*\t[ \t\u3000]*|[ \u3000]{3,}")
"""Between two columns of one line."""
_CELL: Final = re.compile(r"[^|]+")
_MARKER: Final = re.compile(r"[^\s>]")


@dataclass(frozen=True)
class _Text:
    """A paragraph, or one of several columns of a line.

    ``gap`` is what stands between two of its lines, and ``prefix`` what a line below it begins
    with; None: the new text is put beside the old.
    """

    marked: Marked
    widest: int
    gap: str
    prefix: str | None

    @property
    def block(self) -> Block:
        return self.marked.block

    def patches(self, runs: Sequence[Run], layout: Layout) -> Iterable[Patch]:
        start, end = self.marked.start, self.marked.end
        lines = filled(runs, self.widest) if self.widest else runs
        parts = self.marked.render(lines, self._in_lines)
        if layout == "translated":
            yield Patch(start, end, parts)
        elif self.prefix is None:
            yield Patch(end, end, (" / ", *parts))
        else:
            yield Patch(end, end, (self.prefix, *parts))

    def _in_lines(self, text: str) -> str:
        return text.replace("\n", self.gap)


def open_plain(path: Path) -> SourceDocument:
    """Raises as ``open_document`` does."""
    source = read_source(path)
    slots = [
        slot
        for paragraph in paragraphs_of(source.text)
        for slot in _texts(source.text, paragraph, source.newline)
    ]
    return SourceDocument(source, tuple(slots))


def _texts(text: str, paragraph: Paragraph, newline: str) -> Iterator[_Text]:
    lines = paragraph.lines
    if paragraph.kind in (Kind.BLANK, Kind.CODE):
        return
    if len(lines) > 1:
        gap = text[lines[0].core_end : lines[1].core_start]
        widest = max(columns(text[line.start : line.core_end]) for line in lines)
        room = max(8, widest - columns(lines[1].prefix))
        yield from _text(_pieces(text, lines), room, gap, newline + lines[1].prefix)
        return
    line = lines[0]
    spans = list(_columns(text, line))
    below = newline + _MARKER.sub(" ", line.prefix)
    for start, end in spans:
        pieces = list(_stretch(text, start, end))
        yield from _text(pieces, 0, " ", below if len(spans) == 1 else None)


def _text(pieces: Sequence[Piece], widest: int, gap: str, prefix: str | None) -> Iterator[_Text]:
    marked = assemble(pieces, {}, is_collapsed=False)
    if marked is not None:
        yield _Text(marked, widest, gap, prefix)


def _columns(text: str, line: Line) -> Iterator[tuple[int, int]]:
    if line.kind is Kind.TABLE:
        for cell in _CELL.finditer(text, line.core_start, line.core_end):
            yield cell.span()
        return
    position = line.core_start
    for gap in _GAP.finditer(text, line.core_start, line.core_end):
        yield position, gap.start()
        position = gap.end()
    yield position, line.core_end


def _pieces(text: str, lines: Sequence[Line]) -> list[Piece]:
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        if number:
            before = lines[number - 1]
            cores = (text[each.core_start : each.core_end] for each in (before, line))
            pieces.append(Piece(joined(*cores), "", line.core_start))
        pieces += _stretch(text, line.core_start, line.core_end)
    return pieces


def _stretch(text: str, start: int, end: int) -> Iterator[Piece]:
    for low, high, is_link in split_at_links(text[start:end]):
        raw = text[start + low : start + high]
        part = Span(start + low, start + high) if is_link else None
        yield Piece(raw, raw, start + low, (), part)
