"""A translation of the panel as a file: alone, or beside its source."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from assistant_app import __version__
from assistant_app.documents.new_docx import docx_of_lines, docx_of_pairs
from assistant_app.documents.save import save_bytes, save_text
from assistant_app.errors import DocumentUnsupported
from assistant_app.terms.entries import MemoryPair
from assistant_app.terms.tmx import tmx_pieces

BOTH_SUFFIXES: Final = (".docx", ".csv", ".tsv", ".tmx", ".txt")
_BOM: Final = "\ufeff"


@dataclass(frozen=True)
class BothTexts:
    """A source and its translation, cut into parts that belong together."""

    source: str
    target: str
    sentences: tuple[tuple[str, str], ...]
    """Of those that have a translation."""
    languages: tuple[str, str] = ("", "")
    names: tuple[str, str] = ("", "")
    """What the languages are called in the window."""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """All of both texts, line by line; sentence by sentence where the lines were edited so that
        they are not as many. Empty lines on both sides are left out."""
        source, target = self.source.split("\n"), self.target.split("\n")
        if len(source) != len(target):
            return self.sentences
        lines = zip(source, target, strict=True)
        return tuple((one, other) for one, other in lines if one.strip() or other.strip())

    @property
    def text(self) -> str:
        """Each part with its translation below it, an empty line between two."""
        return "\n\n".join(f"{source}\n{target}" for source, target in self.parts) + "\n"


def save_translation(path: Path, text: str) -> None:
    """A Word document if ``path`` ends so, else the text itself. Raises ``DiskFull`` and
    ``SaveRefused``."""
    if path.suffix.lower() == ".docx":
        save_bytes(path, docx_of_lines(text.split("\n")))
    else:
        save_text(path, text)


def save_both(path: Path, texts: BothTexts) -> None:
    """Both texts in the format that ``path`` ends in: Word (two columns) and text hold all of
    them, tables and TMX their sentences. Raises ``DocumentUnsupported``, ``DiskFull`` and
    ``SaveRefused``."""
    suffix = path.suffix.lower()
    if suffix == ".docx":
        save_bytes(path, docx_of_pairs(texts.parts, texts.names))
    elif suffix == ".tmx":
        save_text(path, "".join(tmx_pieces(_pairs(texts), *texts.languages, __version__)))
    elif suffix in (".csv", ".tsv"):
        # A spreadsheet takes a CSV without the mark for text in the system's old encoding.
        mark, delimiter = (_BOM, ",") if suffix == ".csv" else ("", "\t")
        save_text(path, mark + _table([texts.names, *texts.sentences], delimiter))
    elif suffix in (".txt", ""):
        save_text(path, texts.text)
    else:
        raise DocumentUnsupported(path, BOTH_SUFFIXES)


def _pairs(texts: BothTexts) -> Iterator[MemoryPair]:
    now = datetime.now(UTC)
    for source, target in texts.sentences:
        yield MemoryPair(*texts.languages, source, target, now, "accepted")


def _table(rows: Sequence[tuple[str, str]], delimiter: str) -> str:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return made.getvalue()
