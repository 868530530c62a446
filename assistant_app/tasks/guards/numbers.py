"""Numbers of a sentence that its translation lost, changed or made up.

Only what is written in digits is held against a translation. It is there if the other side means
the same value in any writing: 1,000.5 and 1.000,5; 20,000 and 2万; 12, twelve and 十二; 3 pm and
15:00; 5/11 and 11月5日. How often a number comes does not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from assistant_app.tasks.guards.findings import Finding, Kind
from assistant_app.tasks.guards.number_words import power_of, word_values

_NUMBER: Final = re.compile(r"(?<![\w.])\.\d+|\d+(?:[.,'’\u00a0\u202f\u2009]\d+)*")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d+)?")
_SPACED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?")
_MARK: Final = re.compile(r"[.,'’\u00a0\u202f\u2009 ]")
_BEHIND: Final = re.compile(r"[\s+-]*([^\W\d_]+\.?)")
_HAN_BEHIND: Final = re.compile(r"\s*[多余来几]?\s*([百千万亿]+)(?:\s*(\d+)\s*([千百])?)?(.?)")
_JOINER: Final = re.compile(r"\s*(?:-|–|—|~|～|至|到|或|and|to|or|bis|und|oder|à|et|a|y|o|ou)\s*")
_OFF: Final = re.compile(r"(\d)\.?(\d?)\s*折")
_METRES: Final = re.compile(r"(\d)\s*米\s*(\d)")
_ALL: Final = re.compile(
    r"[全都满完尽]|\b(?:all|fully|full|every|complete(?:ly)?|entire(?:ly)?)\b", re.IGNORECASE
)
_UNITS_WITH_THOUSAND: Final = "克米瓦卡赫帕伏字兆比周年古里"
"""千克 is a kilogram and not a thousand of something."""
_SHORT_POWERS: Final = {"k": 3, "K": 3, "m": 6, "M": 6, "bn": 9, "B": 9, "b": 9}
_DECADE: Final = re.compile(r"\b(\d\d)(\d0)(?:['’]?s\b|年代|er\b)")
_TWELVE_HOURS: Final = re.compile(
    r"\b[ap]\.?\s?m\b|下午|晚上|晚间|傍晚|中午|凌晨|上午|早上|afternoon|evening|night|noon|Uhr|heures"
    r"|\d\s?h\b|\d:\d\d|点|时|horas",
    re.IGNORECASE,
)
_HALF: Final = re.compile(r"\bhalf\b|\bhalb|\bdemi|\bmedi[oa]\b", re.IGNORECASE)
_FRACTIONS: Final = {
    "½": (1, 2, 0.5),
    "¼": (1, 4, 0.25),
    "¾": (3, 4, 0.75),
    "⅓": (1, 3),
    "⅔": (2, 3),
}
_SIGNS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


@dataclass(frozen=True)
class _Number:
    """``values`` are what it may mean; ``parts`` those of its pieces, if it is really several."""

    text: str
    values: frozenset[float]
    parts: tuple[float, ...]
    is_optional: bool = False


def number_findings(
    source: str, translation: str, source_language: str, target_language: str
) -> tuple[Finding, ...]:
    """What the numbers of ``translation`` have against them. Languages are base codes."""
    given = _numbers(source, source_language)
    made = _numbers(translation, target_language)
    if not given and not made:
        return ()
    # Digits may stand inside an address or a placeholder on both sides: they are there as well.
    meant = _all_values(source, given, source_language, translation)
    said = _all_values(translation, made, target_language, source)
    lost = _unmatched(given, said)
    added = _unmatched(made, meant)
    findings = [
        Finding(Kind.NUMBER_CHANGED, old, new) for old, new in zip(lost, added, strict=False)
    ]
    findings += [Finding(Kind.NUMBER_LOST, text) for text in lost[len(findings) :]]
    n_changed = min(len(lost), len(added))
    findings += [Finding(Kind.NUMBER_ADDED, text) for text in added[n_changed:]]
    return tuple(findings)


def _unmatched(numbers: list[_Number], values: set[float]) -> list[str]:
    missing = [
        number.text
        for number in numbers
        if not number.is_optional
        and not number.values & values
        and not (number.parts and values.issuperset(number.parts))
    ]
    return list(dict.fromkeys(missing))


def _numbers(text: str, language: str) -> list[_Number]:
    text = text.translate(_SIGNS)
    numbers: list[_Number] = []
    position = 0
    while (found := _NUMBER.search(text, position)) is not None:
        start = found.start()
        spaced = _SPACED.match(text, start)
        whole = spaced.group() if spaced else found.group()
        plain = _plain_values(whole)
        power, added, n_behind = _power_behind(text[start + len(whole) :], language)
        if numbers and _JOINER.fullmatch(text, position, start):
            # 14 to 22 million: what multiplies the second may be meant for the first too.
            last = numbers[-1]
            more = frozenset(_times(value, each) for value in last.values for each in power)
            numbers[-1] = replace(last, values=last.values | more)
        pieces = [float(piece) for piece in re.findall(r"\d+", whole)]
        if len(whole) == 4 and whole.isdecimal() and whole.startswith("0"):
            pieces = [float(whole[:2]), float(whole[2:])]  # 0915 in the morning
        year = re.search(r"(\d\d)\d\d[-–/]$", text[:start])
        if year and len(whole) == 2:
            plain = plain | {float(year.group(1) + whole)}  # 1957–58
        values = {_times(value, each) + added for value in plain for each in power}
        is_several = power == (0,) and not _GROUPED.fullmatch(whole)  # 24.5. may be a date
        numbers.append(
            _Number(
                whole,
                frozenset(values),
                tuple(pieces) if len(pieces) > 1 and is_several else (),
                is_optional=pieces == [0.0] and text[start - 1 : start] in (":", "："),
            )
        )
        position = start + len(whole) + n_behind
    return numbers


def _plain_values(written: str) -> set[float]:
    """What digits with marks between them may mean; nothing if it is several numbers."""
    pieces = _MARK.split(written)
    if len(pieces) == 1:
        return {float(written)}
    values = set()
    if _GROUPED.fullmatch(written):
        if len(pieces[-1]) == 3:
            values.add(float("".join(pieces)))
        if len(pieces) > 2 or len(pieces[-1]) != 3:
            values.add(float("".join(pieces[:-1]) + "." + pieces[-1]))
    if len(pieces) == 2:
        values.add(float(f"{pieces[0]}.{pieces[1]}"))
    return values


def _power_behind(rest: str, language: str) -> tuple[tuple[int, ...], float, int]:
    """To which powers of 10 the words behind a number may multiply it, what they add (2万5千: 4 and
    5000), and how many characters of a second number are part of this one."""
    if language == "zh":
        found = _HAN_BEHIND.match(rest)
        if found is None:
            return (0,), 0.0, 0
        signs, digits, unit, after = found.groups()
        power = sum(power_of(sign, "zh") for sign in signs)
        added = _times(float(digits), power_of(unit, "zh")) if digits and unit else 0.0
        is_unit = signs in ("千", "百") and after and after in _UNITS_WITH_THOUSAND
        n_behind = found.end(3) if added else 0
        return ((0, power) if is_unit or signs in ("千", "百") else (power,)), added, n_behind
    words = _BEHIND.match(rest)
    if words is None:
        return (0,), 0.0, 0
    if (short := _SHORT_POWERS.get(words.group(1))) is not None:
        return (0, short), 0.0, 0
    power = power_of(words.group(1), language)
    second = _BEHIND.match(rest, words.end())
    if power and second is not None and (more := power_of(second.group(1), language)):
        return (power, power + more), 0.0, 0
    return (power,), 0.0, 0


def _times(value: float, power: int) -> float:
    """Exact for the decimals that people write: 1.2 million is 1200000."""
    return float(f"{value * 10**power:.12g}")


def _all_values(text: str, numbers: list[_Number], language: str, other: str) -> set[float]:
    """Everything that ``text`` may mean by digits and words."""
    values = {value for number in numbers for value in (*number.values, *number.parts)}
    values |= word_values(text, language)
    for sign, meant in _FRACTIONS.items():
        if sign in text:
            values.update(float(value) for value in meant)
    if _HALF.search(text):
        values.update((0.5, 2.0, 30.0))
    for first, second in _OFF.findall(text):  # 八五折, 85折: 15 % off
        values.add(100.0 - 10 * int(first) - int(second or 0))
    values.update(float(f"{metres}.{rest}") for metres, rest in _METRES.findall(text))
    for century, decade in _DECADE.findall(text):
        values.update((float(decade), float(century) + 1, float(century + decade)))
    if "年代" in text:
        decades = {value for value in values if value % 10 == 0 and value < 100}
        centuries = {value for value in values if 10 <= value <= 21} if "世纪" in text else set()
        values.update(100 * (c - 1) + d for c in {*centuries, 20.0} for d in decades)
    if _ALL.search(text):
        values.add(100.0)
    if _TWELVE_HOURS.search(text) or _TWELVE_HOURS.search(other):
        values.update({value + 12 for value in values if 0 <= value <= 12})
        values.update({value - 12 for value in values if 12 <= value <= 24})
    return values
