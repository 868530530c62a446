"""What a person may type into the search field."""

from __future__ import annotations

import pytest

from assistant_app.history.words import match_expression


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
