"""Words for the index, and what a person may type into the search field."""

from __future__ import annotations

import pytest

from assistant_app.history import words
from assistant_app.history.words import index_text, match_expression


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Hello, World", "hello world"),
        ("翻译好", "翻译 译好 好"),
        ("好", "好"),
        ("你好，世界", "你好 好 世界 界"),
        ("GPU加速v2", "gpu 加速 速 v2"),
        ("snake_case don't", "snake case don t"),
        ("Café CAFÉ Straße", "cafe cafe strasse"),
        ("ＧＰＵ ﾊﾞｽ", "gpu バス ス"),
        ("カタカナとかな", "カタ タカ カナ ナと とか かな な"),
        ("한국어 текст", "한국어 текст"),
        ("𠀀𠀁", "𠀀𠀁 𠀁"),
        ("👍 -- ☂", ""),
    ],
)
def test_words_of_a_text(text: str, expected: str) -> None:
    assert index_text(text) == expected


def test_a_long_text_is_the_same_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Some words é 和一些中文 and\nmore, " * 50
    whole = index_text(text)
    monkeypatch.setattr(words, "_PIECE", 7)
    assert index_text(text) == whole


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hello", '"hello" *'),
        ("hello wor", '"hello" * AND "wor" *'),
        ("e-mail", '"e mail" *'),
        ("好", '"好" *'),
        ("翻译", '"翻译"'),
        ("翻译好", '"翻译 译好"'),
        ("GPU加", '"gpu 加" *'),
        ("加速GPU", '"加速 速 gpu" *'),
        ('"AND" (x) NEAR/2 ^y* a:b', '"and" * AND "x" * AND "near 2" * AND "y" * AND "a b" *'),
    ],
)
def test_expression_of_a_query(typed: str, expected: str) -> None:
    assert match_expression(typed) == f"{{input output}} : ({expected})"


@pytest.mark.parametrize("typed", ["", "   ", '"', "(((", "👍", "* - ^ :"])
def test_nothing_to_look_up_gives_no_expression(typed: str) -> None:
    assert match_expression(typed) is None


def test_the_panel_becomes_a_word_of_the_expression() -> None:
    assert match_expression("x", "write") == 'panel : "write" AND {input output} : ("x" *)'
