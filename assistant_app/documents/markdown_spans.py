"""The paragraphs of a Markdown text and where the signs in them stand. The door to markdown-it-py.

The library gives the lines of a block but no places within it. Each of its inline rules advances a
position, though: what a rule made is noted with the stretch that it read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    newline,
    strikethrough,
)
from markdown_it.token import Token

BlockKind = Literal["paragraph", "heading", "underlined", "cell", "html"]
_Rule = Callable[[StateInline, bool], bool]
_SPAN: Final = "span"
_INNER: Final = "inner"
_LABEL: Final = "label"
_TITLE: Final = re.compile(
    r"""\s(?:(?P<open>["\'])|(?P<bracket>\())(?P<text>.*)(?(open)(?P=open)|\))\s*\)$""", re.DOTALL
)


@dataclass(frozen=True)
class Inner:
    """``content[start:end]`` is a text of its own within a sign: the title of a link or picture in
    its ``quote``, or the description of a picture, which reads ``text``."""

    start: int
    end: int
    quote: str = ""
    text: str | None = None


@dataclass(frozen=True)
class Sign:
    """``content[start:end]`` of a paragraph is no plain text: it opens or closes a look, is copied
    (``fixed``), stands for ``text`` (an escape), or ends a line (``wrap``)."""

    kind: Literal["open", "close", "fixed", "text", "wrap", "break"]
    start: int
    end: int
    text: str = ""
    inner: tuple[Inner, ...] = ()
    label: str = ""
    """Of a link that is defined elsewhere under the very words that it shows, those words."""
    is_html: bool = False


@dataclass(frozen=True)
class MarkdownBlock:
    """A paragraph, heading or cell, or HTML between them: ``content`` is its text without what
    stands before and behind its lines, which are ``first`` to ``behind`` of the file."""

    kind: BlockKind
    first: int
    behind: int
    content: str
    signs: tuple[Sign, ...]
    is_tight: bool
    """It stands in a list without blank lines."""


def markdown_blocks(text: str) -> Iterator[MarkdownBlock]:
    """All blocks of ``text``, whose lines end with ``\\n``. Code and definitions of links are
    none."""
    tokens = _parser().parse(text)
    for number, token in enumerate(tokens):
        if token.type == "html_block" and token.map is not None:
            yield MarkdownBlock("html", token.map[0], token.map[1], token.content, (), False)
        if token.type != "inline" or token.map is None or not token.content:
            continue
        opening = tokens[number - 1]
        kind: BlockKind = "paragraph"
        if opening.type in ("th_open", "td_open"):
            kind = "cell"
        elif opening.type == "heading_open":
            kind = "heading" if opening.markup.startswith("#") else "underlined"
        signs = sorted(_signs(token.children or ()), key=lambda sign: (sign.start, sign.end))
        first, behind = token.map
        yield MarkdownBlock(kind, first, behind, token.content, tuple(signs), opening.hidden)


def _parser() -> MarkdownIt:
    # The names are those that the library gives its rules.
    rules: dict[str, _Rule] = {
        "newline": newline, "escape": escape, "backticks": backtick,
        "autolink": autolink, "html_inline": html_inline, "entity": entity,
    }  # fmt: skip
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
    for name, rule in rules.items():
        parser.inline.ruler.at(name, _noting(rule))
    parser.inline.ruler.at("link", _noting_link)
    parser.inline.ruler.at("image", _noting_image)
    parser.inline.ruler.at("emphasis", _noting_each(emphasis.tokenize))
    parser.inline.ruler.at("strikethrough", _noting_each(strikethrough.tokenize))
    return parser


def _noting(rule: _Rule) -> _Rule:
    def noted(state: StateInline, silent: bool) -> bool:
        start, n_tokens = state.pos, len(state.tokens)
        is_met = rule(state, silent)
        for token in state.tokens[n_tokens:]:
            if token.type != "text":
                token.meta[_SPAN] = (start, state.pos)
        return is_met

    return noted


def _noting_link(state: StateInline, silent: bool) -> bool:
    start, n_tokens = state.pos, len(state.tokens)
    if silent or state.src[start] != "[":
        return link(state, silent)
    label_end = state.md.helpers.parseLinkLabel(state, start, True)
    is_met = link(state, silent)
    if is_met:
        new = (token for token in state.tokens[n_tokens:] if token.type == "link_open")
        next(token for token in new if _SPAN not in token.meta).meta[_SPAN] = (start, start + 1)
        closing = state.tokens[-1]
        closing.meta[_SPAN] = (label_end, state.pos)
        behind = state.src[label_end : state.pos]
        closing.meta[_INNER] = tuple(_title(behind, label_end))
        if behind in ("]", "][]"):
            closing.meta[_LABEL] = state.src[start + 1 : label_end]
    return is_met


def _noting_image(state: StateInline, silent: bool) -> bool:
    start, n_tokens = state.pos, len(state.tokens)
    if silent or state.src[start : start + 2] != "![":
        return image(state, silent)
    label_end = state.md.helpers.parseLinkLabel(state, start + 1, False)
    is_met = image(state, silent)
    for token in state.tokens[n_tokens:] if is_met else ():
        token.meta[_SPAN] = (start, state.pos)
        behind = state.src[label_end : state.pos]
        inner = list(_title(behind, label_end))
        if behind not in ("]", "][]"):  # else the description is what the picture is found by
            seen = "".join(child.content for child in token.children or ())
            inner.insert(0, Inner(start + 2, label_end, text=seen))
        token.meta[_INNER] = tuple(inner)
    return is_met


def _title(behind: str, start: int) -> Iterator[Inner]:
    """That of ``behind``, which begins at ``start`` with the end of the words of a link."""
    found = _TITLE.search(behind) if behind.startswith("](") else None
    if found:
        quote = found["open"] or ")"
        yield Inner(start + found.start("text"), start + found.end("text"), quote)


def _noting_each(rule: _Rule) -> _Rule:
    """For rules that make a text of each sign, which may become a tag later."""

    def noted(state: StateInline, silent: bool) -> bool:
        start = state.pos
        is_met = rule(state, silent)
        position = state.pos if is_met else start
        for token in reversed(state.tokens):
            if position <= start:
                break
            token.meta[_SPAN] = (position - len(token.content), position)
            position -= len(token.content)
        return is_met

    return noted


def _signs(tokens: Sequence[Token]) -> Iterator[Sign]:
    for token in tokens:
        start, end = token.meta.get(_SPAN, (0, 0))
        match token.type:
            case "link_open" | "link_close" if token.info == "auto":
                if token.nesting > 0:
                    yield Sign("fixed", start, end, token.attrs["href"])  # type: ignore[arg-type]
            case "strong_open":  # Made of the inner of two signs.
                yield Sign("open", start - 1, end)
            case "strong_close":
                yield Sign("close", start, end + 1)
            case "em_open" | "s_open" | "link_open":
                yield Sign("open", start, end)
            case "link_close":
                inner, label = token.meta.get(_INNER, ()), token.meta.get(_LABEL, "")
                yield Sign("close", start, end, inner=inner, label=label)
            case "em_close" | "s_close":
                yield Sign("close", start, end)
            case "code_inline":
                yield Sign("fixed", start, end, token.content)
            case "image":
                yield Sign("fixed", start, end, inner=token.meta.get(_INNER, ()))
            case "html_inline":
                yield Sign("fixed", start, end, is_html=True)
            case "text_special":
                yield Sign("text", start, end, token.content)
            case "softbreak":
                yield Sign("wrap", start, end)
            case "hardbreak":
                yield Sign("break", start, end, "\n")
            case _:
                pass
