"""What must stay letter by letter is found, read as stand-ins and brought back."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kept_rows import kept_rows

from assistant_app.inference.links import Aligned, Link
from assistant_app.tasks.guards.marks import mark_findings
from assistant_app.tasks.kept import KeptKind, foreign_veiled, kept_in, unveiled, veiled
from assistant_app.tasks.kept_back import restored
from assistant_app.tasks.kept_plan import hold, seal, unsealed


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_marked_part_is_found_and_nothing_else(language: str) -> None:
    for row in kept_rows(language):
        found = [each.text for each in kept_in(row.text) if each.kind is not KeptKind.TAG]
        assert found == list(row.kept), row.text


@pytest.mark.parametrize(
    "text",
    [
        "He and/or she pays 3/4 of it, at 12.5 km/h.",
        "It was founded on 24.12.2024 with 1.250.000 euros.",
        "Washington, D.C. is 5°C today — well, about.",
        "COVID-19 and the G20; a 50% rise (see page 3).",
        "他和/或她付四分之三，时速12.5公里。",
    ],
)
def test_what_only_looks_alike_is_left_to_the_model(text: str) -> None:
    assert kept_in(text) == ()


def test_a_full_stop_behind_an_address_belongs_to_the_sentence() -> None:
    found = [each.text for each in kept_in("See https://a.example/b_(c). (Or www.a.example/?)")]

    assert found == ["https://a.example/b_(c)", "www.a.example/"]


def test_the_model_reads_stand_ins_and_nothing_that_is_strewn_in() -> None:
    held = hold("请看a.pdf和 https://a.example 🎉，谢谢")

    assert held.read == "请看 VB1 和 VB2，谢谢"
    assert held.stand_ins == ("VB1", "VB2")


def test_stand_ins_that_the_text_has_itself_are_not_used() -> None:
    assert hold("VB1 is in a.pdf").read == "VB1 is in VB2"


def test_of_ten_stand_ins_none_begins_as_another() -> None:
    stand_ins = hold(" ".join(f"f{number}.pdf" for number in range(12))).stand_ins

    assert {len(each) for each in stand_ins} == {4}


def test_what_has_no_shape_is_not_read() -> None:
    assert hold("Go\u200bod mor\u00adning").read == "Good morning"


@pytest.mark.parametrize(
    ("said", "text", "n_misplaced"),
    [
        ("打开 VB1 和 VB2。", "打开 a.pdf 和 @anna。", 0),
        ("打开 VB1和VB2的。", "打开 a.pdf和 @anna 的。", 0),
        ("打开 VB1、VB1 和 VB2。", "打开 a.pdf、a.pdf 和 @anna。", 1),
        ("打开 VB1 和 VB2 VB3。", "打开 a.pdf 和 @anna。", 1),
        ("打开 VBBB1 和 vb2。", "打开 a.pdf 和 @anna。", 0),
    ],
)
def test_stand_ins_come_back_as_what_they_stand_for(said: str, text: str, n_misplaced: int) -> None:
    back = restored(hold("Open a.pdf and @anna."), Aligned(said))

    assert (back.text, back.n_misplaced) == (text, n_misplaced)


def test_what_the_model_lost_stands_where_its_neighbours_part() -> None:
    held = hold("Open a.pdf today.")
    links = (Link(0, 4, 0, 2, 0.9), Link(9, 14, 2, 4, 0.9))

    back = restored(held, Aligned("打开今天。", links))

    assert (back.text, back.n_misplaced) == ("打开 a.pdf 今天。", 1)


def test_emoji_stay_at_the_beginning_at_the_end_and_before_their_comma() -> None:
    held = hold("🚀 It rains ☔, we stay 🏠.")

    assert restored(held, Aligned("下雨，我们留下。")).text == "🚀 下雨 ☔，我们留下 🏠。"


def test_mark_up_that_would_part_a_stand_in_stands_beside_it() -> None:
    held = hold("See <b>a.txt</b> now.")
    links = (Link(6, 7, 0, 4, 1.0), Link(7, 8, 4, 6, 1.0))  # of VB1 the last letter alone

    assert restored(held, Aligned("看到 VB 1。", links)).text == "<b>看到 a.txt</b>。"


def test_mark_up_stands_around_what_stands_for_the_same_words() -> None:
    held = hold("Click <b>Save</b> now.")
    links = (Link(0, 5, 2, 4, 0.9), Link(6, 10, 4, 6, 0.9), Link(11, 14, 0, 2, 0.9))

    assert held.read == "Click Save now."
    assert restored(held, Aligned("现在单击保存。", links)).text == "现在单击<b>保存</b>。"


def test_links_are_those_of_the_whole_texts() -> None:
    text = "Open a.pdf now."
    held = hold(text)
    links = (Link(5, 8, 3, 6, 0.9), Link(9, 12, 0, 2, 0.9))

    back = restored(held, Aligned("现在 VB1", links))

    pairs = [
        (text[each.source_start : each.source_end], back.text[each.target_start : each.target_end])
        for each in back.links
    ]
    assert pairs == [("a.pdf", "a.pdf"), ("now", "现在")]


def test_a_veiled_part_is_kept_whatever_it_is() -> None:
    text = f"Run {veiled('do it all')} first"

    assert hold(text).read == "Run VB1 first"
    assert restored(hold(text), Aligned("先运行 VB1")).text == "先运行 do it all"
    assert len(text) == len(unveiled(text))


def test_words_of_a_third_script_are_veiled() -> None:
    text = "The word السلام عليكم is in https://a.example/?q=سلام."

    found = foreign_veiled(text, "en", "zh")

    assert unveiled(found) == text
    assert [each.text for each in kept_in(found)] == ["السلام عليكم", "https://a.example/?q=سلام"]


@pytest.mark.parametrize("part", ["QWxhZGRpbjpvcGVu", "a_", "a.", "_", "1."])
def test_a_long_key_is_read_in_no_time(part: str) -> None:
    key = part * (20_000 // len(part))
    begun = time.process_time()

    kept_in(key)
    mark_findings(key, key)

    # Every letter read to the key's end takes five times as long, and more where it is letters.
    assert time.process_time() - begun < 2


@settings(deadline=None)
@given(st.text(st.sampled_from("ab 中。.@#/:{}`<>%s1🎉h-_\n")))
def test_no_text_loses_anything_when_it_is_held(text: str) -> None:
    sealed, kept = seal(text)
    held = hold(text)

    assert unsealed(sealed, kept) == text
    assert held.text == text
    assert len(held.spots) in (0, len(held.read))
    back = restored(held, Aligned("无"))
    assert all(each.text in back.text for each in kept)


def test_a_link_of_a_blank_at_the_end_is_no_error() -> None:
    held = hold("见 a@b.cn ")
    said = Aligned(
        "See VB1", (Link(0, 1, 0, 3, 0.9), Link(len(held.read), len(held.read), 7, 7, 0.5))
    )

    assert restored(held, said).text == "See a@b.cn"
