"""What the speed benchmark asks of every engine alike, and how a worker process is asked.

Only the standard library: this file runs in the app's environment and in the peers' alike.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

N_CORES = 2
MARIAN_VOCAB, LM_VOCAB = 65001, 49152
LM_PROMPT_TOKENS = 512


@dataclass(frozen=True)
class Job:
    """``n_new`` tokens for each source, no more and no less: random weights end nowhere."""

    name: str
    model: str
    n_sources: int
    n_new: int
    n_beams: int = 1

    @property
    def n_tokens(self) -> int:
        return self.n_sources * self.n_new


JOBS = (
    Job("one sentence", "marian", 1, 64),
    Job("64 sentences", "marian", 64, 32),
    Job("one sentence, beam 4", "marian", 1, 32, 4),
    Job("64 sentences, beam 4", "marian", 64, 16, 4),
    Job("prompt 512, 128 new", "lm", 1, 128),
)


def sources(job: Job) -> list[list[int]]:
    """Token ids of the sources, without special tokens; the same in every process.

    A single sentence has 24 tokens; of many, the lengths are those of mixed prose: 4 to 60.
    """
    chance = random.Random(job.name)
    if job.model == "lm":
        return [[chance.randrange(2, LM_VOCAB) for _ in range(LM_PROMPT_TOKENS)]]
    if job.n_sources == 1:
        lengths = [24]
    else:
        lengths = [round(min(60, max(4, chance.lognormvariate(3, 0.6)))) for _ in range(64)]
    return [[chance.randrange(2, MARIAN_VOCAB - 1) for _ in range(n)] for n in lengths]


def pin() -> None:
    """As on a computer of ``N_CORES`` cores, where this one has more."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:N_CORES])


def peak_mb() -> float:
    """The most memory that this process ever had resident, in MB; 0 where nobody counts it."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0.0
    line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6


def serve(run: Callable[[Job], dict[str, Any]], about: dict[str, Any]) -> None:
    """Say ``about``; then, for each job named on standard input, run it and say what came out.

    What ``run`` gives: ``seconds``, ``n_tokens`` and, where tokens come one by one, ``first_s``.
    """
    by_name = {job.name: job for job in JOBS}
    _say(about)
    for line in sys.stdin:
        found = run(by_name[line.strip()])
        _say({**found, "peak_mb": peak_mb()})


def _say(what: dict[str, Any]) -> None:
    sys.__stdout__.write(json.dumps(what) + "\n")
    sys.__stdout__.flush()
