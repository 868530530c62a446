"""Sentence pairs for English <-> Chinese: read, filter, split by hash, deduplicate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from common.data import hash_fraction, read_lines, read_rows, text_key

from translator.corpus import Pair, tidy

HELD_OUT = {"authored": 0.02, "tatoeba": 0.02, "tico19": 0.06, "ms-human": 0.005}
SHORT_MS_CHARS = 180
# Text of one language, translated into the other by an older version of the model (translator/back.py).
BACK_EN, BACK_ZH, BACK_FILE = "back-en", "back-zh", "back-translated.tsv"
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
MARKUP = re.compile(r"[`<>{}|*\\#~^=_\[\]]|https?:|:\w+:|\.\w+\(|\w\.\w+\.\w")
NUMBER = re.compile(r"\d+")
SKIPPED_GLOSS = re.compile(r"variant of|surname|^see |^CL:|abbr\.|erhua|used in|Taiwan pr|\d|^\(|classifier|loanword|\bsb\b|\bsth\b")


def is_clean(en: str, zh: str, strict: bool) -> bool:
    """True if the pair looks like a translation in plain text.

    `strict` is for mined documentation, where rows are misaligned now and then: numbers must agree on both
    sides, and neither side may hold mark-up or words of the other language.
    """
    han, latin = len(HAN.findall(zh)), len(LATIN.findall(en))
    if not en or not zh or not han or not latin or HAN.search(en):
        return False
    ratio = len(en) / (han + 0.5 * len(LATIN.findall(zh)))
    if len(en) > 12 and not 1.2 < ratio < 7.5:
        return False
    if not strict:
        return True
    if MARKUP.search(en) or MARKUP.search(zh) or len(LATIN.findall(zh)) > han:
        return False
    return sorted(NUMBER.findall(en)) == sorted(NUMBER.findall(zh))


def is_short_sentence(en: str, zh: str) -> bool:
    """Whole sentences teach grammar; headings and menu labels teach capital letters."""
    return 8 <= len(en) <= SHORT_MS_CHARS and en[0].isupper() and en[-1] in ".?!" and zh[-1:] in tuple("。？！")


def sentence_pairs(data: Path, every: int) -> Iterator[tuple[str, str, str]]:
    """(English, Chinese, source) of every pair that passes the filter; ms-human only in short sentences."""
    for en, zh, _topic in read_rows(data / "text" / "authored.en-zh.tsv.xz", every):
        yield tidy(en), tidy(zh), "authored"
    for en, zh, source in read_rows(data / "text" / "en-zh.tsv.xz", every):
        en, zh = tidy(en), tidy(zh)
        if source in ("tatoeba", "tico19"):
            if is_clean(en, zh, strict=False):
                yield en, zh, source
        elif source == "ms-human" and is_short_sentence(en, zh) and is_clean(en, zh, strict=True):
            yield en, zh, source


def dictionary_pairs(data: Path, english_words: set[str], chinese_grams: Counter[str]) -> Iterator[tuple[str, str]]:
    """(gloss, word) of CC-CEDICT entries whose words the sentences also use, with glosses of one to three words."""
    entry = re.compile(r"^\S+ (\S+) \[[^\]]*\] /(.*)/$")
    for line in read_lines(data / "text" / "cc-cedict.txt.xz"):
        match = entry.match(line)
        if match is None:
            continue
        word, glosses = match.groups()
        if len(HAN.findall(word)) != len(word) or len(word) > 4 or chinese_grams[word] < 3:
            continue
        kept = 0
        for gloss in re.split(r"[/;]", glosses):
            gloss = re.sub(r"\([^)]*\)", "", gloss).strip()
            words = gloss.split()
            if not 1 <= len(words) <= 3 or SKIPPED_GLOSS.search(gloss) or kept == 2:
                continue
            if all(part.lower() in english_words for part in words):
                kept += 1
                yield gloss, word


def load_pairs(data: Path, every: int) -> list[Pair]:
    """Every pair (or of every so many-th row), held-out ones marked; no training pair shares either side with a held-out one."""
    found = list(dict.fromkeys(sentence_pairs(data, every)))
    held = [hash_fraction(text_key(en)) < HELD_OUT[source] for en, _zh, source in found]
    held_keys = {text_key(side) for row, is_held in zip(found, held, strict=True) if is_held for side in row[:2]}
    pairs: list[Pair] = []
    for (en, zh, source), is_held in zip(found, held, strict=True):
        if is_held or (text_key(en) not in held_keys and text_key(zh) not in held_keys):
            pairs.append(Pair(en, zh, "zh", source, is_held))
    words: set[str] = set()
    grams: Counter[str] = Counter()
    for pair in pairs:
        if not pair.is_held_out:
            words.update(part.lower() for part in re.findall(r"[A-Za-z'-]+", pair.en))
            for run in re.findall(r"[\u4e00-\u9fff]+", pair.other):
                for size in range(1, 5):
                    grams.update(run[at:at + size] for at in range(len(run) - size + 1))
    for gloss, word in dict.fromkeys(dictionary_pairs(data, words, grams)):
        if text_key(gloss) not in held_keys and text_key(word) not in held_keys:
            pairs.append(Pair(gloss, word, "zh", "cedict", False))
    return pairs


def back_translated(path: Path, held_out: list[Pair]) -> list[Pair]:
    """What back.py wrote, as pairs of the sources BACK_EN and BACK_ZH; none shares a side with one held out."""
    held_keys = {text_key(side) for pair in held_out for side in (pair.en, pair.other)}
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        source, text, made = line.split("\t")
        if made and text_key(text) not in held_keys and text_key(made) not in held_keys:
            en, other = (text, made) if source == BACK_EN else (made, text)
            pairs.append(Pair(en, other, "zh", source, False))
    return pairs
