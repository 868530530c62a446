"""The history as its users see it: stored, paged, found, removed, brought back."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from history_entries import MOMENT, entry

from assistant_app.history.entry import PANELS, Entry
from assistant_app.history.store import HistoryStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[HistoryStore]:
    store = HistoryStore(path)
    yield store
    store.close()


def ids(entries: list[Entry] | tuple[Entry, ...]) -> list[int | None]:
    return [each.id for each in entries]


def test_nothing_is_opened_before_the_first_call(path: Path) -> None:
    store = HistoryStore(path)
    assert store.notice is None
    assert not path.parent.exists()
    store.close()
    assert not path.parent.exists()


def test_a_window_that_does_not_touch_the_history_does_not_wait_for_sqlite_utils() -> None:
    code = (
        "import sys; from pathlib import Path; from assistant_app.history.store import *;"
        "HistoryStore(Path('x')); print('sqlite_utils' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_an_entry_comes_back_as_it_was_after_a_restart(path: Path, store: HistoryStore) -> None:
    added = store.add(entry())
    assert added == replace(entry(), id=added.id)
    store.close()
    again = HistoryStore(path)
    assert again.get(added.id or 0) == added
    assert again.notice is None
    again.close()


@pytest.mark.parametrize(
    "text", ["", "nul \0 inside", "👍🏽 𠀀", "line\r\nend\r", "a" * 3_000_000, "'; DROP TABLE x"]
)
def test_any_text_comes_back(store: HistoryStore, text: str) -> None:
    added = store.add(replace(entry(text, text), detail={"text": text}))
    assert store.get(added.id or 0) == added


def test_a_file_name_that_is_no_text_is_stored_readably(store: HistoryStore) -> None:
    name = "caf\udce9.jpg"
    added = store.add(replace(entry(name, "cat", "images"), detail={"paths": [name]}))
    found = store.get(added.id or 0)
    assert found is not None
    assert found.input == "caf?.jpg"
    assert found.detail == {"paths": [name]}


def test_times_are_kept_in_utc(store: HistoryStore) -> None:
    local = MOMENT.astimezone(timezone(timedelta(hours=8)))
    added = store.add(replace(entry(), created=local))
    found = store.get(added.id or 0)
    assert found is not None
    assert found.created == MOMENT
    assert found.created.utcoffset() == timedelta(0)


def test_a_time_without_zone_is_a_bug(store: HistoryStore) -> None:
    with pytest.raises(ValueError, match="zone"):
        store.add(replace(entry(), created=datetime(2026, 1, 1)))  # noqa: DTZ001
    assert store.count() == 0


def test_an_unknown_id_is_none(store: HistoryStore) -> None:
    assert store.get(7) is None


def test_pages_follow_each_other_newest_first_without_gaps(store: HistoryStore) -> None:
    store.add_all(entry(f"text {n}") for n in range(25))
    seen: list[str] = []
    cursor = None
    sizes = []
    while True:
        page = store.page(10, cursor)
        sizes.append(len(page.entries))
        seen += [each.input for each in page.entries]
        if page.next is None:
            break
        cursor = page.next
        store.add(entry("meanwhile"))
    assert sizes == [10, 10, 5]
    assert seen == [f"text {n}" for n in reversed(range(25))]


def test_the_last_full_page_has_no_next(store: HistoryStore) -> None:
    store.add_all(entry(str(n)) for n in range(4))
    assert store.page(4).next is None
    assert store.page(3).next is not None


def test_pages_and_counts_by_panel_and_pin(store: HistoryStore) -> None:
    store.add_all(entry(str(n), panel=PANELS[n % 4], is_pinned=n % 3 == 0) for n in range(12))
    assert [each.input for each in store.page(panel="write").entries] == ["8", "4", "0"]
    assert [each.input for each in store.page(is_pinned=True).entries] == ["9", "6", "3", "0"]
    assert [each.input for each in store.page(panel="write", is_pinned=True).entries] == ["0"]
    assert [each.input for each in store.page(panel="write", is_pinned=False).entries] == ["8", "4"]
    assert store.count() == 12
    assert store.count("images") == 3


def test_all_entries_are_read_over_batches(store: HistoryStore) -> None:
    store.add_all(entry(str(n), panel=PANELS[n % 2]) for n in range(450))
    assert [each.input for each in store.entries()] == [str(n) for n in reversed(range(450))]
    assert len(list(store.entries("summarise"))) == 225


def test_pinning(store: HistoryStore) -> None:
    added = store.add(entry())
    assert added.id is not None
    store.set_pinned(added.id, True)
    assert store.get(added.id) == replace(added, is_pinned=True)
    store.set_pinned(added.id, False)
    assert store.get(added.id) == added
    store.set_pinned(999, True)
    assert store.count() == 1


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("translate", True),
        ("transl", True),
        ("TRANSLATED sent", True),
        ("sentence the", True),
        ("ranslate", False),
        ("cafe", True),
        ("CAFÉ", True),
        ("don't", True),
        ("don t", True),
        ("gpu加速", True),
        ("ＧＰＵ", True),
        ("翻", True),
        ("翻译", True),
        ("器", True),
        ("翻译 机器", True),
        ("机器翻译", True),
        ("译机器", False),
        ("器机", False),
        ("龘", False),
        ("translate 龘", False),
        ("translate 翻译", True),
        ("*", False),
        ("👍", True),
        ("images", False),
        ("", True),
    ],
)
def test_what_is_found(store: HistoryStore, typed: str, is_found: bool) -> None:
    store.add(entry("Translated: the sentence at the café, don't", "GPU加速。机器翻译 👍"))
    assert bool(store.search(typed)) == is_found
    assert bool(store.search(typed, panel="translate")) == is_found
    assert not store.search(typed, panel="images")


def test_every_part_of_a_chinese_text_is_found(store: HistoryStore) -> None:
    text = "今天下午我们在会议室讨论下个季度的计划"
    store.add(entry(text))
    store.add(entry("另外一件事", "好吧"))
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            assert ids(store.search(text[start:end])) == [1], text[start:end]


def test_nothing_typed_can_break_the_search(store: HistoryStore) -> None:
    store.add(entry())
    chance = random.Random(3)
    signs = "\"'()*^:-+{}[]\\/;,.%_ \0\n\tANDORNOTNEAR a你é👍\udc80input:panel"
    for _ in range(500):
        store.search("".join(chance.choices(signs, k=chance.randint(1, 12))))
    assert store.notice is None
    assert store.count() == 1


def test_found_entries_come_newest_first_in_slices(store: HistoryStore) -> None:
    store.add_all(entry(f"report {n}", panel=PANELS[n % 2]) for n in range(10))
    assert ids(store.search("report", limit=3)) == [10, 9, 8]
    assert ids(store.search("report", limit=3, offset=3)) == [7, 6, 5]
    assert ids(store.search("report", "write", limit=2, offset=1)) == [7, 5]
    assert ids(store.search("", limit=2, offset=1)) == [9, 8]


def test_searching_among_pinned_entries(store: HistoryStore) -> None:
    store.add_all(entry("report", is_pinned=n == 1) for n in range(3))
    assert ids(store.search("report", is_pinned=True)) == [2]
    assert ids(store.search("report", is_pinned=False)) == [3, 1]
    assert ids(store.search("", is_pinned=True)) == [2]


def test_removed_entries_are_gone_and_not_found(store: HistoryStore) -> None:
    store.add_all(entry(f"report {n}") for n in range(4))
    removed = store.remove([2, 3, 99])
    assert ids(removed.entries) == [2, 3]
    assert ids(store.page().entries) == [4, 1]
    assert ids(store.search("report")) == [4, 1]


def test_undo_brings_them_back_to_their_places(store: HistoryStore) -> None:
    store.add_all(entry(f"report {n}", is_pinned=n == 1) for n in range(4))
    before = store.page()
    removed = store.remove([2, 4])
    newer = store.add(entry("report newer"))
    assert newer.id == 5
    store.restore(removed)
    assert store.page().entries == (newer, *before.entries)
    assert ids(store.search("report")) == [5, 4, 3, 2, 1]
    store.restore(removed)
    assert store.count() == 5


def test_the_id_of_a_removed_entry_is_not_given_again(store: HistoryStore) -> None:
    store.add(entry("one"))
    removed = store.remove([1])
    assert store.add(entry("two")).id == 2
    store.restore(removed)
    assert ids(store.page().entries) == [2, 1]


def test_removing_more_ids_than_a_statement_takes(store: HistoryStore) -> None:
    store.add(entry())
    assert ids(store.remove(range(300_000)).entries) == [1]


def test_adding_many_is_all_or_nothing(store: HistoryStore) -> None:
    def broken() -> Iterator[Entry]:
        yield entry()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.add_all(broken())
    assert store.count() == 0
    assert not store.search("hello")


def test_deleting_all_shrinks_the_file_and_keeps_no_trace(path: Path, store: HistoryStore) -> None:
    chance = random.Random(5)
    store.add_all(
        entry(f"secretword {chance.getrandbits(4000):x}", "秘密", is_pinned=n == 0)
        for n in range(2000)
    )
    size = sum(each.stat().st_size for each in path.parent.iterdir())
    assert size > 4_000_000
    assert store.clear()
    for each in path.parent.iterdir():
        assert b"secretword" not in each.read_bytes()
        assert "秘密".encode() not in each.read_bytes()
    assert sum(each.stat().st_size for each in path.parent.iterdir()) < 100_000
    assert store.count() == 0
    assert not store.search("secretword")
    added = store.add(entry("afterwards"))
    assert store.search("afterwards") == [added]


def test_one_removed_entry_leaves_no_text_in_the_table(path: Path, store: HistoryStore) -> None:
    store.add(entry("Xyzzy-Plugh"))
    store.remove([1])
    store.close()
    assert b"Xyzzy-Plugh" not in path.read_bytes()
