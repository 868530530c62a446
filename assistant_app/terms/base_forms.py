"""The form in which a dictionary has an English word: ``contracts`` and ``contracted`` stand under
``contract``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_IRREGULAR: Final[dict[str, str]] = {
    form: base
    for base, forms in {
        "be": "am is are was were been being", "have": "has had having", "do": "does did done",
        "go": "goes went gone", "say": "said", "make": "made", "take": "took taken",
        "come": "came", "see": "saw seen", "know": "knew known", "get": "got gotten",
        "give": "gave given", "find": "found", "think": "thought", "tell": "told",
        "become": "became", "leave": "left", "feel": "felt", "bring": "brought",
        "begin": "began begun beginning", "keep": "kept", "hold": "held", "write": "wrote written",
        "stand": "stood", "hear": "heard", "mean": "meant", "meet": "met", "run": "ran",
        "pay": "paid", "sit": "sat", "speak": "spoke spoken", "lie": "lay lain lying",
        "lead": "led", "grow": "grew grown", "lose": "lost", "fall": "fell fallen",
        "send": "sent", "build": "built", "understand": "understood", "draw": "drew drawn",
        "break": "broke broken", "spend": "spent", "rise": "rose risen",
        "drive": "drove driven", "buy": "bought", "wear": "wore worn", "choose": "chose chosen",
        "eat": "ate eaten", "sell": "sold", "win": "won", "teach": "taught", "catch": "caught",
        "fight": "fought", "throw": "threw thrown", "fly": "flew flown", "sing": "sang sung",
        "swim": "swam swum", "drink": "drank drunk", "sleep": "slept", "forget": "forgot forgotten",
        "hide": "hid hidden", "shake": "shook shaken", "steal": "stole stolen", "die": "dying",
        "tie": "tying", "seek": "sought", "shoot": "shot", "feed": "fed", "bind": "bound",
        "child": "children", "man": "men", "woman": "women", "person": "people", "foot": "feet",
        "tooth": "teeth", "mouse": "mice", "goose": "geese", "wife": "wives", "life": "lives",
        "knife": "knives", "leaf": "leaves", "half": "halves", "wolf": "wolves",
        "shelf": "shelves", "thief": "thieves", "datum": "data", "criterion": "criteria",
        "analysis": "analyses", "good": "better best", "bad": "worse worst",
    }.items()
    for form in forms.split()
}  # fmt: skip
_ENDINGS: Final = ("ies", "ied", "es", "s", "ed", "ing", "er", "est", "ily", "ly")
_LEAST: Final = 3
_DOUBLED: Final = re.compile(r"([bdgklmnprt])\1$")
_WHOLE_S: Final = re.compile(r"(?:ss|us|is)$")


def base_forms(word: str) -> Iterator[str]:
    """What ``word`` (folded) may be a form of, the likeliest first, itself never. Not every one is
    a word: look which of them is in the dictionary."""
    seen = {word}
    for base in _bases(word):
        if base not in seen:
            seen.add(base)
            yield base


def _bases(word: str) -> Iterator[str]:
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _LEAST - (ending in ("ies", "ied")):
            continue
        if ending == "s" and _WHOLE_S.search(word):
            continue
        if ending in ("ies", "ied", "ily"):
            yield stem + "y"
            continue
        if ending == "s":
            yield stem
            continue
        if _DOUBLED.search(stem):
            yield stem[:-1]
        yield stem
        if ending != "ly":
            yield stem + "e"
        if ending in ("er", "est") and stem.endswith("i"):
            yield stem[:-1] + "y"
