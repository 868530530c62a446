"""Text with tags in it as the runs of a block, and such runs as text with tags again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant_app.documents.blocks import Block, Place, Run
from assistant_app.documents.patches import Part
from assistant_app.documents.settle import settled

_BLANKS = r"(?:\s|&(?:nbsp|ensp|emsp|thinsp|#160|#x0*a0|#12288|#x0*3000);)"
_LEADING = re.compile(f"{_BLANKS}*", re.IGNORECASE)
_TRAILING = re.compile(f"{_BLANKS}*$", re.IGNORECASE)


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


@dataclass(frozen=True)
class Piece:
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
    kept = _trimmed(pieces)
    if not any(piece.text and not piece.is_fixed for piece in kept):
        return None
    n_outer = _n_outer(kept)
    first, last = kept[0].tags[n_outer:], kept[-1].tags[n_outer:]
    start = tags[first[0]].start if first else kept[0].start
    end = tags[last[0]].end if last else kept[-1].end
    numbers: dict[tuple[str, ...], int] = {(): 0}
    looks: dict[int, tuple[Tag, ...]] = {0: ()}
    fixed: dict[int, Part] = {}
    runs: list[Run] = []
    for piece in _collapsed(kept) if is_collapsed else kept:
        look = tuple(tags[number] for number in piece.tags[n_outer:])
        key = tuple(tag.key for tag in look)
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
    if not any(map(str.isalpha, "".join(run.text for run in runs if not run.is_fixed))):
        return None
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
        kept[0] = _without(kept[0], len(_matched(_LEADING, kept[0].raw)), 0)
    if not kept[-1].is_fixed:
        kept[-1] = _without(kept[-1], 0, len(_matched(_TRAILING, kept[-1].raw)))
    return kept


def _without(piece: Piece, n_before: int, n_behind: int) -> Piece:
    raw = piece.raw[n_before : len(piece.raw) - n_behind]
    text = piece.text.lstrip() if n_before else piece.text
    text = text.rstrip() if n_behind else text
    return replace(piece, text=text, raw=raw, start=piece.start + n_before)


def _matched(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group() if found else ""


def _n_outer(pieces: Sequence[Piece]) -> int:
    first = pieces[0].tags
    return min((_n_common(first, piece.tags) for piece in pieces), default=0)


def _n_common(left: Sequence[object], right: Sequence[object]) -> int:
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _collapsed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    is_behind_blank = True
    for piece in pieces:
        if piece.is_fixed:
            is_behind_blank = piece.text.endswith("\n")
            yield piece
            continue
        text = re.sub(r"[ \t\r\n\f]+", " ", piece.text)
        text = text.removeprefix(" ") if is_behind_blank else text
        is_behind_blank = text.endswith(" ") or (is_behind_blank and not text)
        yield replace(piece, text=text)


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
