"""Numbers written in words: which values a text may mean by them.

Generous on purpose: what is found here excuses a number in digits on the other side, and is never
itself missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

_SMALL: Final[dict[str, str]] = {
    "en": "zero|no|none|nil one|a|an|first|once|single|primary "
    "two|second|twice|both|pair|couple|double|secondary "
    "three|third|triple|thrice|tertiary four|fourth|quarter|quadruple five|fifth "
    "six|sixth seven|seventh eight|eighth nine|ninth ten|tenth eleven|eleventh "
    "twelve|twelfth|dozen thirteen|thirteenth fourteen|fourteenth fifteen|fifteenth "
    "sixteen|sixteenth seventeen|seventeenth eighteen|eighteenth nineteen|nineteenth "
    "twenty|twentieth",
    "de": "null|kein|keine|keinen "
    "ein|eins|eine|einen|einem|einer|eines|erste|ersten|erster|einmal "
    "zwei|zweite|zweiten|beide|beiden|doppelt|zweimal "
    "drei|dritte|dritten|dreifach|drittel vier|vierte|vierten|viertel "
    "fünf|fünfte|fünften sechs|sechste|sechsten sieben|siebte|siebten acht|achte|achten "
    "neun|neunte|neunten zehn|zehnte|zehnten elf|elfte|elften "
    "zwölf|zwölfte|zwölften|dutzend dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn zwanzig|zwanzigste",
    "fr": "zéro|aucun|aucune un|une|premier|première|1er deux|second|seconde|deuxième|double "
    "trois|troisième|tiers|triple quatre|quatrième|quart cinq|cinquième six|sixième "
    "sept|septième huit|huitième neuf|neuvième dix|dixième onze|onzième "
    "douze|douzième|douzaine treize quatorze quinze|quinzaine seize dix-sept dix-huit "
    "dix-neuf vingt|vingtième|vingtaine",
    "es": "cero|ningún|ninguna un|uno|una|primer|primero|primera "
    "dos|segundo|segunda|ambos|ambas|doble tres|tercer|tercero|tercera|tercio|triple "
    "cuatro|cuarto|cuarta cinco|quinto|quinta seis|sexto|sexta siete|séptimo|séptima "
    "ocho|octavo|octava nueve|noveno|novena diez|décimo|décima once doce|docena trece "
    "catorce quince dieciséis diecisiete dieciocho diecinueve veinte",
}
_TENS: Final[dict[str, str]] = {
    "en": "twenty|twenties|score thirty|thirties|thirtieth forty|forties|fortieth "
    "fifty|fifties|fiftieth sixty|sixties|sixtieth seventy|seventies eighty|eighties "
    "ninety|nineties",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante soixante-dix|septante "
    "quatre-vingts|quatre-vingt quatre-vingt-dix|nonante",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
_POWERS: Final[dict[str, dict[str, int]]] = {
    "en": {"hundred": 2, "hundreds": 2, "hundredth": 2, "thousand": 3, "thousands": 3, "million": 6,
           "millions": 6, "billion": 9, "billions": 9, "trillion": 12, "trillions": 12},
    "de": {"hundert": 2, "hunderte": 2, "tausend": 3, "tausende": 3, "million": 6, "millionen": 6,
           "mio": 6, "milliarde": 9, "milliarden": 9, "mrd": 9, "billion": 12, "billionen": 12},
    "fr": {"cent": 2, "cents": 2, "centaine": 2, "mille": 3, "milliers": 3, "million": 6,
           "millions": 6, "milliard": 9, "milliards": 9, "billion": 12, "billions": 12},
    "es": {"cien": 2, "ciento": 2, "cientos": 2, "mil": 3, "miles": 3, "millón": 6, "millones": 6,
           "billón": 12, "billones": 12},
}  # fmt: skip
MONTHS: Final[dict[str, str]] = {
    "en": "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug "
    "september|sep|sept october|oct november|nov december|dec",
    "de": "januar|jan|jänner februar|feb märz april|apr mai juni|jun juli|jul august|aug "
    "september|sep|sept oktober|okt november|nov dezember|dez",
    "fr": "janvier|janv février|févr mars avril|avr mai juin juillet|juil août septembre|sept "
    "octobre|oct novembre|nov décembre|déc",
    "es": "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago "
    "septiembre|sep|sept octubre|oct noviembre|nov diciembre|dic",
}
_HALF_OF: Final = re.compile(
    r"\bhalf an? ([a-z]+)|\bhalbe ([a-zé]+)|\bdemi-([a-z]+)|\bmedio ([a-zó]+)"
)
_DOZENS: Final = re.compile(r"\b(\w+) (?:dozen|dutzend|douzaines?|docenas?)\b")
_AND_A_HALF: Final = re.compile(r"\b(\w+) (?:and a half|et demie?|y medi[oa])\b")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ROMAN: Final = re.compile(r"\b[IVXLC]+\b")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

_DIGITS: Final = dict(zip("零〇一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_DIGITS.update(
    {"两": 2, "俩": 2, "双": 2, "仨": 3, "壹": 1, "贰": 2, "叁": 3, "半": 0, "首": 1, "单": 1}
)
_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "廿": 20, "万": 10_000, "亿": 100_000_000}
_HAN_NUMBER: Final = re.compile(f"[{''.join(_DIGITS)}{''.join(_UNITS)}]+")
_SOME: Final = re.compile(r"(?<=[十百千])[多余来几](?=[万亿])")
_HAN_POWERS: Final = {"百": 2, "千": 3, "万": 4, "亿": 8}


def power_of(word: str, language: str) -> int:
    """10 to which power ``word`` behind a number multiplies it; 0 if it does not."""
    if language == "zh":
        return _HAN_POWERS.get(word, 0)
    return _POWERS.get(language, {}).get(word.lower().rstrip("."), 0)


def word_values(text: str, language: str) -> set[float]:
    """All values that words of ``text`` may mean, in ``language`` (a base code) or as Roman
    numerals."""
    found: set[float] = {float(_roman(numeral)) for numeral in _ROMAN.findall(text)}
    if language == "zh":
        found.update(_han_values(text))
        return found
    known = _known(language)
    run: list[float | int] = []
    for word in _WORD.findall(text.lower()):
        parts = [word] if word in known else word.split("-")
        for part in parts:
            value = known.get(part)
            if value is None:
                power = power_of(part, language)
                value = float(10**power) if power else None
            if value is None:
                compound = list(_inside(part, known)) if language == "de" else []
                found.update(compound)
                if part not in _AND:
                    found.update(_combined(run))
                    run = []
                continue
            found.add(value)
            run.append(value)
    found.update(_combined(run))
    found.update(_months(text, language))
    found.update(_shares(text, known))
    return found


def _shares(text: str, known: dict[str, float]) -> Iterator[float]:
    """Half a million, two dozen, one and a half."""
    lower = text.lower()
    for word in (each for found in _HALF_OF.findall(lower) for each in found if each):
        yield from (10**power / 2 for powers in _POWERS.values() if (power := powers.get(word, 0)))
    for word in _DOZENS.findall(lower):
        yield 12 * known.get(word, 1.0)
    for word in _AND_A_HALF.findall(lower):
        yield known.get(word, 1.0) + 0.5


_AND: Final = frozenset({"and", "und", "et", "y"})


@cache
def _known(language: str) -> dict[str, float]:
    return {
        word: float(value)
        for table, values in ((_SMALL, range(21)), (_TENS, range(20, 100, 10)))
        for words, value in zip(table.get(language, "").split(), values, strict=False)
        for word in words.split("|")
    }


def _months(text: str, language: str) -> Iterator[float]:
    words = {part for word in _WORD.findall(text.lower()) for part in word.split("-")}
    for number, names in enumerate(MONTHS.get(language, "").split(), start=1):
        if words & set(names.split("|")):
            yield float(number)


def _combined(run: Iterable[float]) -> set[float]:
    """What a sequence such as 3, 100, 20, 5 adds up to."""
    total = part = 0.0
    for value in run:
        if value >= 1000:
            total += max(part, 1) * value
            part = 0
        elif value == 100:
            part = max(part, 1) * 100
        else:
            part += value
    return {total + part} if total + part else set()


def _inside(word: str, known: dict[str, float]) -> Iterator[float]:
    """German writes numbers in one word: fünfundzwanzig, zweihundert, Dreijahresplan."""
    unit, _, tens = word.partition("und")
    if unit in known and tens in known:
        yield known[unit] + known[tens]
    for name, power in (("hundert", 100.0), ("tausend", 1000.0)):
        front, found, back = word.partition(name)
        if found and (not front or front in known):
            yield known.get(front, 1.0) * power + known.get(back, 0.0)
    for start, value in known.items():
        if len(start) > 3 and word.startswith(start):
            yield value


def _han_values(text: str) -> Iterator[float]:
    text = _SOME.sub("", text)
    for run in _HAN_NUMBER.findall(text):
        yield from (float(_DIGITS[sign]) for sign in run if sign in _DIGITS)
        yield from (float(_UNITS[sign]) for sign in run if sign in _UNITS)
        if all(sign in _DIGITS for sign in run):
            yield float("".join(str(_DIGITS[sign]) for sign in run))
        else:
            yield _han_number(run)
    for tenths in re.findall(r"([一二三四五六七八九])成", text):
        yield 10.0 * _DIGITS[tenths]
    for first, second in re.findall(r"([一二三四五六七八九])([一二三四五六七八九]?)折", text):
        yield 100.0 - 10 * _DIGITS[first] - _DIGITS.get(second, 0)
    if "半" in text:
        yield from (0.5, 30.0)
    if "季度" in text or "刻" in text:
        yield from (4.0, 15.0, 45.0)


def _han_number(run: str) -> float:
    """十二 is 12, 三千零五 is 3005, 两万五 is 25000."""
    total = section = digit = 0
    last_unit = 1
    for sign in run:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
            if sign in "零〇":
                last_unit = 1
            continue
        unit = _UNITS[sign]
        if unit >= 10_000:
            section += digit
            total = (
                (total + section) * unit
                if total and unit > 10_000
                else total + max(section, 1) * unit
            )
            section = 0
        else:
            section += max(digit, 1) * unit
        digit, last_unit = 0, unit
    rest = digit * last_unit // 10 if last_unit >= 100 and digit else digit
    return float(total + section + rest)


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[sign] for sign in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
