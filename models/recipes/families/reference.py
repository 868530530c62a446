"""What transformers itself makes of a checkpoint: token ids, scores, vectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch

from families.checkpoints import Family

N_NEW = 14
SEED = 5
CASES: dict[str, dict[str, Any]] = {
    "greedy": {"num_beams": 1},
    "greedy, shy of repeating": {"num_beams": 1, "repetition_penalty": 1.3, "no_repeat_ngram_size": 2},
    "beam": {"num_beams": 4, "length_penalty": 1.4, "no_repeat_ngram_size": 2, "num_return_sequences": 3},
    "beam, early": {"num_beams": 4, "length_penalty": 0.6, "no_repeat_ngram_size": 3, "early_stopping": True,
                    "num_return_sequences": 2},
    "sampled": {"num_beams": 1, "do_sample": True, "temperature": 0.8, "top_k": 20, "top_p": 0.9, "repetition_penalty": 1.2},
    "sampled, min_p": {"num_beams": 1, "do_sample": True, "temperature": 1.3, "top_k": 0, "top_p": 1.0, "min_p": 0.05},
}
"""Beside these the model's own generation_config.json holds, as for us."""


@contextmanager
def drawn_by(stream: np.random.Generator) -> Iterator[None]:
    """Sampling takes the token that a uniform number stands for in the distribution function, likeliest first."""
    real = torch.multinomial

    def multinomial(chances: torch.Tensor, num_samples: int) -> torch.Tensor:
        assert num_samples == 1
        picked = []
        for row, number in zip(chances.double().numpy(), stream.random(len(chances)), strict=True):
            order = np.argsort(-row, kind="stable")
            total = np.cumsum(row[order])
            picked.append(order[min(int(np.searchsorted(total / total[-1], number, "right")), len(row) - 1)])
        return torch.tensor(picked)[:, None]

    torch.multinomial = multinomial
    try:
        yield
    finally:
        torch.multinomial = real


def padded(rows: Sequence[Sequence[int]], pad: int) -> dict[str, torch.Tensor]:
    width = max(map(len, rows))
    ids = torch.tensor([[*row, *[pad] * (width - len(row))] for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    return {"input_ids": ids, "attention_mask": mask}


def case_ids(model: Any, family: Family, sources: list[list[int]], case: dict[str, Any],
             begin: int | None) -> list[list[list[int]]]:
    """For each source its texts, best first: the new tokens up to the end token, which is left out."""
    config = model.generation_config
    ends = {config.eos_token_id} if isinstance(config.eos_token_id, int) else set(config.eos_token_id)
    pad = config.pad_token_id if config.pad_token_id is not None else 0
    is_alone = family.kind == "decoder" or case.get("do_sample")
    groups = [[source] for source in sources] if is_alone else [sources]
    n_best = case.get("num_return_sequences", 1)
    found: list[list[list[int]]] = []
    for group in groups:
        stream = np.random.default_rng(SEED)
        settings = {"do_sample": False, **case, "max_new_tokens": N_NEW, "pad_token_id": pad}
        if begin is not None:
            settings["forced_bos_token_id"] = begin
        with torch.no_grad(), drawn_by(stream):
            out = model.generate(**padded(group, pad), **settings).tolist()
        n_given = len(group[0]) if family.kind == "decoder" else 1
        rows = [_until(row[n_given:], ends) for row in out]
        found += [rows[i:i + n_best] for i in range(0, len(rows), n_best)]
    return found


def _until(row: list[int], ends: set[int]) -> list[int]:
    return next((row[:i] for i, token in enumerate(row) if token in ends), row)


def logits(model: Any, family: Family, source: list[int], said: list[int]) -> np.ndarray:
    """Scores [steps, vocabulary] after each of `said`."""
    with torch.no_grad():
        if family.kind == "decoder":
            out = model(input_ids=torch.tensor([source + said])).logits[0, len(source) - 1:]
        else:
            start = model.generation_config.decoder_start_token_id
            out = model(input_ids=torch.tensor([source]), decoder_input_ids=torch.tensor([[start, *said]])).logits[0]
    return np.asarray(out.float().numpy(), np.float32)


def vectors(model: Any, rows: list[list[int]], pad: int, is_first: bool) -> np.ndarray:
    """Unit vectors: the first token's, or the mean over all."""
    with torch.no_grad():
        given = padded(rows, pad)
        hidden = model(**given).last_hidden_state.numpy()
    weight = given["attention_mask"].numpy()[..., None]
    found = hidden[:, 0] if is_first else (hidden * weight).sum(1) / weight.sum(1)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)
