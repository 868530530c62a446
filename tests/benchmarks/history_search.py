"""How long a search over 100,000 history entries takes. Goal: below 50 ms for every query.

    python tests/benchmarks/history_search.py [--entries 100000]

The entries are English and Chinese word salad with the frequencies of real text (Zipf), so that
common words stand in most entries and rare ones in few. Each query is timed 15 times on a warm
file; the table shows the median and the worst, and the exit code is 1 if a median misses the goal.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant_app.history.entry import PANELS, Entry, Panel
from assistant_app.history.store import HistoryStore

GOAL_MS = 50.0
RUNS = 15
LIMIT = 50
SYLLABLES = ("ba", "con", "der", "est", "fi", "gra", "in", "ka", "lo", "men", "no", "pre", "ti")
COMMON = ("the", "of", "meeting", "to", "report", "and", "translate", "summary", "quarter", "café")
COMMON_ZH = "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生"

QUERIES: tuple[tuple[str, str, Panel | None], ...] = (
    ("one common word", "the", None),
    ("beginning of a word", "trans", None),
    ("one letter", "t", None),
    ("two common words", "meeting report", None),
    ("six words", "the of to and report meeting", None),
    ("common word, one panel", "the", "images"),
    ("rare word", "contimenno", None),
    ("common and rare word", "the contimenno", None),
    ("no such word", "zzzzzz", None),
    ("one common character", "的", None),
    ("one rare character", "嚷", None),
    ("two characters", "中国", None),
    ("four characters", "一是不了", None),
    ("six characters, not there", "们到说国和嚷", None),
    ("Chinese, one panel", "国和", "write"),
    ("Chinese and English", "report 中国", None),
    ("common, far down the list", "the", None),
)


def english_words() -> list[str]:
    made = ("".join(parts) for parts in itertools.product(SYLLABLES, repeat=4))
    return [*COMMON, *itertools.islice(made, 20_000)]


def chinese_characters() -> list[str]:
    return [*COMMON_ZH, *(chr(code) for code in range(0x4E00, 0x4E00 + 3000))]


def entries(count: int) -> Iterator[Entry]:
    """``count`` entries of about 60 English words or 90 characters in and as much out."""
    chance = random.Random(7)
    english, chinese = english_words(), chinese_characters()
    english_odds = list(itertools.accumulate(1 / (n + 3) for n in range(len(english))))
    chinese_odds = list(itertools.accumulate(1 / (n + 3) for n in range(len(chinese))))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(count):
        words = " ".join(chance.choices(english, cum_weights=english_odds, k=60))
        characters = "".join(chance.choices(chinese, cum_weights=chinese_odds, k=90))
        yield Entry(
            panel=PANELS[number % len(PANELS)],
            input=words if number % 2 else characters,
            output=characters if number % 2 else words,
            model_id="deskhand-translate-en-zh",
            device="CPU",
            duration_s=1.0,
            created=start + timedelta(minutes=number),
        )


def milliseconds(store: HistoryStore, text: str, panel: Panel | None, offset: int) -> list[float]:
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        store.search(text, panel, LIMIT, offset)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--entries", type=int, default=100_000)
    count: int = arguments.parse_args().entries
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(HistoryStore(Path(folder) / "history.sqlite")) as store,
    ):
        start = time.perf_counter()
        store.add_all(entries(count))
        taken_s = time.perf_counter() - start
        store.close()
        size_mb = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        print(f"{count} entries stored in {taken_s:.0f} s, {size_mb:.0f} MB\n")
        print(f"{'query':28} {'found':>6} {'median ms':>10} {'worst ms':>9}")
        worst = 0.0
        for name, text, panel in QUERIES:
            offset = count // 2 if "far down" in name else 0
            found = len(store.search(text, panel, count))
            taken = milliseconds(store, text, panel, offset)
            worst = max(worst, statistics.median(taken))
            print(f"{name:28} {found:6} {statistics.median(taken):10.2f} {max(taken):9.2f}")
    print(f"\nslowest median {worst:.1f} ms, goal {GOAL_MS:.0f} ms")
    return 0 if worst < GOAL_MS else 1


if __name__ == "__main__":
    sys.exit(main())
