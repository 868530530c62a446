"""Glossaries and memories in files: tables, TBX, TMX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from assistant_app import __version__
from assistant_app.cancel import CancelToken
from assistant_app.documents.encoding import decode_text
from assistant_app.documents.text import read_bytes
from assistant_app.errors import DocumentUnsupported
from assistant_app.files import replace_file
from assistant_app.tasks.base import Progress, Stage, Work
from assistant_app.terms.entries import MemoryPair, Term
from assistant_app.terms.memory import Added, MemoryStore
from assistant_app.terms.tables import Delimiter, memory_table_pieces, read_table, table_pieces
from assistant_app.terms.tbx import read_tbx, tbx_pieces
from assistant_app.terms.tmx import n_units, read_tmx, tmx_pieces

GLOSSARY_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".tbx", ".xml")
_TBX: Final = (".tbx", ".xml")
_TMX: Final = (".tmx", ".xml")
MEMORY_SUFFIXES: Final = (*_TMX, ".tsv", ".csv", ".txt")
_AT_ONCE: Final = 500
_BOM: Final = "\ufeff"


def terms_in(path: Path, source: str, target: str) -> tuple[Term, ...]:
    """The terms of a file for one direction; rows that are none are passed over. Raises what
    reading and decoding raise."""
    if path.suffix.lower() in _TBX:
        return tuple(term for term in read_tbx(path, source, target) if term is not None)
    text = decode_text(read_bytes(path), path)
    return read_table(text, source, target).terms


def pairs_in(path: Path, source: str, target: str, now: datetime) -> Iterator[MemoryPair]:
    """The pairs of a TMX file or a table for one direction; units that are none are passed over.
    ``now`` is the time of those that have none. Raises what reading and decoding raise."""
    if path.suffix.lower() in _TMX:
        yield from (pair for pair in read_tmx(path, source, target, now) if pair is not None)
        return
    text = decode_text(read_bytes(path), path)
    for term in read_table(text, source, target).terms:
        if term.target is not None:
            yield MemoryPair(source, target, term.source, term.target, now, "imported", path.name)


@dataclass(frozen=True)
class ImportMemoryRequest:
    """All pairs of a file in one direction."""

    path: Path
    source: str
    target: str


class ImportMemoryTask:
    """Adds the pairs of a file to the memory. What was added before a stop or an error stays."""

    def __init__(self, memory: MemoryStore) -> None:
        self._memory = memory

    def run(self, request: ImportMemoryRequest, cancel: CancelToken) -> Work[Added]:
        """Raises what reading and decoding raise. ``Progress`` counts pairs; that a TMX file has
        fewer than units in this direction shows at its end only."""
        is_tmx = request.path.suffix.lower() in _TMX
        n_all = n_units(request.path) if is_tmx else None
        pairs = pairs_in(request.path, request.source, request.target, datetime.now(UTC))
        n_added = n_known = n_empty = 0
        while batch := list(islice(pairs, _AT_ONCE)):
            cancel.check()
            added = self._memory.add_all(batch)
            n_added += added.n_added
            n_known += added.n_known
            n_empty += added.n_empty
            n_done = n_added + n_known + n_empty
            yield Progress(Stage.READING, n_done, n_all or None, request.path.name)
        return Added(n_added, n_known, n_empty)


def terms_pieces(
    suffix: str, terms: Iterable[Term], source: str, target: str, name: str
) -> Iterator[str]:
    """A file of ``terms`` that ends in ``suffix``. Raises ``DocumentUnsupported``."""
    if suffix in _TBX:
        return tbx_pieces(terms, source, target, name)
    if suffix not in GLOSSARY_SUFFIXES:
        raise DocumentUnsupported(Path(name + suffix), GLOSSARY_SUFFIXES)
    delimiter: Delimiter = "," if suffix == ".csv" else "\t"
    return table_pieces(terms, delimiter)


def memory_pieces(suffix: str, memory: MemoryStore, source: str, target: str) -> Iterator[str]:
    """A file of all pairs of one direction that ends in ``suffix``. Raises
    ``DocumentUnsupported``."""
    pairs = memory.pairs(source, target)
    if suffix in _TMX:
        return tmx_pieces(pairs, source, target, __version__)
    if suffix not in (".tsv", ".txt"):
        raise DocumentUnsupported(Path(f"memory{suffix}"), (".tmx", ".tsv"))
    return memory_table_pieces(pairs)


def save_terms(path: Path, terms: Iterable[Term], source: str, target: str, name: str) -> None:
    """Replace ``path`` by a table or TBX, as it ends; ``name`` is the glossary's. Raises
    ``DocumentUnsupported``, ``DiskFull`` and ``SaveRefused``."""
    _save(path, terms_pieces(path.suffix.lower(), terms, source, target, name))


def save_memory(path: Path, memory: MemoryStore, source: str, target: str) -> None:
    """Replace ``path`` by TMX or a table, as it ends. Raises as ``save_terms`` does."""
    _save(path, memory_pieces(path.suffix.lower(), memory, source, target))


def _save(path: Path, pieces: Iterable[str]) -> None:
    # A spreadsheet takes a CSV without the mark for text in the system's old encoding.
    replace_file(path, _encoded(_BOM if path.suffix.lower() == ".csv" else "", pieces))


def _encoded(mark: str, pieces: Iterable[str]) -> Iterator[bytes]:
    yield mark.encode()
    for piece in pieces:
        yield piece.encode("utf-8", "replace")
