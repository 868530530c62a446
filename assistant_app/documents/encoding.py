"""The text in bytes of unknown encoding. The door to charset-normalizer."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant_app.documents.plausible import plausibility
from assistant_app.errors import EncodingUnknown, FileNotText

BYTE_ORDER_MARKS: Final = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE: Final = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LEGACY: Final = (
    "gb18030",
    "cp950",
    "cp932",
    "euc_jp",
    "cp949",
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
)
"""What to try, the likelier first: of two that fit equally well the first is taken."""
_SIGNATURES: Final = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x7fELF",
    b"MZ\x90\x00",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"SQLite format 3",
)
_SAMPLE: Final = 8192
_CONVINCING: Final = 0.8
_HOME_BONUS: Final = {"gb18030": 0.6}
"""Simplified Chinese is what this app is for: it wins where a word or two leave it open."""
_MAX_CONTROLS: Final = 0.02


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding it was in and whether a byte order mark stood before it."""

    text: str
    encoding: str
    has_bom: bool


def decode_text(data: bytes, path: Path) -> str:
    """The text that ``data`` holds, line breaks as they are; all else as ``decode``."""
    return decode(data, path).text


def decode(data: bytes, path: Path) -> Decoded:
    """The text that ``data`` holds and how; ``path`` is for the error.

    By byte order mark, else UTF-8, else UTF-16 or UTF-32, else the legacy encoding of Chinese,
    Japanese, Korean, Western or Eastern European and Russian text in which the most characters are
    common ones, else what charset-normalizer finds. Raises ``FileNotText`` and
    ``EncodingUnknown``.
    """
    if data.startswith(_SIGNATURES):
        raise FileNotText(path)
    found = _marked(data, path) or _unicode(data, path) or _legacy(data)
    if found is None:
        raise (FileNotText if _has_controls(data.decode("latin-1")) else EncodingUnknown)(path)
    if _has_controls(found.text):
        raise FileNotText(path)
    return found


def _marked(data: bytes, path: Path) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding, has_bom=True)
            except UnicodeDecodeError as error:
                raise EncodingUnknown(path) from error
    return None


def _unicode(data: bytes, path: Path) -> Decoded | None:
    if b"\0" in data:
        for encoding in _WIDE:
            text = _strictly(data, encoding)
            if text is not None and "\0" not in text and _is_sensible(text):
                return Decoded(text, encoding, has_bom=False)
        raise FileNotText(path)
    text = _strictly(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8", has_bom=False)
    if _is_broken_utf8(_sample(data)):
        raise EncodingUnknown(path)
    return None


def _legacy(data: bytes) -> Decoded | None:
    sample = _sample(data)
    scores = {encoding: _score(sample, encoding) for encoding in _LEGACY}
    ranked = sorted(_LEGACY, key=scores.__getitem__, reverse=True)
    likely = [encoding for encoding in ranked if scores[encoding] >= _CONVINCING]
    for encoding in [*likely, *_proposals(sample)]:
        text = _strictly(data, encoding)
        if text is not None:
            return Decoded(text, encoding, has_bom=False)
    return None


def _proposals(sample: bytes) -> Iterator[str]:
    """For all other encodings (Greek, Hebrew, Arabic, Thai...), the general detector."""
    # Not at the top: most files need no guess, and the window would open later for it.
    import charset_normalizer

    for match in charset_normalizer.from_bytes(sample):
        if plausibility(str(match)) > 0:
            yield match.encoding


def _score(sample: bytes, encoding: str) -> float:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(sample, final=len(sample) < _SAMPLE)
    except UnicodeDecodeError:
        return float("-inf")
    return plausibility(text) + _HOME_BONUS.get(encoding, 0.0)


def _sample(data: bytes) -> bytes:
    """Some of ``data`` from the line on that first leaves ASCII; a line break is one byte of its
    own in all these encodings."""
    first = len(data) - len(data.lstrip(bytes(range(0x80))))
    start = data.rfind(b"\n", 0, first) + 1
    return data[max(start, first - _SAMPLE // 2) :][:_SAMPLE]


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_broken_utf8(data: bytes) -> bool:
    """UTF-8 but for some bytes, such as a file cut in the middle of a character: no other
    encoding would be right, and guessing would garble it for good."""
    characters = [each for each in data.decode("utf-8", "replace") if each >= "\x80"]
    n_broken = characters.count("\ufffd")
    return len(characters) > 2 and n_broken / len(characters) < 0.2


def _is_sensible(text: str) -> bool:
    """For UTF-16 and UTF-32, in which half of all byte strings are valid."""
    sample = text[:_SAMPLE]
    n_plain = sum(each < "\x7f" for each in sample)
    return not _has_controls(sample) and (
        n_plain > len(sample) * 0.7 or plausibility(sample) >= _CONVINCING
    )


def _has_controls(text: str) -> bool:
    """More control characters than stray ones; escapes of terminals and form feeds do not count."""
    allowed = "\t\n\r\f\v\b\x1b"
    sample = text[: _SAMPLE * 8]
    n_controls = sum(each < " " and each not in allowed for each in sample)
    return n_controls > len(sample) * _MAX_CONTROLS
