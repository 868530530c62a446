"""Sentence pairs for English <-> German, French, Spanish: documentation prose, filtered, split by hash, deduplicated."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from common.data import hash_fraction, read_rows, text_key

from translator.corpus import Pair, tidy

LANGUAGES = ("de", "fr", "es")
HELD_OUT = 0.005
PHRASES = Path(__file__).with_name("phrases.tsv")
# Paths through menus ("Setup > Inventory") and sums are prose here; any other of their signs is mark-up left over.
MARKUP = re.compile(r"[`<{}|*\\#~^_\[\]]|(?<! )[>=]|[>=](?! )|https?:|[^\W\d]\.\w+\.\w|&\w+;|\.\w+\(")
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]+")
DOUBLED = re.compile(r"\b(\w{4,}) \1\b", re.IGNORECASE)
# Words that hardly any sentence of twelve words lacks, and that the other languages do not have.
COMMON = {language: frozenset(words.split()) for language, words in {
    "en": "the of and to is for with that this you are can it from by when if your will has have not",
    "de": "der die das und ist für mit von zu den sie wird werden ein eine nicht auf im dem des kann oder sind wenn",
    "fr": "le la les des et est pour avec de du que vous une un dans sur ne pas peut au aux ce cette sont si",
    "es": "el la los las de y es para con que en un una se del por su puede al si este esta son",
}.items()}


def clean_text(text: str) -> str:
    """One kind of space, composed accents, no invisible characters."""
    return tidy(unicodedata.normalize("NFC", re.sub("[\u200b-\u200f\ufeff\u00ad]", "", text)))


def is_language(text: str, language: str, other: str) -> bool:
    """False for a sentence with more of the commonest words of `other` than of `language`, or a long one without its own."""
    words = WORD.findall(text.lower())
    if len(words) < 6:
        return True
    own = sum(word in COMMON[language] for word in words)
    foreign = sum(word in COMMON[other] for word in words)
    return own >= foreign and (own > 0 or len(words) < 12)


def _ending(text: str) -> str:
    end = text.rstrip("\"'”»“)").rstrip()[-1:]
    return end if end in ".?!:" else ""


def is_clean(en: str, other: str, language: str) -> bool:
    """True if the row looks like a translation in plain text.

    Documentation is paired line by line, so that rows slip now and then: numbers, menu paths and the sign at the end
    must agree, the lengths must fit, and each side must be in its own language.
    """
    letters = len(WORD.findall(en))
    if not letters or not WORD.search(other) or text_key(en) == text_key(other):
        return False
    if MARKUP.search(en) or MARKUP.search(other) or en.count(">") != other.count(">"):
        return False
    if not 0.5 < (len(other) + 8) / (len(en) + 8) < 2.2 or sum(map(str.isalpha, en)) < 0.5 * len(en):
        return False
    if sorted(map(int, NUMBER.findall(en))) != sorted(map(int, NUMBER.findall(other))):
        return False
    if len(en) > 30 and _ending(en) != _ending(other):
        return False
    if DOUBLED.search(other) and not DOUBLED.search(en):
        return False
    return is_language(en, "en", language) and is_language(other, language, "en")


def masked_key(text: str) -> str:
    """What makes two rows near-duplicates: the same letters, whatever the case, the signs and the numbers."""
    return text_key(NUMBER.sub("0", text))


def documentation_pairs(data: Path, language: str, every: int) -> Iterator[tuple[str, str]]:
    """One row per English key and per key of the other language; of several translations the commonest."""
    rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for en, other in read_rows(data / "text" / f"en-{language}.tsv.xz", every):
        en, other = clean_text(en), clean_text(other)
        if is_clean(en, other, language):
            rows[masked_key(en)].append((en, other))
    taken: set[str] = set()
    for found in rows.values():
        votes = Counter(masked_key(other) for _, other in found)
        best = votes.most_common(1)[0][0]
        if best not in taken:
            taken.add(best)
            yield next(row for row in found if masked_key(row[1]) == best)


def phrase_pairs(language: str) -> Iterator[tuple[str, str]]:
    """Everyday phrases and words of `phrases.tsv` (columns en, de, fr, es), written for this project."""
    for line in PHRASES.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        yield columns[0], columns[1 + LANGUAGES.index(language)]


def varied(pairs: list[Pair]) -> Iterator[Pair]:
    """Rows with other numbers, and rows in capitals: what a model must copy, and how it must follow the case."""
    rng = random.Random(5)
    for pair in pairs:
        numbers = {text for text in NUMBER.findall(pair.en) if len(text) < 7}
        if numbers and rng.random() < 0.5:
            other = {text: "".join(rng.choice("123456789" if at == 0 else "0123456789") for at in range(len(text)))
                     for text in numbers}
            yield Pair(_renumbered(pair.en, other), _renumbered(pair.other, other), pair.language, "numbers", False)
        if len(pair.en) < 70 and rng.random() < 0.03:
            yield Pair(pair.en.upper(), pair.other.upper(), pair.language, "capitals", False)


def _renumbered(text: str, other: dict[str, str]) -> str:
    return NUMBER.sub(lambda match: other.get(match[0], match[0]), text)


def load_pairs(data: Path, every: int) -> list[Pair]:
    """Every pair (or of every so many-th row), held-out ones marked, language by language.

    The split hangs on the English side alone, so that a sentence held out in one language is held out in all three;
    no training pair shares either side (but for case, signs and numbers) with a held-out one.
    """
    result: list[Pair] = []
    for language in LANGUAGES:
        rows = list(documentation_pairs(data, language, every))
        held = [hash_fraction(masked_key(en)) < HELD_OUT for en, _ in rows]
        held_keys = {masked_key(side) for row, is_held in zip(rows, held, strict=True) if is_held for side in row}
        pairs: list[Pair] = []
        for (en, other), is_held in zip(rows, held, strict=True):
            if is_held or (masked_key(en) not in held_keys and masked_key(other) not in held_keys):
                pairs.append(Pair(en, other, language, "docs", is_held))
        pairs += varied([pair for pair in pairs if not pair.is_held_out])
        pairs += [Pair(en, other, language, "phrases", False) for en, other in phrase_pairs(language)]
        result += pairs
    return result
