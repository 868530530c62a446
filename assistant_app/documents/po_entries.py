"""The entries of a gettext file and where each of their strings stands.

Format: GNU gettext manual, "The Format of PO Files". Libraries for it write the whole file anew,
with other line lengths; a person who compares two versions wants to see what was translated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_KEYWORD: Final = re.compile(r'\s*(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*(".*")\s*')
_STRING: Final = re.compile(r'\s*("(?:[^"\\]|\\.)*")\s*')
_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))", re.DOTALL)
_LETTERS: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_WRITTEN: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class LineUnclear(Exception):
    """``number`` is that of a line which is no part of such a file."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Field:
    """A keyword with its string, from the start of its line to the end of the last one."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Entry:
    """A message. ``flags`` are those of its comment, which begins at ``flags_start``; a new one
    would go to ``start``."""

    fields: Mapping[str, Field]
    flags: tuple[str, ...]
    flags_start: int | None
    start: int


def entries_of(text: str) -> list[Entry]:
    """All but the obsolete ones. Raises ``LineUnclear``."""
    found: list[Entry] = []
    current = _Draft()
    for number, match in enumerate(_LINE.finditer(text), 1):
        line, start = match.group(1), match.start()
        if not line.strip():
            continue
        if line.lstrip().startswith("#"):
            current = current.after(found, has_ended=current.is_complete)
            current.comment(line, start)
            continue
        keyword, string = _KEYWORD.fullmatch(line), _STRING.fullmatch(line)
        if keyword and _STRING.fullmatch(keyword.group(2)):
            name = keyword.group(1)
            begins = name == "msgctxt" or (name == "msgid" and "msgid" in current.fields)
            current = current.after(found, has_ended=current.is_complete and begins)
            current.field(name, keyword.group(2), start, start + len(line))
        elif string and current.fields:
            current.go_on(string.group(1), start + len(line))
        else:
            raise LineUnclear(number)
    current.after(found, has_ended=True)
    return found


class _Draft:
    """An entry that is being read."""

    def __init__(self) -> None:
        self.fields: dict[str, Field] = {}
        self._flags: list[str] = []
        self._flags_start: int | None = None
        self._start: int | None = None

    @property
    def is_complete(self) -> bool:
        return any(name.startswith("msgstr") for name in self.fields)

    def after(self, found: list[Entry], *, has_ended: bool) -> _Draft:
        """The draft to go on with; if this entry has ended, it is added to ``found``."""
        if not has_ended:
            return self
        if self.is_complete and "msgid" in self.fields:
            found.append(
                Entry(self.fields, tuple(self._flags), self._flags_start, self._start or 0)
            )
        return _Draft()

    def comment(self, line: str, start: int) -> None:
        if line.startswith("#,"):
            self._flags += [flag.strip() for flag in line[2:].split(",")]
            self._flags_start = start if self._flags_start is None else self._flags_start
        if line.startswith("#|") and self._start is None:
            self._start = start

    def field(self, name: str, string: str, start: int, end: int) -> None:
        self._start = start if self._start is None else self._start
        self.fields[name] = Field(unquoted(string), start, end)

    def go_on(self, string: str, end: int) -> None:
        name, last = list(self.fields.items())[-1]
        self.fields[name] = Field(last.text + unquoted(string), last.start, end)


def unquoted(string: str) -> str:
    """What the quoted ``string`` stands for."""

    def meant(match: re.Match[str]) -> str:
        hexadecimal, octal, letter = match.groups()
        if letter is not None:
            return _LETTERS.get(letter, letter)
        return chr(int(hexadecimal, 16) if hexadecimal else int(octal, 8))

    return _ESCAPE.sub(meant, string[1:-1])


def quoted(keyword: str, text: str, newline: str, widest: int | None) -> str:
    """``text`` behind ``keyword``, in several lines if it has several or is wider than ``widest``
    columns; None: as wide as it gets."""
    whole = f"{keyword} {_quote(text)}"
    has_lines = "\n" in text.rstrip("\n")
    if not has_lines and (widest is None or len(whole) <= widest):
        return whole
    lines = [f'{keyword} ""']
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        lines += [_quote(each) for each in _wrapped(line, widest)]
    return newline.join(lines)


def _quote(text: str) -> str:
    return '"' + "".join(_WRITTEN.get(each, each) for each in text) + '"'


def _wrapped(line: str, widest: int | None) -> Sequence[str]:
    if widest is None:
        return [line]
    lines = [""]
    for word in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]*\s+|[^\s\u2e80-\uffef]+", line):
        if lines[-1] and len(_quote(lines[-1] + word)) > widest:
            lines.append("")
        lines[-1] += word
    return lines
