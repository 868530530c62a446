"""A dictionary between English and Chinese, looked up by a word or a phrase of either."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from math import log2
from typing import Final

from assistant_app.terms.base_forms import base_forms
from assistant_app.terms.dictionary_file import DictionaryFile
from assistant_app.terms.entries import base_language
from assistant_app.terms.pinyin import with_tone_marks

ATTRIBUTION: Final = "CC-CEDICT (cc-cedict.org), CC BY-SA 4.0"
"""Stands wherever entries are shown: the licence asks for it."""

_LANGUAGES: Final = frozenset({"en", "zh"})
_LONGEST: Final = 12
"""Characters of the longest Chinese word that is sought inside a phrase."""
_MOST: Final = 12
_MOST_WORDS: Final = 12
_MOST_WEIGHED: Final = 400
_RARITY: Final = 2
_FIRST_SENSES: Final = 2
_SINGLE: Final = 2
_MEASURE: Final = "measure word: "
_LINE: Final = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/")
_HAN: Final = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_REFERENCE: Final = re.compile(r"([^\s\[\]|,;()/]+)(?:\|([^\s\[\]|,;()/]+))?(?:\[([^\]]*)\])")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_LEAD: Final = re.compile(r"^(?:to be|to|an?|the|lit\.|fig\.)\s+")
_SMALL_WORDS: Final = frozenset({
    "a", "an", "the", "to", "of", "in", "on", "at", "by", "for", "with", "from", "and", "or", "but",
    "if", "is", "are", "was", "were", "be", "been", "am", "do", "does", "did", "it", "its", "this",
    "that", "these", "those", "he", "she", "we", "they", "i", "you", "his", "her", "our", "their",
    "my", "your", "as", "not",
})  # fmt: skip
"""Passed over in a phrase: whoever wants to know one asks for it alone."""
_REMARK: Final = re.compile(
    r"^(?:CL:|variant of|old variant of|erhua variant|also written|also pr\.|see |see also|same as"
    r"|abbr\. |used in|classifier for|surname |Taiwan pr\.|\([^)]*\)$)"
)
_RARE: Final = re.compile(
    r"\((?:old|archaic|literary|dialect|Tw|slang|Internet slang|classical|Cantonese|derog\.|vulgar"
    r"|bound form|Buddhism|TCM|loanword|onom\.|honorific)\b|variant of|surname |\(idiom"
)


@dataclass(frozen=True)
class Sense:
    """One meaning: ``glosses`` are English words or phrases for the same thing, which may have
    remarks in brackets. A remark, such as another spelling, is no translation: it has none."""

    text: str
    glosses: tuple[str, ...]
    is_remark: bool = False


@dataclass(frozen=True)
class DictionaryEntry:
    """A Chinese word; ``pinyin`` has marks for its tones."""

    simplified: str
    traditional: str
    pinyin: str
    senses: tuple[Sense, ...]


@dataclass(frozen=True)
class Found:
    """What the dictionary has of ``text``, which is what was asked for or a part of it; the best
    comes first."""

    text: str
    entries: tuple[DictionaryEntry, ...]


def is_chinese(text: str) -> bool:
    """Whether ``text`` has a Chinese character: then it is sought among the Chinese words."""
    return _HAN.search(text) is not None


class Dictionary:
    """Read at the first question, which takes 0.4 s and 40 MB; later ones take a twentieth of a
    second. Not for the thread of the window."""

    def __init__(self, read: Callable[[], DictionaryFile] = DictionaryFile.shipped) -> None:
        self._read = read

    @staticmethod
    def knows(source: str, target: str) -> bool:
        """Whether it is one for these two languages."""
        return {base_language(source), base_language(target)} == _LANGUAGES

    def look_up(self, text: str, limit: int = _MOST) -> tuple[Found, ...]:
        """Entries of ``text``, Chinese or English, whatever form it has; of a phrase that has none,
        those of its parts, the longest that there are. Empty where nothing is found."""
        words = " ".join(text.split())
        found = self._chinese(words, limit) if is_chinese(words) else self._english(words, limit)
        return tuple(each for each in found if each.entries)

    def word_at(self, text: str, place: int) -> tuple[int, int]:
        """Where the Chinese word that holds the character at ``place`` begins and ends, as the
        dictionary divides ``text``; elsewhere that character alone."""
        start = end = place
        while start > 0 and _HAN.match(text, start - 1):
            start -= 1
        while end < len(text) and _HAN.match(text, end):
            end += 1
        run = text[start:end]
        at = 0
        while at < len(run):
            part = self._longest(run, at) or run[at]
            if start + at <= place < start + at + len(part):
                return start + at, start + at + len(part)
            at += len(part)
        return place, place + 1

    # --- Chinese ------------------------------------------------------------------------------

    def _chinese(self, text: str, limit: int) -> Iterable[Found]:
        at, parts = 0, []
        while at < len(text):
            part = self._longest(text, at)
            if part:
                parts.append(part)
            at += len(part) or 1
        return [
            Found(part, self._headed(part)[:limit])
            for part in list(dict.fromkeys(parts))[:_MOST_WORDS]
        ]

    def _longest(self, text: str, at: int) -> str:
        whole = len(text) if at == 0 else at + _LONGEST
        for end in (whole, *range(min(at + _LONGEST, len(text)), at, -1)):
            part = text[at:end]
            if self._file.headed(part) and (len(part) > 1 or part.isalnum()):
                return part
        return ""

    def _headed(self, word: str) -> tuple[DictionaryEntry, ...]:
        entries = [self._entry(start) for start in self._file.headed(word)]
        # Names and other spellings come last; Python's sort keeps the order of the file.
        return tuple(sorted(entries, key=lambda each: (all(s.is_remark for s in each.senses),)))

    # --- English ------------------------------------------------------------------------------

    def _english(self, text: str, limit: int) -> Iterable[Found]:
        plain = _WORD.findall(text.replace("’", "'"))
        whole = " ".join(plain)
        if not plain:
            return [Found(text, self._headed(text)[:limit])]
        found = Found(whole, self._with(whole, limit))
        if len(plain) == 1 or found.entries:
            return [found if found.entries else Found(text, self._headed(text)[:limit])]
        parts, at = [], 0
        while at < len(plain):
            for end in range(min(len(plain), at + 4), at, -1):
                part = " ".join(plain[at:end])
                if end == at + 1 or self._ranked(part.lower())[1]:
                    parts.append(part)
                    break
            at = end
        shown = [part for part in dict.fromkeys(parts) if part.lower() not in _SMALL_WORDS]
        return [Found(part, self._with(part, limit)) for part in shown[:_MOST_WORDS]]

    def _with(self, word: str, limit: int) -> tuple[DictionaryEntry, ...]:
        """Entries that mean ``word``, or what it is a form of; then those in whose senses it
        stands."""
        lowered = word.lower()
        ranked, n_exact = self._ranked(lowered)
        exact, others = ranked[:n_exact], ranked[n_exact:]
        for base in base_forms(lowered):
            more, n_more = self._ranked(base)
            exact += more[:n_more]
            if n_more:
                others += more[n_more:]
                break
        return tuple(dict.fromkeys([*exact, *others]))[:limit]

    def _ranked(self, word: str) -> tuple[list[DictionaryEntry], int]:
        """Entries with ``word``, the best first, and how many of them mean just that."""
        exact: list[tuple[float, DictionaryEntry]] = []
        others: list[tuple[tuple[int, int], DictionaryEntry]] = []
        for start in self._file.with_english(word):
            entry = self._entry(start)
            place = _place(entry, word)
            if place is None:
                continue
            tier, penalty = place
            if tier == 0:
                exact.append((penalty - self._commonness(entry), entry))
            else:
                others.append(((tier, penalty), entry))
            if len(exact) + len(others) == _MOST_WEIGHED:
                break
        exact.sort(key=lambda each: each[0])
        others.sort(key=lambda each: each[0])
        return [entry for _, entry in exact] + [entry for _, entry in others], len(exact)

    def _commonness(self, entry: DictionaryEntry) -> float:
        """More for words that are in use. There are no frequencies, so: what is part of many words,
        what has a measure word, and not a single character, which often is a part alone. (On 3904
        words of sentences with translations that people made, one of the first three entries is
        what stands there for 72 %; in the order of the file, for 42 %.)"""
        uses = log2(1 + self._file.n_uses(entry.simplified)) / 2
        has_measure = any(sense.text.startswith(_MEASURE) for sense in entry.senses)
        return uses + has_measure - _SINGLE * (len(entry.simplified) == 1)

    # --- both ---------------------------------------------------------------------------------

    @cached_property
    def _file(self) -> DictionaryFile:
        return self._read()

    def _entry(self, start: int) -> DictionaryEntry:
        found = _LINE.match(self._file.line(start))
        assert found is not None
        traditional, simplified, pinyin, senses = found.groups()
        return DictionaryEntry(
            simplified,
            traditional,
            with_tone_marks(pinyin),
            tuple(_sense(each) for each in senses.split("/") if each.strip()),
        )


def _sense(text: str) -> Sense:
    """``text`` as it stands in the file, with its references readable."""
    is_remark = bool(_REMARK.search(text))
    readable = _REFERENCE.sub(_referred, re.sub("^CL:", _MEASURE, text))
    glosses = () if is_remark else tuple(each for each in readable.split("; ") if bare(each))
    return Sense(readable, glosses, is_remark)


def _referred(found: re.Match[str]) -> str:
    """``間|间[jian1]`` becomes ``间 (jiān)``."""
    return f"{found[2] or found[1]} ({with_tone_marks(found[3])})"


def bare(gloss: str) -> str:
    """``gloss`` without what stands in brackets."""
    return " ".join(_BRACKETS.sub(" ", gloss).split())


def _place(entry: DictionaryEntry, word: str) -> tuple[int, int] | None:
    """0: a sense is ``word`` itself, 1: begins with it, 2: has it; and a number that is less for
    the better. None: ``word`` stands only in remarks."""
    best: tuple[int, int] | None = None
    for number, sense in enumerate(entry.senses):
        for gloss in sense.glosses:
            folded = bare(gloss).lower()
            plain = _LEAD.sub("", folded)
            rare = _RARITY * bool(_RARE.search(sense.text))
            if word in (plain, folded):
                place = 0, rare + min(number, _FIRST_SENSES)
            elif plain.startswith(word + " "):
                place = 1, len(plain)
            elif f" {word} " in f" {' '.join(_WORD.findall(folded))} ":
                place = 2, len(plain)
            else:
                continue
            best = place if best is None else min(best, place)
    return best
