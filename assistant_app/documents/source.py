"""A document that is a text file: blocks are patches of its text, all else stays to the byte."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from assistant_app.documents.blocks import Block, Layout, LeftAlone, Run
from assistant_app.documents.encoding import BYTE_ORDER_MARKS, Decoded, decode
from assistant_app.documents.patches import Patch, patched
from assistant_app.documents.save import encoded, save_bytes
from assistant_app.documents.text import read_bytes
from assistant_app.errors import FileEmpty

_MARKS: Final = {encoding: mark for mark, encoding in BYTE_ORDER_MARKS}
_NEWLINE: Final = re.compile("\r\n|\n|\r")
_READ_AS: Final = {
    "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "big5": "cp950", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
"""Declared encodings and the larger ones that programs read them as (WHATWG Encoding)."""
_DECLARED_WITHIN: Final = 4096


@dataclass(frozen=True)
class Source:
    """The text of a file, line breaks as they are, and how it was written."""

    path: Path
    text: str
    encoding: str
    has_bom: bool
    is_declared: bool = False
    """Whether the file itself names its encoding."""

    @cached_property
    def newline(self) -> str:
        """The line break that the file used most."""
        counts = Counter(_NEWLINE.findall(self.text))
        return counts.most_common(1)[0][0] if counts else "\n"


class Slot(Protocol):
    """A block and where it stands in the source."""

    @property
    def block(self) -> Block: ...

    def patches(self, runs: Sequence[Run], layout: Layout) -> Iterable[Patch]:
        """What changes in the source if the block is written as ``runs``."""


@dataclass(frozen=True)
class SourceDocument:
    """A ``BlockDocument`` over a source.

    ``missing`` says what is written for a character that the encoding lacks, as a name for
    ``str.encode``; without it the whole file becomes UTF-8, with ``for_utf8`` changed in it.
    """

    source: Source
    slots: tuple[Slot, ...]
    left_alone: tuple[LeftAlone, ...] = ()
    missing: str | None = None
    for_utf8: tuple[Patch, ...] = ()
    naming: Callable[[str], Iterable[Patch]] | None = field(default=None, compare=False)
    """The patches that name a language as that of the document."""
    slots_in: Callable[[str], tuple[Slot, ...]] | None = field(default=None, compare=False)
    """The slots of a document that is to be in a language, where they depend on it."""
    language: str | None = None

    @property
    def path(self) -> Path:
        return self.source.path

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(slot.block for slot in self.slots)

    def in_language(self, code: str) -> SourceDocument:
        """The same document, which says when it is saved that it is in the language ``code``. Its
        blocks may be others: a message has as many forms as the language."""
        slots = self.slots if self.slots_in is None else self.slots_in(code)
        return replace(self, slots=slots, language=code)

    def save(
        self, path: Path, written: Mapping[int, Sequence[Run]], layout: Layout = "translated"
    ) -> None:
        """See ``BlockDocument.save``."""
        patches: list[Patch] = []
        for number, slot in enumerate(self.slots):
            runs = tuple(written.get(number, slot.block.runs))
            if runs != slot.block.runs:
                patches += slot.patches(runs, layout)
        if self.naming and self.language:
            patches += self.naming(self.language)
        save_bytes(path, self._in_bytes(patches))

    def _in_bytes(self, patches: list[Patch]) -> bytes:
        source = self.source
        mark = _MARKS.get(source.encoding, b"") if source.has_bom else b""
        text = patched(source.text, dict.fromkeys(patches))
        if self.missing:
            return mark + text.encode(source.encoding, self.missing)
        try:
            return mark + encoded(text, source.encoding)
        except UnicodeEncodeError:
            return encoded(patched(source.text, [*patches, *self.for_utf8]), "utf-8")


def read_source(path: Path, declaration: re.Pattern[str] | None = None) -> Source:
    """Read ``path``; the encoding is that of a byte order mark, of ``declaration`` (its first
    group, looked for in the first few thousand characters) or what the bytes look like.

    Raises as ``open_document`` does.
    """
    data = read_bytes(path)
    declared = _declared(data, declaration) if declaration else None
    found = declared or decode(data, path)
    if not found.text.strip():
        raise FileEmpty(path)
    return Source(path, found.text, found.encoding, found.has_bom, declared is not None)


def _declared(data: bytes, declaration: re.Pattern[str]) -> Decoded | None:
    if data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        return None
    named = declaration.search(data[:_DECLARED_WITHIN].decode("latin-1"))
    if named is None:
        return None
    try:
        name = codecs.lookup(named.group(1)).name
        encoding = _READ_AS.get(name, name)
        return Decoded(data.decode(encoding), encoding, has_bom=False)
    except (LookupError, UnicodeError):
        return None  # It says something that is not so.
