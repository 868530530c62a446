"""Text with tags in it as the runs of a block, and such runs as text with tags again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant_app.documents.blocks import Block, Place, Run
from assistant_app.documents.patches import Part
from assistant_app.documents.settle import settled

_BLANKS = r"(?:\s|&(?:nbsp|ensp|emsp|thinsp|#160|#x0*a0|#12288|#x0*3000);)"
_LEADING = re.compile(f"{_BLANKS}*", re.IGNORECASE)
_TRAILING = re.compile(f"{_BLANKS}*$", re.IGNORECASE)
_LONGEST_BLANK = 8
_UNEVEN = re.compile(r"[\t\r\n\f][ \t\r\n\f]*| [ \t\r\n\f]+")
"""White space that is not one blank already."""


@dataclass(frozen=True)
class Tag:
    """What stands around a stretch of text and gives it a look.

    Tags of equal ``key`` look the same. ``start`` and ``end`` are where it begins and ends in the
    source. A tag that ``is_single`` must occur exactly once in what is written, as it has a name
    of its own.
    """

    key: str
    opening: Part
    closing: Part
    start: int
    end: int
    is_single: bool = False


class Piece(NamedTuple):
    """A stretch of the source, ``text`` being what a reader sees of it and ``raw`` what stands
    there. ``tags`` are numbers of the tags around it, the outermost first. A fixed one is copied
    as ``part``."""

    text: str
    raw: str
    start: int
    tags: tuple[int, ...] = ()
    part: Part | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.raw)

    @property
    def is_fixed(self) -> bool:
        return self.part is not None


@dataclass(frozen=True)
class Marked:
    """A block of a text with tags; it stands at ``start`` to ``end`` of the source, and all of it
    within the tags ``outer``."""

    block: Block
    start: int
    end: int
    outer: tuple[Tag, ...]
    looks: Mapping[int, tuple[Tag, ...]]
    fixed: Mapping[int, Part]

    def render(self, runs: Sequence[Run], escape: Callable[[str], str]) -> tuple[Part, ...]:
        """What stands for ``runs`` in the source."""
        runs = settled(self.block, runs)
        looks = _with_single_once([self.looks[run.mark] for run in runs], runs)
        parts: list[Part] = []
        opened: tuple[Tag, ...] = ()
        for run, look in zip(runs, looks, strict=True):
            n_same = _n_common([tag.key for tag in opened], [tag.key for tag in look])
            parts.extend(tag.closing for tag in reversed(opened[n_same:]))
            parts.extend(tag.opening for tag in look[n_same:])
            opened = opened[:n_same] + look[n_same:]
            parts.append(self.fixed[run.mark] if run.is_fixed else escape(run.text))
        parts.extend(tag.closing for tag in reversed(opened))
        used = {tag for look in looks for tag in look}
        for tag in dict.fromkeys(itertools.chain(*self.looks.values())):
            if tag.is_single and tag not in used:
                parts += [tag.opening, tag.closing]
        return tuple(parts)


def assemble(
    pieces: Sequence[Piece],
    tags: Mapping[int, Tag],
    place: Place = "body",
    *,
    is_collapsed: bool = True,
) -> Marked | None:
    """The block that ``pieces`` make, or None if there is no letter in it.

    What stands around all of it (blanks, tags, pictures at its ends) is left outside. With
    ``is_collapsed`` any stretch of white space is one blank.
    """
    if not any(_has_letter(piece.text) for piece in pieces if piece.part is None):
        return None
    kept = _trimmed(pieces)
    n_outer = _n_outer(kept)
    first, last = kept[0].tags[n_outer:], kept[-1].tags[n_outer:]
    start = tags[first[0]].start if first else kept[0].start
    end = tags[last[0]].end if last else kept[-1].end
    numbers: dict[tuple[str, ...], int] = {(): 0}
    looks: dict[int, tuple[Tag, ...]] = {0: ()}
    fixed: dict[int, Part] = {}
    runs: list[Run] = []
    for piece in _collapsed(kept) if is_collapsed else kept:
        numbers_in = piece.tags[n_outer:]
        look = tuple([tags[number] for number in numbers_in]) if numbers_in else ()
        key = tuple([tag.key for tag in look]) if look else ()
        if piece.part is not None:
            mark = len(looks)
            looks[mark], fixed[mark] = look, piece.part
            runs.append(Run(piece.text, mark, is_fixed=True))
            continue
        if not piece.text:
            continue
        mark = numbers.setdefault(key, len(looks))
        looks.setdefault(mark, look)
        if runs and runs[-1].mark == mark:
            runs[-1] = Run(runs[-1].text + piece.text, mark)
        else:
            runs.append(Run(piece.text, mark))
    outer = tuple(tags[number] for number in kept[0].tags[:n_outer])
    return Marked(Block(tuple(runs), place), start, end, outer, looks, fixed)


def _trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """Without what a reader does not see at both ends, as long as it can stay outside."""
    kept = list(pieces)
    seen = [piece for piece in kept if piece.text.strip()]
    if not seen:
        return []
    n_outer = _n_outer(seen)
    for edge, inner in ((0, 1), (-1, -2)):
        while not kept[edge].text.strip() and (
            _n_common(kept[edge].tags, kept[inner].tags) <= n_outer
        ):
            del kept[edge]
    if not kept[0].is_fixed:
        kept[0] = _without(kept[0], _n_leading(kept[0].raw), 0)
    if not kept[-1].is_fixed:
        kept[-1] = _without(kept[-1], 0, _n_trailing(kept[-1].raw))
    return kept


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def _without(piece: Piece, n_before: int, n_behind: int) -> Piece:
    if not n_before and not n_behind:
        return piece
    raw = piece.raw[n_before : len(piece.raw) - n_behind]
    text = piece.text.lstrip() if n_before else piece.text
    text = text.rstrip() if n_behind else text
    return piece._replace(text=text, raw=raw, start=piece.start + n_before)


def _n_leading(raw: str) -> int:
    if not raw or not (raw[0].isspace() or raw[0] == "&"):
        return 0
    found = _LEADING.match(raw)
    return found.end() if found else 0


def _n_trailing(raw: str) -> int:
    """Looked for from the end: a search from the start would try every place of a long text."""
    if not raw or not (raw[-1].isspace() or raw[-1] == ";"):
        return 0
    begin = len(raw)
    while begin:
        inner = len(raw[:begin].rstrip())
        found = _TRAILING.search(raw, max(0, inner - _LONGEST_BLANK), inner)
        inner = found.start() if found else inner
        if inner == begin:
            break
        begin = inner
    return len(raw) - begin


def _n_outer(pieces: Sequence[Piece]) -> int:
    first = pieces[0].tags
    return min((_n_common(first, piece.tags) for piece in pieces), default=0)


def _n_common(left: Sequence[object], right: Sequence[object]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _collapsed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    is_behind_blank = True
    for piece in pieces:
        if piece.is_fixed:
            is_behind_blank = piece.text.endswith("\n")
            yield piece
            continue
        text = _UNEVEN.sub(" ", piece.text)
        text = text.removeprefix(" ") if is_behind_blank else text
        is_behind_blank = text.endswith(" ") or (is_behind_blank and not text)
        yield piece if text == piece.text else piece._replace(text=text)


def _with_single_once(
    looks: Sequence[tuple[Tag, ...]], runs: Sequence[Run]
) -> list[tuple[Tag, ...]]:
    """A single tag only around the longest stretch that wants it."""
    singles = {tag for look in looks for tag in look if tag.is_single}
    found = list(looks)
    for single in singles:
        stretches: list[list[int]] = []
        for at, look in enumerate(looks):
            if single not in look:
                continue
            if stretches and stretches[-1][-1] == at - 1:
                stretches[-1].append(at)
            else:
                stretches.append([at])
        best = max(stretches, key=lambda stretch: sum(len(runs[at].text) for at in stretch))
        for stretch in stretches:
            for at in stretch if stretch is not best else ():
                found[at] = tuple(tag for tag in found[at] if tag != single)
    return found
