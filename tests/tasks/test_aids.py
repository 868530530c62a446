"""The person's terms are read once for many translations, and anew after any change."""

from __future__ import annotations

from contextlib import closing

import pytest

from assistant_app.tasks.aids import OwnAids
from assistant_app.terms.entries import Glossary, Term
from assistant_app.terms.glossaries import GlossaryStore
from assistant_app.terms.stores import TermStores


@pytest.fixture
def stores(tmp_path):
    with closing(TermStores(tmp_path / "terms.db")) as stores:
        yield stores


class Counting(GlossaryStore):
    n_read = 0

    def active_terms(self, source, target):
        self.n_read += 1
        return super().active_terms(source, target)


@pytest.fixture
def glossaries(stores):
    return Counting(stores._file)


def targets(aids):
    index = aids.terms("en", "zh")
    return [match.term.target for match in index.matches("The price.")] if index else []


def test_terms_and_their_fingerprint_cost_one_reading(stores, glossaries):
    made = glossaries.add(Glossary("Own", "en", "zh"))
    assert made.id is not None
    glossaries.put(made.id, [Term("price", "价格")])
    aids = OwnAids(glossaries, stores.memory)
    for _ in range(3):
        assert aids.fingerprint("en", "zh")
        assert targets(aids) == ["价格"]
    assert glossaries.n_read == 1


def test_what_another_program_writes_is_seen(stores, glossaries, tmp_path):
    aids = OwnAids(glossaries, stores.memory)
    assert (targets(aids), aids.fingerprint("en", "zh")) == ([], "")
    with closing(TermStores(tmp_path / "terms.db")) as other:
        made = other.glossaries.add(Glossary("Own", "en", "zh"))
        assert made.id is not None
        other.glossaries.put(made.id, [Term("price", "价格")])
        assert targets(aids) == ["价格"]
        before = aids.fingerprint("en", "zh")
        other.glossaries.set_active(made.id, False)
    assert targets(aids) == []
    assert aids.fingerprint("en", "zh") != before


def test_the_terms_of_one_run_count_at_once(stores, glossaries):
    aids = OwnAids(glossaries, stores.memory)
    assert targets(aids) == []
    aids.of_this_run = (Term("price", "价钱"),)
    assert targets(aids) == ["价钱"]
