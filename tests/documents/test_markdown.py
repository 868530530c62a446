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
        "A second line\nafter a break.", "T",
        "Quoted text that goes on in a second line.",
        "One item", "Inner item", "A task", "Head", "B", "cell", "a*b",
        "and a reference", "A picture", "Title", "html",
    ]  # fmt: skip
    assert document.left_alone == (LeftAlone("front matters", 1),)
    assert document.blocks[7].place == "table"


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
    assert "![A PICTURE](p.png) AND [A REFERENCE][ref]\n\nTITLE\n=====\n\n<div>HTML</div>" in new
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


def test_lines_that_are_laid_anew_make_no_table(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.md", "x \n|[a](b)\n|-|-|\n")
    new = rewritten(document, loud)
    assert len(texts(opened(tmp_path, "b.md", new))) == len(document.blocks) == 1


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


@pytest.mark.parametrize(
    ("content", "blocks", "new"),
    [
        ('![A *nice* cat](c.png "So nice")', ["A nice cat", "So nice"],
         '![A NICE CAT](c.png "SO NICE")'),
        ("See [the docs] and [more][].\n\n[the docs]: a\n[more]: b", ["See the docs and more."],
         "SEE [THE DOCS][the docs] AND [MORE][more].\n\n[the docs]: a\n[more]: b"),
        ("A ![cat] here.\n\n[cat]: c.png", ["A  here."], "A ![cat] HERE.\n\n[cat]: c.png"),
        ("| [a](b \"t t\") |\n|---|", ["a", "t t"], "| [A](b \"T T\") |\n|---|"),
        ('A <img alt="cat"> <b title="so">here</b>.', ["A  here.", "cat", "so"],
         'A <img alt="CAT"> <b title="SO">HERE</b>.'),
        ("<div>\n<p>One <b>two</b></p>\n</div>\n\n# Three", ["One two", "Three"],
         "<div>\n<p>ONE <b>TWO</b></p>\n</div>\n\n# THREE"),
        ("<p>Not <i>closed\n\nText", ["Not closed", "Text"], "<p>NOT <i>CLOSED\n\nTEXT"),
        ("<pre>\ncode\n</pre>\n\n<!-- note -->", [], "<pre>\ncode\n</pre>\n\n<!-- note -->"),
        ("[a](b (Its title))", ["a", "Its title"], "[A](b (ITS TITLE))"),
    ],
)  # fmt: skip
def test_words_within_signs(tmp_path: Path, content: str, blocks: list[str], new: str) -> None:
    document = opened(tmp_path, "a.md", content)
    assert texts(document) == blocks
    assert rewritten(document, same) == content
    assert rewritten(document, loud) == new
    assert [text.upper() for text in blocks] == texts(opened(tmp_path, "b.md", new))


def test_signs_in_the_words_of_a_picture_are_escaped(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.md", '![cat](c.png "title")')
    new = rewritten(document, as_text('a [b] "c" *d*'))
    assert texts(opened(tmp_path, "b.md", new)) == ['a [b] "c" *d*'] * 2


def test_html_in_a_quote_is_left_and_counted(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.md", "> <div>\n> words\n> </div>\n\n<pre>mine</pre>\n")
    assert document.left_alone == (
        LeftAlone("texts in HTML", 1), LeftAlone("preformatted texts", 1)
    )  # fmt: skip
