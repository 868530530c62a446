"""The translation memory: sentences with their confirmed translations, found again when the same
sentence comes, or one like it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from assistant_app.database.file import DatabaseFile
from assistant_app.terms.entries import MemoryPair, base_language
from assistant_app.terms.memory_rows import change, pair_of, put, put_all, remove, row_of
from assistant_app.terms.migrations import create_index
from assistant_app.terms.number_swap import swap_numbers
from assistant_app.terms.similar import index_words, key_of, likest, mark_of, skeleton_of

if TYPE_CHECKING:
    from sqlite_utils import Database

_BATCH: Final = 1000
_COMMON: Final = 1500
"""A word in more sentences than this tells little, and counting them takes long."""
_MOST_COMPARED: Final = 600
"""Sentences compared letter by letter, those with the most rare words in common."""
_MOST_TOLD: Final = 20
_MOST_COMMON_WORDS: Final = 8
_DIRECTION: Final = "source_language = ? AND target_language = ?"
_BEST_FIRST: Final = "ORDER BY origin = 'imported', created DESC, id DESC"


@dataclass(frozen=True)
class Found:
    """A pair of the memory for a sentence. ``target`` is what to offer."""

    pair: MemoryPair
    percent: int
    """100: the same sentence. 99 at most for all others."""
    target: str
    is_adapted: bool = False
    """The pair's numbers were other ones, and were replaced."""


@dataclass(frozen=True)
class Added:
    """What became of many pairs: ``n_known`` stood in the memory already."""

    n_added: int
    n_known: int
    n_empty: int = 0


class MemoryStore:
    """Pairs in the file of glossaries and memory, from the store lane. A sentence may have several
    translations; the one confirmed last goes first, imported ones behind the others."""

    def __init__(self, file: DatabaseFile) -> None:
        self._file = file
        self._common: set[str] = set()

    def add(self, pair: MemoryPair) -> MemoryPair:
        """Keep a pair; one that is known gets the new time and origin. Returns it with its id."""
        row = row_of(pair)
        return replace(pair, id=self._file.write(lambda database: put(database, row)[0]))

    def add_all(self, pairs: Iterable[MemoryPair]) -> Added:
        """Keep many, a thousand in a transaction: what an error or a stop cuts off is kept."""
        n_added = n_known = n_empty = 0
        remaining = iter(pairs)
        while batch := list(islice(remaining, _BATCH)):
            rows = [row_of(pair) for pair in batch if pair.source.strip() and pair.target.strip()]
            n_new = self._file.write(partial(put_all, rows))
            n_added += n_new
            n_known += len(rows) - n_new
            n_empty += len(batch) - len(rows)
        return Added(n_added, n_known, n_empty)

    def exact(self, source_language: str, target_language: str, text: str) -> MemoryPair | None:
        """The best pair for this very sentence; blanks do not matter."""
        source, target, key = (
            base_language(source_language),
            base_language(target_language),
            key_of(text),
        )
        found = self._select(f"WHERE key_mark = ? {_BEST_FIRST}", [mark_of(source, target, key)])
        # Two sentences with one mark are as good as impossible, but would be told as sure.
        return next((pair for pair in found if key_of(pair.source) == key), None)

    def find(
        self,
        source_language: str,
        target_language: str,
        text: str,
        least_percent: int = 70,
        limit: int = 5,
    ) -> tuple[Found, ...]:
        """Pairs whose sentence is at least ``least_percent`` like ``text``, the likest first.

        A sentence that differs in its numbers only counts 99 % and comes with the new numbers, if
        it can be told where they go.
        """
        source, target = base_language(source_language), base_language(target_language)
        key = key_of(text)
        found = self._same(source, target, key, skeleton_of(key), limit)
        if len(found) < limit:
            known = {each.pair.id for each in found}
            alike = self._alike(source, target, key, least_percent)
            found += [each for each in alike if each.pair.id not in known]
        found.sort(key=lambda each: (-each.percent, each.pair.origin == "imported"))
        return tuple(found[:limit])

    def count(self, source_language: str | None = None, target_language: str | None = None) -> int:
        """How many pairs there are, of one direction or of all."""
        return sum(
            count
            for (source, target), count in self.counts().items()
            if source_language is None or base_language(source_language) == source
            if target_language is None or base_language(target_language) == target
        )

    def counts(self) -> dict[tuple[str, str], int]:
        """How many pairs each direction has."""
        sql = """SELECT source_language, target_language, COUNT(*) FROM memory
            GROUP BY source_language, target_language"""
        rows = self._file.read(lambda database: database.execute(sql).fetchall())
        return {(source, target): count for source, target, count in rows}

    def page(
        self,
        source_language: str,
        target_language: str,
        limit: int = 50,
        before: int | None = None,
        text: str = "",
    ) -> tuple[MemoryPair, ...]:
        """Pairs of one direction, newest first, with ids below ``before``; with ``text`` those in
        which it stands on either side, or in the name of the document."""
        return tuple(
            self._select(
                f"WHERE {_DIRECTION} AND (? IS NULL OR id < ?)"
                " AND (? = '' OR instr(lower(source), lower(?)) OR instr(lower(target), lower(?))"
                " OR instr(lower(document), lower(?)))"
                " ORDER BY id DESC LIMIT ?",
                [
                    base_language(source_language),
                    base_language(target_language),
                    *(before, before, text, text, text, text, limit),
                ],
            )
        )

    def several(
        self, source_language: str, target_language: str, limit: int = 1000
    ) -> tuple[MemoryPair, ...]:
        """Sentences that have more than one translation, each with all of them, by the alphabet;
        no more than ``limit`` pairs."""
        direction = [base_language(source_language), base_language(target_language)]
        return tuple(
            self._select(
                f"WHERE {_DIRECTION} AND key_mark IN (SELECT key_mark FROM memory"
                f" WHERE {_DIRECTION} GROUP BY key_mark HAVING COUNT(*) > 1)"
                " ORDER BY lower(source), key_mark, id DESC LIMIT ?",
                [*direction, *direction, limit],
            )
        )

    def change(self, pair: MemoryPair) -> bool:
        """Write a stored pair anew, by its id. False if it is gone, or if the sentence has this
        translation in another pair."""
        if pair.id is None:
            return False
        id_, row = pair.id, row_of(pair)
        return self._file.write(lambda database: change(database, id_, row))

    def pairs(self, source_language: str, target_language: str) -> Iterator[MemoryPair]:
        """All pairs of one direction, newest first, read in batches: for export."""
        before: int | None = None
        while page := self.page(source_language, target_language, _BATCH, before):
            yield from page
            before = page[-1].id

    def remove(self, ids: Iterable[int]) -> tuple[MemoryPair, ...]:
        """Delete pairs; unknown ids are passed over. What went can be added again."""
        wanted = json.dumps(list(ids))
        return tuple(self._file.write(lambda database: remove(database, wanted)))

    def clear(self, source_language: str, target_language: str) -> int:
        """Delete all pairs of one direction; returns how many there were."""
        direction = [base_language(source_language), base_language(target_language)]

        def delete(database: Database) -> int:
            count = database.execute(f"DELETE FROM memory WHERE {_DIRECTION}", direction).rowcount
            create_index(database)
            return int(count)

        return self._file.write(delete)

    def _select(self, clause: str, values: list[object]) -> list[MemoryPair]:
        sql = f"SELECT * FROM memory {clause}"
        rows = self._file.read(lambda database: list(database.query(sql, values)))
        return [pair_of(row) for row in rows]

    def _same(self, source: str, target: str, key: str, skeleton: str, limit: int) -> list[Found]:
        """Pairs that are the sentence, or would be with other numbers."""
        pairs = self._select(
            f"WHERE skeleton_mark = ? {_BEST_FIRST} LIMIT ?",
            [mark_of(source, target, skeleton), 10 * limit],
        )
        found = []
        for pair in pairs:
            known = key_of(pair.source)
            if known == key:
                found.append(Found(pair, 100, pair.target))
            elif skeleton_of(known) == skeleton:
                swapped = swap_numbers(known, key, pair.target)
                if swapped is not None:
                    found.append(Found(pair, 99, swapped, is_adapted=True))
        return found

    def _alike(self, source: str, target: str, key: str, least: int) -> list[Found]:
        words = index_words(key, source, target)
        rows = self._file.read(lambda database: self._candidates(database, words))
        percents = dict(likest(key, dict(rows), least, _MOST_TOLD))
        pairs = self._select(
            "WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(list(percents))]
        )
        # Only the sentence itself is 100 %, also where all that differs are capitals.
        return [Found(pair, min(99, percents[pair.id or 0]), pair.target) for pair in pairs]

    def _candidates(self, database: Database, words: list[str]) -> list[tuple[int, str]]:
        """Ids and texts of the sentences that share the most of the rare words; if those are few,
        of some that have all common ones but one too."""
        shared: Counter[int] = Counter()
        common = [word for word in words if word in self._common]
        for word in words:
            if word in self._common:
                continue
            rows = _matching(database, f'"{word}"', _COMMON + 1)
            if len(rows) > _COMMON:
                self._common.add(word)
                common.append(word)
            else:
                shared.update(rows)
        best = [number for number, _ in shared.most_common(_MOST_COMPARED)]
        if len(best) < _MOST_COMPARED and common:
            common.sort(key=len, reverse=True)
            quoted = [f'"{word}"' for word in common[:_MOST_COMMON_WORDS]]
            for left_out in range(len(quoted) if len(quoted) > 1 else 1):
                rest = quoted[:left_out] + quoted[left_out + 1 :] or quoted
                best += _matching(database, " AND ".join(rest), _MOST_COMPARED // len(quoted))
        sql = "SELECT id, source FROM memory WHERE id IN (SELECT value FROM json_each(?))"
        return database.execute(sql, [json.dumps(best)]).fetchall()


def _matching(database: Database, expression: str, limit: int) -> list[int]:
    rows = database.execute(
        "SELECT rowid FROM memory_words WHERE memory_words MATCH ? ORDER BY rowid DESC LIMIT ?",
        [expression, limit],
    ).fetchall()
    return [row[0] for row in rows]
