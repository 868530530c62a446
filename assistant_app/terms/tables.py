"""Glossaries as tables: CSV and TSV, with or without a line of headings.

Without headings the columns are term, translation and note. A translation that is the term itself
means that it is not translated.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from assistant_app.terms.entries import MemoryPair, Term, base_language
from assistant_app.terms.glossaries import Reason, Skipped

Delimiter = Literal[",", "\t", ";"]

_HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "source": ("source", "source term", "term", "original", "源语言", "原文", "术语", "源术语"),
    "target": ("target", "target term", "translation", "目标语言", "译文", "翻译", "目标术语"),
    "kept": ("do not translate", "do_not_translate", "dnt", "keep", "不翻译", "不译"),
    "case": ("case sensitive", "case_sensitive", "case-sensitive", "区分大小写"),
    "note": ("note", "notes", "comment", "description", "definition", "备注", "说明", "注释"),
}
_COLUMNS: Final = ("source", "target", "do_not_translate", "case_sensitive", "note")
_LANGUAGE_NAMES: Final[dict[str, str]] = {
    "english": "en", "英语": "en", "英文": "en", "chinese": "zh", "中文": "zh", "汉语": "zh",
    "german": "de", "deutsch": "de", "德语": "de", "french": "fr", "français": "fr", "法语": "fr",
    "spanish": "es", "español": "es", "西班牙语": "es",
}  # fmt: skip
_TRUE: Final = frozenset({"1", "true", "yes", "y", "x", "是", "对"})
_SAMPLE: Final = 20
"""Lines looked at to tell the delimiter."""


@dataclass(frozen=True)
class TableTerms:
    """What a table holds, and the lines that are no term."""

    terms: tuple[Term, ...]
    skipped: tuple[Skipped, ...]


def read_table(
    text: str, source: str, target: str, delimiter: Delimiter | None = None
) -> TableTerms:
    """The terms of a table that was decoded already; without ``delimiter`` it is guessed.

    Columns may be named in English or Chinese, or after the two languages; then their order does
    not matter.
    """
    text = text.removeprefix("\ufeff")
    rows = _rows(text, delimiter or _delimiter_of(text))
    places: dict[str, int] = {"source": 0, "target": 1, "note": 2}
    terms, skipped = [], []
    for number, (line, cells) in enumerate(rows):
        if number == 0 and (named := _headings(cells, source, target)) is not None:
            places = named
            continue
        term = _term({name: cells[at].strip() for name, at in places.items() if at < len(cells)})
        if isinstance(term, Term):
            terms.append(term)
        else:
            skipped.append(Skipped(" ".join(cells).strip(), term, line))
    return TableTerms(tuple(terms), tuple(skipped))


def table_pieces(terms: Iterable[Term], delimiter: Delimiter) -> Iterator[str]:
    """A table with headings, line by line. A spreadsheet needs CSV saved as ``utf-8-sig`` to see
    that it is not ASCII."""
    yield _line(_COLUMNS, delimiter)
    for term in terms:
        is_kept = term.target is None
        target = term.source if term.target is None else term.target
        flags = (str(int(is_kept)), str(int(term.is_case_sensitive)))
        yield _line((term.source, target, *flags, term.note), delimiter)


def memory_table_pieces(pairs: Iterable[MemoryPair]) -> Iterator[str]:
    """Pairs of the memory as TSV with headings, line by line."""
    yield _line(("source", "target", "created", "origin"), "\t")
    for pair in pairs:
        yield _line((pair.source, pair.target, pair.created.isoformat(), pair.origin), "\t")


def _term(fields: dict[str, str]) -> Term | Reason:
    source, target = fields.get("source", ""), fields.get("target", "")
    is_kept = fields.get("kept", "").lower() in _TRUE
    if not source:
        return Reason.NO_SOURCE
    if not target and not is_kept:
        return Reason.NO_TARGET
    return Term(
        source,
        None if is_kept or target == source else target,
        is_case_sensitive=fields.get("case", "").lower() in _TRUE,
        note=fields.get("note", ""),
    )


def _headings(cells: list[str], source: str, target: str) -> dict[str, int] | None:
    """Which column holds what; None if the line is no headings."""
    places: dict[str, int] = {}
    languages = {base_language(source): "source", base_language(target): "target"}
    for at, cell in enumerate(cells):
        heading = cell.strip().lower()
        named = next((name for name, known in _HEADINGS.items() if heading in known), None)
        if named is None:
            code = _LANGUAGE_NAMES.get(heading, base_language(heading))
            named = languages.get(code)
        if named is not None:
            places.setdefault(named, at)
    return places if {"source", "target"} <= places.keys() else None


def _rows(text: str, delimiter: Delimiter) -> Iterator[tuple[int, list[str]]]:
    """Lines that are not empty, with their number."""
    # A quotation mark that is never closed would swallow the rest of the file as one cell.
    is_closed = text.count('"') % 2 == 0
    lines = io.StringIO(text, newline="")
    if is_closed:
        reader = csv.reader(lines, delimiter=delimiter)
    else:
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _delimiter_of(text: str) -> Delimiter:
    """The sign that the most lines have."""
    lines = [line for line in text.splitlines() if line.strip()][:_SAMPLE]
    signs: tuple[Delimiter, ...] = ("\t", ",", ";")
    return max(signs, key=lambda sign: sum(sign in line for line in lines))


def _line(cells: Iterable[str], delimiter: str) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return line.getvalue()
