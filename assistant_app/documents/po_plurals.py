"""How many forms of a message a language has, as gettext writes it.

Source: GNU gettext manual, "Additional functions for plural forms", and the Unicode CLDR, "Language
Plural Rules".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_SLAVIC: Final = (
    "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"
)


@dataclass(frozen=True)
class Plurals:
    """``count`` forms; ``rule`` says which one a number takes. ``singular`` is that of 1; None if
    one form serves for all numbers."""

    count: int
    rule: str
    singular: int | None = 0

    @property
    def header(self) -> str:
        """What stands behind ``Plural-Forms:``."""
        return f"nplurals={self.count}; plural={self.rule};"


_RULES: Final = (
    (Plurals(1, "0", None), "zh ja ko vi th id ms lo my km"),
    (
        Plurals(2, "(n != 1)"),
        "en de nl sv da no nb nn fi et el he it es pt hu bg ca eu gl ka sq sw tr ur bn hi ta te mr",
    ),
    (Plurals(2, "(n > 1)"), "fr oc br fa"),
    (Plurals(3, _SLAVIC), "ru uk be sr hr bs"),
    (Plurals(3, "(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2"), "cs sk"),
    (
        Plurals(3, "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"),
        "pl",
    ),
    (
        Plurals(3, "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2)"),
        "lt",
    ),
    (Plurals(3, "(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2)"), "lv"),
    (Plurals(3, "(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2)"), "ro"),
    (Plurals(4, "(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3)"), "sl"),
    (
        Plurals(
            6,
            "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
            singular=1,
        ),
        "ar",
    ),
)
_OF: Final = {code: plurals for plurals, codes in _RULES for code in codes.split()}


def plurals_of(code: str) -> Plurals | None:
    """Those of the language ``code``; None if they are not known here."""
    return _OF.get(code.replace("_", "-").partition("-")[0].lower())
