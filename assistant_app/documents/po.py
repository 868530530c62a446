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
from assistant_app.documents.source import SourceDocument, read_source
from assistant_app.errors import DocumentBroken

_DECLARATION: Final = re.compile(r"Content-Type:[^\"\n]*charset=([\w.:-]+)", re.IGNORECASE)
_CHARSET: Final = re.compile(r"(?<=charset=)[\w.:-]+", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r'(?<="Language:)[^"\\]*(?=\\n)')
_WIDEST: Final = 79
_UNWRAPPED: Final = re.compile(r'(?:^|\s)"(?:[^"\\\r\n]|\\.){90,}"')
"""A file with such a line was written by a program that does not wrap."""


@dataclass(frozen=True)
class _Message:
    """A message, or one of its two forms; ``names`` are the fields that take the new text."""

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
            field = entry.fields[name]
            yield Patch(field.start, field.end, (quoted(name, new, newline, self.widest),))
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
    header = next((each for each in entries if _is_header(each)), None)
    charset = tuple(_in_header(source.text, header, _CHARSET, "UTF-8"))
    also = charset if not source.is_declared else ()
    widest = None if _UNWRAPPED.search(source.text) else _WIDEST
    slots: list[_Message] = []
    left: Counter[str] = Counter()
    for entry in entries:
        why = _why_left(entry)
        if why is not None:
            left[why] += bool(why)
            continue
        for targets, message, marked in _forms(entry):
            slots.append(_Message(marked, entry, message, targets, source.newline, widest, also))
    return SourceDocument(
        source,
        tuple(slots),
        tuple(LeftAlone(what, count) for what, count in left.items() if count),
        for_utf8=charset,
        naming=lambda code: _in_header(
            source.text, header, _LANGUAGE, " " + code.replace("-", "_")
        ),
    )


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


def _forms(entry: Entry) -> Iterator[tuple[tuple[str, ...], str, Marked]]:
    """The fields to fill, the message that says with what, and its block."""
    wanted: dict[str, tuple[str, ...]]
    forms = sorted(
        (name for name in entry.fields if name.startswith("msgstr[")),
        key=lambda name: int(name[len("msgstr[") : -1]),
    )
    if not forms or "msgid_plural" not in entry.fields:
        wanted = {"msgid": ("msgstr",) if "msgstr" in entry.fields else ()}
    elif len(forms) == 1:
        wanted = {"msgid_plural": tuple(forms)}
    else:
        wanted = {"msgid": (forms[0],), "msgid_plural": tuple(forms[1:])}
    for name, targets in wanted.items():
        message = entry.fields[name].text
        tags: dict[int, Tag] = {}
        pieces = list(pieces_of_message(message, 0, (), tags, _same))
        marked = assemble(pieces, tags, "message", is_collapsed=False) if targets else None
        if marked is not None:
            yield targets, message, marked


def _in_header(
    text: str, header: Entry | None, pattern: re.Pattern[str], new: str
) -> Iterable[Patch]:
    field = header.fields.get("msgstr") if header else None
    found = pattern.search(text, field.start, field.end) if field else None
    if found:
        yield Patch(found.start(), found.end(), (new,))
