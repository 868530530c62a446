"""How long a look-up in a translation memory of 100,000 pairs takes. Goal: below 30 ms.

    python tests/benchmarks/memory_search.py [--pairs 100000]

The sentences are word salad with the frequencies of real text (Zipf). Looked up are sentences of
the memory, such with a word or a number changed, and new ones. The table shows median and worst of
200 each, and how many of the changed ones were found; the exit code is 1 if a median misses the
goal.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from assistant_app.database.file import DatabaseFile
from assistant_app.terms.entries import MemoryPair
from assistant_app.terms.memory import MemoryStore
from assistant_app.terms.migrations import TERMS_FILE

GOAL_MS = 30.0
N_QUERIES = 200
SYLLABLES = ("ba", "con", "der", "est", "fi", "gra", "in", "ka", "lo", "men", "no", "pre", "ti")
N_WORDS = 20_000


def sentences(chance: random.Random) -> Iterator[str]:
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(N_WORDS)]
    weights = [1 / rank for rank in range(1, N_WORDS + 1)]
    while True:
        chosen = chance.choices(words, weights, k=chance.randint(3, 30))
        number = f" {chance.randint(1, 500)}" if chance.random() < 0.2 else ""
        yield " ".join(chosen) + number + "."


def with_a_word_changed(sentence: str, chance: random.Random) -> str:
    words = sentence.split()
    words[chance.randrange(len(words))] = "changed"
    return " ".join(words)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=100_000)
    n_pairs: int = parser.parse_args().pairs
    chance = random.Random(7)
    made = sentences(chance)
    known = [next(made) for _ in range(n_pairs)]
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.sqlite"
        with closing(DatabaseFile(path, TERMS_FILE)) as file:
            store = MemoryStore(file)
            started = time.perf_counter()
            store.add_all(MemoryPair("en", "zh", text, text, now, "imported") for text in known)
            seconds = time.perf_counter() - started
            size_mb = path.stat().st_size / 1e6
            print(f"{n_pairs} pairs added in {seconds:.1f} s, {size_mb:.0f} MB")
            return int(not _is_fast(store, known, made, chance))


def _is_fast(
    store: MemoryStore, known: list[str], made: Iterator[str], chance: random.Random
) -> bool:
    longer = [text for text in known if len(text.split()) > 6]
    kinds = {
        "known sentence": chance.sample(known, N_QUERIES),
        "a word changed": [
            with_a_word_changed(text, chance) for text in chance.sample(longer, N_QUERIES)
        ],
        "new sentence": [next(made) for _ in range(N_QUERIES)],
    }
    is_fast = True
    for name, queries in kinds.items():
        times = []
        n_found = 0
        for query in queries:
            started = time.perf_counter()
            found = store.find("en", "zh", query)
            times.append(1e3 * (time.perf_counter() - started))
            n_found += bool(found)
        median = statistics.median(times)
        is_fast &= median <= GOAL_MS
        print(f"{name:16} median {median:5.1f} ms, worst {max(times):5.1f} ms, found {n_found}")
    return is_fast


if __name__ == "__main__":
    sys.exit(main())
