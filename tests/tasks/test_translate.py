"""Translation keeps the layout to the last line break, and drops nothing."""

from __future__ import annotations

import re

import pytest
from fakes import FakeEngine, FakeTranslator, choice, ran, stopped
from hypothesis import given
from hypothesis import strategies as st

from assistant_app.cancel import CancelToken
from assistant_app.errors import (
    Cancelled,
    LanguagePairUnavailable,
    ModelMissing,
    ModelUnfit,
    TextEmpty,
)
from assistant_app.tasks.base import Chunk, Progress
from assistant_app.tasks.loops import cut_loop
from assistant_app.tasks.translate import TranslateRequest, TranslateTask, Translation
from assistant_app.tasks.translate_plan import split_long


def translate(
    text: str, source: str = "en", target: str = "zh", translator: FakeTranslator | None = None
) -> tuple[str, Translation, FakeTranslator]:
    """What the chunks say, the result, and the translator that was asked."""
    translator = translator or FakeTranslator()
    engine = FakeEngine(fake_translator=translator)
    task = TranslateTask(lambda: engine, choice())
    request = TranslateRequest(text, source, target)
    events, result = ran(task.run(request, CancelToken()))
    chunks = "".join(event.text for event in events if isinstance(event, Chunk))
    return chunks, result, translator


def test_sentences_go_to_the_model_one_by_one_with_the_prefix() -> None:
    chunks, result, translator = translate("Good morning. How are you?")
    assert chunks == result.text == "<Good morning.><How are you?>"
    asked = [text for call in translator.asked for text in call]
    assert asked == [">>zh<< Good morning.", ">>zh<< How are you?"]
    assert result.origin.model_id == "translator"
    assert result.origin.device == "CPU"


def test_english_sentences_are_parted_by_a_blank() -> None:
    chunks, _, _ = translate("早上好。你好吗？", "zh", "en")
    assert chunks == "<早上好。> <你好吗？>"


LETTER = (
    "# Report\r\n\r\n\r\n  - First item. More.  \r\n\t1) Second\r\n> quoted words\n"
    "\n\x0cA page.\x85Unusual\u2028breaks\rhere\n| Name | Age |\n|---|---|\n```\ncode here\n```\n\n"
)


def test_layout_stands_one_for_one() -> None:
    chunks, _, _ = translate(LETTER)
    assert chunks == (
        "# <Report>\r\n\r\n\r\n  - <First item.><More.>  \r\n\t1) <Second>\r\n> <quoted words>\n"
        "\n\x0c<A page.>\x85<Unusual>\u2028<breaks>\r<here>\n| <Name> | <Age> |\n|---|---|\n"
        "```\ncode here\n```\n\n"
    )


PIECES = ["Hello. ", "see you ", "你好。", "好", " ", "   ", "\t", "\n", "\n\n", "\r\n", "\r", "- "]
PIECES += [
    "1. ",
    "> ",
    "# ",
    "| ",
    "```",
    "\u2028",
    "\x0c",
    "\ud800",
    "\U0001f600",
    "3.14 ",
    "Mr. ",
]
PIECES += ["The quick brown fox jumps over the lazy dog and goes on\nto the river "]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)


def layout(text: str) -> list[tuple[str, str]]:
    """Of each line: its indentation and its line break."""
    return [
        (line[: len(line) - len(line.lstrip(" \t"))], line[len(line.splitlines()[0]) :])
        if line.strip()
        else (line, "")
        for line in text.splitlines(keepends=True)
    ]


@given(TEXTS, st.sampled_from([("en", "zh"), ("zh", "en")]))
def test_every_line_break_and_indentation_of_any_text_stays(
    text: str, way: tuple[str, str]
) -> None:
    if not text.strip():
        return
    # A model that answers with line breaks, or with nothing, must not disturb the layout.
    translator = FakeTranslator(say=lambda source: "" if "fox" in source else f"a\n{len(source)}\r")
    chunks, result, _ = translate(text, *way, translator)
    assert chunks == result.text
    assert [end for _, end in layout(chunks)] == [end for _, end in layout(text)]
    assert [start for start, _ in layout(chunks)] == [start for start, _ in layout(text)]


@given(TEXTS)
def test_pairs_are_in_order_and_point_into_both_texts(text: str) -> None:
    if not text.strip():
        return
    chunks, result, _ = translate(text)
    source_end = target_end = 0
    for pair in result.pairs:
        assert source_end <= pair.source_start < pair.source_end <= len(text)
        assert target_end <= pair.target_start < pair.target_end <= len(chunks)
        source_end, target_end = pair.source_end, pair.target_end


@given(TEXTS)
def test_every_word_reaches_the_model_or_the_result(text: str) -> None:
    if not text.strip():
        return
    chunks, _, translator = translate(text)
    seen = chunks + " ".join(source for call in translator.asked for source in call)
    for word in re.findall(r"[A-Za-z]+|[\u4e00-\u9fff]+|[0-9.]+", text):
        assert word in seen


def test_pairs_lead_from_sentence_to_sentence() -> None:
    text = "Good morning. How are you?"
    chunks, result, _ = translate(text)
    sources = [text[pair.source_start : pair.source_end] for pair in result.pairs]
    targets = [chunks[pair.target_start : pair.target_end] for pair in result.pairs]
    assert sources == ["Good morning.", "How are you?"]
    assert targets == ["<Good morning.>", "<How are you?>"]


def test_a_wrapped_sentence_is_translated_as_one_and_keeps_its_line_breaks() -> None:
    text = (
        "> The quick brown fox jumps over the lazy dog and goes on\n"
        "> to the river, where it meets the other animals."
    )
    chunks, _, translator = translate(text)
    assert translator.asked == [
        [
            ">>zh<< The quick brown fox jumps over the lazy dog and goes on "
            "to the river, where it meets the other animals."
        ]
    ]
    first, second = chunks.splitlines()
    assert first.startswith("> <The quick")
    assert second.startswith("> ")
    assert second.endswith("animals.>")


@pytest.mark.parametrize(
    "text",
    [
        "42",
        "2026-11-24",
        "---",
        "https://example.com/a?b=c",
        "someone@example.com",
        "`code`",
        "已经是中文。",
    ],
)
def test_what_needs_no_translation_is_copied(text: str) -> None:
    chunks, result, translator = translate(text)
    assert chunks == text
    assert translator.asked == []
    assert result.n_sentences == 1


def test_columns_stay_columns() -> None:
    chunks, _, _ = translate("Name\tAge\nJohn Smith     London")
    assert chunks == "<Name>\t<Age>\n<John Smith>     <London>"


def test_the_same_sentence_is_translated_once() -> None:
    _, result, translator = translate("Yes. Yes. No. Yes.")
    asked = [text for call in translator.asked for text in call]
    assert sorted(asked) == [">>zh<< No.", ">>zh<< Yes."]
    assert result.text == "<Yes.><Yes.><No.><Yes.>"


def test_a_sentence_over_the_limit_is_cut_and_nothing_of_it_dropped() -> None:
    words = [f"word{number}," if number % 7 == 0 else f"word{number}" for number in range(400)]
    text = " ".join(words) + "."
    _, result, translator = translate(text, translator=FakeTranslator(max_source_tokens=50))
    asked = [text for call in translator.asked for text in call]
    assert len(asked) > 8
    assert all(len(source.split()) <= 50 for source in asked)
    assert " ".join(source.removeprefix(">>zh<< ") for source in asked) == text
    assert len(result.pairs) == 1


def test_a_chinese_sentence_over_the_limit_is_cut_at_its_commas() -> None:
    parts = split_long(
        "第一部分很长很长，第二部分也很长，第三部分不短，第四部分。", lambda s: len(s) < 20
    )
    assert all(part[-1] in "，。" for part in parts)
    assert "".join(parts) == "第一部分很长很长，第二部分也很长，第三部分不短，第四部分。"


@given(st.text(alphabet="ab ,。，", min_size=1, max_size=200), st.integers(1, 30))
def test_cutting_long_text_keeps_every_letter(text: str, limit: int) -> None:
    parts = split_long(text, lambda part: len(part) <= limit)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(len(part) <= limit for part in parts)


def test_a_loop_is_cut_and_marked() -> None:
    translator = FakeTranslator(say=lambda text: "我们去了" + "公园公园" * 20 + "。")
    chunks, result, _ = translate("We went to the park.", translator=translator)
    assert chunks == "我们去了公园。"
    assert [pair.is_suspect for pair in result.pairs] == [True]


def test_a_source_that_repeats_itself_may_do_so_in_the_translation() -> None:
    chunks, result, _ = translate("ha ha ha ha ha ha ha ha")
    assert chunks == "<ha ha ha ha ha ha ha ha>"
    assert not result.pairs[0].is_suspect


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("如果她不去去去去去去。", "如果她不去。"),
        ("It is very good good good good today.", "It is very good today."),
        ("We go to go to go to go to go.", "We go to go."),
        ("哈哈哈哈哈", "哈哈哈哈哈"),
        ("hahahaha", "hahahaha"),
        ("1,000,000,000,000", "1,000,000,000,000"),
        ("__________", "__________"),
        ("Very, very good.", "Very, very good."),
    ],
)
def test_loops_are_told_from_words(said: str, kept: str) -> None:
    assert cut_loop(said, "The source.")[0] == kept


def test_an_empty_answer_leaves_the_source_and_is_marked() -> None:
    chunks, result, _ = translate("Hello there.", translator=FakeTranslator(say=lambda text: "  "))
    assert chunks == "Hello there."
    assert result.pairs[0].is_suspect


def test_progress_ends_at_the_number_of_sentences() -> None:
    engine = FakeEngine()
    task = TranslateTask(lambda: engine, choice())
    events, _ = ran(task.run(TranslateRequest("One. Two. Three.", "en", "zh"), CancelToken()))
    progress = [event for event in events if isinstance(event, Progress) and event.total]
    assert (progress[-1].done, progress[-1].total) == (3, 3)


def test_the_source_language_is_detected() -> None:
    _, result, _ = translate("早上好。", "auto", "en")
    assert (result.source, result.target) == ("zh", "en")


def test_stop_ends_it_and_what_came_before_was_yielded() -> None:
    engine = FakeEngine(fake_translator=FakeTranslator(stop_at=2))
    task = TranslateTask(lambda: engine, choice())
    cancel = CancelToken()
    events = stopped(task.run(TranslateRequest("One. Two. Three.", "en", "zh"), cancel), cancel)
    assert "".join(event.text for event in events if isinstance(event, Chunk)) == "<One.>"


def test_stop_before_the_model_is_loaded() -> None:
    cancel = CancelToken()
    cancel.set()
    task = TranslateTask(FakeEngine, choice())
    with pytest.raises(Cancelled):
        ran(task.run(TranslateRequest("One.", "en", "zh"), cancel))


@pytest.mark.parametrize("text", ["", "  \n\t\r\n"])
def test_nothing_to_translate_is_an_error(text: str) -> None:
    with pytest.raises(TextEmpty):
        translate(text)


@pytest.mark.parametrize("way", [("en", "fr"), ("en", "en")])
def test_an_unknown_way_is_an_error(way: tuple[str, str]) -> None:
    with pytest.raises(LanguagePairUnavailable):
        translate("Hello.", *way)


def test_a_model_for_something_else_is_refused() -> None:
    task = TranslateTask(FakeEngine, choice())
    with pytest.raises(ModelUnfit):
        ran(task.run(TranslateRequest("Hello.", "en", "zh", "writer"), CancelToken()))


def test_a_missing_model_is_passed_on() -> None:
    engine = FakeEngine(missing=ModelMissing("translator"))
    task = TranslateTask(lambda: engine, choice())
    with pytest.raises(ModelMissing):
        ran(task.run(TranslateRequest("Hello.", "en", "zh"), CancelToken()))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("如有问题，请发送至info@example.com。", "如有问题，请发送至 VB1。"),
        ("请访问https://example.com/a?b=1。", "请访问 VB1。"),
        ("见www.example.com的说明", "见 VB1 的说明"),
    ],
)
def test_chinese_words_beside_an_address_are_translated(text: str, read: str) -> None:
    _, _, translator = translate(text, "zh", "en")
    assert translator.asked == [[f">>en<< {read}"]]


@pytest.mark.parametrize(
    "text", ["info@example.com", "https://example.com/a?b=1", "www.example.com"]
)
def test_an_address_alone_is_not(text: str) -> None:
    assert translate(text, "en", "zh")[2].asked == []


@pytest.mark.parametrize(
    ("asked", "chosen", "n_best"),
    [
        (None, False, 1),
        (None, True, 4),
        (False, True, 1),
        (True, False, 4),
    ],
)
def test_how_thorough_is_asked_for_or_as_it_was_chosen(
    asked: bool | None, chosen: bool, n_best: int
) -> None:
    translator = FakeTranslator()
    engine = FakeEngine(fake_translator=translator)
    task = TranslateTask(lambda: engine, choice(), is_thorough=lambda: chosen)
    request = TranslateRequest("Good morning.", "en", "zh", is_thorough=asked)

    _, result = ran(task.run(request, CancelToken()))

    assert result.text == "<Good morning.>"
    assert [each.n_best for each in translator.options] == [n_best]


def test_a_quick_translation_is_not_reused_for_a_thorough_one() -> None:
    translator = FakeTranslator()
    engine = FakeEngine(fake_translator=translator)
    task = TranslateTask(lambda: engine, choice())
    for is_thorough in (False, True, True):
        request = TranslateRequest(
            "Good morning.", "en", "zh", reuses=True, is_thorough=is_thorough
        )
        ran(task.run(request, CancelToken()))

    assert [each.n_best for each in translator.options] == [1, 4]
