"""Translations in the wrong language, or not translated at all."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from assistant_app.tasks.guards.findings import Finding, Kind
from assistant_app.tasks.kept import without_kept
from assistant_app.tasks.language_guess import small_words
from assistant_app.tasks.scripts import SCRIPTS, scripts_of

_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER_SCRIPT: Final = {name: re.compile(f"[{signs}]") for name, signs in SCRIPTS.items()}
_OUT_OF_PLACE: Final = 0.3
_KNOWN: Final = frozenset({"en", "de", "fr", "es", "it", "pt", "nl"})
_SHARED_WORDS: Final[dict[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "a in on as at by an",
        "de": "in an im zu es so",
        "fr": "de la du et à l d en un n s",
        "es": "de la en y a el lo no un al",
        "it": "di la e in a un i",
        "pt": "de a o e em do da no na um",
        "nl": "in op te is om er",
    }.items()
}
"""Small words that several languages have: too many to tell a language by, but they weigh where two
are compared."""
_LEAST_EVIDENCE: Final = 3
_CLEARLY: Final = 1.6
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ANY_WORD: Final = re.compile(r"[^\W\d_]+")
_CODE: Final = re.compile(
    r"https?://\S+|\S+@\S+|`[^`]*`|\{[^}]*\}|<[^>]*>|\]\([^)]*\)|[\w.-]*/[\w./-]*|\w+_\w+"
)
_CODE_SIGN: Final = re.compile(r"[=(){}\[\]_;<>#*:]")
_CODE_SIGNS_PER_WORD: Final = 0.4
_LEAST_WORDS: Final = 3
_MOST_COPIED: Final = 0.6
_MOST_KEPT: Final = 0.8
_SIGNS_PER_WORD: Final = 1.5
_SMALL_WORD: Final = re.compile(r"(?<![\w.@/-])[a-z]{3,}(?![\w@/-])")
_PLAIN_WORD: Final = re.compile(
    r"(?<![\x21-\x7e] )(?<![\x21-\x7e])[a-z]{3,}(?! ?[\x21-\x2d\x2f-\x7e])(?!\.\w)"
)
"""One whose neighbours, a blank or none between, are of another script or none."""
_STRAY_LETTERS: Final = re.compile(
    r"(?<![\w.@/\\'’&+-])(?<!\d )[a-z]{2,}(?![\w@/\\'’&+-])(?!\.\w)", re.ASCII
)
_AT_HOME: Final = frozenset({
    "app", "apps", "web", "cookie", "cookies", "null", "true", "false", "iframe", "json",
    "xml", "html", "http", "https", "url", "email", "blog", "wifi", "bug", "bit", "byte",
    "token", "tokens", "hash", "ping", "root", "shell", "script", "api", "cpu", "gpu", "the",
    "and", "for", "zip", "pip", "guid", "cmdlet", "cmdlets", "blob", "acl", "bash", "socket",
    "self", "foo", "bar",
})  # fmt: skip
_ANY_OTHER: Final = re.compile(f"[{''.join(SCRIPTS.values())}]")
_HAN_RUN: Final = re.compile(f"[{SCRIPTS['han']}]{{2,}}")
_QUOTED: Final = re.compile("[\"“「『《‘'(（][^\"”」』》’')）]*[\"”」』》’')）]")


def language_findings(
    source: str, translation: str, source_language: str, target_language: str
) -> tuple[Finding, ...]:
    """At most one finding: what was copied is not called another language too. Languages are base
    codes."""
    source, translation = _without_code(source), _without_code(translation)
    if scripts_of(source_language) == scripts_of(target_language):
        if _is_copy(source, translation):
            return (Finding(Kind.UNTRANSLATED, translation.strip()),)
        if _is_other_language(translation, source, source_language, target_language):
            return (Finding(Kind.WRONG_LANGUAGE),)
        return ()
    copied = _left_over(source, translation, source_language)
    if copied:
        return (Finding(Kind.UNTRANSLATED, copied),)
    if _is_other_script(translation, source, target_language):
        return (Finding(Kind.WRONG_LANGUAGE),)
    if "latin" in scripts_of(target_language) or _CODE_SIGN.search(source):
        return ()
    left = (Finding(Kind.WORD_LEFT, word) for word in _words_left(source, translation))
    added = (Finding(Kind.WORD_ADDED, word) for word in _words_added(source, translation))
    return *left, *added


def _without_code(text: str) -> str:
    return _CODE.sub(" ", without_kept(text))


def _is_copy(source: str, translation: str) -> bool:
    """Nearly all small letters' words of the source stand in the translation. Names and labels of
    a word or two may well be the same in two languages."""
    given = Counter(word for word in _WORD.findall(source) if word.islower())
    made = Counter(_WORD.findall(translation))
    n_given = given.total()
    return n_given >= _LEAST_WORDS and (given & made).total() >= _MOST_KEPT * n_given


def _is_other_language(
    translation: str, source: str, source_language: str, target_language: str
) -> bool:
    if target_language not in _KNOWN:
        return False
    if _share_of_others(translation, source, target_language) > _OUT_OF_PLACE:
        return True
    own = small_words(translation, _KNOWN | {source_language})
    words = Counter(_ANY_WORD.findall(translation.lower()))
    totals = {
        language: n_words + sum(words[word] for word in _SHARED_WORDS.get(language, ()))
        for language, n_words in own.items()
    }
    expected = totals.pop(target_language)
    best = max(totals, key=lambda language: totals[language])
    return (
        own[best] >= _LEAST_EVIDENCE
        and totals[best] >= expected + _LEAST_EVIDENCE
        and totals[best] > _CLEARLY * expected
    )


def _is_other_script(translation: str, source: str, target_language: str) -> bool:
    return _share_of_others(translation, source, target_language) > _OUT_OF_PLACE and (
        target_language not in ("zh", "ja", "ko", "yue") or _lacks_own(translation, source)
    )


def _lacks_own(translation: str, source: str) -> bool:
    """Latin names are many in some Chinese sentences: wrong is one without Chinese whose letters
    are not from the source either."""
    n_han = len(_OTHER_SCRIPT["han"].findall(translation))
    foreign = [word for word in _WORD.findall(translation) if _LATIN.match(word)]
    copied = set(_WORD.findall(source.lower()))
    return n_han == 0 and any(word.lower() not in copied for word in foreign)


def _share_of_others(translation: str, source: str, target_language: str) -> float:
    """Which share of the letters belongs to no script of the language."""
    own = scripts_of(target_language)
    n_letters = sum(map(str.isalpha, translation))
    if not n_letters:
        return 0.0
    n_own = len(_LATIN.findall(translation)) if "latin" in own else 0
    n_own += sum(len(_OTHER_SCRIPT[name].findall(translation)) for name in own if name != "latin")
    return 1 - n_own / n_letters


def _words_left(source: str, translation: str) -> list[str]:
    """Single words in small letters between words of the other script, where they stand as they
    stood. A word of a longer name has Latin neighbours, and some are at home in every script."""
    given = set(_SMALL_WORD.findall(source)) - _AT_HOME
    made = _PLAIN_WORD.findall(_QUOTED.sub(" ", translation))
    return [word for word in dict.fromkeys(made) if word in given]


def _words_added(source: str, translation: str) -> list[str]:
    """Small Latin letters that are no word of the source: pieces of one, or nothing at all. (Of 32
    thousand Chinese sentences that people wrote, 6 have any.)"""
    given = {*re.findall("[a-z]+", source.lower()), *_AT_HOME}
    made = dict.fromkeys(_STRAY_LETTERS.findall(_QUOTED.sub(" ", translation)))
    return [word for word in made if not {word, word + "s", word[:-1]} & given]


def _left_over(source: str, translation: str, source_language: str) -> str:
    """What of the source's script was left standing, if it is more than names.

    From Chinese any run of two characters that is not in quotes; into another script most of the
    words in small letters.
    """
    if "han" in scripts_of(source_language):
        runs = _HAN_RUN.findall(_QUOTED.sub(" ", translation))
        return next((run for run in runs if run in source), "")
    if len(_CODE_SIGN.findall(source)) >= _CODE_SIGNS_PER_WORD * len(_WORD.findall(source)):
        return ""  # a program stays as it is, but for its remarks
    given = Counter(word for word in _WORD.findall(source) if word.islower())
    kept = given & Counter(_WORD.findall(translation))
    n_own_words = len(_ANY_OTHER.findall(translation)) / _SIGNS_PER_WORD
    if kept.total() < _LEAST_WORDS or kept.total() < max(_MOST_COPIED * given.total(), n_own_words):
        return ""
    return " ".join(kept)
