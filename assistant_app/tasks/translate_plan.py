"""What of a text goes to the translator, and what is copied: the layout survives by construction.

The plan is a list of parts in the order of the text. A ``Copied`` part (line breaks, indentation,
markers, code, numbers, links) stands in the result as it is. A ``Segment`` is one sentence or table
cell for the model. A sentence over several wrapped lines is translated as one, and its line breaks
go back in at the same shares of its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant_app.documents.layout import Kind, Line, Paragraph, paragraphs_of
from assistant_app.tasks.kept import without_kept
from assistant_app.tasks.sentences import joint_of, sentence_spans

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_COLUMN_GAP = re.compile(r"[ \u3000]*\t[ \t\u3000]*|[ \u3000]{3,}")
_CELL = re.compile(r"[^|]+")
_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CUTS = (
    re.compile(r"(?<=[.!?;。！？；])\s*"),
    re.compile(r"(?<=[,:，：、])\s*|(?<=[—–])\s*"),
    re.compile(r"\s+"),
)


@dataclass(frozen=True)
class Copied:
    """Stands in the result as it is. ``is_text`` if a person would read it: it gets a pair."""

    text: str
    start: int
    end: int
    is_text: bool = False


@dataclass(frozen=True)
class Segment:
    """One thing to translate. ``breaks`` are (share of the length, text to put in there)."""

    text: str
    start: int
    end: int
    breaks: tuple[tuple[float, str], ...] = ()


Part = Copied | Segment


def plan_translation(text: str, source: str, target: str) -> Iterator[Part]:
    """All parts of ``text`` in order."""
    for paragraph in paragraphs_of(text):
        first, last = paragraph.lines[0], paragraph.lines[-1]
        if paragraph.kind in (Kind.BLANK, Kind.CODE) or first.core_start >= first.core_end:
            yield Copied(text[first.start : last.end], first.start, last.end)
            continue
        yield Copied(text[first.start : first.core_start], first.start, first.core_start)
        if paragraph.kind is Kind.TABLE:
            yield from _row(text, first, source, target)
        else:
            yield from _sentences(text, paragraph, source, target)
        yield Copied(text[last.core_end : last.end], last.core_end, last.end)


def _sentences(text: str, paragraph: Paragraph, source: str, target: str) -> Iterator[Part]:
    position = paragraph.start
    for start, end in sentence_spans(text, paragraph, source):
        if start > position or position > paragraph.start:
            gap = text[position:start]
            yield Copied(_gap(gap, target), position, start)
        yield from _columns(text, start, end, paragraph, source, target)
        position = end
    yield Copied(text[position : paragraph.end], position, paragraph.end)


def _gap(gap: str, target: str) -> str:
    """What stands between two sentences: the layout if there is any, else as the target does."""
    if _BREAKS.search(gap) or _COLUMN_GAP.fullmatch(gap):
        return gap
    return joint_of(target)


def _columns(
    text: str, start: int, end: int, paragraph: Paragraph, source: str, target: str
) -> Iterator[Part]:
    """A sentence; if it is really several columns of one line, each column."""
    if _BREAKS.search(text, start, end):
        yield _segment(text, start, end, paragraph.lines, source, target)
        return
    position = start
    for gap in _COLUMN_GAP.finditer(text, start, end):
        yield _segment(text, position, gap.start(), (), source, target)
        yield Copied(gap.group(), gap.start(), gap.end())
        position = gap.end()
    yield _segment(text, position, end, (), source, target)


def _row(text: str, line: Line, source: str, target: str) -> Iterator[Part]:
    position = line.core_start
    for cell in _CELL.finditer(text, line.core_start, line.core_end):
        content = cell.group().strip()
        if not content:
            continue
        start = text.index(content, cell.start())
        yield Copied(text[position:start], position, start)
        position = start + len(content)
        yield _segment(text, start, position, (), source, target)
    yield Copied(text[position : line.core_end], position, line.core_end)


def _segment(
    text: str, start: int, end: int, lines: tuple[Line, ...], source: str, target: str
) -> Part:
    if not needs_translation(text[start:end], source, target):
        return Copied(text[start:end], start, end, is_text=True)
    inside = [line for line in lines if start < line.core_end and line.core_start < end]
    if len(inside) < 2:
        return Segment(text[start:end], start, end)
    joined = ""
    breaks: list[tuple[int, str]] = []
    position = start
    for line in inside:
        core = text[max(start, line.core_start) : min(end, line.core_end)]
        if joined:
            breaks.append((len(joined), text[position : line.core_start]))
            is_tight = _CJK.match(joined[-1]) or _CJK.match(core[0])
            joined += "" if is_tight else " "
        joined += core
        position = line.core_end
    shares = tuple((place / len(joined), gap) for place, gap in breaks)
    return Segment(joined, start, end, shares)


def needs_translation(text: str, source: str, target: str) -> bool:
    """Whether there is anything in it to translate: not in numbers, signs, what must stay as it is
    (``kept``), or text that is in the other language already (told by the script, so between
    English and Chinese only)."""
    words = without_kept(text)
    if source == "zh":
        return _HAN.search(words) is not None
    if source == "en" and target == "zh":
        return _LATIN.search(words) is not None
    return any(character.isalpha() for character in words)


def with_breaks(translated: str, breaks: tuple[tuple[float, str], ...]) -> str:
    """Put each break back at its share of the length, between two words where there are words."""
    parts = []
    position = 0
    for share, gap in breaks:
        place = max(position, _near_word_end(translated, round(share * len(translated))))
        parts.append(translated[position:place].strip())
        parts.append(gap)
        position = place
    return "".join([*parts, translated[position:].strip()])


def _near_word_end(text: str, wanted: int) -> int:
    """The place nearest to ``wanted`` where a line may end, at most 20 characters away."""
    for distance in range(20):
        for place in (wanted - distance, wanted + distance):
            if 0 < place < len(text) and _may_break(text[place - 1], text[place]):
                return place
    return min(wanted, len(text))


def _may_break(before: str, behind: str) -> bool:
    if behind.isspace() or before.isspace():
        return True
    return bool(_CJK.match(before) and _HAN.match(behind))


def split_long(text: str, fits: Callable[[str], bool]) -> list[str]:
    """``text`` in pieces that fit, cut where it hurts least: behind a sentence, behind a comma, at
    a blank, and only then inside a word. The pieces hold every character but blanks at the cuts."""
    text = text.strip()
    if fits(text) or len(text) < 2:
        return [text]
    place = _best_cut(text)
    left, right = text[:place].rstrip(), text[place:].lstrip()
    if not left or not right:
        return [text]
    return [*split_long(left, fits), *split_long(right, fits)]


def _best_cut(text: str) -> int:
    middle = len(text) / 2
    for cuts in _CUTS:
        places = [cut.end() for cut in cuts.finditer(text) if 0 < cut.end() < len(text)]
        # A cut in the outer fifths leaves one piece nearly as long as before.
        places = [place for place in places if 0.2 <= place / len(text) <= 0.8]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    return len(text) // 2
