"""Text as it has to stand in Markdown to be read as nothing but text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from assistant_app.documents.blocks import Run

_SIGNS: Final = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|`|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])|~~"
    r"|\[(?=\^|![A-Za-z]+\]|[ xX]\]\s)"
    r"|<(?=[A-Za-z/!?]|$)|&(?=#?\w+;)"
)
_RULE: Final = re.compile(r"\|(?=\s*:?-+:?\s*(?:\||$))")
"""What makes a table of the line before, if it comes to stand at the beginning of one."""
_FIRST: Final = re.compile(r"(?:#{1,6}|[-+*])(?=\s|$)|>|(?:=+|-+)\s*$")
_NUMBER: Final = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_EDGE: Final = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


def escaped(text: str, *, is_cell: bool) -> str:
    """``text`` with a backslash before each sign that would mean something."""
    found = _SIGNS.sub(lambda match: "\\" + match.group(), text)
    return found.replace("|", "\\|") if is_cell else _RULE.sub(r"\\|", found)


def escaped_at_start(line: str) -> str:
    """``line`` so that it begins no heading, list or quote."""
    if _FIRST.match(line):
        return "\\" + line
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def with_edges_outside(runs: Sequence[Run], is_emphasis: Callable[[int], bool]) -> Iterator[Run]:
    """``runs`` with blanks, and signs beside a letter, moved out of emphasised stretches: emphasis
    begins before a letter and ends behind one, else it is none (CommonMark, "Delimiter runs")."""
    texts = ["", *(run.text for run in runs), ""]
    for run, before, behind in zip(runs, texts, itertools.islice(texts, 2, None), strict=False):
        if run.is_fixed or not is_emphasis(run.mark):
            yield run
            continue
        edges = _EDGE.match(run.text)
        if edges is None or not edges.group(2):
            yield Run(run.text)
            continue
        left, core, right = edges.groups()
        if left and not (left[0].isspace() or before[-1:].isalnum()):
            left, core = "", left + core
        if right and not (right[-1].isspace() or behind[:1].isalnum()):
            core, right = core + right, ""
        yield from (Run(left), Run(core, run.mark), Run(right))
