"""The header of a gettext file: the translation of the empty message, a line for each field.

Format: GNU gettext manual, "Filling in the Header Entry".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant_app.documents.patches import Patch
from assistant_app.documents.po_entries import Entry
from assistant_app.documents.po_plurals import Plurals, plurals_of
from assistant_app.documents.source import Source

_CHARSET: Final = re.compile(r"(?<=charset=)[\w.:-]+", re.IGNORECASE)
_VALUE: Final = r'(?:[^"\\]|"\s*")*(?=\\n)'
_LANGUAGE: Final = re.compile(rf'(?<="Language:){_VALUE}')
_PLURALS: Final = re.compile(rf'(?<="Plural-Forms:){_VALUE}')
_COUNT: Final = re.compile(r"nplurals\s*=\s*(\d+)")
_FLAGS: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_LOCALES: Final = {"zh": "zh_CN"}
_UTF8: Final = ("ascii", "utf-8", "utf-8-sig")


@dataclass(frozen=True)
class Header:
    """``entry`` is None for a file without one."""

    source: Source
    entry: Entry | None
    entries: Sequence[Entry]

    @property
    def charset(self) -> tuple[Patch, ...]:
        """What names UTF-8 as the encoding."""
        return tuple(self._set(_CHARSET, "UTF-8"))

    def plurals(self, code: str) -> Plurals | None:
        """The forms that messages get in the language ``code``; None: as many as they have there.
        A file of that language, or one with forms that are translated, has its own."""
        wanted = plurals_of(code)
        if wanted is None or any(map(_has_translated_forms, self.entries)):
            return None
        said = self._value(_LANGUAGE).strip().replace("_", "-").lower()
        count = _COUNT.search(self._value(_PLURALS))
        if count and said.partition("-")[0] == code.lower().partition("-")[0]:
            return None if int(count[1]) != wanted.count else wanted
        return wanted

    def naming(self, code: str) -> Iterable[Patch]:
        """The header of a file in the language ``code``, and no more forms than that has."""
        locale = _LOCALES.get(code, code.replace("-", "_"))
        wanted = self.plurals(code)
        has_forms = any("msgid_plural" in each.fields for each in self.entries)
        if self.entry is None:
            yield from self._new(locale, wanted if has_forms else None)
        else:
            field = self.entry.fields.get("msgstr")
            if field is not None and field.text and not field.text.endswith("\n"):
                yield Patch(field.end - 1, field.end - 1, ("\\n",))
            yield from self._set(_LANGUAGE, f" {locale}", "Language")
            if wanted is not None and self._count != wanted.count:
                name = "Plural-Forms" if has_forms else None
                yield from self._set(_PLURALS, f" {wanted.header}", name)
            if self.entry.flags == ("fuzzy",) and self.entry.flags_start is not None:
                line = _FLAGS.match(self.source.text, self.entry.flags_start)
                yield Patch(self.entry.flags_start, line.end() if line else 0, ())
        if wanted is not None:
            for each in self.entries:
                yield from _without_forms(each, wanted.count)

    @property
    def _count(self) -> int | None:
        found = _COUNT.search(self._value(_PLURALS))
        return int(found[1]) if found else None

    def _value(self, pattern: re.Pattern[str]) -> str:
        found = self._find(pattern)
        return "".join(re.split(r'"\s*"', found.group())) if found else ""

    def _find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        field = self.entry.fields.get("msgstr") if self.entry else None
        return pattern.search(self.source.text, field.start, field.end) if field else None

    def _set(self, pattern: re.Pattern[str], new: str, name: str | None = None) -> Iterator[Patch]:
        """A new value; without the field one is put in under ``name``."""
        found = self._find(pattern)
        field = self.entry.fields.get("msgstr") if self.entry else None
        if found is not None:
            yield Patch(found.start(), found.end(), (new,))
        elif name is not None and field is not None:
            line = f'{self.source.newline}"{name}:{new}\\n"'
            yield Patch(field.end, field.end, (line,))

    def _new(self, locale: str, wanted: Plurals | None) -> Iterator[Patch]:
        if self.source.encoding not in _UTF8:
            return
        lines = ['msgid ""', 'msgstr ""', rf'"Language: {locale}\n"', r'"MIME-Version: 1.0\n"']
        lines.append(r'"Content-Type: text/plain; charset=UTF-8\n"')
        lines.append(r'"Content-Transfer-Encoding: 8bit\n"')
        if wanted is not None:
            lines.append(rf'"Plural-Forms: {wanted.header}\n"')
        yield Patch(0, 0, (self.source.newline.join([*lines, "", ""]),))


def _has_translated_forms(entry: Entry) -> bool:
    return any(field.text for name, field in entry.fields.items() if name.startswith("msgstr["))


def _without_forms(entry: Entry, count: int) -> Iterator[Patch]:
    fields = list(entry.fields.items())
    for (_, before), (name, field) in itertools.pairwise(fields):
        if name.startswith("msgstr[") and int(name[len("msgstr[") : -1]) >= count:
            yield Patch(before.end, field.end, ())
