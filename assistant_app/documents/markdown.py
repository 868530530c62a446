"""Markdown as blocks: text with its emphasis and links; code, addresses and front matter are left.

Format: CommonMark 0.31 with the tables and the struck-through text of GitHub.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant_app.documents.blocks import Block, Layout, LeftAlone, Run
from assistant_app.documents.lines import columns, filled, joined
from assistant_app.documents.links import split_at_links
from assistant_app.documents.markdown_escape import escaped, escaped_at_start, with_edges_outside
from assistant_app.documents.markdown_inner import html_slots, inner_slot, tag_slots
from assistant_app.documents.markdown_spans import MarkdownBlock, Sign, markdown_blocks
from assistant_app.documents.marked import Marked, Piece, Tag, assemble
from assistant_app.documents.patches import Part, Patch, Span
from assistant_app.documents.source import Slot, Source, SourceDocument, read_source

_NEWLINE: Final = re.compile("\r\n|\n|\r")
_LINE: Final = re.compile(r"[^\r\n]*")
_FRONT_MATTER: Final = re.compile(
    r"(---|\+\+\+)[ \t]*(\r\n|\n|\r)(?:.*?(?:\r\n|\n|\r))?\1[ \t]*(?=[\r\n]|$)", re.DOTALL
)
_HTML: Final = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_SIGN: Final = re.compile(
    r"(?P<unseen>\[![A-Za-z]+\]|\[[ xX]\](?=\s)|\[\^[^\]\s]+\]:)|\[\^[^\]\s]+\]|\{\{.*?\}\}"
)
"""Beyond CommonMark: kinds of notes, boxes of tasks, footnotes, and what a program puts in."""
_NOTE: Final = re.compile(r"\[![A-Za-z]+\]\s*$")
_MARKER: Final = re.compile(r"[^\s>]")
_WIDE: Final = 10_000


@dataclass(frozen=True)
class _Text:
    """A paragraph, heading or cell. ``gap`` stands between two of its lines, ``below`` between it
    and its translation; in a heading the latter is the whole line up to the text."""

    marked: Marked
    kind: str
    widest: int
    gap: str
    below: str
    end: int

    @property
    def block(self) -> Block:
        return self.marked.block

    def patches(self, runs: Sequence[Run], layout: Layout) -> Iterable[Patch]:
        marked = self.marked
        outside = list(with_edges_outside(runs, self._is_emphasis))
        lines = filled(outside, self.widest) if self.widest < _WIDE else outside
        parts = _without_pictures(marked.render(lines, self._escaped))
        openings = {tag.opening for look in marked.looks.values() for tag in look}
        if isinstance(parts[0], str) and parts[0] not in openings and self.kind != "cell":
            parts = (escaped_at_start(parts[0]), *parts[1:])
        if layout == "translated":
            yield Patch(marked.start, marked.end, parts)
            return
        opening = [tag.opening for tag in marked.outer]
        closing: list[Part] = [tag.closing for tag in reversed(marked.outer)]
        yield Patch(self.end, self.end, (self.below, *opening, *parts, *closing))

    def _is_emphasis(self, mark: int) -> bool:
        look = self.marked.looks.get(mark, ())
        return bool(look) and not any(tag.key.startswith("[") for tag in look)

    def _escaped(self, text: str) -> str:
        lines = escaped(text, is_cell=self.kind == "cell").split("\n")
        return self.gap.join([lines[0], *map(escaped_at_start, lines[1:])])


def _without_pictures(parts: Sequence[Part]) -> tuple[Part, ...]:
    """An exclamation mark before a link would make it a picture."""
    return tuple(
        f"{part[:-1]}\\!"
        if isinstance(part, str) and part.endswith("!") and behind == "["
        else part
        for part, behind in zip(parts, [*parts[1:], ""], strict=True)
    )


def open_markdown(path: Path) -> SourceDocument:
    """Raises as ``open_document`` does."""
    source = read_source(path)
    text = source.text
    matter = _FRONT_MATTER.match(text)
    start = matter.end() if matter else 0
    lines = _lines(text, start)
    slots: list[Slot] = []
    n_left = Counter({"front matters": int(bool(matter))})
    row, cell_at = -1, 0
    for block in markdown_blocks(_NEWLINE.sub("\n", text[start:])):
        if block.kind == "html":
            start_at, end_at = lines[block.first][0], lines[block.behind - 1][1]
            whole = _NEWLINE.sub("\n", text[start_at:end_at])
            if whole.strip() == block.content.strip():
                inner, inner_left = html_slots(source, start_at, end_at)
                slots += inner
                for each in inner_left:
                    n_left[each.what] += each.count
            else:  # in a quote or a list, whose marks stand between its lines
                n_left["texts in HTML"] += any(map(str.isalpha, _HTML.sub("", block.content)))
            continue
        if block.kind == "cell":
            cell_at = cell_at if block.first == row else 0
            row = block.first
        places = _places(text, lines, block, cell_at)
        if places is None:
            n_left["paragraphs with unusual indentation"] += 1
            continue
        cell_at = places[-1][1] + len(_content_lines(block)[-1]) - lines[block.first][0]
        pieces = _Pieces(source, block, places)
        slot = _slot(text, block, pieces, places, lines, source.newline)
        if slot is not None:
            slots.append(slot)
        slots += pieces.inner
    left = tuple(LeftAlone(what, count) for what, count in n_left.items() if count)
    return SourceDocument(source, tuple(slots), left)


def _lines(text: str, start: int) -> list[tuple[int, int]]:
    """Where each line begins and ends, without its line break."""
    found, position = [], start
    for match in _NEWLINE.finditer(text, start):
        found.append((position, match.start()))
        position = match.end()
    return [*found, (position, len(text))]


def _content_lines(block: MarkdownBlock) -> list[str]:
    return block.content.split("\n")


def _places(
    text: str, lines: Sequence[tuple[int, int]], block: MarkdownBlock, cell_at: int
) -> list[tuple[int, int]] | None:
    """``(place in the content, place in the file)`` of each line's start; None if the parser
    changed a line (tabs that became blanks, escaped bars)."""
    found: list[tuple[int, int]] = []
    position = 0
    contents = _content_lines(block)
    for number, content in enumerate(contents):
        start, end = lines[block.first + number]
        if block.kind == "cell":
            at = text.find(content, start + cell_at, end)
        elif block.kind == "heading":
            marks = re.compile(r"[\s>]*(?:(?:[-+*]|\d+[.)])\s+)*#*[ \t]*").match(text, start, end)
            at = text.find(content, marks.end() if marks else start, end)
        else:
            whole = text[start:end].rstrip()
            at = start + len(whole) - len(content.rstrip())
            at = at if whole.endswith(content.rstrip()) else -1
        if at < 0:
            return None
        found.append((position, at))
        position += len(content) + 1
    return found


def _slot(
    text: str,
    block: MarkdownBlock,
    pieces: _Pieces,
    places: Sequence[tuple[int, int]],
    lines: Sequence[tuple[int, int]],
    newline: str,
) -> _Text | None:
    marked = assemble(*pieces.all(), "table" if block.kind == "cell" else "body")
    if marked is None:
        return None
    prefix = text[lines[block.first][0] : places[0][1]]
    rest = _MARKER.sub(" ", prefix)
    gap, widest, below, behind = newline + rest, _WIDE, "", marked.end
    last = lines[block.first + len(places) - 1][1]
    if len(places) > 1:
        start, end = lines[block.first + 1]
        indent = end - len(text[places[1][1] : end].lstrip(" \t"))
        gap = newline + text[start:indent]
        spans = lines[block.first : block.first + len(places)]
        widest = max(columns(text[low:high].rstrip()) for low, high in spans)
    if block.kind == "cell":
        below = "<br>"
        behind = max(marked.end, *(tag.end for tag in marked.outer)) if marked.outer else marked.end
    elif block.kind == "heading":
        below, behind = newline + newline + prefix, last
    elif block.kind == "underlined":  # A second one would need a line of its own.
        below, behind = "<br>", places[-1][1] + len(_content_lines(block)[-1])
    else:
        blank = rest.rstrip() + newline
        below = "\\" + newline + rest if block.is_tight else newline + blank + rest
        behind = last
    return _Text(marked, block.kind, widest, gap, below, behind)


class _Pieces:
    """The pieces of one block, at their places in the file; ``inner`` are texts within them, known
    once ``all`` of them are."""

    def __init__(
        self, source: Source, block: MarkdownBlock, places: Sequence[tuple[int, int]]
    ) -> None:
        self.inner: list[Slot] = []
        self._source = source
        self._text = source.text
        self._block = block
        self._places = places
        self._pieces: list[Piece] = []
        self._opened: list[int] = []

    def all(self) -> tuple[list[Piece], dict[int, Tag]]:
        block = self._block
        tags: dict[int, Tag] = {}
        openings: list[tuple[int, int]] = []
        position = 0
        for sign in block.signs:
            begins = sign.start
            if sign.kind in ("wrap", "break"):
                begins = len(block.content[: sign.start].rstrip(" "))
            self._plain(position, begins)
            start, end = self._at(begins), self._at(sign.end)
            raw = self._text[start:end]
            position = max(position, sign.end)
            self._add_inner(sign, start, end)
            if sign.kind == "open":
                openings.append((start, end))
                self._opened.append(start)
            elif sign.kind == "close":
                begin, behind = openings.pop()
                self._opened.pop()
                # Underscores are no signs within a word, and Chinese has no blanks between words.
                opening = self._text[begin:behind].replace("_", "*")
                closing: Part = raw.replace("_", "*")
                key = opening
                if opening == "[":
                    # The words that a link is found by are kept where they are no longer shown.
                    closing = f"][{sign.label}]" if sign.label else Span(start, end)
                    key = f"[{raw}{sign.label}"
                tags[begin] = Tag(key, opening, closing, begin, end)
            elif sign.kind == "wrap":
                before, following = block.content[:begins], block.content[sign.end :][:9]
                if _NOTE.search(before) or following.startswith(": "):
                    # This line break means something: the line is a title, or defines a term.
                    self._add("\n", start, end, Span(start, end))
                else:
                    self._add(joined(before, following), start, end, None)
            elif sign.kind == "text":
                self._add(sign.text, start, end, None)
            else:
                self._add(sign.text, start, end, Span(start, end))
        self._plain(position, len(block.content))
        return self._pieces, tags

    def _add_inner(self, sign: Sign, start: int, end: int) -> None:
        is_cell = self._block.kind == "cell"
        for each in sign.inner:
            low = self._at(each.start)
            raw = self._text[low : self._at(each.end)]
            slot = inner_slot(each, raw, low, is_cell=is_cell)
            if slot is not None:
                self.inner.append(slot)
        if sign.is_html:
            self.inner += tag_slots(self._source, start, end)

    def _plain(self, low: int, high: int) -> None:
        position = low
        for match in _SIGN.finditer(self._block.content, low, max(low, high)):
            self._words(position, match.start())
            start, position = match.start(), match.end()
            seen = "" if match["unseen"] else match.group()
            self._add(
                seen, self._at(start), self._at(position), Span(self._at(start), self._at(position))
            )
        self._words(position, high)

    def _words(self, low: int, high: int) -> None:
        content = self._block.content[low:high]
        for begin, end, is_link in split_at_links(content):
            start, behind = self._at(low + begin), self._at(low + end)
            self._add(content[begin:end], start, behind, Span(start, behind) if is_link else None)

    def _add(self, seen: str, start: int, end: int, part: Part | None) -> None:
        self._pieces.append(Piece(seen, self._text[start:end], start, tuple(self._opened), part))

    def _at(self, place: int) -> int:
        content, file = next(each for each in reversed(self._places) if each[0] <= place)
        return file + place - content
