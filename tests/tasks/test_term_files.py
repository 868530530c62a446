"""Glossaries and memories go into files and come back."""

from __future__ import annotations

from datetime import UTC, datetime

import fakes
import pytest

from assistant_app.cancel import CancelToken
from assistant_app.paths import Paths
from assistant_app.tasks.term_files import (
    ImportMemoryRequest,
    ImportMemoryTask,
    save_memory,
    save_terms,
    terms_in,
)
from assistant_app.terms.entries import MemoryPair, Term
from assistant_app.workbench import Workbench

TERMS = (
    Term("price list", "价目表", note="trade"),
    Term("Deskhand", None),
    Term("US, the", "美国", is_case_sensitive=True),
)
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def memory():
    bench = Workbench(Paths.default(), ())
    yield bench.memory
    bench.close()


@pytest.mark.parametrize("name", ["terms.csv", "terms.tsv", "terms.tbx"])
def test_terms_come_back_from_every_kind_of_file(tmp_path, name):
    path = tmp_path / name
    save_terms(path, TERMS, "en", "zh", "Own")
    found = terms_in(path, "en", "zh")
    assert [(each.source, each.target) for each in found] == [
        (each.source, each.target) for each in TERMS
    ]
    if name != "terms.tbx":  # which has no place for it
        assert found == TERMS


def pair(source, target):
    return MemoryPair("en", "zh", source, target, NOW, "edited")


def imported(memory, path):
    task = ImportMemoryTask(memory)
    return fakes.ran(task.run(ImportMemoryRequest(path, "en", "zh"), CancelToken()))


def test_a_memory_comes_back_from_tmx(memory, tmp_path):
    memory.add(pair("Good morning.", "早上好。"))
    memory.add(pair("A < B & “C”", "甲 < 乙"))
    path = tmp_path / "memory.tmx"
    save_memory(path, memory, "en", "zh")
    memory.clear("en", "zh")
    events, added = imported(memory, path)
    assert (added.n_added, added.n_known) == (2, 0)
    assert (events[-1].done, events[-1].total) == (2, 2)
    assert memory.exact("en", "zh", "A < B & “C”").target == "甲 < 乙"
    assert imported(memory, path)[1].n_known == 2


def test_a_memory_is_saved_as_a_table_too(memory, tmp_path):
    memory.add(pair("Good morning.", "早上好。"))
    path = tmp_path / "memory.tsv"
    save_memory(path, memory, "en", "zh")
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith("Good morning.\t早上好。\t")


def test_a_stop_keeps_what_was_added(memory, tmp_path):
    for number in range(1200):
        memory.add(pair(f"Number {number} is here.", f"{number} 在这里。"))
    path = tmp_path / "memory.tmx"
    save_memory(path, memory, "en", "zh")
    memory.clear("en", "zh")
    cancel = CancelToken()
    work = ImportMemoryTask(memory).run(ImportMemoryRequest(path, "en", "zh"), cancel)
    fakes.stopped(work, cancel, lambda event: event.done >= 500)
    assert memory.count("en", "zh") == 500
