"""What a document is: a text and how it was written in its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Kind = Literal["text", "markdown"]

KINDS: Final[dict[str, Kind]] = {
    ".txt": "text",
    ".text": "text",
    ".log": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
}
SUFFIXES: Final = tuple(KINDS)
"""What the files end in that can be opened, in lower case; a file without any ending can too."""
LIMIT_BYTES: Final = 64_000_000
"""The largest file that is read into memory."""


@dataclass(frozen=True)
class Document:
    """``text`` has ``\\n`` for every line break; saving puts ``newline`` there again."""

    path: Path
    text: str
    encoding: str
    """A name that Python knows, such as ``utf-8`` or ``gb18030``."""
    newline: str
    """The line break that the file used most: ``\\n``, ``\\r\\n`` or ``\\r``."""
    kind: Kind
    has_bom: bool


@dataclass(frozen=True)
class Saved:
    """What stands in the file now, and whether the text needed another encoding than before."""

    document: Document
    is_encoding_changed: bool


def kind_of(path: Path) -> Kind | None:
    """The kind of document by the name of its file; None if it is none that can be opened."""
    return KINDS.get(path.suffix.lower()) if path.suffix else "text"
