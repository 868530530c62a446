"""All benchmarks of the README, as Markdown tables. `make bench`, or

    python -m tests.benchmarks [--only PART] [--write]

PART: start, stall, memory, runtime, history, speed, pictures, book.

``--write`` puts the tables between the marks in README.md. Leave the machine alone meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.benchmarks.book import book
from tests.benchmarks.speed import speed

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PANELS = ("write", "summarise", "translate", "images")
START_RUNS = 15
STALL_RUNS = 3


def child(*arguments: str) -> dict[str, Any]:
    """A fresh process of children.py; ``started_at`` is when it was asked for."""
    command = [sys.executable, str(HERE / "children.py"), *arguments]
    # Compiled modules are kept, as an installer leaves them; the first run of each warms up.
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    started = time.time()
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=600
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stderr}")
    return {**json.loads(done.stdout.strip().splitlines()[-1]), "started_at": started}


def start() -> str:
    """Alternating, so that a slow moment of the machine hits both; the first of each warms up."""
    times: dict[str, list[float]] = {"bare": [], "window": []}
    for number in range(START_RUNS + 1):
        for name in times:
            found = child(name)
            if number:
                times[name].append(found["painted_at"] - found["started_at"])
    bare, ours = (statistics.median(times[name]) for name in ("bare", "window"))
    pairs = [b / a for a, b in zip(times["bare"], times["window"], strict=True)]
    return table(
        ("time to first painted window", "median of " + str(START_RUNS), "goal"),
        [
            ("bare PySide6 window", f"{bare * 1000:.0f} ms", ""),
            ("Deskhand", f"{ours * 1000:.0f} ms", ""),
            ("ratio (median of pairs)", f"{statistics.median(pairs):.2f}", "≤ 2"),
        ],
    )


def stall() -> str:
    rows = []
    for panel in PANELS:
        runs = [child("stall", panel) for _ in range(STALL_RUNS)]
        if problems := [run["problem"] for run in runs if "problem" in run]:
            rows.append((panel, problems[0], "", "", ""))
            continue
        rows.append((
            panel,
            f"{statistics.median(run['busy_ms'] for run in runs):.0f} ms",
            f"{max(run['busy_ms'] for run in runs):.0f} ms",
            f"{statistics.median(run['busy_p99_ms'] for run in runs):.1f} ms",
            f"{statistics.median(run['quiet_ms'] for run in runs):.0f} ms",
        ))  # fmt: skip
    head = (
        "longest stall of the GUI thread, model loading and at work (goal < 50 ms)",
        f"median of {STALL_RUNS}", "worst", "99 % below", "nothing to do",
    )  # fmt: skip
    return table(head, rows)


def memory() -> str:
    bare = child("bare")["rss_mb"]
    runs = {panel: child("memory", panel) for panel in PANELS}
    good = [run for run in runs.values() if "problem" not in run]
    rows = [("bare PySide6 window", f"{bare:.0f} MB", "")]
    if good:
        idle = statistics.median(run["idle_mb"] for run in good)
        rows.append(("Deskhand, nothing loaded", f"{idle:.0f} MB", ""))
    for panel, run in runs.items():
        if "problem" in run:
            rows.append((panel, run["problem"], ""))
        else:
            rows.append((f"{panel} ({run['model']})", f"{run['used_mb']:.0f} MB",
                         f"{run['peak_mb']:.0f} MB"))  # fmt: skip
    return table(("resident memory", "after the sample", "peak"), rows)


def runtime() -> str:
    rows = []
    for line in script("in_runtime.py").splitlines():
        found = json.loads(line)
        rows.append((
            f"{found['sample']}, {found['sentences']} sentences",
            f"{found['share']:.1%}",
            f"{found['seconds']:.2f} s",
            f"{found['characters'] / found['seconds']:.0f}",
        ))  # fmt: skip
    head = ("translation", "inside ONNX Runtime (goal ≥ 90 %)", "time", "characters/s")
    return table(head, rows)


def history() -> str:
    said = script("history_search.py", may_fail=True)
    rows = [
        (match[1].strip(), match[2], match[3], match[4])
        for match in re.finditer(r"^(.{28}) +(\d+) +([\d.]+) +([\d.]+)$", said, re.MULTILINE)
    ]
    head = ("history search, 100,000 entries (goal < 50 ms)", "found", "median ms", "worst ms")
    return table(head, rows)


def pictures() -> str:
    rows = []
    for line in script("pictures.py").splitlines():
        found = json.loads(line)
        rows.append((
            f"{found['threads']:.0f} threads on {found['cores']:.0f} cores",
            f"{max(found['bare_1'], found['bare_16']):.1f}",
            f"{found['rate']:.1f}",
            f"{found['share']:.0%}",
            f"{found['inside']:.0%}",
            f"{found['bare_ms']:.1f} / {found['lane_ms']:.1f} / {found['others_ms']:.1f} ms",
            f"{found['rss_mb']:.0f} MB",
        ))  # fmt: skip
    head = ("a folder of 1,000 JPEGs, MobileNetV2 (goal ≥ 90 % of the bare graph)",
            "bare, pictures/s", "whole task", "share", "inside ONNX Runtime",
            "processor time: bare / lane / readers", "memory")  # fmt: skip
    return table(head, rows)


def script(name: str, may_fail: bool = False) -> str:
    command = [sys.executable, str(HERE / name)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    if done.returncode and not may_fail:
        raise SystemExit(f"{name} failed:\n{done.stderr}")
    return done.stdout


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---", *("---:" for _ in head[1:])), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def machine() -> str:
    name = platform.processor() or platform.machine()
    if (info := Path("/proc/cpuinfo")).is_file():
        found = re.search(r"^model name\s*:\s*(.+)$", info.read_text(), re.MULTILINE)
        name = found[1] if found else name
    packages = ("PySide6-Essentials", "onnxruntime-gpu", "onnxruntime")
    versions = ", ".join(f"{p} {v}" for p in packages if (v := version_or_none(p)))
    return (
        f"{datetime.now(UTC):%B %Y}; {os.cpu_count()} cores ({name}), {platform.system()}, "
        f"Python {platform.python_version()}, {versions}; CPU only, window drawn in memory "
        "where there is no display."
    )


def version_or_none(package: str) -> str | None:
    try:
        return version(package)
    except ModuleNotFoundError:
        return None


def write(text: str) -> None:
    readme = ROOT / "README.md"
    begin, end = "<!-- figures: begin -->", "<!-- figures: end -->"
    before, _, rest = readme.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    readme.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def main() -> int:
    parts: dict[str, Callable[[], str]] = {
        "start": start, "stall": stall, "memory": memory, "runtime": runtime, "history": history,
        "speed": speed, "pictures": pictures, "book": book,
    }  # fmt: skip
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", choices=parts, action="append")
    arguments.add_argument("--write", action="store_true")
    chosen = arguments.parse_args()
    texts = [machine()]
    print(texts[0] + "\n", flush=True)
    for name in chosen.only or parts:
        texts.append(parts[name]())
        print(texts[-1], flush=True)
    if chosen.write:
        write("\n\n".join(text.strip() for text in texts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
