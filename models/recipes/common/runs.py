"""A training run that can be stopped at any time and goes on by the same command."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import torch


class StopFlag:
    """Becomes true at SIGTERM or SIGINT, or after `minutes`; a loop looks at it between steps."""

    def __init__(self, minutes: float | None = None) -> None:
        self._asked = False
        self._end = None if minutes is None else time.monotonic() + 60 * minutes
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked = True

    def is_set(self) -> bool:
        return self._asked or (self._end is not None and time.monotonic() > self._end)


def save_atomically(state: Any, path: Path) -> None:
    """torch.save beside the target, then replace: a run that dies while saving keeps its last checkpoint."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    torch.save(state, draft)
    os.replace(draft, path)


def logger(path: Path) -> Callable[[str], None]:
    """A function that prints a line with the time of day and appends it to the log file."""
    path.parent.mkdir(parents=True, exist_ok=True)

    def log(line: str) -> None:
        text = f"{time.strftime('%H:%M:%S')} {line}"
        print(text, flush=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text + "\n")

    return log


def pick_device() -> torch.device:
    """CUDA where there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def has_bfloat16(device: torch.device) -> bool:
    """True where products of 16-bit numbers are faster than of 32: CUDA, and CPUs with instructions for them."""
    if device.type == "cuda":
        return True
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def time_of_day(text: str) -> float:
    """The next time (as of time.time()) at which the clock shows `text`, HH:MM. ValueError if it is none."""
    clock = time.strptime(text, "%H:%M")
    now = time.localtime()
    then = time.mktime((*now[:3], clock.tm_hour, clock.tm_min, 0, *now[6:8], -1))
    return then if then > time.time() else then + 24 * 3600
