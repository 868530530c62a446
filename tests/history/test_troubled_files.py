"""A history file that is locked, read-only, damaged, newer, replaced or on a full disk."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import surroundings
from history_entries import beside, entry, version_of

from assistant_app.errors import (
    DiskFull,
    FileUnreadable,
    HistoryLocked,
    HistoryNewer,
    HistoryReadOnly,
    HistorySetAside,
)
from assistant_app.history.migrations import STEPS
from assistant_app.history.store import HistoryStore

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and open files")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def filled(path: Path, count: int = 3) -> None:
    with closing(HistoryStore(path)) as store:
        store.add_all(entry(f"report {n} " + "text " * 100) for n in range(count))


@pytest.fixture
def opened() -> Iterator[Callable[..., HistoryStore]]:
    """Stores that are closed when the test ends."""
    stores: list[HistoryStore] = []

    def open_store(path: Path, timeout_s: float = 2.0) -> HistoryStore:
        stores.append(HistoryStore(path, timeout_s))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


Open = Callable[..., HistoryStore]


# --- locked -------------------------------------------------------------------------------------


def test_while_another_program_writes_reading_goes_on_and_writing_waits_its_time(
    path: Path, opened: Open
) -> None:
    filled(path)
    store = opened(path, timeout_s=0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert store.count() == 3
        start = time.monotonic()
        with pytest.raises(HistoryLocked) as caught:
            store.add(entry())
        assert 0.1 <= time.monotonic() - start < 1.5
        assert caught.value.path == path
        other.execute("ROLLBACK")
    store.add(entry())
    assert store.count() == 4
    assert store.notice is None


def test_a_file_held_by_another_program_alone_is_locked_and_later_works(
    path: Path, opened: Open
) -> None:
    filled(path)
    store = opened(path, timeout_s=0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("CREATE TABLE theirs (a)")
        for call in (store.count, store.page, store.clear, lambda: store.search("report")):
            start = time.monotonic()
            with pytest.raises(HistoryLocked):
                call()
            assert time.monotonic() - start < 1.5
        other.execute("ROLLBACK")
    assert store.count() == 3


def test_a_new_file_that_another_program_is_making_is_locked(path: Path, opened: Open) -> None:
    store = opened(path, timeout_s=0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        start = time.monotonic()
        with pytest.raises(HistoryLocked):
            store.add(entry())
        assert time.monotonic() - start < 1.5
        other.execute("ROLLBACK")
    assert store.add(entry()).id == 1


def test_turning_the_log_on_waits_for_a_program_that_writes(
    path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE theirs (a)")
        other.execute("BEGIN IMMEDIATE")
        # SQLite itself does not wait here, so the pause is where the other program ends.
        monkeypatch.setattr(time, "sleep", lambda _: other.execute("ROLLBACK"))
        assert opened(path).add(entry()).id == 1
        assert beside(path, "-wal").exists()


# --- read-only ----------------------------------------------------------------------------------


def assert_readable_only(store: HistoryStore, count: int) -> None:
    assert store.count() == count
    assert len(store.search("report")) == count
    assert isinstance(store.notice, HistoryReadOnly)
    for change in (
        lambda: store.add(entry()),
        lambda: store.set_pinned(1, True),
        lambda: store.remove([1]),
        lambda: store.clear(),
    ):
        with pytest.raises(HistoryReadOnly):
            change()
    assert store.count() == count


@posix
def test_a_read_only_file_is_shown_and_not_written() -> None:
    with surroundings.ordinary_person() as folder:
        path = folder / "history.sqlite"
        filled(path)
        path.chmod(0o444)
        before = path.read_bytes()
        with closing(HistoryStore(path)) as store:
            assert_readable_only(store, 3)
        assert path.read_bytes() == before


@posix
def test_a_file_that_may_be_written_again_is_written_without_a_restart() -> None:
    with surroundings.ordinary_person() as folder:
        path = folder / "history.sqlite"
        filled(path)
        path.chmod(0o444)
        with closing(HistoryStore(path)) as store:
            count = store.count()
            assert isinstance(store.notice, HistoryReadOnly)
            path.chmod(0o644)
            store.add(entry())
            assert store.count() == count + 1
            assert store.notice is None


@posix
def test_what_sqlite_left_beside_a_read_only_file_does_not_keep_it_so() -> None:
    with surroundings.ordinary_person() as folder:
        path = folder / "history.sqlite"
        filled(path)
        path.chmod(0o444)
        with closing(HistoryStore(path)) as store:
            count = store.count()
        path.chmod(0o644)
        with closing(HistoryStore(path)) as store:
            store.add(entry())
            assert store.count() == count + 1


@posix
def test_a_read_only_folder_is_shown_and_not_written() -> None:
    with surroundings.ordinary_person() as folder:
        path = folder / "history.sqlite"
        filled(path)
        path.chmod(0o444)
        folder.chmod(0o555)
        with closing(HistoryStore(path)) as store:
            assert_readable_only(store, 3)
        assert os.listdir(folder) == [path.name]


@posix
def test_a_read_only_folder_with_an_unfinished_log_is_not_guessed_at(opened: Open) -> None:
    with surroundings.ordinary_person() as folder:
        path = folder / "work" / "history.sqlite"
        filled(path)
        store = opened(path)
        store.add(entry("only in the log"))
        copy = folder / "copy"
        copy.mkdir()
        for name in (path, beside(path, "-wal")):
            shutil.copyfile(name, copy / name.name)
        store.close()
        copy.chmod(0o555)
        with pytest.raises(HistoryReadOnly):
            opened(copy / path.name).count()
        copy.chmod(0o755)
        assert opened(copy / path.name).count() == 4


@posix
def test_a_folder_in_which_nothing_may_be_made() -> None:
    with surroundings.ordinary_person() as folder:
        folder.chmod(0o555)
        for path in (folder / "history.sqlite", folder / "deeper" / "history.sqlite"):
            store = HistoryStore(path)
            with pytest.raises(HistoryReadOnly):
                store.add(entry())
            with pytest.raises(HistoryReadOnly):
                store.page()
        assert os.listdir(folder) == []


@posix
def test_a_read_only_file_of_an_older_version_is_left_alone() -> None:
    with surroundings.ordinary_person() as folder:
        path = folder / "history.sqlite"
        path.touch()
        path.chmod(0o444)
        with closing(HistoryStore(path)) as store, pytest.raises(HistoryReadOnly):
            store.count()


def test_a_folder_in_place_of_the_file(path: Path, opened: Open) -> None:
    path.mkdir()
    with pytest.raises(FileUnreadable):
        opened(path).count()
    assert path.is_dir()


# --- damaged ------------------------------------------------------------------------------------


def assert_set_aside(store: HistoryStore, path: Path, content: bytes) -> None:
    told = store.notice
    assert isinstance(told, HistorySetAside)
    assert told.path == path
    assert told.kept.parent == path.parent
    assert told.kept.read_bytes() == content


@pytest.mark.parametrize("content", [b"This was a history once.\n" * 500, b"\0" * 8192])
def test_a_file_that_is_no_database_is_kept_aside(path: Path, opened: Open, content: bytes) -> None:
    path.write_bytes(content)
    store = opened(path)
    added = store.add(entry())
    assert store.page().entries == (added,)
    assert_set_aside(store, path, content)


def test_a_damaged_header_is_kept_aside(path: Path, opened: Open) -> None:
    filled(path)
    content = random.Random(1).randbytes(100) + path.read_bytes()[100:]
    path.write_bytes(content)
    store = opened(path)
    assert store.count() == 0
    assert_set_aside(store, path, content)
    store.add(entry())
    assert opened(path).count() == 1


def damaged_in_the_middle(path: Path) -> bytes:
    """Everything but the first pages overwritten: opening succeeds, reading does not."""
    filled(path, count=500)
    content = path.read_bytes()
    start, end = 4 * 4096, len(content) - 4096
    content = content[:start] + random.Random(1).randbytes(end - start) + content[end:]
    path.write_bytes(content)
    return content


@pytest.mark.parametrize(
    "call",
    [
        lambda store: list(store.entries()),
        lambda store: store.search("report"),
        lambda store: store.add(entry("new", "text")),
        lambda store: store.remove([250]),
        lambda store: store.clear(),
    ],
    ids=["entries", "search", "add", "remove", "clear"],
)
def test_damage_in_the_middle_is_kept_aside_when_it_shows(
    path: Path, opened: Open, call: Callable[[HistoryStore], object]
) -> None:
    content = damaged_in_the_middle(path)
    store = opened(path)
    call(store)
    assert_set_aside(store, path, content)
    assert store.count() <= 1
    added = store.add(entry("afterwards"))
    assert store.search("afterwards") == [added]


def test_a_file_cut_short_is_kept_aside(path: Path, opened: Open) -> None:
    filled(path, count=500)
    content = path.read_bytes()[: 3 * 4096]
    path.write_bytes(content)
    store = opened(path)
    assert list(store.entries()) == []
    assert_set_aside(store, path, content)


@pytest.mark.parametrize("where", ["id = 10", "1"])
def test_a_damaged_index_is_built_anew_and_no_entry_is_lost(
    path: Path, opened: Open, where: str
) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as other:
        other.create_function("broken", 1, lambda block: block[: len(block) // 2])
        other.execute(f"UPDATE entries_words_data SET block = broken(block) WHERE {where}")
        other.commit()
    store = opened(path)
    assert [each.id for each in store.search("report")] == [3, 2, 1]
    assert store.notice is None
    store.add(entry("report"))
    assert [each.id for each in store.search("report")] == [4, 3, 2, 1]
    assert os.listdir(path.parent).count(path.name) == 1


@posix
def test_a_second_window_follows_to_the_new_file_and_leaves_it_whole(
    path: Path, opened: Open
) -> None:
    filled(path)
    one, two = opened(path), opened(path)
    assert one.count() == two.count() == 3
    damaged = b"no history at all" * 500
    path.unlink()
    path.write_bytes(damaged)
    first = one.add(entry("first window"))
    second = two.add(entry("second window"))
    assert (first.id, second.id) == (1, 2)
    assert one.page() == two.page()
    assert_set_aside(one, path, damaged)
    assert two.notice is None


@posix
def test_a_file_that_the_person_moved_away_is_begun_anew(path: Path, opened: Open) -> None:
    store = opened(path)
    store.add(entry())
    path.rename(path.with_name("backup.sqlite"))
    assert store.add(entry("after")).id == 1
    assert store.count() == 1
    assert path.exists()


# --- newer --------------------------------------------------------------------------------------


def test_a_newer_file_is_refused_and_not_touched(path: Path, opened: Open) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    before = path.read_bytes()
    store = opened(path)
    for call in (store.count, store.page, store.clear, lambda: store.add(entry())):
        with pytest.raises(HistoryNewer) as caught:
            call()
        assert (caught.value.found, caught.value.known) == (len(STEPS) + 1, len(STEPS))
    assert isinstance(store.notice, HistoryNewer)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]
    assert version_of(path) == len(STEPS) + 1


# --- full disk ----------------------------------------------------------------------------------


def fill(store: HistoryStore) -> None:
    for _ in range(2000):
        store.add(entry(random.Random(1).randbytes(500).hex()))


def test_a_full_disk_loses_only_the_entry_that_did_not_fit(tmp_path: Path) -> None:
    with surroundings.small_disk(tmp_path / "disk", size_kib=512) as folder:
        ballast = folder / "ballast"
        ballast.write_bytes(b"x" * 100_000)
        path = folder / "history.sqlite"
        with closing(HistoryStore(path)) as store:
            with pytest.raises(DiskFull) as caught:
                fill(store)
            assert caught.value.path == path
            count = store.count()
            assert count == len(list(store.entries())) > 0
            ballast.unlink()
            store.add(entry("there is room again"))
            assert store.count() == count + 1
            assert store.notice is None


def test_a_file_that_may_not_grow_says_that_the_disk_is_full(path: Path, opened: Open) -> None:
    store = opened(path)
    store.add(entry())
    store._file.read(lambda database: database.execute("PRAGMA max_page_count = 40").fetchall())
    with pytest.raises(DiskFull):
        fill(store)
    assert store.count() == len(list(store.entries()))


# --- two processes ------------------------------------------------------------------------------

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from assistant_app.history.entry import Entry
from assistant_app.history.store import HistoryStore
import sqlite_utils
store = HistoryStore(Path(sys.argv[1]), timeout_s=20.0)
print("ready", flush=True)
sys.stdin.readline()
for number in range(100):
    store.add(Entry("write", f"{sys.argv[2]} {number}", "made", "m", "CPU", 0.1, datetime.now(UTC)))
store.close()
"""


def test_processes_that_begin_and_fill_one_file_at_once(path: Path, opened: Open) -> None:
    names = ("alpha", "beta", "gamma")
    writers = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", WRITER, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        _, complaint = writer.communicate(timeout=60)
        assert writer.returncode == 0, complaint
    store = opened(path)
    assert store.count() == 300
    for name in names:
        found = store.search(name, limit=1000)
        assert [each.input for each in found] == [f"{name} {n}" for n in reversed(range(100))]
    assert store.notice is None


def test_two_windows_see_each_others_changes(path: Path, opened: Open) -> None:
    one, two = opened(path), opened(path)
    added = one.add(entry("report"))
    assert two.search("report") == [added]
    removed = two.remove([1])
    assert one.count() == 0
    two.restore(removed)
    assert one.page() == two.page()


def test_deleting_all_while_another_program_reads(path: Path, opened: Open) -> None:
    filled(path, count=500)
    store = opened(path, timeout_s=0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM entries").fetchone()
        assert not store.clear()
        assert store.count() == 0
        other.execute("COMMIT")
    assert store.clear()
    assert sum(each.stat().st_size for each in path.parent.iterdir()) < 100_000


def test_deleting_all_just_before_another_program_writes(path: Path, opened: Open) -> None:
    filled(path)
    store = opened(path, timeout_s=0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:

        def come_first(statement: str) -> None:
            if statement == "VACUUM":
                other.execute("BEGIN IMMEDIATE")

        store._file.read(lambda database: database.conn.set_trace_callback(come_first))
        assert not store.clear()
        other.execute("COMMIT")
    assert store.count() == 0
    store._file.read(lambda database: database.conn.set_trace_callback(None))
    assert store.clear()
