"""Terms are found where a person would say that they stand, and nowhere else."""

from __future__ import annotations

import random
import time

import pytest

from assistant_app.terms.entries import Term
from assistant_app.terms.matching import TermIndex


def found(sentence: str, *terms: Term | str, language: str = "en") -> list[str]:
    index = TermIndex([Term(t, "x") if isinstance(t, str) else t for t in terms], language)
    matches = index.matches(sentence)
    assert all(sentence[each.start : each.end] == each.text for each in matches)
    assert [each.start for each in matches] == sorted(each.start for each in matches)
    return [each.text for each in matches]


@pytest.mark.parametrize(
    ("sentence", "term", "expected"),
    [
        ("Open the printer.", "printer", ["printer"]),
        ("OPEN THE PRINTER!", "printer", ["PRINTER"]),
        ("Two printers and a printer's lid", "printer", ["printers", "printer"]),
        ("A sprinter, a printerless office", "printer", []),
        ("Batteries, boxes, heroes", "battery", ["Batteries"]),
        ("Batteries, boxes, heroes", "box", ["boxes"]),
        ("Batteries, boxes, heroes", "hero", ["heroes"]),
        ("keys to the monkeys", "key", ["keys"]),
        ("print\n  cartridges", "print cartridge", ["print\n  cartridges"]),
        ("Use C++ or C# here", "C++", ["C++"]),
        ("ASP.NET is not .NET", ".NET", [".NET"]),
        ("An e-mail address", "e-mail", ["e-mail"]),
        ("AT&T pays", "AT&T", ["AT&T"]),
        ("在Excel中打开", "Excel", ["Excel"]),
        ("snake_case", "snake", ["snake"]),
        ("", "x", []),
        ("x", " ", []),
    ],
)
def test_words_in_english(sentence: str, term: str, expected: list[str]) -> None:
    assert found(sentence, term) == expected


def test_no_boundaries_are_needed_in_chinese() -> None:
    assert found("请打开打印机盖板。", "打印机", language="zh") == ["打印机"]
    assert found("使用Excel表格吧", "excel表格", language="zh") == ["Excel表格"]


def test_the_longest_goes_first() -> None:
    terms = ("toner", "toner cartridge", "cartridge tray", "tray")
    assert found("The toner cartridge tray", *terms) == ["toner cartridge", "tray"]
    assert found("打印机驱动程序", "打印机", "打印机驱动", "驱动程序", language="zh") == [
        "打印机驱动"
    ]


def test_capitals_count_where_the_term_says_so() -> None:
    company, fruit = Term("Apple", "苹果公司", is_case_sensitive=True), Term("apple", "苹果")
    index = TermIndex([fruit, company], "en")
    sentence = "Apple sells no apples, APPLE."
    assert [each.term.target for each in index.matches(sentence)] == ["苹果公司", "苹果", "苹果"]
    assert found("the us and the US", Term("US", "美国", is_case_sensitive=True)) == ["US"]


def test_a_plural_of_its_own_goes_before_a_form() -> None:
    index = TermIndex([Term("good", "好"), Term("goods", "货物")], "en")
    assert [each.term.target for each in index.matches("goods are good")] == ["货物", "好"]


def test_of_two_translations_the_first_given_counts() -> None:
    index = TermIndex([Term("door", "门"), Term("door", "舱门")], "en")
    assert [each.term.target for each in index.matches("door")] == ["门"]


@pytest.mark.parametrize(
    ("language", "sentence", "term", "expected"),
    [
        ("de", "mit den Druckern des Druckers", "Drucker", ["Druckern", "Druckers"]),
        ("de", "die rote Karte, roten Karten", "rote Karte", ["rote Karte", "roten Karten"]),
        ("fr", "les imprimantes, l'imprimante", "imprimante", ["imprimantes", "imprimante"]),
        ("es", "las impresoras y los papeles", "papel", ["papeles"]),
    ],
)
def test_endings_of_other_languages(
    language: str, sentence: str, term: str, expected: list[str]
) -> None:
    assert found(sentence, term, language=language) == expected


def test_ten_thousand_terms_do_not_slow_a_sentence() -> None:
    random.seed(3)
    syllables = ("ka", "lo", "mi", "ter", "son", "vi", "ran", "du")
    words = ["".join(random.choices(syllables, k=3)) for _ in range(3000)]
    terms = [
        Term(" ".join(random.choices(words, k=random.randint(1, 3))), "x") for _ in range(10_000)
    ]
    index = TermIndex(terms, "en")
    sentence = " ".join(random.choices(words, k=30)) + " " + terms[77].source + "."
    best = min(_seconds(index, sentence) for _ in range(20))
    assert best < 0.005


def _seconds(index: TermIndex, sentence: str) -> float:
    started = time.perf_counter()
    index.matches(sentence)
    return time.perf_counter() - started
