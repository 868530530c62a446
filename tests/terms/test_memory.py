"""The translation memory: confirmed pairs come back for the same sentence and for one like it."""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant_app.database.file import DatabaseFile
from assistant_app.terms.entries import MemoryPair, Source
from assistant_app.terms.memory import Added, MemoryStore

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def pair(
    source: str, target: str, origin: Source = "edited", languages: tuple[str, str] = ("en", "zh")
) -> MemoryPair:
    return MemoryPair(*languages, source, target, NOW, origin)


@pytest.fixture
def store(file: DatabaseFile) -> MemoryStore:
    return MemoryStore(file)


def test_looking_it_up_does_not_wait_for_slow_libraries() -> None:
    code = (
        "import sys, assistant_app.terms.memory, assistant_app.terms.glossaries;"
        "print([n for n in ('sqlite_utils', 'rapidfuzz', 'defusedxml') if n in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_the_same_sentence_comes_back_whatever_its_blanks(store: MemoryStore) -> None:
    added = store.add(pair("Close the  door.", "关上门。"))
    assert added.id is not None
    assert store.exact("en-GB", "zh_CN", " Close the\ndoor. ") == added
    assert store.exact("en", "zh", "Close the door") is None
    assert store.exact("en", "de", "Close the door.") is None
    assert store.exact("zh", "en", "关上门。") is None


def test_the_translation_confirmed_last_goes_first_and_imported_ones_behind(
    store: MemoryStore,
) -> None:
    store.add(replace(pair("Open", "打开"), created=NOW))
    store.add(replace(pair("Open", "开启", "accepted"), created=NOW + timedelta(days=1)))
    store.add(replace(pair("Open", "开", "imported"), created=NOW + timedelta(days=2)))
    found = store.exact("en", "zh", "Open")
    assert found is not None
    assert found.target == "开启"
    assert [each.target for each in store.find("en", "zh", "Open")] == ["开启", "打开", "开"]


def test_a_known_pair_is_kept_once_and_an_import_does_not_take_its_origin(
    store: MemoryStore,
) -> None:
    first = store.add(pair("Open", "打开", "accepted"))
    assert store.add(pair("Open", "打开", "edited")).id == first.id
    assert store.add_all([pair("Open", "打开", "imported")]) == Added(0, 1)
    found = store.exact("en", "zh", "Open")
    assert found is not None
    assert found.origin == "edited"
    assert store.count() == 1


def test_what_is_empty_is_counted_and_left_out(store: MemoryStore) -> None:
    assert store.add_all([pair(" ", "x"), pair("x", ""), pair("y", "z")]) == Added(1, 0, 2)


@pytest.mark.parametrize(
    ("known", "translation", "new", "expected"),
    [
        ("Page 3 of 10", "第3页，共10页", "Page 4 of 12", "第4页，共12页"),
        ("It costs 1,000.50 euros.", "Es kostet 1.000,50 Euro.", "It costs 2,500.75 euros.",
         "Es kostet 2.500,75 Euro."),
        ("From 2 to 5 pm", "下午2点到5点", "From 3 to 6 pm", "下午3点到6点"),
        ("See chapter 7.", "见第7章。", "See chapter 8.", "见第8章。"),
    ],
)  # fmt: skip
def test_other_numbers_are_put_in(
    store: MemoryStore, known: str, translation: str, new: str, expected: str
) -> None:
    store.add(pair(known, translation))
    (found,) = store.find("en", "zh", new)
    assert (found.target, found.percent, found.is_adapted) == (expected, 99, True)
    assert found.pair.target == translation


@pytest.mark.parametrize(
    ("known", "translation", "new"),
    [
        ("I have 2 cats.", "我有两只猫。", "I have 3 cats."),
        ("Level 5 of 5", "第5级，共5级", "Level 3 of 5"),
        ("7 days", "7天有7夜", "8 days"),
    ],
)
def test_numbers_that_have_no_clear_place_are_left(
    store: MemoryStore, known: str, translation: str, new: str
) -> None:
    store.add(pair(known, translation))
    (found,) = store.find("en", "zh", new, least_percent=60)
    assert (found.target, found.is_adapted) == (translation, False)
    assert found.percent < 99


def test_a_sentence_like_it_is_found_with_its_percent(store: MemoryStore) -> None:
    store.add(pair("The printer is out of paper.", "打印机缺纸。"))
    store.add(pair("The printer is out of ink.", "打印机缺墨。"))
    store.add(pair("Where is the station?", "车站在哪里？"))
    found = store.find("en", "zh", "This printer is out of paper.")
    assert [each.target for each in found] == ["打印机缺纸。", "打印机缺墨。"]
    assert found[0].percent == 93
    assert found[1].percent < 80


def test_chinese_sentences_are_found_too(store: MemoryStore) -> None:
    store.add(
        pair("请先关闭打印机，再打开盖板。", "Switch off the printer.", languages=("zh", "en"))
    )
    (found,) = store.find("zh", "en", "请先关闭扫描仪，再打开盖板。")
    assert found.target == "Switch off the printer."
    assert 70 <= found.percent < 90


def test_capitals_alone_are_not_the_same_sentence(store: MemoryStore) -> None:
    store.add(pair("Open File", "打开文件"))
    (found,) = store.find("en", "zh", "open file")
    assert found.percent == 99


def test_sentences_of_common_words_are_found_among_many(store: MemoryStore) -> None:
    subjects = [f"{a}{b}" for a, b in itertools.product("abcdefghijklmnopqrstuvwxyz", repeat=2)]
    store.add_all(
        pair(f"{subject} is not here {place}", f"{subject}{place}")
        for subject in subjects
        for place in ("now", "today", "again")
    )
    found = store.find("en", "zh", "is not here now", least_percent=75)
    assert found
    assert all(each.pair.source.endswith("is not here now") for each in found)


def test_removed_pairs_are_not_found_and_can_be_added_again(store: MemoryStore) -> None:
    one, two = store.add(pair("One red door", "一")), store.add(pair("Two red doors", "二"))
    assert one.id is not None
    assert store.remove([one.id, 99]) == (one,)
    assert [each.pair for each in store.find("en", "zh", "One red door", 60)] == [two]
    store.add(one)
    assert store.exact("en", "zh", "One red door") is not None


def test_counts_pages_and_clearing(store: MemoryStore) -> None:
    store.add_all(pair(f"word{n}", f"词{n}") for n in range(25))
    store.add(pair("Tür", "door", languages=("de", "en")))
    assert store.counts() == {("en", "zh"): 25, ("de", "en"): 1}
    assert (store.count(), store.count("en", "zh"), store.count(target_language="en")) == (
        26,
        25,
        1,
    )
    page = store.page("en", "zh", 10)
    assert [each.source for each in page] == [f"word{n}" for n in range(24, 14, -1)]
    assert store.page("en", "zh", 10, before=page[-1].id)[0].source == "word14"
    assert [each.source for each in store.page("en", "zh", text="词7")] == ["word7"]
    assert len(list(store.pairs("en", "zh"))) == 25
    assert store.clear("en", "zh") == 25
    assert store.counts() == {("de", "en"): 1}
    assert store.find("en", "zh", "word7") == ()
    assert store.find("de", "en", "Tür")


def test_a_time_without_zone_is_a_bug(store: MemoryStore) -> None:
    with pytest.raises(ValueError, match="zone"):
        store.add(replace(pair("a", "b"), created=datetime(2026, 1, 1)))  # noqa: DTZ001


@pytest.mark.parametrize("text", ["", "   ", "!!!", '"* OR a', "👍", "\ud800 half", "a" * 20_000])
def test_any_text_can_be_looked_up(store: MemoryStore, text: str) -> None:
    store.add(pair("An apple", "苹果"))
    store.add(pair("* OR a \ud800", "半"))
    assert isinstance(store.find("en", "zh", text), tuple)
    assert store.exact("en", "zh", text) is None


def test_a_pair_is_written_anew_in_its_place_and_found_by_its_new_words(
    store: MemoryStore,
) -> None:
    first = store.add(pair("The lamp is green.", "灯是绿的。"))
    second = store.add(pair("Close the door.", "关上门。"))
    changed = replace(first, source="The lantern is green.", document="a.docx")
    assert store.change(changed)
    assert store.page("en", "zh") == (second, changed)
    assert store.exact("en", "zh", "The lamp is green.") is None
    assert store.exact("en", "zh", "The lantern is green.") == changed
    assert [each.pair for each in store.find("en", "zh", "A lantern is green.")] == [changed]
    assert not store.change(replace(second, source=changed.source, target=changed.target))
    store.remove([second.id or 0])
    assert not store.change(second), "it is gone"


def test_sentences_with_several_translations_stand_together(store: MemoryStore) -> None:
    for source, target in (("b", "乙"), ("a", "甲"), ("B", "乙"), ("b", "二"), ("c", "丙")):
        store.add(pair(source, target))
    store.add(pair("a", "ä", languages=("en", "de")))
    assert [(each.source, each.target) for each in store.several("en", "zh")] == [
        ("b", "二"),
        ("b", "乙"),
    ]
    assert len(store.several("en", "zh", limit=1)) == 1


def test_a_document_is_searched_for_by_its_name(store: MemoryStore) -> None:
    kept = store.add(replace(pair("One.", "一。"), document="Contract 7.docx"))
    store.add(pair("Two.", "二。"))
    assert store.page("en", "zh", text="contract") == (kept,)
