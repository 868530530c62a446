"""Looks and fixed things find their places in a translation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_app.documents.blocks import Run
from assistant_app.inference.links import Link
from assistant_app.tasks.projection import Piece, projected

BOLD, LINK, NOTE = 1, 2, 7


def linked(source: str, target: str, *words: tuple[str, str], weight: float = 0.8) -> Piece:
    """The whole of ``source`` as a piece; ``words`` are pairs that were read off one another."""
    links = tuple(
        Link(
            source.index(one),
            source.index(one) + len(one),
            target.index(other),
            target.index(other) + len(other),
            weight,
        )
        for one, other in words
    )
    return Piece(0, len(source), target, links)


def spelled(runs: tuple[Run, ...]) -> str:
    """``plain *bold* _link_ [fixed]``."""
    signs = {0: "", BOLD: "*", LINK: "_"}
    return "".join(
        f"[{run.text}]" if run.is_fixed else f"{signs[run.mark]}{run.text}{signs[run.mark]}"
        for run in runs
    )


def test_bold_goes_to_the_words_that_were_read_off_bold_ones() -> None:
    runs = (Run("Please sign the "), Run("contract", BOLD), Run(" today."))
    piece = linked(
        "Please sign the contract today.",
        "请今天签合同。",
        ("Please", "请"),
        ("today", "今天"),
        ("sign", "签"),
        ("contract", "合同"),
    )

    assert spelled(projected(runs, [piece])) == "请今天签*合同*。"


def test_a_look_of_the_whole_sentence_stays_that() -> None:
    runs = (Run("All of it.", BOLD),)

    assert spelled(projected(runs, [Piece(0, 10, "全部。")])) == "*全部。*"


def test_what_stands_in_the_translation_as_it_was_needs_no_links() -> None:
    runs = (Run("Write to "), Run("Anna Berg", LINK), Run(" soon."))

    found = projected(runs, [Piece(0, 24, "尽快写信给Anna Berg。")])

    assert spelled(found) == "尽快写信给_Anna Berg_。"


def test_words_are_not_parted() -> None:
    runs = (Run("合同", BOLD), Run("已签。"))
    piece = linked(
        "合同已签。", "The contracts are signed.", ("合同", "contract"), ("已签", "signed")
    )

    assert spelled(projected(runs, [piece])) == "The *contracts* are signed."


def test_without_links_a_look_goes_to_its_share_of_the_text() -> None:
    runs = (Run("One two "), Run("three", BOLD), Run(" four."))

    found = projected(runs, [Piece(0, 19, "eins zwei drei vier.")])

    assert spelled(found) == "eins zwei *drei* vier."


def test_a_note_stands_behind_the_word_that_it_stood_behind() -> None:
    runs = (Run("The profit"), Run("", NOTE, is_fixed=True), Run(" fell."))
    piece = linked("The profit fell.", "利润下降了。", ("profit", "利润"), ("fell", "下降"))

    assert spelled(projected(runs, [piece])) == "利润[]下降了。"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("", "Two words.", "[]两个词。"), ("Two words.", "", "两个词。[]")],
)
def test_a_note_at_an_end_stays_there(before: str, after: str, expected: str) -> None:
    runs = (Run(before), Run("", NOTE, is_fixed=True), Run(after))

    assert spelled(projected(runs, [Piece(0, 10, "两个词。")])) == expected


def test_code_is_written_as_it_was_and_not_twice() -> None:
    runs = (Run("Call "), Run("save()", NOTE, is_fixed=True), Run(" first."))
    kept = linked("Call save() first.", "请先调用save()。", ("Call", "调用"), ("first", "先"))
    broken = linked(
        "Call save() first.",
        "请先调用保存。",
        ("Call", "调用"),
        ("first", "先"),
        ("save()", "保存"),
    )

    assert spelled(projected(runs, [kept])) == "请先调用[save()]。"
    assert spelled(projected(runs, [broken])) == "请先调用[save()]。"


def test_gaps_keep_their_looks_and_may_be_filled_otherwise() -> None:
    runs = (Run("One."), Run(" ", BOLD), Run("Two."))
    parts = [Piece(0, 4, "一。"), Piece(4, 5, "", is_copied=True), Piece(5, 9, "二。")]
    same = [Piece(0, 4, "一。"), Piece(4, 5, " ", is_copied=True), Piece(5, 9, "二。")]

    assert spelled(projected(runs, parts)) == "一。二。"
    assert spelled(projected(runs, same)) == "一。* *二。"


PIECE_TEXT = st.text("ab 中文.,", max_size=8)


@given(
    st.lists(
        st.tuples(st.text("xyz 好。", max_size=6), st.integers(0, 3), st.booleans()), max_size=6
    ),
    PIECE_TEXT,
    st.lists(st.tuples(*[st.integers(0, 20)] * 4), max_size=5),
    st.integers(0, 30),
)
def test_nothing_is_lost(
    given_runs: list[tuple[str, int, bool]],
    target: str,
    given_links: list[tuple[int, int, int, int]],
    cut: int,
) -> None:
    runs = tuple(
        Run(text, 10 + number if is_fixed else mark, is_fixed)
        for number, (text, mark, is_fixed) in enumerate(given_runs)
    )
    n = sum(len(run.text) for run in runs)
    links = tuple(
        Link(a, a + b, min(c, len(target)), min(c + d, len(target)), 0.5)
        for a, b, c, d in given_links
    )
    cut = min(cut, n)
    pieces = [Piece(0, cut, target, links), Piece(cut, n, target, links)]

    found = projected(runs, pieces)

    fixed = [run for run in found if run.is_fixed]
    assert sorted(run.mark for run in fixed) == sorted(run.mark for run in runs if run.is_fixed)
    letters = "".join(run.text for run in found if not run.is_fixed)
    if not fixed:
        assert letters == target * 2


@pytest.mark.parametrize(
    ("bold", "read_off", "expected"),
    [
        ("最后一页", "last page.", "Please sign there: *last page*."),
        ("这一页", "(this page)", "Please sign there (*this page*)."),
        ("这一页！", "this page.", "Please sign there: *this page.*"),
    ],
)
def test_signs_belong_to_the_sentence_where_the_source_has_none(bold, read_off, expected) -> None:
    runs = (Run("请在那里签字，那就是"), Run(bold, BOLD))
    source, target = "".join(run.text for run in runs), expected.replace("*", "")
    piece = linked(source, target, ("请在那里签字", "Please sign there"), (bold, read_off))

    assert spelled(projected(runs, [piece])) == expected


def test_a_sentence_of_much_bold_is_plain_where_it_was_plain() -> None:
    runs = (Run("在"), Run("最后一页", BOLD), Run("签字。"))
    piece = linked(
        "在最后一页签字。", "Sign on the last page.", ("签字", "Sign"), ("最后一页", "last page")
    )

    assert spelled(projected(runs, [piece])) == "Sign on the *last page*."
