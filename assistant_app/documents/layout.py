"""How a plain text or Markdown text is laid out: lines, their indentation and markers, paragraphs.

A line is ``prefix + core + suffix + line break``: the prefix (indentation, quote marks, list or
heading marker) and what stands behind the core belong to the layout, the core is what a person
would read out. A paragraph is one line, or several that an editor or mail program wrapped.
Everything is given as offsets into the text, so nothing can be lost.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$")
_CHINESE_NUMBER = "[一二三四五六七八九十百]{1,4}"
_QUOTE = re.compile(r"\s*(?:>\s*)*")
_MARKER = re.compile(
    r"#{1,6}\s+"
    r"|(?:[-*+–—·]\s+|[•●▪◦‣■□○]\s*)(?:\[[ xX]\]\s+)?"
    r"|\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]\s+"
    r"|\d{1,3}\.(?=[\u3400-\u9fff])"
    r"|\d{1,3}[、．）]\s*"
    rf"|[（(](?:\d{{1,3}}|{_CHINESE_NUMBER})[)）]\s*"
    rf"|{_CHINESE_NUMBER}、\s*"
    r"|\(?[a-zA-Z]\)\s+|[a-z]\.\s+"
    r"|[①-⑳]\s*"
)
_FENCE = re.compile(r"\s*(```|~~~)")
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\u303e\u3041-\uffef\U00020000-\U0003ffff]")
_HAN_END = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]$")
_HAN_START = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_CLOSED_END = re.compile(r"[.!?。！？…:：;；][\"'”’」』）)\]]*$")
_FIRST_WORD = re.compile(r"\S+")

_WRAP_LEAST = 40
"""A line narrower than this was not ended by a wrapping program but by a person."""
_WRAP_SPREAD = 15
"""Wrapped lines are about equally wide: the longest word that did not fit any more."""


class Kind(Enum):
    """What a line is."""

    BLANK = "blank"
    PLAIN = "plain"
    ITEM = "item"
    HEADING = "heading"
    TABLE = "table"
    CODE = "code"


@dataclass(frozen=True)
class Line:
    """``text[start:core_start]`` is the prefix, ``text[core_start:core_end]`` the core, and
    ``text[core_end:end]`` the blanks behind it with the line break."""

    start: int
    core_start: int
    core_end: int
    end: int
    kind: Kind
    prefix: str
    width: int
    """Columns from the start to the core's end; East Asian characters take two."""


@dataclass(frozen=True)
class Paragraph:
    """One line, or the lines of one wrapped paragraph."""

    lines: tuple[Line, ...]

    @property
    def kind(self) -> Kind:
        """That of its first line; the lines behind it are plain."""
        return self.lines[0].kind

    @property
    def start(self) -> int:
        """Where the first core begins."""
        return self.lines[0].core_start

    @property
    def end(self) -> int:
        """Where the last core ends."""
        return self.lines[-1].core_end


def lines_of(text: str) -> list[Line]:
    """All lines; their ``[start, end)`` cover the text without a gap."""
    lines = []
    position = 0
    while position < len(text):
        content = _LINE.match(text, position)
        assert content is not None
        line_break = _BREAK.match(text, content.end())
        assert line_break is not None
        lines.append(_line(text, position, content.end(), line_break.end()))
        position = line_break.end()
    return _with_code(text, lines)


def paragraphs_of(text: str) -> Iterator[Paragraph]:
    """The lines of the text, wrapped ones put together. Blank lines are paragraphs too."""
    lines = lines_of(text)
    position = 0
    while position < len(lines):
        last = position + 1
        while last < len(lines) and _may_go_on(lines[last - 1], lines[last]):
            last += 1
        yield from _split_run(text, lines[position:last])
        position = last


def _line(text: str, start: int, content_end: int, end: int) -> Line:
    content = text[start:content_end]
    quote = _QUOTE.match(content)
    core_start = quote.end() if quote else 0
    marker = _MARKER.match(content, core_start)
    kind = Kind.PLAIN
    if marker:
        kind = Kind.HEADING if marker.group().startswith("#") else Kind.ITEM
        core_start = marker.end()
    core_end = len(content.rstrip())
    if core_end <= core_start:
        kind, core_end = (Kind.BLANK, core_start) if kind is Kind.PLAIN else (kind, core_start)
    elif content[core_start] == "|" and content.count("|") > 1:
        kind = Kind.TABLE
    return Line(
        start=start,
        core_start=start + core_start,
        core_end=start + core_end,
        end=end,
        kind=kind,
        prefix=content[:core_start],
        width=_width(content[:core_end]),
    )


def _with_code(text: str, lines: list[Line]) -> list[Line]:
    """Mark the lines of fenced code. A fence that is never closed is only a line of its own."""
    marked = list(lines)
    opened: int | None = None
    mark = ""
    for number, line in enumerate(lines):
        fence = _FENCE.match(text[line.start : line.end])
        if not fence:
            continue
        if opened is None:
            opened, mark = number, fence.group(1)
        elif fence.group(1) == mark:
            marked[opened : number + 1] = [_as_code(inner) for inner in lines[opened : number + 1]]
            opened = None
    return marked


def _as_code(line: Line) -> Line:
    return Line(line.start, line.start, line.start, line.end, Kind.CODE, "", line.width)


def _may_go_on(line: Line, following: Line) -> bool:
    return (
        following.kind is Kind.PLAIN
        and line.kind in (Kind.PLAIN, Kind.ITEM)
        and line.prefix.count(">") == following.prefix.count(">")
    )


def _split_run(text: str, run: Sequence[Line]) -> Iterator[Paragraph]:
    """Cut a run of lines wherever a person, not a wrapping program, ended the line."""
    widest = max(line.width for line in run)
    is_even = len(run) > 2 and all(line.width > widest - _WRAP_SPREAD for line in run[:-1])
    lines = [run[0]]
    for line, following in itertools.pairwise(run):
        if not _is_wrapped(text, line, following, widest, is_even):
            yield Paragraph(tuple(lines))
            lines = []
        lines.append(following)
    yield Paragraph(tuple(lines))


def _is_wrapped(text: str, line: Line, following: Line, widest: int, is_even: bool) -> bool:
    core = text[line.core_start : line.core_end]
    next_core = text[following.core_start : following.core_end]
    if line.width < _WRAP_LEAST or _CLOSED_END.search(core):
        return False
    if _HAN_END.search(core) and _HAN_START.match(next_core):
        return line.width >= widest - 4 and (is_even or line.width >= 60)
    if next_core[0].islower():
        return True
    word = _FIRST_WORD.match(next_core)
    return is_even and word is not None and line.width + 1 + len(word.group()) > widest


def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))
