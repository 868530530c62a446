"""Messages of programs in gettext files (.po, .pot).

Only messages without a translation are blocks. What is written is marked fuzzy, as gettext does
itself with what nobody has looked at: such a message is not used until a person takes that away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant_app.documents.blocks import Block, Layout, LeftAlone, Run
from assistant_app.documents.marked import Marked, Tag, assemble
from assistant_app.documents.messages import is_choice, pieces_of_message
from assistant_app.documents.patches import Patch, patched
from assistant_app.documents.po_entries import Entry, LineUnclear, entries_of, quoted
from assistant_app.documents.po_header import Header
from assistant_app.documents.po_plurals import Plurals
from assistant_app.documents.source import Source, SourceDocument, read_source
from assistant_app.errors import DocumentBroken

_DECLARATION: Final = re.compile(r"Content-Type:[^\"\n]*charset=([\w.:-]+)", re.IGNORECASE)
_WIDEST: Final = 79
_UNWRAPPED: Final = re.compile(r'(?:^|\s)"(?:[^"\\\r\n]|\\.){90,}"')
"""A file with such a line was written by a program that does not wrap."""


@dataclass(frozen=True)
class _Message:
    """A message, or one of its two forms; ``names`` are the fields that take the new text, and
    those among them that it has not yet are put in."""

    marked: Marked
    entry: Entry
    message: str
    names: tuple[str, ...]
    newline: str
    widest: int | None
    also: tuple[Patch, ...]

    @property
    def block(self) -> Block:
        return self.marked.block

    def patches(self, runs: Sequence[Run], layout: Layout) -> Iterable[Patch]:
        marked, entry, newline = self.marked, self.entry, self.newline
        new = patched(self.message, [Patch(marked.start, marked.end, marked.render(runs, _same))])
        for name in self.names:
            written = quoted(name, new, newline, self.widest)
            field = entry.fields.get(name)
            if field is not None:
                yield Patch(field.start, field.end, (written,))
            else:
                end = max(each.end for each in entry.fields.values())
                yield Patch(end, end, (newline + written,))
        if entry.flags_start is None:
            yield Patch(entry.start, entry.start, (f"#, fuzzy{newline}",))
        elif "fuzzy" not in entry.flags:
            behind = entry.flags_start + len("#,")
            yield Patch(behind, behind, (" fuzzy,",))
        yield from self.also


def open_po(path: Path) -> SourceDocument:
    """Raises as ``open_document`` does, and ``DocumentBroken`` for a line that makes no sense."""
    source = read_source(path, _DECLARATION)
    try:
        entries = entries_of(source.text)
    except LineUnclear as error:
        raise DocumentBroken(path, f"line {error.number} makes no sense") from error
    if not entries:
        raise DocumentBroken(path, "it holds no messages")
    header = Header(source, next(filter(_is_header, entries), None), entries)
    left: Counter[str] = Counter()
    for entry in entries:
        if why := _why_left(entry):
            left[why] += 1
    return SourceDocument(
        source,
        tuple(_slots(source, header, entries, None)),
        tuple(LeftAlone(what, count) for what, count in left.items()),
        for_utf8=header.charset,
        naming=header.naming,
        slots_in=lambda code: tuple(_slots(source, header, entries, header.plurals(code))),
    )


def _slots(
    source: Source, header: Header, entries: Sequence[Entry], plurals: Plurals | None
) -> Iterator[_Message]:
    also = () if source.is_declared else header.charset
    widest = None if _UNWRAPPED.search(source.text) else _WIDEST
    for entry in entries:
        if _why_left(entry) is None:
            for names, message, marked in _forms(entry, plurals):
                yield _Message(marked, entry, message, names, source.newline, widest, also)


def _same(text: str) -> str:
    return text


def _is_header(entry: Entry) -> bool:
    return not entry.fields["msgid"].text and "msgctxt" not in entry.fields


def _why_left(entry: Entry) -> str | None:
    """Why its message is no block; empty if that needs no words."""
    if _is_header(entry):
        return ""
    if any(field.text for name, field in entry.fields.items() if name.startswith("msgstr")):
        is_fuzzy = "fuzzy" in entry.flags
        return "messages marked fuzzy" if is_fuzzy else "messages that have a translation"
    if is_choice(entry.fields["msgid"].text):
        return "messages with several forms in one text"
    return None


def _forms(entry: Entry, plurals: Plurals | None) -> Iterator[tuple[tuple[str, ...], str, Marked]]:
    """The fields to fill, the message that says with what, and its block."""
    wanted: dict[str, tuple[str, ...]]
    forms = sorted(
        (name for name in entry.fields if name.startswith("msgstr[")),
        key=lambda name: int(name[len("msgstr[") : -1]),
    )
    singular = None if len(forms) == 1 else 0
    if plurals is not None:
        forms = [f"msgstr[{number}]" for number in range(plurals.count)] if forms else []
        singular = plurals.singular
    if not forms or "msgid_plural" not in entry.fields:
        wanted = {"msgid": ("msgstr",) if "msgstr" in entry.fields else ()}
    elif singular is None:
        wanted = {"msgid_plural": tuple(forms)}
    else:
        others = (name for name in forms if name != forms[singular])
        wanted = {"msgid": (forms[singular],), "msgid_plural": tuple(others)}
    for name, targets in wanted.items():
        message = entry.fields[name].text
        tags: dict[int, Tag] = {}
        pieces = list(pieces_of_message(message, 0, (), tags, _same))
        marked = assemble(pieces, tags, "message", is_collapsed=False) if targets else None
        if marked is not None:
            yield targets, message, marked
