"""Batches of similar length, the same for the same epoch number, so that a run resumes in mid-epoch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from translator.alignment import Ints
from translator.plans import Plan
from translator.prepare import SPLIT_DRAWS, Prepared
from translator.subwords import EOS, PAD, SPECIALS, tag_id

PAD_ID, EOS_ID = SPECIALS.index(PAD), SPECIALS.index(EOS)
# Lengths and batch sizes in steps of these: oneDNN compiles a kernel for every new shape, and with shapes
# that rarely repeat that takes more time than the arithmetic.
LENGTH_STEP, SIZE_STEP = 4, 4
# A row, the language that it is translated into, and which way its source is written (0: the usual one).
Item = tuple[int, str, int]


@dataclass(frozen=True)
class Batch:
    """`source` [b, s] with tag and end mark, `given` and `label` [b, t], `focus` [b, t, s] rows summing to 1 or 0."""

    source: torch.Tensor
    given: torch.Tensor
    label: torch.Tensor
    focus: torch.Tensor

    @property
    def tokens(self) -> int:
        return int((self.source != PAD_ID).sum() + (self.label != PAD_ID).sum())


def _rounded(length: Ints) -> Ints:
    return -(-length // LENGTH_STEP) * LENGTH_STEP


def _fill(order: Ints, source_length: Ints, target_length: Ints, batch_tokens: int) -> list[list[int]]:
    """Cut `order` into batches of at most `batch_tokens` padded tokens, sizes in steps; a short rest is left out."""
    groups: list[list[int]] = []
    waiting: list[int] = []
    sizes = list(zip(order.tolist(), source_length[order].tolist(), target_length[order].tolist(), strict=True))
    source, target = 0, 0
    for at, (row, source_here, target_here) in enumerate(sizes):
        waiting.append(row)
        source, target = max(source, source_here), max(target, target_here)
        if (len(waiting) + 1) * (source + target) > batch_tokens:
            size = max(SIZE_STEP, len(waiting) // SIZE_STEP * SIZE_STEP)
            groups.append(waiting[:size])
            waiting = waiting[size:]
            left_over = sizes[at + 1 - len(waiting):at + 1]
            source = max((kept[1] for kept in left_over), default=0)
            target = max((kept[2] for kept in left_over), default=0)
    return groups


def epoch_plan(plan: Plan, rows: Prepared, epoch: int, batch_tokens: int, is_last: bool) -> list[list[Item]]:
    """Batches of items; padded size of each at most `batch_tokens`. `is_last`: final descent."""
    rng = np.random.default_rng([7, epoch])
    course = plan.curriculum
    longest = course.longest[min(epoch, len(course.longest) - 1)]
    shares = course.shares[min(epoch, len(course.shares) - 1)]
    if is_last:
        longest, shares = course.longest_last, course.shares_last
    lengths = {True: rows.en.lengths() + 2, False: rows.other.lengths() + 2}
    fits = np.maximum(lengths[True], lengths[False]) <= longest
    share = np.array([shares[source] for source in rows.source])
    language = np.array(rows.language)
    one_way = np.array([plan.one_way.get(source, "") for source in rows.source])
    batches: list[list[Item]] = []
    for source, target in plan.directions:
        times = np.floor(share + rng.random(len(share))).astype(np.int64)
        times *= fits & (language == (target if source == "en" else source)) & ((one_way == "") | (one_way == target))
        chosen = np.repeat(np.arange(len(share)), times)
        source_length, target_length = _rounded(lengths[source == "en"]), _rounded(lengths[target == "en"])
        # Random within equal lengths, so that rows meet other neighbours in every epoch.
        order = chosen[np.lexsort((rng.random(len(chosen)), source_length[chosen], target_length[chosen]))]
        ways = way_shares(plan, source)
        batches += [[(row, target, int(way)) for row, way in zip(group, rng.choice(len(ways), len(group), p=ways), strict=True)]
                    for group in _fill(order, source_length, target_length, batch_tokens)]
    rng.shuffle(batches)
    return batches


def way_shares(plan: Plan, language: str) -> list[float]:
    """How often each way of writing a source side is drawn, the usual one first, as `prepare` lays them out."""
    splits = plan.splits
    others = [splits.share / SPLIT_DRAWS] * SPLIT_DRAWS + ([splits.lower, splits.upper] if language == "en" else [])
    return [1 - sum(others), *others]


def build_batch(plan: Plan, rows: Prepared, chosen: list[Item]) -> Batch:
    """Tensors of one batch."""
    items = []
    for row, target, way in chosen:
        en, other = rows.en.row(row), rows.other.row(row)
        score = rows.links.matrix(row, len(en), len(other)).astype(np.float32)
        left, right, score = (other, en, score) if target == "en" else (en, other, score.T)
        if way:
            left = (rows.other_ways if target == "en" else rows.en_ways)[way - 1].row(row)
            score = np.zeros((len(right), len(left)), np.float32)  # the words were aligned as they are usually split
        items.append((left, right, score, target))
    width = -(-(max(len(item[0]) for item in items) + 2) // LENGTH_STEP) * LENGTH_STEP
    height = -(-(max(len(item[1]) for item in items) + 2) // LENGTH_STEP) * LENGTH_STEP
    source = np.full((len(items), width), PAD_ID, np.int64)
    label = np.full((len(items), height), PAD_ID, np.int64)
    focus = np.zeros((len(items), height, width), np.float32)
    for at, (left, right, score, target) in enumerate(items):
        source[at, 0] = tag_id(plan.languages, target)
        source[at, 1:len(left) + 1] = left
        source[at, len(left) + 1] = EOS_ID
        label[at, :len(right)] = right
        label[at, len(right)] = EOS_ID
        mass = score.sum(1, keepdims=True)
        focus[at, :len(right), 1:len(left) + 1] = np.where(mass > 40, score / np.maximum(mass, 1), 0)
        focus[at, len(right), len(left) + 1] = 1 if score.any() else 0
    given = np.concatenate([np.full((len(items), 1), PAD_ID, np.int64), label[:, :-1]], 1)
    return Batch(torch.from_numpy(source), torch.from_numpy(given), torch.from_numpy(label), torch.from_numpy(focus))
