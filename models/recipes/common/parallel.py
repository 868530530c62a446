"""Several single-threaded processes that train one model together.

Small networks gain little from threads inside each operation: two processes with one thread each, which meet once
per step to average their gradients, do half as much again as one process with two threads, and lose less when
other programs want a core as well. On CUDA one process is enough.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import distributed


@dataclass(frozen=True)
class Group:
    """The place of this process among those that train together."""

    rank: int
    size: int

    @property
    def is_first(self) -> bool:
        return self.rank == 0

    def average(self, parameters: Iterable[torch.nn.Parameter], should_stop: bool, values: list[float]) -> tuple[bool, list[float]]:
        """Replace every gradient by the mean over the processes.

        Returns whether any process wants to stop (so that all stop after the same step) and the means of `values`.
        """
        if self.size == 1:
            return should_stop, values
        grads = [parameter.grad for parameter in parameters if parameter.grad is not None]
        extra = torch.tensor([float(should_stop), *values])
        flat = torch.cat([*(grad.flatten() for grad in grads), extra])
        distributed.all_reduce(flat)
        flat /= self.size
        at = 0
        for grad in grads:
            grad.copy_(flat[at:at + grad.numel()].view_as(grad))
            at += grad.numel()
        found = flat[at:].tolist()
        return found[0] > 0, found[1:]


def default_workers() -> int:
    """One process per core up to four, one where there is CUDA."""
    return 1 if torch.cuda.is_available() else max(1, min(4, os.cpu_count() or 1))


def _enter(rank: int, size: int, meeting: str, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    # oneDNN compiles one kernel per shape and keeps 1,024 of them; batches of many lengths need more.
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8192")
    if size > 1:
        torch.set_num_threads(1)
        distributed.init_process_group("gloo", init_method=Path(meeting).as_uri(), rank=rank, world_size=size)
    if rank > 0:  # the first process decides when to stop, and tells the others with the gradients
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return work(Group(rank, size), *arguments)
    finally:
        if size > 1:
            distributed.destroy_process_group()


def train_together(size: int, work: Callable[..., Any], *arguments: Any) -> Any:
    """Run `work(group, *arguments)` in `size` processes; the result is that of the first, which is this one."""
    with tempfile.TemporaryDirectory() as folder:
        meeting = str(Path(folder) / "meeting")
        context = multiprocessing.get_context("spawn")
        others = [context.Process(target=_enter, args=(rank, size, meeting, work, arguments), daemon=True)
                  for rank in range(1, size)]
        for other in others:
            other.start()
        result = _enter(0, size, meeting, work, arguments)
        for other in others:
            other.join()
    if size > 1:
        torch.set_num_threads(max(1, os.cpu_count() or 1))
    return result
