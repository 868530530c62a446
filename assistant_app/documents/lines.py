"""Lines of similar length: where a text that stood on several lines is broken again."""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from assistant_app.documents.blocks import Run

_CJK: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_NEVER_FIRST: Final = frozenset("，。、；：？！”’）》】」』…—,.;:?!)]}%")
_NEVER_LAST: Final = frozenset("“‘（《【「『([{")
_PAUSES: Final = frozenset("，。、；：？！,.;:?!…—")
_HOLDING: Final = frozenset("\xa0\u2007\u202f")
"""Blanks at which no line may end."""
_PAUSE_WORTH: Final = 10
"""How many columns further away a break behind a comma may be and still be the better one."""


def joined(line: str, following: str) -> str:
    """What stands between two lines that are read as one: nothing in Chinese, else a blank."""
    before, behind = line.rstrip()[-1:], following.lstrip()[:1]
    return "" if _CJK.match(before) and _CJK.match(behind) else " "


def columns(text: str) -> int:
    """How wide ``text`` is; East Asian characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def filled(runs: Sequence[Run], widest: int) -> tuple[Run, ...]:
    """``runs`` with a line break wherever the next word would go beyond ``widest`` columns."""
    text = "".join(run.text for run in runs)
    places: list[int] = []
    line_width, word_width, word_start = 0, 0, 0
    for place, character in enumerate(text):
        if place and _may_break(text, place):
            line_width, word_width, word_start = line_width + word_width, 0, place
        word_width += columns(character)
        is_wide = line_width + word_width - (character == " ") > widest
        if character == "\n":
            line_width, word_width = 0, 0
        elif is_wide and word_start > (places[-1] if places else 0):
            places.append(word_start)
            line_width = 0
    return with_breaks(runs, places)


def in_lines(runs: Sequence[Run], widest: tuple[int, int]) -> tuple[Run, ...]:
    """``runs`` with a line break wherever a new line begins: as few lines as fit, of similar
    width. ``widest`` is in columns, for texts of Latin and of wide characters."""
    text = "".join(run.text for run in runs)
    n_wide = len(_CJK.findall(text))
    width = widest[1] if n_wide * 2 > len(text.replace(" ", "")) else widest[0]
    n_lines = max(1, math.ceil(columns(text) / width))
    return with_breaks(runs, break_places(text, n_lines, width))


def break_places(text: str, n_lines: int, width: int) -> list[int]:
    """Where to break ``text`` so that ``n_lines`` lines are about equally wide, and no wider than
    ``width`` if that can be; fewer if there are too few places. A place is behind the blanks at
    the end of a line."""
    widths = [0, *itertools.accumulate(map(columns, text))]
    allowed = [place for place in range(1, len(text)) if _may_break(text, place)]
    places: list[int] = []
    for number in range(1, n_lines):
        last = places[-1] if places else 0
        wanted = widths[last] + (widths[-1] - widths[last]) / (n_lines - number + 1)
        most = widths[last] + width
        least = widths[-1] - (n_lines - number) * width

        def cost(place: int, wanted: float = wanted, most: int = most, least: int = least) -> float:
            at = widths[place]
            too_far = max(0, at - most, least - at)
            is_pause = text[max(0, place - 2) : place].rstrip()[-1:] in _PAUSES
            return abs(at - wanted) + 3 * too_far - (_PAUSE_WORTH if is_pause else 0)

        later = [place for place in allowed if place > last]
        if not later:
            break
        places.append(min(later, key=cost))
    return places


def _may_break(text: str, place: int) -> bool:
    before, behind = text[place - 1], text[place]
    if behind.isspace():
        return False
    if before.isspace():
        return before not in _HOLDING
    if behind in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return bool(_CJK.match(before) and _CJK.match(behind))


def with_breaks(runs: Sequence[Run], places: Sequence[int], gap: str = "\n") -> tuple[Run, ...]:
    """``runs`` with ``gap`` at ``places`` of their text, the blanks before it dropped."""
    found: list[Run] = []
    position = 0
    left = list(places)
    for run in runs:
        text, end = run.text, position + len(run.text)
        if not run.is_fixed:
            inside = [place for place in left if position < place <= end]
            bounds = [position, *inside, end]
            lines = [
                text[low - position : high - position] for low, high in itertools.pairwise(bounds)
            ]
            lines[:-1] = [line.rstrip(" \t\u3000") for line in lines[:-1]]
            text = gap.join(lines)
        found.append(Run(text, run.mark, run.is_fixed))
        position = end
    return tuple(found)
