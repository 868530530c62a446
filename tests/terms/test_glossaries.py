"""Glossaries: named, switched on and off, filled; what was not taken is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant_app.database.file import DatabaseFile
from assistant_app.errors import GlossaryNameTaken
from assistant_app.terms.entries import Glossary, Term
from assistant_app.terms.glossaries import GlossaryStore, Put, Reason, Skipped


@pytest.fixture
def store(file: DatabaseFile) -> GlossaryStore:
    return GlossaryStore(file)


def added(store: GlossaryStore, name: str = "mine", source: str = "en", target: str = "zh") -> int:
    id_ = store.add(Glossary(name, source, target)).id
    assert id_ is not None
    return id_


def test_a_glossary_and_its_terms_come_back(store: GlossaryStore) -> None:
    id_ = added(store, source="en-US")
    put = store.put(
        id_,
        [
            Term("printer", "打印机", note="device"),
            Term("Deskhand", None, is_case_sensitive=True),
            Term(" two  words ", " 两个 词 "),
        ],
    )
    assert put == Put(3, 0, ())
    assert store.glossaries() == [Glossary("mine", "en", "zh", n_terms=3, id=id_)]
    terms = {replace(term, id=None) for term in store.terms(id_)}
    assert terms == {
        Term("printer", "打印机", note="device"),
        Term("Deskhand", None, is_case_sensitive=True),
        Term("two words", "两个 词"),
    }


def test_duplicates_conflicts_and_gaps_are_told(store: GlossaryStore) -> None:
    id_ = added(store)
    store.put(id_, [Term("door", "门")])
    put = store.put(
        id_,
        [
            Term("Door", "门"),
            Term("door", "舱门"),
            Term("window", "窗"),
            Term("window", "窗户"),
            Term("", "空"),
            Term("hat", " "),
        ],
    )
    assert (put.n_added, put.n_replaced) == (1, 0)
    assert put.skipped == (
        Skipped("Door", Reason.KNOWN),
        Skipped("door", Reason.CONFLICT),
        Skipped("window", Reason.CONFLICT),
        Skipped("", Reason.NO_SOURCE),
        Skipped("hat", Reason.NO_TARGET),
    )


def test_conflicts_may_replace(store: GlossaryStore) -> None:
    id_ = added(store)
    store.put(id_, [Term("door", "门", note="old")])
    (before,) = store.terms(id_)
    assert store.put(id_, [Term("door", "舱门")], replaces=True) == Put(0, 1, ())
    assert store.terms(id_) == [replace(before, target="舱门", note="")]


def test_a_word_with_and_without_its_capitals_are_two_terms(store: GlossaryStore) -> None:
    id_ = added(store)
    put = store.put(id_, [Term("apple", "苹果"), Term("Apple", "苹果公司", is_case_sensitive=True)])
    assert put.n_added == 2


def test_a_translation_that_is_the_term_means_not_translated(store: GlossaryStore) -> None:
    id_ = added(store)
    store.put(id_, [Term("Deskhand", "Deskhand")])
    assert store.terms(id_)[0].target is None


def test_only_glossaries_that_are_on_and_of_the_direction_give_terms(store: GlossaryStore) -> None:
    one, two, other = added(store, "one"), added(store, "two"), added(store, "x", "en", "de")
    store.put(two, [Term("b", "乙")])
    store.put(one, [Term("a", "甲")])
    store.put(other, [Term("c", "C!")])
    assert [term.source for term in store.active_terms("en-GB", "zh-CN")] == ["a", "b"]
    store.set_active(one, False)
    assert [term.source for term in store.active_terms("en", "zh")] == ["b"]
    assert [each.is_active for each in store.glossaries("en", "zh")] == [False, True]


def test_a_name_is_taken_once_for_each_direction(store: GlossaryStore) -> None:
    id_ = added(store)
    other = added(store, "other")
    added(store, "mine", "zh", "en")
    with pytest.raises(GlossaryNameTaken):
        added(store)
    with pytest.raises(GlossaryNameTaken):
        store.rename(other, " mine ")
    store.rename(id_, "mine")
    store.rename(other, "new")
    assert [each.name for each in store.glossaries("en", "zh")] == ["mine", "new"]


def test_changing_and_removing(store: GlossaryStore) -> None:
    id_ = added(store)
    store.put(id_, [Term("a", "甲"), Term("b", "乙")])
    first, second = store.terms(id_)
    assert store.change(replace(first, target="一"))
    assert not store.change(replace(second, source="A"))
    assert [term.target for term in store.terms(id_)] == ["一", "乙"]
    assert first.id is not None
    store.remove_terms([first.id, 999])
    assert [term.source for term in store.terms(id_)] == ["b"]
    store.remove(id_)
    assert store.glossaries() == []
    assert store.terms(id_) == []
