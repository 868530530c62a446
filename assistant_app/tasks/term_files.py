"""Glossaries and memories in files: tables, TBX, TMX."""

from __future__ import annotations

from pathlib import Path

from assistant_app.documents.encoding import decode_text
from assistant_app.documents.text import read_bytes
from assistant_app.terms.entries import Term
from assistant_app.terms.tables import read_table
from assistant_app.terms.tbx import read_tbx

GLOSSARY_SUFFIXES = (".csv", ".tsv", ".txt", ".tbx", ".xml")
_TBX = (".tbx", ".xml")


def terms_in(path: Path, source: str, target: str) -> tuple[Term, ...]:
    """The terms of a file for one direction; rows that are none are passed over. Raises what
    reading and decoding raise."""
    if path.suffix.lower() in _TBX:
        return tuple(term for term in read_tbx(path, source, target) if term is not None)
    text = decode_text(read_bytes(path), path)
    return read_table(text, source, target).terms
