"""Which letters belong to which script, and which scripts a language is written in."""

from __future__ import annotations

from typing import Final

SCRIPTS: Final[dict[str, str]] = {
    "han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "kana": "\u3040-\u30ff",
    "hangul": "\uac00-\ud7af",
    "cyrillic": "\u0400-\u052f",
    "arabic": "\u0600-\u06ff",
    "greek": "\u0370-\u03ff",
    "hebrew": "\u0590-\u05ff",
    "devanagari": "\u0900-\u097f",
    "thai": "\u0e00-\u0e7f",
}
"""Insides of character classes; Latin is not among them."""
_SCRIPTS_OF: Final[dict[str, tuple[str, ...]]] = {
    "zh": ("han",), "yue": ("han",), "ja": ("kana", "han"), "ko": ("hangul", "han"),
    "ru": ("cyrillic",), "uk": ("cyrillic",), "bg": ("cyrillic",), "sr": ("cyrillic", "latin"),
    "be": ("cyrillic",), "ar": ("arabic",), "fa": ("arabic",), "ur": ("arabic",), "el": ("greek",),
    "he": ("hebrew",), "hi": ("devanagari",), "th": ("thai",),
}  # fmt: skip
"""Which scripts a language is written in; all others here are written in Latin letters."""


def scripts_of(language: str) -> tuple[str, ...]:
    """Those of a base code."""
    return _SCRIPTS_OF.get(language, ("latin",))
