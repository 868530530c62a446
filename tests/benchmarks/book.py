"""The translator that ships beside CTranslate2 with the same weights: 64 sentences, and a book.

    DESKHAND_PEERS=PEERS/bin/python python -m tests.benchmarks --only book

The book is the Word document of documents.py, 50 pages. Deskhand translates it as ``deskhand
translate FILE`` does: opening, sentences, guards and their other tries, bold words and links in
their places, saving. CTranslate2 is given the bare sentences of it, each once, and its time holds
nothing else; of several ways to batch them the best one counts. All take turns, as in speed.py.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WORK = HERE / "work"
ROUNDS = {"mix": 9, "sentences": 3, "first": 9, "document": 2}
BATCHES = ((1, 2, 0), (2, 1, 16), (2, 1, 32), (2, 1, 64))
"""Of CTranslate2: workers, threads of each, sentences of a batch. The first is its default."""


@dataclass
class Runner:
    """A process that does jobs when told."""

    name: str
    command: list[str]
    found: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.about = self._answer()

    def run(self, job: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(job + "\n")
        self._process.stdin.flush()
        self.found.setdefault(job, []).append(self._answer())

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} failed")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)

    def seconds(self, job: str) -> float:
        return statistics.median(each["seconds"] for each in self.found[job])

    def tokens(self, job: str) -> int:
        return int(self.found[job][-1]["n_tokens"])

    @property
    def peak_mb(self) -> float:
        return float(max(each["peak_mb"] for runs in self.found.values() for each in runs[-1:]))


def book() -> str:
    """Tables of all that is compared; without peers, of Deskhand alone."""
    peers = os.environ.get("DESKHAND_PEERS", "")
    WORK.mkdir(exist_ok=True)
    if peers:
        subprocess.run([peers, str(HERE / "book_models.py"), str(WORK)], check=True)
    ours = Runner("Deskhand", [sys.executable, str(HERE / "book_ours.py"), str(WORK)])
    others = [
        Runner(
            f"CTranslate2 int8, {workers} × {threads} threads, "
            + (f"batches of {batch}" if batch else "one batch"),
            [peers, str(HERE / "book_peer.py"), str(WORK), str(workers), str(threads), str(batch)],
        )
        for workers, threads, batch in (BATCHES if peers else ())
    ]
    for job in ("mix", "sentences"):
        _race([ours, *others], job)
    for job in ("first", "document"):
        _race([ours], job)
    peak = ours.peak_mb
    for runner in (ours, *others):
        runner.close()
    texts = json.loads((WORK / "book.json").read_text(encoding="utf-8"))
    parts = [_table(ours, others, job, len(texts[job])) for job in ("mix", "sentences")]
    parts.append(_whole(ours, others, len(texts["sentences"]), peak))
    return "\n".join(parts)


def _race(runners: list[Runner], job: str) -> None:
    for number in range(ROUNDS[job] + 1):
        turn = number % len(runners)
        for runner in [*runners[turn:], *runners[:turn]]:
            time.sleep(0.2)  # what the last one left spinning comes to rest
            runner.run(job)
            if number == 0 and job != "document":
                runner.found[job].clear()


def _ratio(ours: Runner, other: Runner, job: str) -> float:
    pairs = zip(ours.found[job], other.found[job], strict=True)
    return statistics.median(theirs["seconds"] / our["seconds"] for our, theirs in pairs)


def _table(ours: Runner, others: list[Runner], job: str, n: int) -> str:
    what = {"mix": "64 sentences of 4 to 60 tokens", "sentences": f"{n} sentences of a book"}[job]
    head = f"| {what}, greedy, 2 cores | sentences/s | tokens/s | Deskhand is |"
    rows = [
        f"| {each.name} | {n / each.seconds(job):.0f} "
        f"| {each.tokens(job) / each.seconds(job):.0f} "
        f"| {'' if each is ours else f'{_ratio(ours, each, job):.2f}×'} |"
        for each in (ours, *others)
    ]
    return "\n".join([head, "| --- | ---: | ---: | ---: |", *rows]) + "\n"


def _whole(ours: Runner, others: list[Runner], n: int, peak: float) -> str:
    done = ours.found["document"][-1]
    seconds = ours.seconds("document")
    process_s, process_mb = _command_line()
    rows = [
        ("the task, model loaded", f"{seconds:.1f} s", f"{done['n_sentences'] / seconds:.0f}"),
        ("`deskhand translate FILE`, start to end", f"{process_s:.1f} s",
         f"{done['n_sentences'] / process_s:.0f}"),
        ("peak memory: task, command", f"{peak:.0f} MB, {process_mb:.0f} MB", ""),
        ("first sentence of a long text", f"{ours.seconds('first') * 1000:.0f} ms", ""),
    ]  # fmt: skip
    if others:
        best = min(others, key=lambda each: each.seconds("sentences"))
        share = best.seconds("sentences") / seconds
        bare = f"{best.seconds('sentences'):.1f} s", f"the task is {share:.2f}×"
        rows.insert(2, (f"{best.name}, its {n} bare sentences", *bare))
    head = f"| a book of 50 pages, {done['n_sentences']} sentences, 2 cores | time | sentences/s |"
    lines = [head, "| --- | ---: | ---: |", *("| " + " | ".join(row) + " |" for row in rows)]
    return "\n".join(lines) + "\n"


def _command_line() -> tuple[float, float]:
    """Seconds and peak megabytes of the whole command, in a fresh process."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "assistant_app", "translate", str(WORK / "book.docx")]
        command += ["--to", "zh", "--out", str(Path(home) / "out")]
        environ = {**os.environ, "DESKHAND_HOME": home, "XDG_DATA_HOME": home}
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=HERE.parents[1], env=environ, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("deskhand translate failed")
    return seconds, usage.ru_maxrss * 1024 / 1e6


if __name__ == "__main__":
    print(book())
