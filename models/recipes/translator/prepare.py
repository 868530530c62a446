"""From the data folder to what training reads: tokenizer, token numbers, alignments, starting vectors."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from translator.alignment import Links, Ragged, agreement, align_groups
from translator.corpus import Pair
from translator.plans import Plan
from translator.subwords import train_tokenizer
from translator.vectors import starting_vectors

WIDTH = 256


@dataclass(frozen=True)
class Prepared:
    """Training rows as token numbers (no tag, no end mark), their links, and the held-out pairs as text.

    Rows of one `language` stand together.
    """

    en: Ragged
    other: Ragged
    links: Links
    language: list[str]
    source: list[str]
    held_out: list[Pair]
    vectors: npt.NDArray[np.float32]


def _tokenizer_texts(plan: Plan, pairs: list[Pair]) -> Iterator[str]:
    for pair in pairs:
        if not pair.is_held_out:
            for _ in range(plan.tokenizer_repeats[pair.source]):
                yield pair.en
                yield pair.other


def prepare(plan: Plan, data: Path, work: Path, log: Callable[[str], None]) -> tuple[Tokenizer, Prepared]:
    """Make, or read again, the tokenizer and the training rows."""
    tokenizer_file, rows_file = work / "tokenizer.json", work / "prepared.pickle"
    if rows_file.exists():
        with rows_file.open("rb") as file:
            kept: Prepared = pickle.load(file)
        return Tokenizer.from_file(str(tokenizer_file)), kept
    work.mkdir(parents=True, exist_ok=True)
    pairs = plan.load_pairs(data, plan.keep_every)
    log(f"{len(pairs)} pairs; training the tokenizer")
    tokenizer = train_tokenizer(_tokenizer_texts(plan, pairs), plan.vocabulary, plan.alphabet, plan.languages)
    tokenizer.save(str(tokenizer_file))
    train = [pair for pair in pairs if not pair.is_held_out]
    sides = []
    for texts in ([pair.en for pair in train], [pair.other for pair in train]):
        encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
        sides.append([found.ids for found in encoded])
    usable = [number for number, (en, other) in enumerate(zip(*sides, strict=True)) if max(len(en), len(other)) <= plan.longest_row]
    train = [train[number] for number in usable]
    en, other = (Ragged.of([side[number] for number in usable]) for side in sides)
    size = tokenizer.get_vocab_size()
    log(f"{len(train)} training rows, {len(en.flat)} English and {len(other.flat)} other tokens; aligning")
    links = align_groups(en, other, [pair.language for pair in train], size)
    if plan.least_agreement:
        kept_rows = agreement(en, other, links) >= plan.least_agreement
        en, other, links = en.only(kept_rows), other.only(kept_rows), links.only(kept_rows)
        train = [pair for pair, is_kept in zip(train, kept_rows.tolist(), strict=True) if is_kept]
        log(f"{len(train)} rows whose words agree")
    log("starting vectors")
    vectors = starting_vectors(en, other, links, size, WIDTH)
    result = Prepared(en, other, links, [pair.language for pair in train], [pair.source for pair in train],
                      [pair for pair in pairs if pair.is_held_out], vectors)
    with rows_file.open("wb") as file:
        pickle.dump(result, file)
    return tokenizer, result
