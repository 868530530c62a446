"""Deskhand beside its peers, on the same weights in the same run. Goals: the README's table.

    DESKHAND_PEERS=PEERS/bin/python python -m tests.benchmarks --only speed

Every engine is a process of its own, loaded and warm, and all take turns: in each round each does
the job once, so that a slow moment of the machine hits all. Times are medians of the rounds,
ratios medians of the rounds' ratios. peers-requirements.txt says how the peers are installed;
without them Deskhand is timed alone. The models are made at the first run (minutes).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from speed_jobs import JOBS, N_CORES, Job  # noqa: E402

WORK = HERE / "work"
ROUNDS = 5
SECONDS_A_JOB = 60.0
"""No further round of a job begins after this long."""


@dataclass(frozen=True)
class Entrant:
    """One engine with one number of threads on one folder. ``goal``: what Deskhand should reach
    of its speed, greedy for one sentence and otherwise."""

    name: str
    worker: str
    kind: str
    folder: str
    threads: int
    goals: tuple[float, float] = (0.0, 0.0)

    @property
    def is_ours(self) -> bool:
        return self.worker == "speed_ours.py"

    @property
    def files_mb(self) -> float:
        """Size of what is loaded: the graphs, or all weights of a folder without graphs."""
        folder = WORK / self.folder
        graphs = [*folder.glob("onnx/*"), *folder.glob("*.onnx*")] or [*folder.glob("model.*")]
        return sum(path.stat().st_size for path in graphs) / 1e6


def entrants(model: str) -> list[Entrant]:
    """Ours first; the first of ours is what all are compared with."""
    ours, peers = "speed_ours.py", "speed_peers.py"
    if model == "marian":
        return [
            Entrant("Deskhand int8", ours, "marian", "marian-onnx", 2),
            Entrant("Deskhand int8", ours, "marian", "marian-onnx", 1),
            Entrant("CTranslate2 int8", peers, "ctranslate2", "marian-ct2", 2, (2.5, 2.0)),
            Entrant("CTranslate2 int8", peers, "ctranslate2", "marian-ct2", 1),
            Entrant("CTranslate2 int8, 2 workers", peers, "ctranslate2-workers", "marian-ct2", 2),
            Entrant("optimum ORTModel int8", peers, "optimum-marian", "marian-onnx", 2, (2, 2)),
            Entrant("transformers fp32", peers, "transformers-marian", "marian", 2, (6, 6)),
        ]
    return [
        Entrant("Deskhand int8", ours, "lm", "lm-onnx", 2),
        Entrant("Deskhand int8", ours, "lm", "lm-onnx", 1),
        Entrant("Deskhand q4", ours, "lm", "lm-q4", 2),
        Entrant("onnxruntime-genai int8", peers, "genai", "lm-genai-int8", 2, (1, 1)),
        Entrant("onnxruntime-genai int8", peers, "genai", "lm-genai-int8", 1),
        Entrant("onnxruntime-genai int4", peers, "genai", "lm-genai-int4", 2, (1, 1)),
        Entrant("optimum ORTModel int8", peers, "optimum-lm", "lm-onnx", 2),
        Entrant("transformers fp32", peers, "transformers-lm", "lm", 2, (4, 4)),
    ]


@dataclass
class Worker:
    """A process that has loaded a model and runs jobs when told."""

    entrant: Entrant
    python: str
    times: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        entrant = self.entrant
        command = [self.python, str(HERE / entrant.worker)]
        if not entrant.is_ours:
            command.append(entrant.kind)
        command.append(str(WORK / entrant.folder))
        if entrant.is_ours:
            command.append(entrant.kind)
        self._log = (WORK / f"{entrant.name} {entrant.kind} {entrant.threads}.log").open("w")
        self._process = subprocess.Popen(
            [*command, str(entrant.threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self.about = self._answer()

    def run(self, job: Job) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(job.name + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.entrant.name} failed: see {self._log.name}")
        found: dict[str, Any] = json.loads(line)
        return found

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._log.close()


def peers_python() -> str | None:
    found = os.environ.get("DESKHAND_PEERS", "")
    return found if found and Path(found).is_file() else None


def speed(only: Sequence[str] = ()) -> str:
    """The tables of all jobs, or of those whose name begins with one of ``only``."""
    peers = peers_python()
    if peers is not None:
        subprocess.run([peers, str(HERE / "speed_models.py"), str(WORK)], check=True)
    elif not (WORK / "marian-onnx.done").is_file():
        return "Speed: no peers here and no models made; see tests/benchmarks/speed.py.\n"
    parts = []
    for model in ("marian", "lm"):
        jobs = [
            j for j in JOBS if j.model == model and (not only or j.name.startswith(tuple(only)))
        ]
        if not jobs:
            continue
        workers = [
            Worker(entrant, sys.executable if entrant.is_ours else peers)
            for entrant in entrants(model)
            if entrant.is_ours or peers is not None
        ]
        parts += [_race(workers, job) for job in jobs]
        for worker in workers:
            worker.close()
        parts.append(_memory(workers[0].entrant, jobs[0]))
        if model == "lm" and len(workers) > 2:
            parts.append(_memory(workers[2].entrant, jobs[0]))
    parts.append("Random weights of real shapes: fair for speed, no measure of quality.\n")
    return "\n".join(parts)


def _race(workers: Sequence[Worker], job: Job) -> str:
    for worker in workers:
        worker.times = []
        worker.run(job)
    began = time.perf_counter()
    for number in range(ROUNDS):
        if number >= 2 and time.perf_counter() - began > SECONDS_A_JOB:
            break
        turn = number % len(workers)
        for worker in [*workers[turn:], *workers[:turn]]:
            time.sleep(0.3)  # what the last one left spinning comes to rest
            worker.times.append(worker.run(job))
    for worker in workers:
        counts = {found["n_tokens"] for found in worker.times}
        # An unknown-word token here and there is not seen in our text.
        if any(abs(count - job.n_tokens) > job.n_tokens // 50 for count in counts):
            raise SystemExit(f"{worker.entrant.name}, {job.name}: {counts} tokens")
    return _table(workers, job)


def _table(workers: Sequence[Worker], job: Job) -> str:
    ours = workers[0]
    is_streamed = "first_s" in ours.times[0]
    head = [f"{job.name}: {job.n_tokens} new tokens", "threads", "tokens/s", "Deskhand is", "goal"]
    if is_streamed:
        head[3:3] = ["first token"]
    rows = [head, ["---", *("---:" for _ in head[1:])]]
    for worker in workers:
        entrant = worker.entrant
        rate = job.n_tokens / statistics.median(found["seconds"] for found in worker.times)
        ratio = _ratio(workers, worker, "seconds")
        goal = entrant.goals[0 if (job.n_sources, job.n_beams) == (1, 1) else 1]
        said = f"{ratio:.2f}×"
        row = [entrant.name, str(entrant.threads), f"{rate:.0f}", said, f"≥ {goal:g}×"]
        if is_streamed:
            first = statistics.median(found["first_s"] for found in worker.times)
            row[3:4] = [
                f"{first * 1000:.0f} ms",
                f"{said} (first token {_ratio(workers, worker, 'first_s'):.2f}×)",
            ]
        if entrant.is_ours:
            row[-2:] = ["", ""]
        elif not goal:
            row[-1] = ""
        rows.append(row)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"


def _ratio(workers: Sequence[Worker], other: Worker, what: str) -> float:
    """How many times faster ours is: with as many threads and the same bits, if there is one."""
    them = other.entrant
    bits = "q4" if "int4" in them.name else "int8"
    ours = [w for w in workers if w.entrant.is_ours]
    same = [w for w in ours if w.entrant.threads == them.threads and bits in w.entrant.name]
    pairs = zip(other.times, (same or ours)[0].times, strict=True)
    return statistics.median(theirs[what] / our[what] for theirs, our in pairs)


def _memory(entrant: Entrant, job: Job) -> str:
    """A fresh process that loads the model and does ``job`` once."""
    worker = Worker(entrant, sys.executable)
    peak = worker.run(job)["peak_mb"]
    worker.close()
    size, before = entrant.files_mb, worker.about["before_mb"]
    head = [
        "memory",
        "graph files",
        "process before",
        "peak",
        "peak / files",
        "added / files",
        "goal",
    ]
    row = [
        f"{entrant.name}, {job.name}",
        f"{size:.0f} MB",
        f"{before:.0f} MB",
        f"{peak:.0f} MB",
        f"{peak / size:.2f}",
        f"{(peak - before) / size:.2f}",
        "≤ 1.4",
    ]
    rows = [head, ["---", *("---:" for _ in head[1:])], row]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"


if __name__ == "__main__":
    print(f"{N_CORES} cores")
    print(speed(sys.argv[1:]))
