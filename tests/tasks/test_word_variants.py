"""Other words for one word of a translation: where there are any, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence

import fakes
import pytest

from assistant_app.cancel import CancelToken
from assistant_app.errors import TextEmpty
from assistant_app.tasks.guards import Kind
from assistant_app.tasks.word_variants import (
    OtherWords,
    WordVariantsRequest,
    WordVariantsTask,
    known_word,
    word_place,
)
from assistant_app.terms.entries import Term
from assistant_app.terms.matching import TermIndex


class Aids:
    """One glossary, and an empty memory."""

    def __init__(self, *terms: Term) -> None:
        self._index = TermIndex(terms, "zh") if terms else None

    def terms(self, source: str, target: str) -> TermIndex | None:
        return self._index

    def fingerprint(self, source: str, target: str) -> str:
        return ""

    def recall(self, source: str, target: str, texts: Sequence[str]) -> dict[str, str]:
        return {}


@pytest.fixture
def engine() -> fakes.FakeEngine:
    return fakes.FakeEngine()


def others(
    engine: fakes.FakeEngine,
    text: str,
    translation: str,
    word: str,
    *words: str,
    way: tuple[str, str] = ("zh", "en"),
    terms: Sequence[Term] = (),
) -> OtherWords:
    engine.fake_translator.say_instead = words
    task = WordVariantsTask(lambda: engine, fakes.choice(), Aids(*terms))
    place = translation.index(word)
    request = WordVariantsRequest(text, translation, place, *way)
    _, result = fakes.ran(task.run(request, CancelToken()))
    assert isinstance(result, OtherWords)
    return result


def test_a_word_is_replaced_and_what_stands_before_it_is_kept(engine: fakes.FakeEngine) -> None:
    found = others(
        engine, "请把报告发给我。", "Please send  me the report.", "send", "give", "show"
    )

    assert (found.start, found.end) == (7, 11)
    assert [(each.word, each.text) for each in found.words] == [
        ("give", "Please give me the report."),
        ("show", "Please show me the report."),
    ]
    assert [each.tail for each in found.words] == ["give me the report.", "show me the report."]


def test_line_breaks_before_the_word_stay(engine: fakes.FakeEngine) -> None:
    found = others(engine, "请把报告\n发给我。", "Please\nsend me\nthe report.", "the", "this")

    assert found.words[0].text == "Please\nsend me\nthis report."
    ((_, line, place, _),) = engine.fake_translator.asked_places
    assert (line, place) == ("Please send me the report.", 15)


def test_a_break_in_chinese_is_no_blank(engine: fakes.FakeEngine) -> None:
    others(engine, "Send me\nthe report.", "请把报告\n发给我。", "发", way=("en", "zh"))

    ((_, line, place, _),) = engine.fake_translator.asked_places
    assert (line, place) == ("请把报告发给我。", 4)


def test_a_word_that_brings_a_fault_stands_last_and_says_so(engine: fakes.FakeEngine) -> None:
    found = others(engine, "价格是12欧元。", "It costs 12 euros.", "costs", "has 21 and", "is")

    assert [each.word for each in found.words] == ["is", "has 21 and"]
    assert found.words[0].findings == ()
    assert Kind.NUMBER_ADDED in {each.kind for each in found.words[1].findings}


def test_what_is_no_word_of_the_language_is_left_out(engine: fakes.FakeEngine) -> None:
    found = others(
        engine, "我买了一本新书。", "I bought a new book.", "new", "我买了一本新书我买了"
    )

    assert found.words == ()


def test_at_most_six_are_offered(engine: fakes.FakeEngine) -> None:
    found = others(engine, "好。", "This is a good day.", "good", *"abcdefghijk")

    assert len(found.words) == 6


@pytest.mark.parametrize(
    ("word", "owed"),
    [
        ("The", ("delivery date",)),  # stands behind: it has to be said again
        ("late", ()),  # was said before
        ("date", ()),  # is part of the term, which the person wants to be another
    ],
)
def test_a_term_behind_the_word_stays_forced(
    engine: fakes.FakeEngine, word: str, owed: tuple[str, ...]
) -> None:
    terms = [Term("交货日期", "delivery date")]

    others(engine, "交货日期晚了。", "The delivery date is late.", word, "x", terms=terms)

    assert engine.fake_translator.asked_places[0][3] == owed


def test_a_term_that_is_missing_so_far_is_forced_too(engine: fakes.FakeEngine) -> None:
    terms = [Term("日期", "date")]

    others(engine, "日期晚了。", "The day is late.", "The", "x", terms=terms)

    assert engine.fake_translator.asked_places[0][3] == ("date",)


def test_a_sentence_in_capitals_is_read_in_small_letters(engine: fakes.FakeEngine) -> None:
    others(engine, "NO SMOKING", "禁止吸烟", "止", way=("en", "zh"))

    assert engine.fake_translator.asked_places[0][0] == "No smoking"


def test_a_text_too_long_for_the_model_has_none(engine: fakes.FakeEngine) -> None:
    assert others(engine, "word " * 500, "词。", "词", "x", way=("en", "zh")).words == ()
    assert engine.fake_translator.asked_places == []


@pytest.mark.parametrize(
    "translation",
    ["See https://example.com/word for more.", "Click {word} now.", "Use `word` here.", "<word>"],
)
def test_addresses_placeholders_code_and_tags_have_none(
    engine: fakes.FakeEngine, translation: str
) -> None:
    found = others(engine, "看。", translation, "word", "x")

    assert found.words == ()
    assert engine.fake_translator.asked_places == []


@pytest.mark.parametrize(
    ("text", "place", "has_word"),
    [
        ("It costs 12 euros.", 10, False),
        ("It costs 12 euros.", 4, True),
        ("It costs 12 euros.", 8, True),  # the cursor stands at the end of the word
        ("Well, yes", 5, False),
        ("Open file_name now", 6, False),
        ("Open config.json now", 6, False),
        ("Open the file.", 13, True),
        ("你好，世界", 2, True),  # behind the word, before the comma
        ("，世界", 0, False),
        ("", 0, False),
        ("word", 99, False),
    ],
)
def test_only_words_have_others(text: str, place: int, has_word: bool) -> None:
    assert (word_place(text, place) is not None) == has_word


def test_letters_tell_a_word_in_scripts_with_blanks_only() -> None:
    assert known_word("I don't know", 4) == (2, 7)
    assert known_word("我不知道", 1) is None


def test_nothing_is_refused(engine: fakes.FakeEngine) -> None:
    request = WordVariantsRequest(" ", "word", 0, "zh", "en")
    with pytest.raises(TextEmpty):
        fakes.ran(WordVariantsTask(lambda: engine, fakes.choice()).run(request, CancelToken()))


def test_a_stop_is_looked_at(engine: fakes.FakeEngine) -> None:
    cancel = CancelToken()
    request = WordVariantsRequest("好。", "good", 0, "zh", "en")
    work = WordVariantsTask(lambda: engine, fakes.choice()).run(request, cancel)

    assert fakes.stopped(work, cancel, lambda _event: True)
