"""What of a text must stay letter by letter in any language: addresses, file names, code,
placeholders, @names, #tags, version numbers, emoji.

Chinese puts no blank around them, so all but the names of files, people and tags are told by their
ASCII letters. What only might be one of them is left to the model: ``and/or``, ``12.5``, ``3/4``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from assistant_app.tasks.scripts import SCRIPTS, scripts_of

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"
_ENDINGS: Final = (
    "docx?|xlsx?|pptx?|od[tsp]|rtf|pdf|epub|txt|md|rst|tex|csv|tsv|json|jsonl|xml|ya?ml|toml|ini"
    "|cfg|conf|log|sql|db|sqlite|html?|css|js|jsx|tsx?|py|ipynb|java|kt|cs|cpp|(?-i:c|h)|hpp|rs|go|rb|php"
    "|swift|sh|bat|ps1|exe|msi|dll|so|dmg|deb|rpm|apk|jar|zip|7z|rar|tar|gz|xz|bz2|iso|img|png|jpe?g"
    "|gif|svg|webp|bmp|tiff?|heic|mp[34]|wav|flac|ogg|mov|avi|mkv|webm|ttf|otf|woff2?|onnx|po|srt"
    "|vtt|eml|ics|vcf|bak|tmp|lock|env"
)
_DOMAINS: Final = "com|org|net|edu|gov|io|cn|de|fr|es|it|nl|uk|eu|jp|info|app|dev"
_ADDRESS: Final = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%{}\u00c0-\u024f\u0370-\u06ff]+"
"""Chinese letters are none of it: the words behind it may follow without a blank."""
_NAME: Final = r"[A-Za-z0-9_.+%~$-]"

_LINK: Final = re.compile(
    rf"(?:https?|ftp|sftp|ssh|file|git)://{_ADDRESS}|www\.{_ADDRESS}|mailto:{_ADDRESS}"
    r"|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
    rf"|(?<![A-Za-z0-9_@.-])(?:[A-Za-z0-9-]+\.)+(?:{_DOMAINS})(?:/{_ADDRESS})?(?![A-Za-z0-9_-])",
    re.IGNORECASE,
)
"""The name before an @ has 64 letters at most (RFC 5321): without the bound every letter of a long
key is read to its end, which takes seconds."""
_CODE: Final = re.compile(r"``[^`\n]+``|`[^`\n]+`")
_PLACEHOLDER: Final = re.compile(
    r"\{\{[^{}\n]{1,60}\}\}"  # {{name}}
    r"|\$\{[^{}\n]{1,60}\}"  # ${name}
    r"|\{[A-Za-z0-9_.:!,-]{0,40}\}"  # {name}, {0}, {}
    r"|(?<![\d%])%(?:\([A-Za-z_]\w*\)|\d+\$)?[-+#0]*\d*(?:\.\d+)?[sdifgxXcu@](?![A-Za-z])"  # %s
    r"|(?<![A-Za-z0-9_%])%(?:\d{1,2}|n)(?![A-Za-z0-9_%.,])"  # %1, %n
    r"|\[\[[^\[\]\n]{1,60}\]\]"  # [[name]]
)
_TAG: Final = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]*(?:\s+[A-Za-z_:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?>"
)
_PATH: Final = re.compile(
    rf"(?:[A-Za-z]:|\\\\{_NAME}+)(?:\\[{_HAN}\w.-]+(?=\\))*\\(?:{_NAME}+|[{_HAN}\w-]+\.[A-Za-z]\w*)?"
    r"|(?<![A-Za-z0-9_.~<:/\\])(?:~|\.\.?)/[A-Za-z0-9_.+%~-][A-Za-z0-9_.+%~/-]*"
    rf"|(?<![A-Za-z0-9_.~<:/\\)\]])/{_NAME}+(?:/{_NAME}+)+/?"
    rf"|(?<![A-Za-z0-9_.~<:/\\)\]{_HAN}])/[a-z]{_NAME}+/?"
    rf"|(?<![A-Za-z0-9_.@/\\-])(?:{_NAME}+/)*{_NAME}*[A-Za-z0-9_]\.(?:{_ENDINGS})(?![A-Za-z0-9_])"
    rf"|(?<=[“\"'「『《（(])[{_HAN}\w-]+\.(?:{_ENDINGS})(?=[”\"'」』》）)])"
    rf"|^[{_HAN}\w-]+\.(?:{_ENDINGS})$",
    re.IGNORECASE | re.ASCII,
)
_HANDLE: Final = re.compile(
    r"(?<![A-Za-z0-9_@.])@[A-Za-z0-9_](?:[A-Za-z0-9_./-]*[A-Za-z0-9_])?(?![A-Za-z0-9_])"
    rf"|(?<![A-Za-z0-9_@.])@[{_HAN}A-Za-z0-9_-]{{1,20}}(?=[\s:：,，。！!]|$)"
)
_HASHTAG: Final = re.compile(
    rf"(?<![\w&#/])#[{_HAN}A-Za-z0-9_]{{1,30}}#"
    r"|(?<![A-Za-z0-9_&#/])#[A-Za-z0-9_][A-Za-z0-9_-]*(?<!-)"
    rf"|(?<![\w&#/])#[{_HAN}A-Za-z0-9_]{{1,30}}(?=\s|$)"
)
_VERSION: Final = re.compile(
    r"(?<![A-Za-z0-9_.,])(?:"
    r"(?!\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|\d{1,3}(?:\.\d{3})+(?![\d.]))"  # a date, a million
    r"v?\d+(?:\.\d+){2,}(?:[-+][A-Za-z0-9.]*[A-Za-z0-9])?"
    r"|v\d+(?:\.\d+)*(?:[-+][A-Za-z0-9.]*[A-Za-z0-9])?"
    r"|0x[0-9A-Fa-f]+"
    r"|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|(?=[A-Z][A-Z0-9-]*\d)(?=(?:[A-Z-]*\d){4})[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*"  # INV-2024-0017
    r"|[A-Za-z](?=\w*_)\w*[A-Za-z0-9]"  # max_items
    r"|[A-Za-z_][\w.]*\(\)|--[a-z][a-z-]+"  # run(), --force
    r")(?![A-Za-z0-9_])",
    re.ASCII,
)
_PICTURE: Final = (
    "[\ue000-\uf8ff\U000f0000-\U000fefff\U0001f000-\U0001f0ff\U0001f170-\U0001f251\U0001f300-\U0001faff\u2600-\u27bf\u231a\u231b"
    "\u23e9-\u23fa\u25fd\u25fe\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u2934\u2935\u3030\u303d]"
)
"""Private characters too: fonts of symbols have their own there."""
_EMOJI: Final = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # flags
    "|[0-9#*]\ufe0f?\u20e3"  # keycaps
    f"|{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
_VEIL: Final = 0x100000
_VEILED: Final = re.compile(f"[{chr(_VEIL + 1)}-{chr(_VEIL + 0xFFFD)}]+")
_END: Final = ".,;:!?'*_"
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


class KeptKind(Enum):
    """What it is. ``is_loose``: the sentence around it reads the same without it."""

    LINK = "address"
    CODE = "code"
    PLACEHOLDER = "placeholder"
    TAG = "mark-up"
    PATH = "path"
    HANDLE = "name"
    HASHTAG = "tag"
    VERSION = "version"
    EMOJI = "emoji"
    THING = "thing"
    NOTE = "note"

    @property
    def is_loose(self) -> bool:
        return self in (KeptKind.EMOJI, KeptKind.TAG, KeptKind.NOTE)


_RULES: Final = (
    (KeptKind.THING, _VEILED),
    (KeptKind.CODE, _CODE),
    (KeptKind.LINK, _LINK),
    (KeptKind.PLACEHOLDER, _PLACEHOLDER),
    (KeptKind.TAG, _TAG),
    (KeptKind.PATH, _PATH),
    (KeptKind.HANDLE, _HANDLE),
    (KeptKind.EMOJI, _EMOJI),
    (KeptKind.HASHTAG, _HASHTAG),
    (KeptKind.VERSION, _VERSION),
)


@dataclass(frozen=True)
class Kept:
    """``text`` stands from ``start`` to ``end`` of the sentence, unveiled."""

    start: int
    end: int
    text: str
    kind: KeptKind


def kept_in(sentence: str) -> tuple[Kept, ...]:
    """All of them in their order; none lies in another."""
    found: list[Kept] = []
    for kind, rule in _RULES:
        found += (
            each
            for each in _matches(sentence, kind, rule)
            if all(each.end <= other.start or other.end <= each.start for other in found)
        )
    return tuple(sorted(found, key=lambda each: each.start))


def _matches(sentence: str, kind: KeptKind, rule: re.Pattern[str]) -> Iterator[Kept]:
    for match in rule.finditer(sentence):
        text = match.group()
        if kind in (KeptKind.LINK, KeptKind.PATH):
            text = _without_end(text)
        elif kind is KeptKind.THING:
            text = unveiled(text)
            is_glued = bool(sentence[: match.start()][-1:].strip())
            if is_glued and not any(map(str.isalpha, text)):
                kind = KeptKind.NOTE  # the number of a footnote
        if text:
            yield Kept(match.start(), match.start() + len(text), text, kind)


def _without_end(text: str) -> str:
    """Without the signs behind an address that belong to the sentence, such as a full stop or a
    bracket that was opened before it."""
    while text:
        last = text[-1]
        is_open = last in _PAIRS and text.count(last) > text.count(_PAIRS[last])
        if last not in _END and not is_open:
            break
        text = text[:-1]
    return text


def foreign_veiled(text: str, *languages: str) -> str:
    """``text`` with the words veiled that are of a script of none of ``languages`` (base codes):
    a model of theirs knows hardly a letter of it."""
    return text if text.isascii() else _foreign(languages).sub(_veiled_words, text)


def _veiled_words(found: re.Match[str]) -> str:
    return veiled(found.group())


@cache
def _foreign(languages: tuple[str, ...]) -> re.Pattern[str]:
    own = {script for language in languages for script in scripts_of(language)}
    signs = "".join(each for script, each in SCRIPTS.items() if script not in own)
    # What hangs on Latin letters and signs may be part of an address.
    return re.compile(rf"(?<![A-Za-z0-9/=?&._%#+{signs}-])[{signs}]+(?:[\s'’.-]+[{signs}]+)*")


def veiled(text: str) -> str:
    """``text`` in letters that no rule reads: it is kept as one thing, whatever it is. As long."""
    return "".join(chr(_VEIL + ord(sign)) if ord(sign) <= 0xFFFD else sign for sign in text)


def unveiled(text: str) -> str:
    """A text with ``veiled`` parts as it is."""
    return _VEILED.sub(
        lambda found: "".join(chr(ord(each) - _VEIL) for each in found.group()), text
    )


def without_kept(sentence: str) -> str:
    """What is left to be translated."""
    left, at = "", 0
    for each in kept_in(sentence):
        left += sentence[at : each.start] + " "
        at = each.end
    return left + sentence[at:]
