"""The two stores of the file of glossaries and memory, and the dictionary beside them."""

from __future__ import annotations

from pathlib import Path

from assistant_app.database.file import DatabaseFile
from assistant_app.terms.dictionary import Dictionary
from assistant_app.terms.glossaries import GlossaryStore
from assistant_app.terms.memory import MemoryStore
from assistant_app.terms.migrations import TERMS_FILE


class TermStores:
    """Nothing is opened before the first use. ``close`` when the program ends."""

    def __init__(self, path: Path) -> None:
        self._file = DatabaseFile(path, TERMS_FILE)
        self.glossaries = GlossaryStore(self._file)
        self.memory = MemoryStore(self._file)
        self.dictionary = Dictionary()
        """Ships with the app, read only. For the files lane: its first question takes a while."""

    def close(self) -> None:
        self._file.close()
