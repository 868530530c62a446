"""Words in Markdown that stand in no paragraph: descriptions of pictures, titles of links, HTML.

The description of a picture and a title are one plain text each (CommonMark 0.31, "Images" and
"Links"): emphasis in a description is not shown, and is not written again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant_app.documents.blocks import Block, Layout, LeftAlone, Run
from assistant_app.documents.html import attributes_in, page_slots
from assistant_app.documents.html_tokens import tokens_of
from assistant_app.documents.markdown_escape import escaped
from assistant_app.documents.markdown_spans import Inner
from assistant_app.documents.patches import Patch
from assistant_app.documents.source import Slot, Source

_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class InnerText:
    """It stands at ``start`` to ``end``; a title without its ``quote``."""

    block: Block
    start: int
    end: int
    quote: str
    is_cell: bool

    def patches(self, runs: Sequence[Run], layout: Layout) -> Iterable[Patch]:
        new = "".join(run.text for run in runs)
        if layout != "translated":
            new = f"{self.block.text} / {new}"
        yield Patch(self.start, self.end, (self._written(new),))

    def _written(self, text: str) -> str:
        if not self.quote:
            # A bracket that is not closed would end the description.
            written = escaped(text, is_cell=self.is_cell)
            return re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", written)
        written = text.replace("\\", "\\\\").replace(self.quote, f"\\{self.quote}")
        return written.replace("|", "\\|") if self.is_cell else written


def inner_slot(inner: Inner, raw: str, start: int, *, is_cell: bool) -> InnerText | None:
    """``raw`` is what stands at ``start`` of the file. None if it has no letters, or if it goes
    over several lines, before which a quote has marks of its own."""
    seen = inner.text if inner.text is not None else html.unescape(_ESCAPED.sub(r"\1", raw))
    seen = _BLANKS.sub(" ", seen).strip()
    if not any(map(str.isalpha, seen)) or "\n" in raw or "\r" in raw:
        return None
    block = Block((Run(seen),), "attribute")
    return InnerText(block, start, start + len(raw), inner.quote, is_cell)


def tag_slots(source: Source, start: int, end: int) -> Iterator[Slot]:
    """What a reader sees of the attributes of the tag within a line at ``start`` to ``end``."""
    for token in tokens_of(source.text[start:end]):
        moved = token._replace(start=token.start + start, end=token.end + start)
        yield from attributes_in(source.text, moved)


def html_slots(
    source: Source, start: int, end: int
) -> tuple[tuple[Slot, ...], tuple[LeftAlone, ...]]:
    """The texts of the HTML that stands at ``start`` to ``end`` of ``source``. Raises
    ``AssertionError`` for a declaration that the parser can't read."""
    tokens = [
        token._replace(start=token.start + start, end=token.end + start)
        for token in tokens_of(source.text[start:end])
    ]
    return page_slots(source, tokens)
