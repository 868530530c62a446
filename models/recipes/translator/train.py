"""Training that can be stopped at any step and goes on by the same command."""

from __future__ import annotations

import copy
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from common.parallel import Group
from common.runs import StopFlag, logger, pick_device, save_atomically
from common.schedule import Schedule
from tokenizers import Tokenizer

from translator.batches import Batch, build_batch, epoch_plan
from translator.model import build_model, losses, set_dropout
from translator.prepare import prepare

SAMPLES = [(">>zh<< ", text) for text in (
    "The meeting is tomorrow morning.", "How are you?", "Please send me the report by Friday.",
    "I would like a cup of tea.")] + [(">>en<< ", text) for text in (
        "你好，很高兴认识你。", "会议明天上午开始。", "我不知道他在哪里。")]
AVERAGE_KEPT = 0.999


@dataclass(frozen=True)
class Progress:
    """Where a run stands: the step, and the place in the data."""

    step: int = 0
    epoch: int = 0
    place: int = 0
    tokens: int = 0


@dataclass(frozen=True)
class Plan:
    """What the command line chose. `focus_steps`: the alignment's weight falls from 1 to 0 over these steps."""

    batch_tokens: int = 3000
    smoothing: float = 0.1
    focus_steps: int = 6000
    dropout: float = 0.1
    dropout_epoch: int = 3
    report_steps: int = 200
    save_steps: int = 400
    schedule: Schedule = field(default_factory=lambda: Schedule(peak=1.2e-3, warmup=400, hold=3000))


def _to(batch: Batch, device: torch.device) -> Batch:
    return Batch(*(part.to(device) for part in (batch.source, batch.given, batch.label, batch.focus)))


@torch.no_grad()
def sample_lines(model: Any, tokenizer: Tokenizer, device: torch.device) -> list[str]:
    """The fixed sentences, translated greedily."""
    model.eval()
    lines = []
    for prefix, text in SAMPLES:
        found = torch.tensor([tokenizer.encode(prefix + text).ids], device=device)
        out = model.generate(found, attention_mask=torch.ones_like(found), max_new_tokens=30)
        lines.append(f"    {text} -> {tokenizer.decode(out[0].tolist())}")
    model.train()
    return lines


def train(group: Group, data: Path, work: Path, plan: Plan, anneal: int | None, minutes: float | None) -> Any:
    """Train until stopped or annealed; returns the averaged model. `anneal` begins the final descent now."""
    log = logger(work / "log.txt") if group.is_first else lambda line: None
    tokenizer, rows = prepare(data, work, log)
    stop = StopFlag(minutes) if group.is_first else None
    device = pick_device()
    model = build_model(tokenizer.get_vocab_size(), rows.vectors).to(device)
    average = copy.deepcopy(model)
    optimiser = torch.optim.Adam(model.parameters(), lr=plan.schedule.peak, betas=(0.9, 0.98), eps=1e-9, fused=True)
    progress, schedule, checkpoint = Progress(), plan.schedule, work / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        for part, name in ((model, "model"), (average, "average"), (optimiser, "optimiser")):
            part.load_state_dict(state[name])
        progress = Progress(**state["progress"])
        schedule = replace(schedule, **state["anneal"])
        log(f"going on at step {progress.step}, epoch {progress.epoch}")
    if anneal is not None and schedule.anneal_from is None:
        schedule = replace(schedule, anneal_from=progress.step, anneal_steps=anneal)
        progress = replace(progress, epoch=progress.epoch + 1, place=0)  # other shares, so another plan

    def save() -> None:
        if group.is_first:
            save_atomically({"model": model.state_dict(), "average": average.state_dict(),
                             "optimiser": optimiser.state_dict(), "progress": asdict(progress),
                             "anneal": {"anneal_from": schedule.anneal_from, "anneal_steps": schedule.anneal_steps}},
                            checkpoint)

    model.train()
    torch.manual_seed(1000 * progress.step + group.rank)
    parameters, means = list(model.parameters()), list(average.parameters())
    batches: list[list[tuple[int, str]]] | None = None
    seen, taken, sums, began, stopped = 0, 0, torch.zeros(2), time.monotonic(), False
    while not stopped and not schedule.is_over(progress.step):
        if batches is None:
            batches = epoch_plan(rows, progress.epoch, plan.batch_tokens // group.size, schedule.anneal_from is not None)
            # The final descent sees every row once more at a falling rate: nothing left to overfit by.
            is_early = progress.epoch < plan.dropout_epoch or schedule.anneal_from is not None
            set_dropout(model, 0.0 if is_early else plan.dropout)
            log(f"epoch {progress.epoch}: {len(batches)} batches")
        batch = _to(build_batch(rows, batches[(progress.place + group.rank) % len(batches)]), device)
        weight = max(0.0, 1 - progress.step / plan.focus_steps)
        for settings in optimiser.param_groups:
            settings["lr"] = schedule.rate(progress.step)
        with torch.autocast(device.type, torch.bfloat16):
            loss, off = losses(model, batch, plan.smoothing, weight > 0)
        optimiser.zero_grad(set_to_none=True)
        (loss + weight * off).backward()  # type: ignore[no-untyped-call]
        stopped, (loss_mean, off_mean, share) = group.average(
            parameters, stop is not None and stop.is_set(), [float(loss.detach()), float(off.detach()), batch.tokens])
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        with torch.no_grad():
            kept = min(AVERAGE_KEPT, (progress.step + 1) / (progress.step + 10))
            torch._foreach_lerp_(means, parameters, 1 - kept)
        count = round(share * group.size)
        seen, taken = seen + count, taken + 1
        sums += torch.tensor([loss_mean, off_mean])
        place = progress.place + group.size
        if place >= len(batches):
            progress, batches = replace(progress, epoch=progress.epoch + 1, place=0), None
        else:
            progress = replace(progress, place=place)
        progress = replace(progress, step=progress.step + 1, tokens=progress.tokens + count)
        if progress.step % plan.report_steps == 0:
            spent = time.monotonic() - began
            log(f"step {progress.step} epoch {progress.epoch} loss {sums[0] / taken:.3f} focus "
                f"{sums[1] / taken:.3f} rate {schedule.rate(progress.step):.2e} "
                f"{seen / spent:.0f} tokens/s {progress.tokens / 1e6:.2f} M tokens")
            if group.is_first and progress.step % (2 * plan.report_steps) == 0:
                for line in sample_lines(average, tokenizer, device):
                    log(line)
            seen, taken, sums, began = 0, 0, torch.zeros(2), time.monotonic()
        if progress.step % plan.save_steps == 0:
            save()
    save()
    log(f"stopped at step {progress.step}, {progress.tokens / 1e6:.2f} M tokens")
    return average.eval()
