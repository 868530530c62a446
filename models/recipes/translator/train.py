"""Training that can be stopped at any step and goes on by the same command."""

from __future__ import annotations

import copy
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from common.parallel import Group
from common.runs import StopFlag, has_bfloat16, logger, pick_device, save_atomically
from common.schedule import Descent
from tokenizers import Tokenizer

from translator.batches import Batch, Item, build_batch, epoch_plan
from translator.begin import shipped_weights
from translator.model import build_model, losses, set_dropout
from translator.plans import Plan
from translator.prepare import prepare
from translator.subwords import tag


@dataclass(frozen=True)
class Progress:
    """Where a run stands: the step, and the place in the data; `seconds` by the clock on the wall. `begun`: the step
    that it began at, 0 unless it began with a shipped model's weights."""

    begun: int = 0
    step: int = 0
    epoch: int = 0
    place: int = 0
    tokens: int = 0
    seconds: float = 0.0


def _to(batch: Batch, device: torch.device) -> Batch:
    return Batch(*(part.to(device) for part in (batch.source, batch.given, batch.label, batch.focus)))


@torch.no_grad()
def sample_lines(plan: Plan, model: Any, tokenizer: Tokenizer, device: torch.device) -> list[str]:
    """The fixed sentences, translated greedily."""
    model.eval()
    lines = []
    for language, text in plan.samples:
        found = torch.tensor([tokenizer.encode(f"{tag(language)} {text}").ids], device=device)
        out = model.generate(found, attention_mask=torch.ones_like(found), max_new_tokens=30)
        lines.append(f"    {text} -> {tokenizer.decode(out[0].tolist())}")
    model.train()
    return lines


def train(group: Group, plan: Plan, data: Path, work: Path, anneal: int | None, end: float | None, descent: Descent | None,
          first: Path | None = None) -> Any:
    """Train until stopped, annealed or `end` (by time.time()); returns the averaged model.

    `anneal` begins the final descent now and ends after so many steps, `descent` says when it begins and ends by the
    clock. What there was before a descent by the clock is kept as checkpoint-before-descent.pt. `first`: the folder of
    the shipped model whose weights a run without a checkpoint begins with.
    """
    log = logger(work / "log.txt") if group.is_first else lambda line: None
    settings = plan.training
    tokenizer, rows = prepare(plan, data, work, log)
    stop = StopFlag(None if end is None else (end - time.time()) / 60) if group.is_first else None
    device = pick_device()
    model = build_model(plan, tokenizer.get_vocab_size(), rows.vectors).to(device)
    progress = Progress()
    if first is not None:
        model.load_state_dict(shipped_weights(first))
        # What comes before in a course is for a network that knows nothing.
        progress = Progress(settings.focus_steps, settings.focus_steps, len(plan.curriculum.longest) - 1)
    average = copy.deepcopy(model)
    optimiser = torch.optim.Adam(model.parameters(), lr=settings.schedule.peak, betas=(0.9, 0.98), eps=1e-9, fused=True)
    schedule, checkpoint, is_falling = settings.schedule, work / "checkpoint.pt", False
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        for part, name in ((model, "model"), (average, "average"), (optimiser, "optimiser")):
            part.load_state_dict(state[name])
        progress = Progress(**state["progress"])
        schedule = replace(schedule, **state["anneal"])
        is_falling = state.get("is_falling", False)
        log(f"going on at step {progress.step}, epoch {progress.epoch}")
    if anneal is not None and schedule.anneal_from is None:
        schedule = replace(schedule, anneal_from=progress.step, anneal_steps=anneal)
        progress = replace(progress, epoch=progress.epoch + 1, place=0)  # other shares, so another plan

    def save(path: Path = checkpoint) -> None:
        if group.is_first:
            save_atomically({"model": model.state_dict(), "average": average.state_dict(),
                             "optimiser": optimiser.state_dict(), "progress": asdict(progress), "is_falling": is_falling,
                             "anneal": {"anneal_from": schedule.anneal_from, "anneal_steps": schedule.anneal_steps}}, path)

    model.train()
    torch.manual_seed(1000 * progress.step + group.rank)
    parameters, means = list(model.parameters()), list(average.parameters())
    batches: list[list[Item]] | None = None
    seen, taken, sums, began, stopped = 0, 0, torch.zeros(2), time.monotonic(), False
    last = began
    while not stopped and not schedule.is_over(progress.step):
        is_last = schedule.anneal_from is not None or is_falling
        if batches is None:
            batches = epoch_plan(plan, rows, progress.epoch, settings.batch_tokens // group.size, is_last)
            # The final descent sees every row once more at a falling rate: nothing left to overfit by.
            set_dropout(model, 0.0 if progress.epoch < settings.dropout_epoch or is_last else settings.dropout)
            log(f"epoch {progress.epoch}: {len(batches)} batches")
        batch = _to(build_batch(plan, rows, batches[(progress.place + group.rank) % len(batches)]), device)
        weight = max(settings.focus_rest, 1 - progress.step / settings.focus_steps)
        with torch.autocast(device.type, torch.bfloat16, enabled=has_bfloat16(device)):
            loss, off = losses(model, batch, settings.smoothing, weight > 0, 0 if is_last else settings.shortlist)
        optimiser.zero_grad(set_to_none=True)
        (loss + weight * off).backward()  # type: ignore[no-untyped-call]
        # Only the first process looks at the clock; the sum over the processes tells the others.
        share_now = 0.0 if not group.is_first else group.size * (1.0 if descent is None else descent.share(time.time()))
        stopped, (loss_mean, off_mean, share, rate_share) = group.average(
            parameters, stop is not None and stop.is_set(),
            [float(loss.detach()), float(off.detach()), batch.tokens, share_now])
        rate = schedule.rate(progress.step) * rate_share * min(1.0, (progress.step - progress.begun + 1) / schedule.warmup)
        for part in optimiser.param_groups:
            part["lr"] = rate
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        with torch.no_grad():
            kept = min(settings.average_kept, (progress.step - progress.begun + 1) / (progress.step - progress.begun + 10))
            torch._foreach_lerp_(means, parameters, 1 - kept)
        count = round(share * group.size)
        seen, taken = seen + count, taken + 1
        sums += torch.tensor([loss_mean, off_mean])
        place, now = progress.place + group.size, time.monotonic()
        if place >= len(batches):
            progress, batches = replace(progress, epoch=progress.epoch + 1, place=0), None
        else:
            progress = replace(progress, place=place)
        progress = replace(progress, step=progress.step + 1, tokens=progress.tokens + count,
                           seconds=progress.seconds + now - last)
        last = now
        if (rate_share < 1) != is_falling:  # other shares, so another plan
            if not is_falling:
                log("the descent begins")
                save(checkpoint.with_name("checkpoint-before-descent.pt"))
            is_falling, progress, batches = not is_falling, replace(progress, epoch=progress.epoch + 1, place=0), None
        if progress.step % settings.report_steps == 0:
            spent = time.monotonic() - began
            log(f"step {progress.step} epoch {progress.epoch} loss {sums[0] / taken:.3f} focus "
                f"{sums[1] / taken:.3f} rate {rate:.2e} "
                f"{seen / spent:.0f} tokens/s {progress.tokens / 1e6:.2f} M tokens")
            if group.is_first and progress.step % (2 * settings.report_steps) == 0:
                for line in sample_lines(plan, average, tokenizer, device):
                    log(line)
            seen, taken, sums, began = 0, 0, torch.zeros(2), time.monotonic()
        if progress.step % settings.save_steps == 0:
            save()
    save()
    log(f"stopped at step {progress.step}, {progress.tokens / 1e6:.2f} M tokens")
    return average.eval()
