"""Word alignment by expectation maximisation: IBM model 1 with a prior for the diagonal, both ways.

Source: Brown et al. 1993; the diagonal prior as in Dyer et al. 2013 (fast_align). The links teach the
translator's cross-attention where to look (Chen et al. 2016), which an unguided small model takes thousands
of steps to find out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
NULL_SHARE = 0.08
DIAGONAL = 4.0
LINKED = 40
"""Scores above this count as a link."""


@dataclass(frozen=True)
class Ragged:
    """Sequences of different length end to end: sequence r is `flat[offsets[r]:offsets[r + 1]]`."""

    flat: Ints
    offsets: Ints

    @staticmethod
    def of(sequences: list[list[int]]) -> Ragged:
        offsets = np.zeros(len(sequences) + 1, np.int64)
        np.cumsum([len(sequence) for sequence in sequences], out=offsets[1:])
        return Ragged(np.array([value for sequence in sequences for value in sequence], np.int64), offsets)

    def row(self, number: int) -> Ints:
        return self.flat[self.offsets[number]:self.offsets[number + 1]]

    def lengths(self) -> Ints:
        return np.diff(self.offsets)

    def part(self, start: int, stop: int) -> Ragged:
        """Sequences `start` to `stop`."""
        offsets = self.offsets[start:stop + 1]
        return Ragged(self.flat[offsets[0]:offsets[-1]], offsets - offsets[0])

    def only(self, kept: npt.NDArray[np.bool_]) -> Ragged:
        """The sequences that are marked."""
        lengths = self.lengths()
        return Ragged(self.flat[np.repeat(kept, lengths)], np.concatenate([[0], np.cumsum(lengths[kept])]))


@dataclass(frozen=True)
class Links:
    """Every (left, right) position pair of every row, row by row, left-major; `score` is 0-255."""

    score: npt.NDArray[np.uint8]
    offsets: Ints

    def matrix(self, row: int, left: int, right: int) -> npt.NDArray[np.uint8]:
        """Scores of one row, [left, right]."""
        return self.score[self.offsets[row]:self.offsets[row + 1]].reshape(left, right)

    @staticmethod
    def joined(parts: list[Links]) -> Links:
        sizes = np.concatenate([np.diff(part.offsets) for part in parts])
        return Links(np.concatenate([part.score for part in parts]), np.concatenate([[0], np.cumsum(sizes)]))

    def only(self, kept: npt.NDArray[np.bool_]) -> Links:
        """The links of the rows that are marked."""
        sizes = np.diff(self.offsets)
        return Links(self.score[np.repeat(kept, sizes)], np.concatenate([[0], np.cumsum(sizes[kept])]))


def _positions(left: Ragged, right: Ragged) -> tuple[Ints, Ints, Ints]:
    """Flat left position and flat right position of every link, and the link offsets of the rows."""
    left_lengths, right_lengths = left.lengths(), right.lengths()
    sizes = left_lengths * right_lengths
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    row = np.repeat(np.arange(len(sizes)), sizes)
    inside = np.arange(offsets[-1]) - offsets[row]
    width = right_lengths[row]
    return left.offsets[row] + inside // width, right.offsets[row] + inside % width, offsets


def _posteriors(given: Ints, word: Ints, pair: Ints, pair_given: Ints, group: Ints, groups: int,
                prior: Floats, background: Floats, rounds: int) -> Floats:
    """p(the word at `group` comes from this link): EM over t(word | given), shape of the links."""
    table = np.ones(len(pair_given), np.float32)
    share = np.zeros(0, np.float32)
    for _ in range(rounds):
        weight = table[pair] * prior
        total = np.bincount(group, weight, groups) + NULL_SHARE * background
        share = (weight / total[group]).astype(np.float32)
        counts = np.bincount(pair, share, len(pair_given))
        mass = np.bincount(pair_given, counts, int(given.max()) + 1)
        table = (counts / (mass[pair_given] + 1e-9)).astype(np.float32)
    return share


def align(left: Ragged, right: Ragged, vocabulary: int, rounds: int = 6) -> Links:
    """Symmetric link scores: the geometric mean of both directions' posteriors, times 255."""
    left_at, right_at, offsets = _positions(left, right)
    left_word, right_word = left.flat[left_at], right.flat[right_at]
    code = left_word * vocabulary + right_word
    is_seen = np.zeros(vocabulary * vocabulary, bool)  # a table of all pairs, where numbering them by sorting takes longest
    is_seen[code] = True
    keys, pair = np.flatnonzero(is_seen), (np.cumsum(is_seen, dtype=np.int32) - 1)[code]
    row = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    left_part = (left_at - left.offsets[row] + 0.5) / left.lengths()[row]
    right_part = (right_at - right.offsets[row] + 0.5) / right.lengths()[row]
    prior = np.exp(-DIAGONAL * np.abs(left_part - right_part)).astype(np.float32)

    def background(side: Ragged) -> Floats:
        share = np.bincount(side.flat, minlength=vocabulary) / len(side.flat)
        return share[side.flat].astype(np.float32)

    forward = _posteriors(left_word, right_word, pair, keys // vocabulary, right_at, len(right.flat), prior,
                          background(right), rounds)
    backward = _posteriors(right_word, left_word, pair, keys % vocabulary, left_at, len(left.flat), prior,
                           background(left), rounds)
    return Links(np.round(255 * np.sqrt(forward * backward)).astype(np.uint8), offsets)


def align_groups(left: Ragged, right: Ragged, groups: list[str], vocabulary: int, piece: int = 40_000) -> Links:
    """`align`, each run of equal `groups` (a language pair) by itself, in pieces that fit into memory."""
    found: list[Links] = []
    start = 0
    while start < len(groups):
        stop = start
        while stop < len(groups) and groups[stop] == groups[start]:
            stop += 1
        edges = np.linspace(start, stop, -(-(stop - start) // piece) + 1).astype(int).tolist()
        found += [align(left.part(one, next_one), right.part(one, next_one), vocabulary)
                  for one, next_one in pairwise(edges)]
        start = stop
    return Links.joined(found)


def agreement(left: Ragged, right: Ragged, links: Links) -> Floats:
    """Per row, the smaller of both sides' share of tokens that are linked well with any token of the other side."""
    width = np.repeat(right.lengths(), left.lengths())
    heads = np.concatenate([[0], np.cumsum(width)[:-1]])
    is_linked = np.maximum.reduceat(links.score, heads) > LINKED
    lefts = np.add.reduceat(is_linked, left.offsets[:-1], dtype=np.float32) / left.lengths()
    at = np.flatnonzero(links.score > LINKED)
    row = np.searchsorted(links.offsets, at, "right") - 1
    reached = np.zeros(len(right.flat), bool)
    reached[right.offsets[row] + (at - links.offsets[row]) % right.lengths()[row]] = True
    rights = np.add.reduceat(reached, right.offsets[:-1], dtype=np.float32) / right.lengths()
    return np.minimum(lefts, rights).astype(np.float32)
