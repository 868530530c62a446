"""Lines, markers and wrapped paragraphs: everything is kept, nothing is guessed wildly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_app.documents.layout import Kind, lines_of, paragraphs_of

PIECES = [
    "a",
    "Word. ",
    "你好。",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "- ",
    "1. ",
    "> ",
    "# ",
    "|",
    "```",
]
PIECES += ["\u2028", "\x85", "\ud800", "\U0001f600", "一、", "（二）", "x" * 50]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(TEXTS)
def test_the_lines_cover_the_text_and_break_where_python_breaks_it(text: str) -> None:
    lines = lines_of(text)
    assert [text[line.start : line.end] for line in lines] == text.splitlines(keepends=True)


@given(TEXTS)
def test_paragraphs_hold_every_line_once_in_order(text: str) -> None:
    lines = [line for paragraph in paragraphs_of(text) for line in paragraph.lines]
    assert lines == lines_of(text)


@pytest.mark.parametrize(
    ("line", "prefix"),
    [
        ("  - item", "  - "),
        ("* item", "* "),
        ("• item", "• "),
        ("•item", "•"),
        ("- [x] done", "- [x] "),
        ("12. item", "12. "),
        ("3) item", "3) "),
        ("(a) item", "(a) "),
        ("2.1. item", "2.1. "),
        ("1.打开设置", "1."),
        ("1、打开", "1、"),
        ("一、总则", "一、"),
        ("（三）细则", "（三）"),
        ("① 甲", "① "),
        ("## Title", "## "),
        ("> > quoted", "> > "),
        ("> - both", "> - "),
        ("\t\tindented", "\t\t"),
        ("plain", ""),
        ("1.5 million people", ""),
        ("-5 degrees", ""),
        ("2026 was good", ""),
    ],
)
def test_prefixes_are_told_from_words(line: str, prefix: str) -> None:
    (found,) = lines_of(line)
    assert found.prefix == prefix


def test_fenced_code_is_code_and_an_open_fence_is_not() -> None:
    kinds = [line.kind for line in lines_of("a\n```py\nx = 1\n```\nb\n```\nc")]
    assert kinds[1:4] == [Kind.CODE] * 3
    assert Kind.CODE not in kinds[4:]


WRAPPED = """\
The quick brown fox jumps over the lazy dog and goes on
to the river, where it meets the other animals of the
forest and talks with them until late in the evening."""


def test_a_wrapped_paragraph_is_one() -> None:
    assert len(list(paragraphs_of(WRAPPED))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Milk\nbread\nbutter",
        "A first line that is rather long but ends with a full stop.\nA second line follows.",
        "- one item of a list that is rather long and says a lot\n- another item of this list",
        "一行短诗\n又一行诗",
        "A heading of some length without any full stop at all\n\nA paragraph.",
    ],
)
def test_lines_that_a_person_ended_stay_apart(text: str) -> None:
    assert all(len(paragraph.lines) == 1 for paragraph in paragraphs_of(text))


def test_wrapped_chinese_is_one_paragraph() -> None:
    line = "今天天气很好我们决定一起去公园散步听说那里的花全都开了非常漂亮"
    assert len(list(paragraphs_of(f"{line}\n{line}\n{line[:9]}。"))) == 1
