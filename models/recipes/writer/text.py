"""Running text for the writer: documents per language and source, held-out ones apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common.data import hash_fraction, read_lines, read_rows

HELD_OUT = 0.02
GROUP = 4


@dataclass(frozen=True)
class Document:
    """A piece of text that ends with the end mark when it is read."""

    text: str
    language: str
    source: str
    is_held_out: bool


def _documents(data: Path) -> Iterator[tuple[str, str, str]]:
    """(line, language, source) in the order of the files."""
    text = data / "text"
    for line in read_lines(text / "textbook-en.txt.xz"):
        if len(line) > 60:
            yield line, "en", "textbook"
    for line in read_lines(text / "dialogue-zh.txt.xz"):
        yield line, "zh", "dialogue"
    for en, zh, topic in read_rows(text / "authored.en-zh.tsv.xz"):
        if topic != "phrases":
            yield en, "en", "authored"
            yield zh, "zh", "authored"
    for en, zh, source in read_rows(text / "en-zh.tsv.xz"):
        if source == "tatoeba":
            yield en, "en", "tatoeba"
            yield zh, "zh", "tatoeba"
    for language in ("en", "zh"):
        for row in read_rows(text / f"proofread-{language}.tsv.xz"):
            yield row[1], language, "proofread"
        for line in read_lines(text / f"summaries-{language}-docs.jsonl.xz"):
            yield str(json.loads(line)["summary"]), language, "docs"


def load_documents(data: Path) -> list[Document]:
    """Lines of one source and language joined in groups, in file order; a group is held out as a whole."""
    groups: dict[tuple[str, str], list[list[str]]] = {}
    for line, language, source in _documents(data):
        line = line.strip()
        if line:
            found = groups.setdefault((language, source), [[]])
            # A dialogue needs more lines than a paragraph of a textbook to be one.
            if len(found[-1]) == (3 * GROUP if source == "dialogue" else GROUP):
                found.append([])
            found[-1].append(line)
    result = []
    for (language, source), lines in groups.items():
        for group in lines:
            text = "\n".join(group)
            result.append(Document(text, language, source, hash_fraction(text[:200]) < HELD_OUT))
    return result
