"""Plain text as blocks: lines, markers, columns and wrapped paragraphs stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from block_files import as_text, loud, opened, rewritten, same, saved, texts
from hypothesis import given, settings
from hypothesis import strategies as st

WRAPPED = (
    "This paragraph was wrapped by a program at some width,\n"
    "so that its lines are about as long as each other and\n"
    "none of them was ended by a person.\n"
)
TEXT = f"""A TITLE
=======

{WRAPPED}
  1. First item
  - Second item, see https://a.example/b
Name:	Anna   Smith
> quoted

```
code stays
```
"""


def test_blocks_are_paragraphs_items_and_columns(tmp_path: Path) -> None:
    assert texts(opened(tmp_path, "a.txt", TEXT)) == [
        "A TITLE", " ".join(WRAPPED.split()), "First item",
        "Second item, see https://a.example/b", "Name:", "Anna", "Smith", "quoted",
    ]  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_same_words_change_no_byte(tmp_path: Path, newline: str) -> None:
    data = TEXT.replace("\n", newline).encode("utf-16")
    assert saved(opened(tmp_path, "a.txt", data), same) == data


def test_the_layout_stays(tmp_path: Path) -> None:
    new = rewritten(opened(tmp_path, "a.txt", TEXT), loud)
    expected = TEXT.upper().replace("HTTPS://A.EXAMPLE/B", "https://a.example/b")
    assert new == expected.replace("CODE STAYS", "code stays")


def test_a_wrapped_paragraph_is_wrapped_again(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.txt", WRAPPED)
    assert rewritten(document, as_text("Short.")) == "Short.\n"
    lines = rewritten(document, as_text("word " * 30 + "end")).split("\n")
    assert len(lines) == 4
    assert max(map(len, lines)) <= 60


def test_both_languages_below_each_other(tmp_path: Path) -> None:
    new = rewritten(opened(tmp_path, "a.txt", "  1. Old\n> quoted\nx	y"), loud, "pairs")
    assert new == "  1. Old\n     OLD\n> quoted\n> QUOTED\nx / X	y / Y"


def test_a_file_without_an_ending_is_plain_text(tmp_path: Path) -> None:
    assert texts(opened(tmp_path, "README", "Some words")) == ["Some words"]


@settings(deadline=None)  # a disk may be busy
@given(st.text(st.sampled_from("aB 好。，.-1)#>|\t\n\r\u3000\x0c"), min_size=1))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("plain")
    document = opened(folder, "a.txt", "x" + text)
    assert saved(document, same).decode() == "x" + text
    saved(document, loud)
    saved(document, loud, "pairs")
