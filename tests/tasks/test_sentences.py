"""Sentence boundaries and the language of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_app.tasks.sentences import detect_language, split_sentences


def sentences(text: str, language: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text, language)]


def test_abbreviations_numbers_and_quotes_end_no_sentence() -> None:
    text = 'Dr. Smith paid $3.50 at 5 p.m. on Monday. "Really?" she asked. See Fig. 3.'
    assert sentences(text, "en") == [
        "Dr. Smith paid $3.50 at 5 p.m. on Monday.",
        '"Really?" she asked.',
        "See Fig. 3.",
    ]


def test_chinese_sentences_keep_their_closing_quotes() -> None:
    text = "他说：“你好。”然后走了。今天天气很好！真的吗？！"
    assert sentences(text, "zh") == [
        "他说：“你好。”",
        "然后走了。",
        "今天天气很好！",
        "真的吗？！",
    ]


def test_both_languages_in_one_text() -> None:
    text = "我喜欢Python。It is great. He left."
    assert sentences(text, "zh") == ["我喜欢Python。", "It is great.", "He left."]


def test_a_sentence_may_go_over_wrapped_lines_but_not_over_paragraphs() -> None:
    text = (
        "This sentence is so long that the mail program wrapped it\n"
        "and it ends here. Next.\n\nA heading\n\n- an item"
    )
    assert sentences(text, "en") == [
        "This sentence is so long that the mail program wrapped it\nand it ends here.",
        "Next.",
        "A heading",
        "an item",
    ]


PIECES = ["Word. ", "word ", "你好。", "\n", "\r\n", "- ", "> ", "\ud800", "\U0001f600! ", "”"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from(["en", "zh"]))
def test_offsets_are_true_and_no_letter_is_left_out(text: str, language: str) -> None:
    position = 0
    left_out = ""
    for sentence in split_sentences(text, language):
        assert sentence.start >= position
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        left_out += text[position : sentence.start]
        position = sentence.end
    left_out += text[position:]
    assert not any(character.isalpha() for character in left_out)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Good morning.", "en"),
        ("早上好。", "zh"),
        ("我喜欢Python programming", "zh"),
        ("The word 你好 means hello in Chinese.", "en"),
        ("12345", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_told_by_most_words(text: str, language: str) -> None:
    assert detect_language(text) == language
