"""From the data folder to what training reads: tokenizer, token numbers, alignments, starting vectors."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from translator.alignment import Links, Ragged, align
from translator.corpus import Pair, load_pairs
from translator.subwords import train_tokenizer
from translator.vectors import starting_vectors

VOCABULARY, ALPHABET, WIDTH = 8000, 3900, 256
TOKENIZER_REPEATS = {"authored": 3, "tatoeba": 2, "tico19": 2, "ms-human": 1, "cedict": 1}


@dataclass(frozen=True)
class Prepared:
    """Training rows as token numbers (no tag, no end mark), their links, and the held-out pairs as text."""

    en: Ragged
    zh: Ragged
    links: Links
    source: list[str]
    held_out: list[Pair]
    vectors: npt.NDArray[np.float32]


def _tokenizer_texts(pairs: list[Pair]) -> Iterator[str]:
    for pair in pairs:
        if not pair.is_held_out:
            for _ in range(TOKENIZER_REPEATS[pair.source]):
                yield pair.en
                yield pair.zh


def prepare(data: Path, work: Path, log: Callable[[str], None]) -> tuple[Tokenizer, Prepared]:
    """Make, or read again, the tokenizer and the training rows."""
    tokenizer_file, rows_file = work / "tokenizer.json", work / "prepared.pickle"
    if rows_file.exists():
        with rows_file.open("rb") as file:
            kept: Prepared = pickle.load(file)
        return Tokenizer.from_file(str(tokenizer_file)), kept
    work.mkdir(parents=True, exist_ok=True)
    pairs = load_pairs(data)
    log(f"{len(pairs)} pairs; training the tokenizer")
    tokenizer = train_tokenizer(_tokenizer_texts(pairs), VOCABULARY, ALPHABET)
    tokenizer.save(str(tokenizer_file))
    train = [pair for pair in pairs if not pair.is_held_out]
    sides = []
    for texts in ([pair.en for pair in train], [pair.zh for pair in train]):
        encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
        sides.append([found.ids for found in encoded])
    usable = [number for number, (en, zh) in enumerate(zip(*sides, strict=True)) if max(len(en), len(zh)) <= 160]
    en, zh = (Ragged.of([side[number] for number in usable]) for side in sides)
    size = tokenizer.get_vocab_size()
    log(f"{len(usable)} training rows, {len(en.flat)} English and {len(zh.flat)} Chinese tokens; aligning")
    links = align(en, zh, size)
    log("starting vectors")
    vectors = starting_vectors(en, zh, links, size, WIDTH)
    result = Prepared(en, zh, links, [train[number].source for number in usable],
                      [pair for pair in pairs if pair.is_held_out], vectors)
    with rows_file.open("wb") as file:
        pickle.dump(result, file)
    return tokenizer, result
