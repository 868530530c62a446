"""How what was held out of a sentence comes back in its translation: letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant_app.inference.links import Aligned, Link
from assistant_app.tasks.kept import KeptKind
from assistant_app.tasks.kept_plan import STAND_IN, Held, Hole, Spot
from assistant_app.tasks.projection import parting, stretch_of
from assistant_app.terms.units import UNSPACED

_UNSPACED: Final = re.compile(rf"[{UNSPACED}]")
_WORD: Final = re.compile(r"[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u052f_]")
_SIGNS_AT_END: Final = re.compile(r"[\s.,;:!?。，；：！？、…)\]）】」』”’\"]*$")
_STRAY: Final = re.compile(rf"\s?(?<![A-Za-z]){STAND_IN}+(?![A-Za-z])(?:\s?\d+)?")
_CLAUSE_SIGNS: Final = (",，、", ";；", ":：", "!！", "?？", ".。")
_SHOWN_AS_LINKS: Final = (KeptKind.LINK, KeptKind.HANDLE, KeptKind.HASHTAG)
"""Programs that show them so take along the letters of any script behind them."""
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^>]*?(/?)>")


@dataclass(frozen=True)
class Restored:
    """``n_misplaced`` counts stand-ins that had gone, come twice or come from nowhere. What had
    gone stands where it may belong."""

    text: str
    links: tuple[Link, ...] = ()
    n_misplaced: int = 0


@dataclass(frozen=True)
class _Edit:
    """``text`` for what stands there; of edits at one place the one with the lower ``order`` goes
    first."""

    start: int
    end: int
    order: int
    text: str


def restored(held: Held, said: Aligned) -> Restored:
    """A translation of what was read, as one of the whole text."""
    if not held.holes and not held.spots:
        return Restored(said.text, said.links)
    return _Restoring(held, said).done()


class _Restoring:
    """One translation on its way back."""

    def __init__(self, held: Held, said: Aligned) -> None:
        self._held = held
        self._said = said
        self._edits: list[_Edit] = []
        self._n_misplaced = 0

    def done(self) -> Restored:
        holes = self._held.holes
        for order, hole in enumerate(holes):
            if hole.stand_in:
                self._put_back(order, hole)
        self._take_strays()
        tags = [each for each in enumerate(holes) if each[1].kept.kind is KeptKind.TAG]
        places = _nested([hole for _, hole in tags], self._held.read, self._said)
        for (order, hole), place in zip(tags, places, strict=True):
            self._edits.append(_Edit(place, place, order, hole.kept.text))
        for group in self._strewn():
            self._strew(group)
        return self._written()

    def _put_back(self, order: int, hole: Hole) -> None:
        number = hole.stand_in.removeprefix(STAND_IN)
        exact, stuttered = (
            [each.span() for each in re.finditer(pattern, self._said.text, re.IGNORECASE)]
            for pattern in (rf"{STAND_IN}\s?{number}(?!\d)", rf"{STAND_IN}+\s?{number}(?!\d)")
        )
        found = exact or stuttered
        self._n_misplaced += len(found) != 1
        if not found:
            place = self._place(hole)
            found = [(place, place)]
        is_apart = hole.kept.kind in _SHOWN_AS_LINKS
        for start, end in found:
            is_apart_here = is_apart or start == end
            text = _set_off(hole.kept.text, self._said.text, start, end, is_apart_here)
            self._edits.append(_Edit(start, end, order, text))

    def _take_strays(self) -> None:
        """Models like to count up."""
        ours = [(each.start, each.end) for each in self._edits]
        for found in _STRAY.finditer(self._said.text):
            is_ours = any(start < found.end() and found.start() < end for start, end in ours)
            if not is_ours and found.group().strip() not in self._held.text:
                self._n_misplaced += 1
                self._edits.append(_Edit(*found.span(), 0, ""))

    def _strewn(self) -> Iterator[list[tuple[int, Hole]]]:
        """What was taken out, without mark-up: what stood together, together."""
        group: list[tuple[int, Hole]] = []
        for order, hole in enumerate(self._held.holes):
            if hole.stand_in or hole.kept.kind is KeptKind.TAG:
                continue
            if group and group[-1][1].at != hole.at:
                yield group
                group = []
            group.append((order, hole))
        if group:
            yield group

    def _strew(self, group: Sequence[tuple[int, Hole]]) -> None:
        """With blanks where there were any."""
        text, said = self._held.text, self._said.text
        (order, first), (_, last) = group[0], group[-1]
        place = self._place(first)
        whole = text[first.kept.start : last.kept.end]
        before, behind = said[:place][-1:], said[place:][:1]
        if text[: first.kept.start][-1:].isspace() and before.strip():
            whole = " " + whole
        if text[last.kept.end :][:1].isspace() and behind.strip():
            whole += " "
        self._edits.append(_Edit(place, place, order, whole))

    def _place(self, hole: Hole) -> int:
        read, said = self._held.read, self._said
        if not read[: hole.at].strip():
            return 0
        behind = read[hole.at :].removeprefix(hole.stand_in)
        if behind.strip() and _SIGNS_AT_END.fullmatch(behind):
            return len(_SIGNS_AT_END.sub("", said.text))
        place = parting(hole.at, read, said.text, said.links)
        return _before_same_sign(behind.lstrip()[:1], place, said.text)

    def _beside(self, edit: _Edit) -> _Edit:
        """What goes into the middle of what is replaced goes before or behind it, as in the
        source: links may part a stand-in."""
        for other in self._edits:
            if edit.start == edit.end and other.start < edit.start < other.end:
                place = other.start if edit.order < other.order else other.end
                return replace(edit, start=place, end=place)
        return edit

    def _written(self) -> Restored:
        said = self._said.text
        made, at = "", 0
        spots: list[Spot] = []
        edits = map(self._beside, self._edits)
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end, edit.order)):
            if edit.start < at:
                continue
            spots += ((len(made) + i, len(made) + i + 1) for i in range(edit.start - at))
            made += said[at : edit.start]
            spots += [(len(made), len(made) + len(edit.text))] * (edit.end - edit.start)
            made += edit.text
            at = edit.end
        spots += ((len(made) + i, len(made) + i + 1) for i in range(len(said) - at))
        made += said[at:]
        links = tuple(_moved(link, self._held.spots, spots) for link in self._said.links)
        return Restored(made, links, self._n_misplaced)


def _before_same_sign(sign: str, place: int, text: str) -> int:
    """Where the source has a comma behind it, before the nearest comma."""
    signs = next((signs for signs in _CLAUSE_SIGNS if sign and sign in signs), "")
    places = [at for at, each in enumerate(text) if each in signs]
    return min(places, key=lambda at: abs(at - place), default=place)


def _nested(tags: Sequence[Hole], read: str, said: Aligned) -> list[int]:
    """Where each tag goes: a pair around what stands for the words that it stood around. Pairs
    that would cross go in their order to where words part."""
    places = [parting(tag.at, read, said.text, said.links) for tag in tags]
    opened: list[int] = []
    found = list(places)
    for number, tag in enumerate(tags):
        parts = _TAG.match(tag.kept.text)
        if parts is None or parts.group(3):
            continue
        if not parts.group(1):
            opened.append(number)
        elif opened and _name(tags[opened[-1]]) == _name(tag):
            first = opened.pop()
            start, end = tags[first].at, tag.at
            if read[start:end].strip():
                found[first], found[number] = stretch_of(start, end, read, said.text, said.links)
    order = sorted(range(len(tags)), key=lambda number: (found[number], number))
    if [tags[number].kept.text for number in order] == [tag.kept.text for tag in tags]:
        return found
    for number in range(1, len(places)):
        places[number] = max(places[number - 1 : number + 1])
    return places


def _name(tag: Hole) -> str:
    found = _TAG.match(tag.kept.text)
    return found.group(2).lower() if found else ""


def _set_off(text: str, said: str, start: int, end: int, is_apart: bool) -> str:
    """With a blank where two words would touch; ``is_apart`` from letters of any script."""
    before, behind = said[:start][-1:], said[end:][:1]
    left = _touches(before, text[:1]) or (is_apart and _UNSPACED.match(before))
    right = _touches(text[-1:], behind) or (is_apart and _UNSPACED.match(behind))
    return f"{' ' if left else ''}{text}{' ' if right else ''}"


def _touches(left: str, right: str) -> bool:
    return bool(_WORD.match(left) and _WORD.match(right))


def _moved(link: Link, read: Sequence[Spot], said: Sequence[Spot]) -> Link:
    return Link(
        *_around(read, link.source_start, link.source_end),
        *_around(said, link.target_start, link.target_end),
        link.weight,
    )


def _around(spots: Sequence[Spot], start: int, end: int) -> Spot:
    """A word of a blank alone, which links may have, lies behind the last spot."""
    last = len(spots) - 1
    return spots[min(start, last)][0], spots[min(max(start, end - 1), last)][1]
