"""Where the looks of a block go in its translation: bold words stay bold, a footnote its place.

What a translation was read off (``Link``) tells which of its words stand for which of the source.
A look goes to the stretch that was mainly read off the words that had it; something fixed goes to
where the words before it and the words behind it part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant_app.documents.blocks import Run
from assistant_app.inference.links import Link

_AGAINST = 0.6
"""A token read off other words weighs so much against a stretch, as one read off its own for it."""
_UNKNOWN = 0.02
"""And so much each character that nobody knows of."""
_USUAL = 3
_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f_'’-]")
"""What is not parted: words of scripts with blanks."""
_SPACED_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f_'’-]+")
_SIGN = re.compile(r"[.,;:!?。，；：！？、()\[\]（）【】「」『』“”‘’\"«»]")
_CLOSING = re.compile(r"[.,;:!?。，；：！？、)\]）】」』”’]")


@dataclass(frozen=True)
class Piece:
    """A part of a block and what stands for it. ``links`` count from the beginning of the part and
    of ``text``; a copied part is its own translation."""

    start: int
    end: int
    text: str
    links: tuple[Link, ...] = ()
    is_copied: bool = False


@dataclass(frozen=True)
class _Stretch:
    """A run of the source inside a piece, offsets from the piece's beginning."""

    run: Run
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start


def projected(runs: Sequence[Run], pieces: Iterable[Piece]) -> tuple[Run, ...]:
    """The runs of the translation. ``pieces`` cover the block's text in order."""
    return joined(run for piece in projected_pieces(runs, pieces) for run in piece)


def projected_pieces(runs: Sequence[Run], pieces: Iterable[Piece]) -> list[list[Run]]:
    """The same, those of each piece by themselves; behind them what was left for the end."""
    text = "".join(run.text for run in runs)
    made: list[list[Run]] = []
    waiting = _stretches(runs)
    parts = list(pieces)
    for number, piece in enumerate(parts):
        is_last = number == len(parts) - 1
        inside = [each for each in waiting if _belongs(each, piece, is_last)]
        own = [_clipped(each, piece) for each in inside]
        written = _copied if piece.is_copied else _translated
        made.append(written(text, own, piece))
        # Text may go on in the next piece; a fixed thing has had its turn.
        waiting = [
            each
            for each in waiting
            if each not in inside or (each.end > piece.end and not each.run.is_fixed)
        ]
    return [*made, [each.run for each in waiting if each.run.is_fixed]]


def parting(place: int, source: str, text: str, links: Sequence[Link]) -> int:
    """Where in ``text``, a translation of ``source``, the words before ``place`` and those behind
    it part best."""
    return _parting(place, source, Piece(0, len(source), text, tuple(links)))


def stretch_of(
    start: int, end: int, source: str, text: str, links: Sequence[Link]
) -> tuple[int, int]:
    """Which part of ``text``, a translation of ``source``, stands for ``source[start:end]``."""
    stretch = _Stretch(Run(source[start:end]), start, end)
    return _place_of(stretch, source, Piece(0, len(source), text, tuple(links)))


def _stretches(runs: Sequence[Run]) -> list[_Stretch]:
    found, at = [], 0
    for run in runs:
        found.append(_Stretch(run, at, at + len(run.text)))
        at += len(run.text)
    return found


def _belongs(stretch: _Stretch, piece: Piece, is_last: bool) -> bool:
    if stretch.size:
        return stretch.start < piece.end and piece.start < stretch.end
    return piece.start <= stretch.start < piece.end or (is_last and stretch.start == piece.end)


def _clipped(stretch: _Stretch, piece: Piece) -> _Stretch:
    start, end = max(stretch.start, piece.start), min(stretch.end, piece.end)
    text = stretch.run.text[start - stretch.start : end - stretch.start]
    run = stretch.run if stretch.run.is_fixed else replace(stretch.run, text=text)
    return _Stretch(run, start - piece.start, end - piece.start)


def _copied(text: str, stretches: Sequence[_Stretch], piece: Piece) -> list[Run]:
    """As it was; of a gap that languages fill in ways of their own, the fixed things stay."""
    if piece.text == text[piece.start : piece.end]:
        return [each.run for each in stretches]
    fixed = [each.run for each in stretches if each.run.is_fixed]
    return [*fixed, Run(piece.text, _base_mark(stretches))]


def _translated(text: str, stretches: Sequence[_Stretch], piece: Piece) -> list[Run]:
    source = text[piece.start : piece.end]
    base = _base_mark(stretches)
    marks = [base] * len(piece.text)
    things: list[tuple[int, int, Run]] = []
    special = [each for each in stretches if each.run.is_fixed or each.run.mark != base]
    # Longer stretches first: what lies inside of them is written over.
    for each in sorted(special, key=lambda each: (each.run.is_fixed, -each.size)):
        if not each.size:
            place = _parting(each.start, source, piece)
            things.append((place, place, each.run))
        elif each.run.is_fixed:
            things.append((*_place_of(each, source, piece), each.run))
        elif _LETTER.search(each.run.text):
            start, end = _place_of(each, source, piece)
            start, end = _without_signs(each.run.text.strip(), start, end, piece.text)
            marks[start:end] = [each.run.mark] * (end - start)
    return _written(piece.text, marks, things)


def _base_mark(stretches: Iterable[_Stretch]) -> int:
    """The look of most of the text. The block's usual look is that as long as a fair part has it:
    signs and small words that nothing was read off are rather plain than bold."""
    sizes: dict[int, int] = {}
    for each in stretches:
        if not each.run.is_fixed:
            n = len(_LETTER.findall(each.run.text))
            weight = _USUAL if each.run.mark == 0 else 1
            sizes[each.run.mark] = sizes.get(each.run.mark, 0) + weight * n
    return max(sizes, key=lambda mark: (sizes[mark], -mark), default=0)


def _place_of(stretch: _Stretch, source: str, piece: Piece) -> tuple[int, int]:
    """Which part of the translation stands for ``stretch``."""
    expected = round(stretch.start / max(1, len(source)) * len(piece.text))
    if same := _verbatim(stretch.run.text.strip(), piece.text, expected):
        return same
    found = _best_stretch(stretch, piece)
    if found is None:
        if stretch.run.is_fixed:
            place = _parting(stretch.start, source, piece)
            return place, place
        found = _same_share(stretch, len(source), piece.text)
    return _whole_words(*found, piece.text)


def _same_share(stretch: _Stretch, n_source: int, text: str) -> tuple[int, int]:
    """Where nothing is known: as far into the text, and words whose middle lies there."""
    share = len(text) / max(1, n_source)
    start, end = round(stretch.start * share), max(1, round(stretch.end * share))
    inside = [
        found.span()
        for found in _SPACED_WORD.finditer(text)
        if start <= (found.start() + found.end()) / 2 < end
    ]
    return (inside[0][0], inside[-1][1]) if inside else (start, end)


def _verbatim(wanted: str, text: str, expected: int) -> tuple[int, int] | None:
    """The nearest place where ``wanted`` stands as it was: names, numbers, code."""
    places = [found.start() for found in re.finditer(re.escape(wanted), text)] if wanted else []
    if not places:
        return None
    best = min(places, key=lambda place: abs(place - expected))
    return best, best + len(wanted)


def _best_stretch(stretch: _Stretch, piece: Piece) -> tuple[int, int] | None:
    """The stretch of the translation with the most for it and the least against it."""
    values = [-_UNKNOWN] * len(piece.text)
    for link in piece.links:
        size = max(1, link.target_end - link.target_start)
        overlap = min(link.source_end, stretch.end) - max(link.source_start, stretch.start)
        value = link.weight if overlap > 0 else -_AGAINST * link.weight
        for at in range(link.target_start, min(link.target_end, len(values))):
            values[at] = value / size
    best, found, start, total = 0.0, None, 0, 0.0
    for at, value in enumerate(values):
        if total <= 0:
            start, total = at, 0.0
        total += value
        if total > best:
            best, found = total, (start, at + 1)
    return found


def _without_signs(source: str, start: int, end: int, text: str) -> tuple[int, int]:
    """Without the full stop or bracket that belongs to the sentence, if the source has none."""
    first, last = start, end
    while last > first and _SIGN.match(text[last - 1]) and not _SIGN.match(source[-1]):
        last -= 1
    while first < last and _SIGN.match(text[first]) and not _SIGN.match(source[0]):
        first += 1
    return (first, last) if first < last else (start, end)


def _whole_words(start: int, end: int, text: str) -> tuple[int, int]:
    """Without blanks at the ends, and without a part of a word."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while 0 < start < len(text) and _WORD.match(text[start - 1]) and _WORD.match(text[start]):
        start -= 1
    while 0 < end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end]):
        end += 1
    return start, end


def _parting(place: int, source: str, piece: Piece) -> int:
    """Where in the translation the words before ``place`` and those behind it part best."""
    text, links = piece.text, piece.links
    if place <= 0:
        return 0
    if not source[place:].strip():
        return len(text)
    if not links:
        return _whole_words(0, round(place / len(source) * len(text)), text)[1]
    places = sorted({link.target_end for link in links} | {0, len(text)})
    scores = {
        at: sum(
            link.weight * (1 if (link.source_end <= place) == (link.target_end <= at) else -1)
            for link in links
        )
        for at in places
    }
    best = _whole_words(0, max(places, key=lambda at: (scores[at], -at)), text)[1]
    if _CLOSING.match(source[place - 1]):
        while best < len(text) and _CLOSING.match(text[best]):
            best += 1
    return best


def _written(text: str, marks: Sequence[int], things: Sequence[tuple[int, int, Run]]) -> list[Run]:
    """``text`` by its marks, with each of ``things`` in the place of what stands where it goes."""
    runs: list[Run] = []
    at = 0
    for start, end, thing in sorted(things, key=lambda each: each[:2]):
        runs += _by_mark(text, marks, at, max(at, start))
        runs.append(thing)
        at = max(at, end)
    return [*runs, *_by_mark(text, marks, at, len(text))]


def _by_mark(text: str, marks: Sequence[int], start: int, end: int) -> list[Run]:
    groups = groupby(range(start, end), key=lambda at: marks[at])
    return [Run("".join(text[at] for at in places), mark) for mark, places in groups]


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one look are one run."""
    made: list[Run] = []
    for run in runs:
        if not run.is_fixed and not run.text:
            continue
        if made and not run.is_fixed and not made[-1].is_fixed and made[-1].mark == run.mark:
            made[-1] = replace(made[-1], text=made[-1].text + run.text)
        else:
            made.append(run)
    return tuple(made)
