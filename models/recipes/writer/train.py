"""Training of the writer: AdamW over random windows of one long stream, saved as it goes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from common.parallel import Group
from common.runs import StopFlag, logger, pick_device, save_atomically
from torch.nn import functional

from writer.model import CONTEXT, build_model

Ints = npt.NDArray[np.int64]
# Authored text is the best there is; a window starts in a source with these odds per token.
WEIGHT = {"authored": 2.0, "textbook": 1.0, "tatoeba": 1.0, "dialogue": 1.0, "proofread": 2.0, "docs": 1.0}
BATCH, PEAK, WARMUP, REPORT, SAVE = 16, 2.5e-3, 80, 50, 200


@dataclass(frozen=True)
class Stream:
    """All training documents of one source and language, each followed by the end mark."""

    source: str
    tokens: Ints


def rate_at(step: int, steps: int) -> float:
    """Warm up, then a straight line to zero."""
    return PEAK * min((step + 1) / WARMUP, max(0.0, 1 - step / steps))


def windows(streams: list[Stream], step: int) -> torch.Tensor:
    """[BATCH, CONTEXT + 1] token numbers; the same for the same step, so that a run resumes where it stood."""
    rng = np.random.default_rng([5, step])
    odds = np.array([len(stream.tokens) * WEIGHT[stream.source] for stream in streams])
    rows = []
    for chosen in rng.choice(len(streams), BATCH, p=odds / odds.sum()):
        tokens = streams[chosen].tokens
        start = int(rng.integers(0, max(1, len(tokens) - CONTEXT - 1)))
        rows.append(np.resize(tokens[start:start + CONTEXT + 1], CONTEXT + 1))
    return torch.from_numpy(np.stack(rows))


def next_token_loss(model: Any, batch: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy of predicting every next token."""
    logits = model(input_ids=batch[:, :-1], use_cache=False).logits
    return functional.cross_entropy(logits.float().flatten(0, 1), batch[:, 1:].flatten())


def train(group: Group, streams: list[Stream], vectors: npt.NDArray[np.float32], steps: int, work: Path,
          minutes: float | None) -> tuple[Any, int, float]:
    """(model, steps done, minutes spent); goes on from the last checkpoint. Each process takes its part of a batch."""
    log = logger(work / "log.txt") if group.is_first else lambda line: None
    stop = StopFlag(minutes) if group.is_first else None
    device = pick_device()
    model = build_model(vectors).to(device).train()
    parameters = list(model.parameters())
    optimiser = torch.optim.AdamW([{"params": [part for part in parameters if part.ndim >= 2], "weight_decay": 0.1},
                                   {"params": [part for part in parameters if part.ndim < 2], "weight_decay": 0.0}],
                                  lr=PEAK, betas=(0.9, 0.98), fused=True)
    checkpoint, step, spent = work / "checkpoint.pt", 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["minutes"]
        log(f"going on at step {step}")
    began, before, total, count, stopped = time.monotonic(), spent, 0.0, 0, False

    def save() -> None:
        if group.is_first:
            save_atomically({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step,
                             "minutes": spent}, checkpoint)

    while step < steps and not stopped:
        for settings in optimiser.param_groups:
            settings["lr"] = rate_at(step, steps)
        with torch.autocast(device.type, torch.bfloat16):
            loss = next_token_loss(model, windows(streams, step)[group.rank::group.size].to(device))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        stopped, means = group.average(parameters, stop is not None and stop.is_set(), [float(loss.detach())])
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        step, total, count = step + 1, total + means[0], count + 1
        spent = before + (time.monotonic() - began) / 60
        if step % REPORT == 0:
            log(f"step {step}/{steps} loss {total / count:.3f} rate {rate_at(step, steps):.1e} "
                f"{step * BATCH * CONTEXT / 1e6:.2f} M tokens, {spent:.1f} minutes")
            total, count = 0.0, 0
        if step % SAVE == 0:
            save()
    save()
    return model.eval(), step, spent
