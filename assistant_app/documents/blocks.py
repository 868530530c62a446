"""A formatted document as blocks of text that can be replaced one by one, the rest untouched.

Word processors, slides, tables, web pages, subtitles and message files have little in common but
this: text stands in blocks (a paragraph, a cell, a cue, a message), and within a block in runs of
one look. One file of this package per format reads blocks and writes the same file with other runs
in them; whatever no block holds is copied as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

Place = Literal[
    "body", "table", "header", "footer", "note", "comment", "text box", "slide", "speaker notes",
    "chart", "sheet", "title", "attribute", "cue", "message",
]  # fmt: skip
"""Where a block stands, for whoever counts or lists them."""

Layout = Literal["translated", "pairs", "columns"]
"""What is written: the new text in the place of the old; the old with the new below it, block by
block; or both side by side (where a format has no columns, as pairs)."""


@dataclass(frozen=True)
class Run:
    """A stretch of a block with one look.

    ``mark`` stands for the look (bold, a link, a tag): a number that the block gave out; runs of
    equal marks look the same and 0 is the block's usual look. A fixed run (``is_fixed``) is a thing
    in the text such as a footnote's number, a picture, a field, code or a line break: it has its
    own mark, must occur exactly once in what is written, and ``text`` is what a reader sees of it,
    which may be nothing.
    """

    text: str
    mark: int = 0
    is_fixed: bool = False


@dataclass(frozen=True)
class Block:
    """One paragraph, cell, cue or message: the least that is translated as a whole."""

    runs: tuple[Run, ...]
    place: Place = "body"

    @property
    def text(self) -> str:
        """All that a reader sees of it."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class LeftAlone:
    """Text that was seen and is in no block, so that it stays as it was: ``count`` times ``what``,
    which is a plural in English such as ``text boxes in drawings``. Or, if it ``is_lost``, a thing
    that a changed document can't have, such as a signature, which is taken out."""

    what: str
    count: int
    is_lost: bool = False


class BlockDocument(Protocol):
    """An opened document. Nothing of it changes; ``save`` writes a new file."""

    @property
    def path(self) -> Path: ...

    @property
    def blocks(self) -> Sequence[Block]:
        """In reading order. Blocks without a letter are left out."""

    @property
    def left_alone(self) -> Sequence[LeftAlone]: ...

    def save(
        self,
        path: Path,
        written: Mapping[int, Sequence[Run]],
        layout: Layout = "translated",
    ) -> None:
        """Write the document to ``path`` with ``written[i]`` as the runs of block ``i``.

        Blocks that are not in ``written``, and blocks whose runs are those they had, stay as they
        are, to the byte where the format allows it. A mark that a block never gave out counts as 0;
        a fixed run that is missing is put at the end. Raises ``DiskFull`` or ``SaveRefused``, and
        then ``path`` is as it was.
        """


@runtime_checkable
class Nameable(Protocol):
    """A document that can say which language it is in."""

    def in_language(self, code: str) -> BlockDocument:
        """The same document, which says when it is saved that it is in the language ``code``. Its
        blocks may be others than before."""
