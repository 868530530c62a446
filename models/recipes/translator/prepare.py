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
from translator.corpus_zh import BACK_FILE, back_translated
from translator.plans import Plan
from translator.subwords import train_tokenizer
from translator.vectors import starting_vectors

WIDTH = 256
SPLIT_DRAWS = 2


@dataclass(frozen=True)
class Prepared:
    """Training rows as token numbers (no tag, no end mark), their links, and the held-out pairs as text.

    Rows of one `language` stand together. `en_ways` and `other_ways` are the same rows in other subwords or letters.
    """

    en: Ragged
    other: Ragged
    links: Links
    language: list[str]
    source: list[str]
    held_out: list[Pair]
    vectors: npt.NDArray[np.float32]
    en_ways: tuple[Ragged, ...] = ()
    other_ways: tuple[Ragged, ...] = ()


def _tokenizer_texts(plan: Plan, pairs: list[Pair]) -> Iterator[str]:
    for pair in pairs:
        if not pair.is_held_out:
            for _ in range(plan.tokenizer_repeats[pair.source]):
                yield pair.en
                yield pair.other


def _other_ways(plan: Plan, tokenizer: Tokenizer, texts: list[str], is_english: bool) -> tuple[Ragged, ...]:
    """`SPLIT_DRAWS` draws of other subwords, and for English small and capital letters."""
    if not plan.splits.share:
        return ()
    usual = [found.ids for found in tokenizer.encode_batch(texts, add_special_tokens=False)]

    def encoded(rows: list[str]) -> Ragged:
        # What becomes too long in many small pieces stays as it is.
        return Ragged.of([ids.ids if len(ids.ids) <= plan.longest_row else kept for ids, kept in
                          zip(tokenizer.encode_batch(rows, add_special_tokens=False), usual, strict=True)])

    tokenizer.model.dropout = plan.splits.dropout
    ways = [encoded(texts) for _ in range(SPLIT_DRAWS)]
    tokenizer.model.dropout = None
    if is_english:
        ways += [encoded([text.lower() for text in texts]), encoded([text.upper() for text in texts])]
    return tuple(ways)


def prepare(plan: Plan, data: Path, work: Path, log: Callable[[str], None], first: Path | None = None) -> tuple[Tokenizer, Prepared]:
    """Make, or read again, the tokenizer and the training rows. With `first`, a shipped model's folder, the tokenizer
    is that one's, and the text of one language that it has translated (back.py) is taken as well."""
    tokenizer_file, rows_file = work / "tokenizer.json", work / "prepared.pickle"
    if rows_file.exists():
        with rows_file.open("rb") as file:
            kept: Prepared = pickle.load(file)
        return Tokenizer.from_file(str(tokenizer_file)), kept
    work.mkdir(parents=True, exist_ok=True)
    pairs = plan.load_pairs(data, plan.keep_every)
    log(f"{len(pairs)} pairs")
    if first is None:
        tokenizer = train_tokenizer(_tokenizer_texts(plan, pairs), plan.vocabulary, plan.alphabet, plan.languages)
    else:
        tokenizer = Tokenizer.from_file(str(first / "tokenizer.json"))
        pairs += back_translated(work / BACK_FILE, [pair for pair in pairs if pair.is_held_out])
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
    least = np.array([plan.least_back if pair.source in plan.one_way else plan.least_agreement for pair in train])
    if least.any():
        kept_rows = agreement(en, other, links) >= least
        en, other, links = en.only(kept_rows), other.only(kept_rows), links.only(kept_rows)
        train = [pair for pair, is_kept in zip(train, kept_rows.tolist(), strict=True) if is_kept]
        log(f"{len(train)} rows whose words agree")
    if first is None:
        log("starting vectors")
        vectors = starting_vectors(en, other, links, size, WIDTH)
    else:
        vectors = np.zeros((size, WIDTH), np.float32)  # the shipped ones go before them
    result = Prepared(en, other, links, [pair.language for pair in train], [pair.source for pair in train],
                      [pair for pair in pairs if pair.is_held_out], vectors,
                      _other_ways(plan, tokenizer, [pair.en for pair in train], True),
                      _other_ways(plan, tokenizer, [pair.other for pair in train], False))
    with rows_file.open("wb") as file:
        pickle.dump(result, file)
    return tokenizer, result
