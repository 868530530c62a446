"""Web pages: the text of each element, and of attributes that a reader sees.

Which elements stand within a line and which are lines of their own follows the HTML standard
(WHATWG, "Rendering", "Phrasing content").
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant_app.documents.blocks import Block, Layout, LeftAlone, Place, Run
from assistant_app.documents.html_blocks import Element, Found, find_blocks
from assistant_app.documents.html_tokens import tokens_of
from assistant_app.documents.marked import Marked
from assistant_app.documents.patches import Part, Patch, Span
from assistant_app.documents.source import Slot, Source, SourceDocument, read_source
from assistant_app.documents.tokens import Token, attribute_spans
from assistant_app.errors import DocumentBroken

_DECLARATION: Final = re.compile(
    r"""<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_ID: Final = re.compile(r"""\s+(?:id|name)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_TWICE: Final = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "address", "dd", "figcaption"}
"""Of these a second one can stand behind the first. Others, such as a table's cell, take the new
text in, behind a line break."""
_ONE_LINE: Final = {"title", "option", "button"}
_SEEN: Final = (
    "alt", "title", "placeholder", "aria-label", "aria-description", "aria-placeholder",
    "aria-roledescription", "aria-valuetext",
)  # fmt: skip
_LABELLED: Final = {"option", "optgroup", "track"}
"""What shows its attribute ``label``."""
_SHOWN_META: Final = {
    "description", "og:title", "og:description", "og:site_name", "twitter:title",
    "twitter:description",
}  # fmt: skip


@dataclass(frozen=True)
class _Text:
    """A block of an element's text."""

    marked: Marked
    element: Element | None
    source: Source

    @property
    def block(self) -> Block:
        return self.marked.block

    def patches(self, runs: Sequence[Run], layout: Layout) -> Iterable[Patch]:
        marked, element = self.marked, self.element
        parts = marked.render(runs, escaped)
        name = element.name if element else ""
        if layout == "translated":
            yield Patch(marked.start, marked.end, parts)
        elif name in _ONE_LINE:
            yield Patch(marked.end, marked.end, (" / ", *parts))
        elif element is not None and element.is_whole and name in _TWICE:
            opening = [tag.opening for tag in marked.outer]
            closing = [tag.closing for tag in reversed(marked.outer)]
            inner = (*opening, *parts, *closing)
            yield Patch(element.end, element.end, self._second(element, inner))
        else:
            is_xml = self.source.text[:300].lstrip().startswith("<?xml")
            yield Patch(marked.end, marked.end, ("<br />" if is_xml else "<br>", *parts))

    def _second(self, element: Element, inner: tuple[Part, ...]) -> tuple[Part, ...]:
        text = self.source.text
        line = text.rfind("\n", 0, element.start) + 1
        indent = text[line : element.start]
        gap = self.source.newline + indent if line and not indent.strip() else ""
        start = _ID.sub("", text[element.start : element.inner_start])
        return (gap, start, *inner, Span(element.inner_end, element.end))


@dataclass(frozen=True)
class _Attribute:
    """The value of an attribute, quotes included, at ``start`` to ``end``."""

    block: Block
    start: int
    end: int

    def patches(self, runs: Sequence[Run], layout: Layout) -> Iterable[Patch]:
        new = "".join(run.text for run in runs)
        value = new if layout == "translated" else f"{self.block.text} / {new}"
        yield Patch(self.start, self.end, (f'"{escaped(value, is_quoted=True)}"',))


def open_html(path: Path) -> SourceDocument:
    """Raises as ``open_document`` does, and ``DocumentBroken`` if its tags make no sense.

    A character that the page's encoding lacks is written as a numeric reference; so are all beyond
    ASCII if the page names no encoding and needed none so far.
    """
    source = read_source(path, _DECLARATION)
    if source.text.isascii() and not source.is_declared and not source.has_bom:
        source = Source(path, source.text, "ascii", has_bom=False)
    try:
        tokens = tokens_of(source.text)
    except AssertionError as error:  # The parser's word for a declaration that it can't read.
        raise DocumentBroken(path, "it makes no sense") from error
    found = find_blocks(source.text, tokens)
    return SourceDocument(
        source,
        _slots(source, found),
        found.left_alone,
        missing="xmlcharrefreplace",
        naming=lambda code: _naming(source.text, found, code),
    )


def page_slots(
    source: Source, tokens: Sequence[Token]
) -> tuple[tuple[Slot, ...], tuple[LeftAlone, ...]]:
    """Those of a part of a page, and what is left alone in it."""
    found = find_blocks(source.text, tokens)
    return _slots(source, found), found.left_alone


def _slots(source: Source, found: Found) -> tuple[Slot, ...]:
    slots: list[tuple[int, Slot]] = [
        (marked.start, _Text(marked, element, source)) for marked, element in found.texts
    ]
    for token in found.seen:
        slots += [(each.start, each) for each in attributes_in(source.text, token)]
    return tuple(slot for _, slot in sorted(slots, key=lambda each: each[0]))


def escaped(text: str, *, is_quoted: bool = False) -> str:
    """``text`` as it stands between tags, or between double quotes."""
    plain = html.escape(text, quote=False).replace("\xa0", "&nbsp;")
    return plain.replace('"', "&quot;") if is_quoted else plain


def attributes_in(text: str, token: Token) -> Iterable[_Attribute]:
    """The values in the start tag ``token`` of ``text`` that a reader sees."""
    names = [name for name in _SEEN if name in token.attributes]
    place: Place = "attribute"
    given = token.attributes
    if token.name == "meta":
        shown = given.get("name", given.get("property", "")).lower()
        names = ["content"] if shown in _SHOWN_META else []
    elif token.name in _LABELLED and "label" in given:
        names.append("label")
    elif token.name == "input" and given.get("type", "").lower() in ("submit", "button", "reset"):
        names.append("value")
    spans = attribute_spans(text[token.start : token.end]) if names else {}
    for name in names:
        value = re.sub(r"\s+", " ", given.get(name, "")).strip()
        if name in spans and any(map(str.isalpha, value)):
            start, end = spans[name]
            block = Block((Run(value),), place)
            yield _Attribute(block, token.start + start, token.start + end)


def _naming(text: str, found: Found, code: str) -> Iterable[Patch]:
    root = found.root
    if root is None:
        return
    spans = attribute_spans(text[root.start : root.end])
    places = [spans[name] for name in ("lang", "xml:lang") if name in spans]
    for start, end in places:
        yield Patch(root.start + start, root.start + end, (f'"{code}"',))
    if not places:
        behind = root.start + len("<html")
        yield Patch(behind, behind, (f' lang="{code}"',))
