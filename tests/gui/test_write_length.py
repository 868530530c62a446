"""Counting words the way a reader counts them."""

from __future__ import annotations

import pytest

from assistant_app.ui.word_count import TextLength, text_length


@pytest.mark.parametrize(
    ("text", "n_words"),
    [
        ("", 0),
        ("  \n\t ", 0),
        ("It's a well-known fact.", 4),
        ("3.5 km, 1,000 times", 4),
        ("今天天气很好。", 6),
        ("我用Python写了3个程序。", 9),
        ("𠮷野家", 3),
        ("Привет, мир", 2),
        ("— … !", 0),
    ],
)
def test_words(text, n_words):
    assert text_length(text).n_words == n_words


def test_characters_leave_out_white_space_and_count_all_else():
    assert text_length("你好， a b\n\n😀") == TextLength(n_words=4, n_characters=6)
