"""Words for the full-text index."""

from __future__ import annotations

import pytest

from assistant_app.database import words
from assistant_app.database.words import index_text


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
