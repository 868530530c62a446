"""Stand-ins for terms: put in, brought back, and told when the model lost them."""

from __future__ import annotations

import pytest

from assistant_app.tasks.terms_plan import Masked, mask
from assistant_app.terms.entries import Term
from assistant_app.terms.matching import TermIndex

TERMS = (Term("door", "舱门"), Term("Deskhand", None), Term("window", "舷窗"))


def masked(text: str) -> Masked:
    return mask(text, TermIndex(TERMS, "en").matches(text))


def test_each_term_gets_a_stand_in_and_comes_back() -> None:
    plan = masked("Deskhand closes the door.")
    assert plan.text == "{1} closes the {2}."
    assert plan.restore("{1} 关闭{2}。") == ("Deskhand 关闭舱门。", ())


def test_the_order_of_the_translation_counts() -> None:
    assert masked("a door and a window").restore("{2}和{1}") == ("舷窗和舱门", ())


def test_a_lost_stand_in_is_told() -> None:
    plan = masked("The door and the window.")
    text, missed = plan.restore("{1}和窗户。")
    assert text == "舱门和窗户。"
    assert [match.text for match in missed] == ["window"]


def test_a_doubled_stand_in_is_told() -> None:
    text, missed = masked("The door.").restore("{1}{1}。")
    assert text == "舱门舱门。"
    assert len(missed) == 1


@pytest.mark.parametrize("written", ["{1}", "{ 1 }", "｛1｝", "{1 }"])
def test_blanks_and_wide_brackets_do_not_matter(written: str) -> None:
    assert masked("The door.").restore(f"关{written}。") == ("关舱门。", ())


def test_ten_stand_ins_are_not_taken_for_one() -> None:
    plan = masked(" ".join(["door"] * 11))
    text, missed = plan.restore("{11} {10} {1}")
    assert text == "舱门 舱门 舱门"
    assert len(missed) == 8


def test_signs_that_the_text_has_itself_are_not_used() -> None:
    plan = masked("Put {1} behind the door.")
    assert plan.text == "Put {1} behind the {2}."
    assert plan.restore("把{1}放在{2}后面。") == ("把{1}放在舱门后面。", ())


def test_words_are_kept_apart() -> None:
    index = TermIndex([Term("门", "door")], "zh")
    plan = mask("打开门吧。", index.matches("打开门吧。"))
    assert plan.text == "打开 {1} 吧。"
    assert plan.restore("Open{1}now.") == ("Open door now.", ())
    assert plan.restore("Open the {1}.") == ("Open the door.", ())
    assert plan.restore("({1})") == ("(door)", ())


def test_a_sentence_without_terms_stays() -> None:
    plan = mask("Nothing.", ())
    assert plan.text == "Nothing."
    assert plan.restore("没有。") == ("没有。", ())
