"""Sentences in capitals are read as sentences; names, codes and placeholders are not touched."""

from __future__ import annotations

import pytest

from assistant_app.tasks.capitals import without_capitals


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("NO SMOKING", "No smoking"),
        ("“WHERE AM I?” HE SAID.", "“Where am I?” he said."),
        ("3. TERMS AND CONDITIONS", "3. Terms and conditions"),
        ("50% OFF TODAY", "50% Off today"),
    ],
)
def test_capitals_are_written_small(text: str, read: str) -> None:
    assert without_capitals(text) == read


@pytest.mark.parametrize(
    "text",
    ["USB 3.0", "EU AND UK", "NASA", "Do NOT smoke", "PRESS {KEY} NOW", "%S FILES"],
)
def test_the_rest_stays_as_it_is(text: str) -> None:
    assert without_capitals(text) == text
