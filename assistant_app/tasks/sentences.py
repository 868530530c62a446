"""Sentences of a text with their places, and which language a text is in.

Boundaries inside a paragraph come from sentencex (Wikimedia, MIT): it knows abbreviations, quotes
and numbers of English and Chinese, gives offsets, and reads 10 MB a second. pysbd was compared:
it parts Chinese sentences from their closing quotes and is seventy times slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sentencex  # type: ignore[import-untyped]

from assistant_app.documents.layout import Kind, Paragraph, paragraphs_of
from assistant_app.tasks.kept import KeptKind, kept_in

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_STOP_INSIDE = re.compile(r"[.!?。！？…;:][^\s\"'”’」』）)\]]")
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』）)\]]*$")
_TITLE_WIDTH = 100
"""Columns; a Chinese character takes two."""
_HAN_PER_WORD = 1.5
"""An average Chinese word has about this many characters, which makes counts comparable."""
_UNSPACED = {"zh", "ja", "yue", "th", "lo", "my", "km", "bo"}
"""Languages that put no blank between sentences."""
_SAMPLE = 20_000
"""Characters looked at to tell the language: the beginning of a book tells as much as the book."""


@dataclass(frozen=True)
class Sentence:
    """``text`` is ``source[start:end]``: no blank at either end, no list marker before it."""

    text: str
    start: int
    end: int
    kind: Kind = Kind.PLAIN
    """The kind of the line that it stands in."""
    begins_paragraph: bool = False
    """First of a paragraph of running text."""


def split_sentences(text: str, language: str) -> list[Sentence]:
    """All sentences in order. What stands between them is white space, markers and code."""
    sentences: list[Sentence] = []
    paragraphs = list(paragraphs_of(text))
    for number, paragraph in enumerate(paragraphs):
        kind = Kind.HEADING if _is_title(text, paragraphs, number) else paragraph.kind
        # Lines that merely follow one another (addresses, verse, shreds) are no paragraphs.
        before = paragraphs[number - 1].kind if number else Kind.BLANK
        is_first = kind is Kind.PLAIN and before in (Kind.BLANK, Kind.HEADING)
        for start, end in sentence_spans(text, paragraph, language):
            sentences.append(Sentence(text[start:end], start, end, kind, is_first))
            is_first = False
    return sentences


def _is_title(text: str, paragraphs: Sequence[Paragraph], number: int) -> bool:
    """A heading without a mark: one short line by itself that does not end as sentences do."""
    paragraph = paragraphs[number]
    if paragraph.kind is not Kind.PLAIN or len(paragraph.lines) > 1:
        return False
    if any(near.kind is not Kind.BLANK for near in paragraphs[max(0, number - 1) : number]):
        return False
    if any(near.kind is not Kind.BLANK for near in paragraphs[number + 1 : number + 2]):
        return False
    line = text[paragraph.start : paragraph.end].strip()
    return paragraph.lines[0].width <= _TITLE_WIDTH and not _SENTENCE_END.search(line)


def sentence_spans(text: str, paragraph: Paragraph, language: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of one paragraph; wrapped lines do not end a sentence."""
    joined = joined_lines(text, paragraph)
    # One lone surrogate (half of a character, from a broken file name or paste) stops sentencex.
    safe = _SURROGATE.sub("\ufffd", _without_stops(joined))
    for found in sentencex.get_sentence_boundaries(language, safe):
        start, end = int(found["start_index"]), int(found["end_index"])
        part = joined[start:end]
        start += len(part) - len(part.lstrip())
        end = start + len(part.strip())
        if end > start:
            yield paragraph.start + start, paragraph.start + end


def _without_stops(text: str) -> str:
    """As long as it is, with nothing in addresses, names of files and code to end a sentence."""
    if not _STOP_INSIDE.search(text):
        return text
    for kept in kept_in(text):
        if kept.kind is not KeptKind.EMOJI:
            text = text[: kept.start] + "x" * len(kept.text) + text[kept.end :]
    return text


def joined_lines(text: str, paragraph: Paragraph) -> str:
    """The paragraph's text, as long as it stands in the source: what lies between the cores of its
    lines (line breaks, indentation, quote marks) becomes blanks."""
    parts = []
    position = paragraph.start
    for line in paragraph.lines:
        parts.append(" " * (line.core_start - position))
        parts.append(text[line.core_start : line.core_end])
        position = line.core_end
    return "".join(parts)


def joint_of(language: str) -> str:
    """What stands between two sentences of running text. ``language`` may carry a script or
    region, as in ``zh-Hant``."""
    return "" if language.partition("-")[0] in _UNSPACED else " "


def detect_language(text: str) -> str:
    """``zh`` if at least half of the words are Chinese, else ``en``. Looks at the script only."""
    sample = text[:_SAMPLE]
    n_han_words = len(_HAN.findall(sample)) / _HAN_PER_WORD
    return "zh" if n_han_words > 0 and n_han_words >= len(_LATIN_WORD.findall(sample)) else "en"
