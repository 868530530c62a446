"""Words of both languages, found in the dictionary that ships."""

from __future__ import annotations

import pytest

from assistant_app.terms.base_forms import base_forms
from assistant_app.terms.dictionary import Dictionary
from assistant_app.terms.dictionary_file import DictionaryFile
from assistant_app.terms.pinyin import with_tone_marks

LINES = """# CC-CEDICT, /table/ in a remark
#! entries=3
厨房 厨房 [chu2 fang2] /kitchen/CL:間|间[jian1]/
桌子 桌子 [zhuo1 zi5] /table; desk/(old) bench/
無 无 [wu2] /without; not to have/variant of 毋[wu2]/"""


@pytest.fixture(scope="module")
def shipped() -> Dictionary:
    return Dictionary()


@pytest.fixture
def small() -> Dictionary:
    return Dictionary(lambda: DictionaryFile(LINES.encode()))


def words(dictionary: Dictionary, text: str) -> dict[str, list[str]]:
    return {
        each.text: [entry.simplified for entry in each.entries] for each in dictionary.look_up(text)
    }


@pytest.mark.parametrize("written", ["厨房", "廚房"])
def test_a_chinese_word_is_found_however_it_is_written(shipped: Dictionary, written: str) -> None:
    ((entry,),) = [each.entries for each in shipped.look_up(written)]
    assert (entry.simplified, entry.traditional, entry.pinyin) == ("厨房", "廚房", "chú fáng")
    assert [sense.text for sense in entry.senses] == ["kitchen", "measure word: 间 (jiān)"]
    assert [sense.is_remark for sense in entry.senses] == [False, True]
    assert entry.senses[0].glosses == ("kitchen",)


def test_words_that_are_written_alike_are_all_found(shipped: Dictionary) -> None:
    (found,) = shipped.look_up("行")
    assert {"háng", "xíng"} <= {entry.pinyin for entry in found.entries}


def test_a_chinese_phrase_is_divided_into_its_longest_words(shipped: Dictionary) -> None:
    assert list(words(shipped, "请在周五前寄出合同。")) == [
        "请",
        "在",
        "周五",
        "前",
        "寄出",
        "合同",
    ]


def test_the_word_around_a_character_is_known(shipped: Dictionary) -> None:
    text = "Hi, 请在周五前寄出合同。"
    start, end = shipped.word_at(text, text.index("五"))
    assert text[start:end] == "周五"
    assert shipped.word_at(text, 0) == (0, 1)
    assert shipped.word_at(text, len(text) - 1) == (len(text) - 1, len(text))


def test_an_english_word_gives_what_is_in_use_first(shipped: Dictionary) -> None:
    assert words(shipped, "Kitchen")["Kitchen"][0] == "厨房"
    assert words(shipped, "contract")["contract"][0] == "合同"
    assert words(shipped, "price")["price"][0] == "价格"


def test_what_means_the_word_stands_before_what_only_has_it(shipped: Dictionary) -> None:
    found = words(shipped, "kitchen")["kitchen"]
    assert found.index("庖") < found.index("洗碗池")


@pytest.mark.parametrize(
    ("form", "word"),
    [("contracts", "合同"), ("bought", "买"), ("stories", "故事"), ("children", "孩子")],
)
def test_other_forms_lead_to_the_word(shipped: Dictionary, form: str, word: str) -> None:
    assert word in words(shipped, form)[form]


def test_of_an_english_phrase_that_is_no_entry_the_parts_are_found(shipped: Dictionary) -> None:
    found = words(shipped, "the soft drink on the kitchen table")
    assert list(found) == ["soft drink", "kitchen", "table"]
    assert "软饮料" in found["soft drink"]


def test_nothing_is_made_up(shipped: Dictionary) -> None:
    for text in ("", "   ", "qwertzuiop", "。。。", "\n", "\ud800", "龘" * 40 + "x"):
        assert all(each.text and each.entries for each in shipped.look_up(text))
    assert shipped.look_up("qwertzuiop") == shipped.look_up(" ") == ()


def test_the_limit_holds(shipped: Dictionary) -> None:
    (found,) = shipped.look_up("good", limit=3)
    assert len(found.entries) == 3


def test_which_languages_it_is_for() -> None:
    assert Dictionary.knows("en", "zh")
    assert Dictionary.knows("zh-Hant", "en_GB")
    assert not Dictionary.knows("en", "de")
    assert not Dictionary.knows("zh", "zh")


def test_remarks_of_the_file_and_its_last_line_are_read_right(small: Dictionary) -> None:
    assert words(small, "table") == {"table": ["桌子"]}
    assert words(small, "CEDICT") == {}
    assert words(small, "毋") == {}
    assert words(small, "无") == words(small, "無") | {} or list(words(small, "無").values()) == [
        ["无"]
    ]
    (found,) = small.look_up("without")
    assert [sense.text for sense in found.entries[0].senses][1] == "variant of 毋 (wú)"


def test_a_word_of_a_remark_is_no_translation(small: Dictionary) -> None:
    assert words(small, "variant") == {}
    assert words(small, "bench") == {"bench": ["桌子"]}


def test_it_is_read_at_the_first_question_and_once() -> None:
    read = []

    def reading() -> DictionaryFile:
        read.append(1)
        return DictionaryFile(LINES.encode())

    dictionary = Dictionary(reading)
    assert read == []
    dictionary.look_up("table")
    dictionary.look_up("desk")
    assert read == [1]


@pytest.mark.parametrize(
    ("numbered", "marked"),
    [
        ("chu2 fang2", "chú fáng"),
        ("lu:4 se4", "lǜ sè"),
        ("Xi1 an1", "Xī ān"),
        ("guo2", "guó"),
        ("gui4", "guì"),
        ("liu2", "liú"),
        ("hou4", "hòu"),
        ("zhuo1 zi5", "zhuō zi"),
        ("m2", "ḿ"),
        ("r5", "r"),
        ("K fang2", "K fáng"),
        ("A1 , B4 · 3", "Ā , B · 3"),
    ],
)
def test_tones_become_marks(numbered: str, marked: str) -> None:
    assert with_tone_marks(numbered) == marked


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("prices", "price"), ("boxes", "box"), ("stories", "story"), ("stopped", "stop"),
        ("running", "run"), ("making", "make"), ("larger", "large"), ("happiest", "happy"),
        ("went", "go"), ("feet", "foot"), ("quickly", "quick"), ("happily", "happy"),
    ],
)  # fmt: skip
def test_base_forms(form: str, base: str) -> None:
    assert base in list(base_forms(form))
    assert form not in list(base_forms(form))


def test_a_base_form_has_no_further_ones_made_up() -> None:
    assert list(base_forms("glass")) == []
    assert list(base_forms("bus")) == []
    assert "on" not in list(base_forms("ones"))
