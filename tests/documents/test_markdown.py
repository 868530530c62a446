"""Markdown: words change, signs stay around the right ones, code and addresses are left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from block_files import as_text, backwards, loud, opened, rewritten, same, saved, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant_app.documents.blocks import LeftAlone, Run

TEXT = """---
title: Left
---
# A *great* title #

Some **bold text** and a [link to `it`](https://a.example "T"), see
<https://b.example> or https://c.example/d.
A second line\\
after a break.

> Quoted text that goes
> on in a second line.

- One ~~item~~
  1. Inner __item__

         code block
- [ ] A task

| Head | **B** |
|------|:-----:|
| cell | a\\*b  |

```python
left = "alone"
```

![A picture](p.png) and [a reference][ref]

Title
=====

<div>html</div>

[ref]: https://d.example "Left too"
"""


def test_blocks_are_what_a_reader_sees(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.md", TEXT)
    assert texts(document) == [
        "A great title",
        "Some bold text and a link to it, see https://b.example or https://c.example/d. "
        "A second line\nafter a break.",
        "Quoted text that goes on in a second line.",
        "One item", "Inner item", "A task", "Head", "B", "cell", "a*b",
        "and a reference", "Title",
    ]  # fmt: skip
    assert document.left_alone == (LeftAlone("front matters", 1), LeftAlone("texts in HTML", 1))
    assert document.blocks[6].place == "table"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_same_words_change_no_byte(tmp_path: Path, newline: str) -> None:
    data = TEXT.replace("\n", newline).encode("utf-8-sig")
    assert saved(opened(tmp_path, "a.md", data), same) == data


def test_signs_stay_around_the_right_words(tmp_path: Path) -> None:
    new = rewritten(opened(tmp_path, "a.md", TEXT), loud)
    assert new.startswith("---\ntitle: Left\n---\n# A *GREAT* TITLE #\n")
    joined = " ".join(new.split())
    assert 'SOME **BOLD TEXT** AND A [LINK TO `it`](https://a.example "T"), SEE' in joined
    assert "SEE <https://b.example> OR https://c.example/d. A SECOND LINE\\" in joined
    assert "\n> QUOTED TEXT THAT GOES\n> ON IN A SECOND LINE.\n" in new
    assert "- ONE ~~ITEM~~\n  1. INNER **ITEM**\n\n         code block\n- [ ] A TASK\n" in new
    assert "| HEAD | **B** |\n|------|:-----:|\n| CELL | A\\*B  |\n" in new
    assert '```python\nleft = "alone"\n```' in new
    assert "![A picture](p.png) AND [A REFERENCE][ref]\n\nTITLE\n=====\n\n<div>html</div>" in new
    assert new.endswith('[ref]: https://d.example "Left too"\n')


def test_emphasis_works_without_blanks_between_words(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.md", "This is _the point_. And more.\n")
    new = rewritten(
        document, lambda block: [Run("这是"), Run("“重点。”", 1), Run("然后还有更多。")]
    )
    assert new == "这是“*重点*。”然后还有更多。\n"
    assert "<em>重点</em>" in MarkdownIt().render(new)
    spaced = rewritten(document, lambda block: [Run("a"), Run(" b ", 1), Run("c")])
    assert spaced == "a *b* c\n"


@pytest.mark.parametrize(
    "words",
    ["[!NOTE] no note", "[ ] no box", "[^1] no note", "an __init__ file",
     "# no heading", "1. no list", "- no list", "a * b *c*", "no `code`", "[no](link)", "<b>",
     "snake_case _x_", "back\\*slash", "&amp;", "> no quote", "~~no~~"],
)  # fmt: skip
def test_new_words_mean_nothing_but_themselves(tmp_path: Path, words: str) -> None:
    new = rewritten(opened(tmp_path, "a.md", "old\n"), as_text(words))
    assert texts(opened(tmp_path, "b.md", new)) == [words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Old.\n\nOlder.\n", "Old.\n\nOLD.\n\nOlder.\n\nOLDER.\n"),
        ("> Old\n", "> Old\n>\n> OLD\n"),
        ("## Old\n", "## Old\n\n## OLD\n"),
        ("- Old\n- More\n", "- Old\\\n  OLD\n- More\\\n  MORE\n"),
        ("**Old** one\n", "**Old** one\n\n**OLD** ONE\n"),
        ("**Old**\n", "**Old**\n\n**OLD**\n"),
        ("|a1|\n|-|\n|b1|\n", "|a1<br>A1|\n|-|\n|b1<br>B1|\n"),
        ("Old\n===\n", "Old<br>OLD\n===\n"),
    ],
)
def test_both_languages_below_each_other(tmp_path: Path, text: str, expected: str) -> None:
    assert rewritten(opened(tmp_path, "a.md", text), loud, "pairs") == expected


def test_an_exclamation_before_a_link_makes_no_picture(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.md", "Wow [here](u)\n")
    new = rewritten(document, lambda block: [Run("哇!"), Run("这里", 1)])
    assert new == "哇\\![这里](u)\n"


def test_signs_beyond_commonmark_stay(tmp_path: Path) -> None:
    text = "> [!NOTE]\n> Some words[^1]\n\n[^1]: Its note.\n\nTerm\n: What it means {{ x }}\n"
    document = opened(tmp_path, "a.md", text)
    assert texts(document)[:2] == ["Some words[^1]", "Its note."]
    assert rewritten(document, loud) == (
        "> [!NOTE]\n> SOME WORDS[^1]\n\n[^1]: ITS NOTE.\n\nTERM\n: WHAT IT MEANS {{ x }}\n"
    )


@pytest.mark.parametrize("text", ["*It is* so\n", "**It** *is* so\n", "_It_\n", "~~It~~ is\n"])
def test_emphasis_at_the_start_stays(tmp_path: Path, text: str) -> None:
    assert rewritten(opened(tmp_path, "a.md", text), loud) == text.upper()


def test_no_line_ends_at_a_blank_that_holds_words_together(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.md", "These words were wrapped at some width,\nand these.\n")
    lines = rewritten(document, as_text("word " * 7 + "and\xa05\xa0kg too")).split("\n")
    assert [line for line in lines if "and\xa05\xa0kg" in line]


def test_order_may_change(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.md", "see **this [page](u)** now\n")
    assert rewritten(document, backwards) == " NOW**[PAGE](u)THIS** SEE \n"


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.upper())


PARTS = st.lists(
    st.sampled_from(
        ["word", " ", "\n", "\n\n", "**", "*", "_", "`", "[a](b)", "![c](d)", "> ", "- ", "1. ",
         "# ", "|", "\n|-|-|\n", "    ", "\t", "\\", "<b>", "&amp;", "~~", "```\n", "你好", "  \n",
         "<http://a.b>", "http://c.d", "===\n", "---\n", "[r]: x\n", "[r]"]
    ),
    max_size=14,
)  # fmt: skip


@settings(deadline=None)  # a disk may be busy
@given(PARTS)
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("markdown")
    text = "".join(["x ", *parts])
    document = opened(folder, "a.md", text)
    assert saved(document, same).decode() == text
    new = rewritten(document, loud)
    before, after = texts(document), texts(opened(folder, "b.md", new))
    # Words only: signs with emphasis of their own may lose it.
    assert [words(each) for each in before] == [words(each) for each in after]
    saved(document, loud, "pairs")
