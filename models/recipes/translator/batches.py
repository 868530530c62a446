"""Batches of similar length, the same for the same epoch number, so that a run resumes in mid-epoch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from translator.alignment import Ints
from translator.prepare import Prepared
from translator.subwords import EOS, PAD, SPECIALS, TO_EN, TO_ZH

PAD_ID, EOS_ID = SPECIALS.index(PAD), SPECIALS.index(EOS)
TAG_ID = {"zh": SPECIALS.index(TO_ZH), "en": SPECIALS.index(TO_EN)}
# How much of each source one epoch holds; everyday and authored sentences are what the app is used for.
SHARE = {"authored": 1.0, "tatoeba": 1.0, "tico19": 1.0, "ms-human": 0.2, "cedict": 0.25}
# The final descent, where a model remembers most, sees everyday sentences more often, and fewer of the others.
SHARE_LAST = {"authored": 1.0, "tatoeba": 2.5, "tico19": 1.0, "ms-human": 0.1, "cedict": 0.05}
# Longest side, in tokens, of the rows of the first epochs: short sentences first.
LONGEST = (16, 28, 48)
LONGEST_LATER = 96
LONGEST_LAST = 56
# Lengths and batch sizes in steps of these: oneDNN compiles a kernel for every new shape, and with shapes
# that rarely repeat that takes more time than the arithmetic.
LENGTH_STEP, SIZE_STEP = 4, 4


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


def _fill(order: list[int], source_length: Ints, target_length: Ints, batch_tokens: int) -> list[list[int]]:
    """Cut `order` into batches of at most `batch_tokens` padded tokens, sizes in steps; a short rest is left out."""
    groups: list[list[int]] = []
    waiting: list[int] = []
    for row in order:
        waiting.append(row)
        area = int(source_length[waiting].max() + target_length[waiting].max())
        if (len(waiting) + 1) * area > batch_tokens:
            size = max(SIZE_STEP, len(waiting) // SIZE_STEP * SIZE_STEP)
            groups.append(waiting[:size])
            waiting = waiting[size:]
    return groups


def epoch_plan(rows: Prepared, epoch: int, batch_tokens: int, is_last: bool) -> list[list[tuple[int, str]]]:
    """Batches of (row, target language); padded size of each at most `batch_tokens`. `is_last`: final descent."""
    rng = np.random.default_rng([7, epoch])
    longest = LONGEST[epoch] if epoch < len(LONGEST) else LONGEST_LATER
    shares = SHARE
    if is_last:
        longest, shares = LONGEST_LAST, SHARE_LAST
    en, zh = rows.en.lengths() + 2, rows.zh.lengths() + 2
    share = np.array([shares[source] for source in rows.source])
    plan: list[list[tuple[int, str]]] = []
    for target in ("zh", "en"):
        times = np.floor(share + rng.random(len(share))).astype(np.int64) * (np.maximum(en, zh) <= longest)
        chosen = np.repeat(np.arange(len(share)), times)
        source_length, target_length = (en, zh) if target == "zh" else (zh, en)
        source_length, target_length = _rounded(source_length), _rounded(target_length)
        # Random within equal lengths, so that rows meet other neighbours in every epoch.
        order = chosen[np.lexsort((rng.random(len(chosen)), source_length[chosen], target_length[chosen]))]
        plan += [[(row, target) for row in group]
                 for group in _fill(order.tolist(), source_length, target_length, batch_tokens)]
    rng.shuffle(plan)
    return plan


def build_batch(rows: Prepared, chosen: list[tuple[int, str]]) -> Batch:
    """Tensors of one batch."""
    items = []
    for row, target in chosen:
        en, zh = rows.en.row(row), rows.zh.row(row)
        score = rows.links.matrix(row, len(en), len(zh)).astype(np.float32)
        items.append((en, zh, score.T, target) if target == "zh" else (zh, en, score, target))
    width = -(-(max(len(item[0]) for item in items) + 2) // LENGTH_STEP) * LENGTH_STEP
    height = -(-(max(len(item[1]) for item in items) + 2) // LENGTH_STEP) * LENGTH_STEP
    source = np.full((len(items), width), PAD_ID, np.int64)
    label = np.full((len(items), height), PAD_ID, np.int64)
    focus = np.zeros((len(items), height, width), np.float32)
    for at, (left, right, score, target) in enumerate(items):
        source[at, 0] = TAG_ID[target]
        source[at, 1:len(left) + 1] = left
        source[at, len(left) + 1] = EOS_ID
        label[at, :len(right)] = right
        label[at, len(right)] = EOS_ID
        mass = score.sum(1, keepdims=True)
        focus[at, :len(right), 1:len(left) + 1] = np.where(mass > 40, score / np.maximum(mass, 1), 0)
        focus[at, len(right), len(left) + 1] = 1
    given = np.concatenate([np.full((len(items), 1), PAD_ID, np.int64), label[:, :-1]], 1)
    return Batch(torch.from_numpy(source), torch.from_numpy(given), torch.from_numpy(label), torch.from_numpy(focus))
