"""Whether a translation uses the terms: inflected ones count, near misses do not."""

from __future__ import annotations

import pytest

from assistant_app.terms.checking import check_terms
from assistant_app.terms.entries import Term
from assistant_app.terms.matching import TermIndex


def is_used(source: str, term: Term, translation: str, language: str) -> list[bool]:
    matches = TermIndex([term], "en").matches(source)
    assert matches
    return [each.is_used for each in check_terms(matches, translation, language)]


@pytest.mark.parametrize(
    ("language", "target", "translation", "expected"),
    [
        ("zh", "打印机", "请打开打印机。", True),
        ("zh", "打印机", "请打开印刷机。", False),
        ("zh", "Excel 表格", "打开Excel表格", True),
        ("en", "printer", "The printers are open.", True),
        ("en", "battery", "Both batteries", True),
        ("en", "printer", "The printing press", False),
        ("en", "ink cartridge", "two ink cartridges", True),
        ("en", "ink cartridge", "a cartridge of ink", False),
        ("de", "Drucker", "mit den Druckern", True),
        ("de", "Haus", "drei Häuser", True),
        ("de", "rote Karte", "der roten Karten", True),
        ("de", "Drucker", "die Druckplatte", False),
        ("fr", "imprimante", "les imprimantes", True),
        ("fr", "journal", "les journaux", True),
        ("es", "impresora", "las impresoras", True),
        ("es", "luz", "las luces", True),
        ("es", "impresora", "la impresión", False),
    ],
)
def test_forms_of_a_term(language: str, target: str, translation: str, expected: bool) -> None:
    assert is_used("the thing", Term("thing", target), translation, language) == [expected]


def test_a_term_said_twice_may_come_once_but_one_that_is_kept_must_come_each_time() -> None:
    assert is_used("door, door", Term("door", "门"), "门", "zh") == [True, True]
    assert is_used("Ada, Ada", Term("Ada", None), "Ada 和她", "zh") == [True, False]


def test_what_is_kept_is_kept_with_its_capitals() -> None:
    assert is_used("the iPhone", Term("iPhone", None), "IPHONE", "zh") == [False]
