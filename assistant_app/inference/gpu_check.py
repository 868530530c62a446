"""Is the graphics card right, and is it faster? A small graph, on the CPU and on every card.

The graph is ``resources/device_check.onnx`` (see models/recipes/device_check): matrices and one
convolution, fed once with many rows, as for a batch of sentences or pictures, and once with one,
as for the next word of a text. A card that shines at the first can lose at the second.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.errors import FileMissing
from assistant_app.inference import device, nvidia
from assistant_app.inference.device import CPU, Cause, DeviceKind, DeviceRequest, Machine
from assistant_app.inference.runtime import bare_session, listening, machine, preload, version
from assistant_app.inference.session import default_threads

_WIDTH = 1024
_MANY, _ONE = 256, 1
_RUNS = 5
_MOST_DIFFERENCE = 0.02
"""Of the largest value. CUDA multiplies in TF32 (10 bits of 23) and Core ML in 16 bits."""
_KINDS: tuple[DeviceKind, ...] = ("cuda", "directml", "coreml")
_ERROR_CHARACTERS = 300

Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Timing:
    """One device. Times in milliseconds, of one run, the middle of five; None if it did not run."""

    provider: str
    label: str
    many_ms: float | None = None
    """256 rows at once."""
    one_ms: float | None = None
    """One row."""
    difference: float | None = None
    """From the CPU's result, as a share of its largest value."""
    error: str = ""
    """What ONNX Runtime said: that it failed, or that a part of the graph ran on the CPU."""
    name: str = ""
    """The card's own, such as ``NVIDIA GeForce RTX 4090``, where the driver tells it."""

    @property
    def is_right(self) -> bool:
        return self.difference is not None and self.difference <= _MOST_DIFFERENCE


@dataclass(frozen=True)
class DeviceCheck:
    """The result of one check, and what it holds for."""

    moment: str
    """ISO 8601, UTC."""
    runtime: str
    """ONNX Runtime's version, with its CUDA."""
    driver: str
    """NVIDIA's driver and the CUDA it knows; empty without one."""
    cpu: Timing
    cards: tuple[Timing, ...] = ()
    reason: str = ""
    """Why no card could be tried, if there is none in ``cards``."""
    cause: Cause | None = None

    def speedup(self, card: Timing) -> float | None:
        """How many times as fast as the CPU with many rows; under 1 is slower."""
        return _ratio(self.cpu.many_ms, card.many_ms)

    def speedup_of_one(self, card: Timing) -> float | None:
        """The same with one row."""
        return _ratio(self.cpu.one_ms, card.one_ms)

    def is_worth_it(self, label: str) -> bool | None:
        """Whether the card ``label`` was right, and faster with many rows; None if not tried."""
        for card in self.cards:
            if card.label == label:
                return card.is_right and (self.speedup(card) or 0) > 1
        return None


def check(
    graph: Path, request: DeviceRequest, cancel: CancelToken
) -> Generator[tuple[int, int, str], None, DeviceCheck]:
    """Measure the CPU and all that could be used here; yields (number, count, label) before each.

    Takes a few seconds. Raises ``Cancelled`` and ``FileMissing``; what a card does wrong is in the
    result.
    """
    if not graph.is_file():
        raise FileMissing(graph)
    here = machine()
    tried = [kind for kind in _KINDS if device.obstacle(kind, here) is None]
    places = [place for kind in tried for place in _places(kind, here, request.index)]
    total = 1 + len(places)
    yield 0, total, "CPU"
    cpu, expected = _measured(graph, CPU, 0, cancel)
    cards: list[Timing] = []
    for number, (provider, index) in enumerate(places, 1):
        yield number, total, device.label(provider, index)
        names = [c.name for c in here.cards if provider == device.CUDA and c.index == index]
        card = _compared(graph, provider, index, expected, cancel)
        cards.append(replace(card, name="".join(names)))
    wanted = request.kind if request.kind in _KINDS else _usual(here)
    cause, reason = device.obstacle(wanted, here) or (None, "")
    return DeviceCheck(
        moment=datetime.now(UTC).isoformat(timespec="seconds"),
        runtime=version(),
        driver=driver_text(),
        cpu=cpu,
        cards=tuple(cards),
        reason="" if cards else reason,
        cause=None if cards else cause,
    )


def driver_text() -> str:
    """``580.65.06, CUDA 13.0``: what a result of a check holds for, beside ONNX Runtime."""
    found = nvidia.driver()
    if found is None:
        return ""
    cuda = f"CUDA {found.cuda[0]}.{found.cuda[1]}"
    return ", ".join(part for part in (nvidia.driver_version(), cuda, found.problem) if part)


def _usual(here: Machine) -> DeviceKind:
    """The kind of card that people of this system mean."""
    return "coreml" if here.platform == "darwin" else "cuda"


def _places(kind: DeviceKind, here: Machine, index: int) -> Iterator[tuple[str, int]]:
    provider = device.PROVIDERS[kind]
    if kind == "cuda" and here.cards:
        yield from ((provider, card.index) for card in here.cards)
    else:
        yield provider, index if kind == "directml" else 0


def _compared(
    graph: Path, provider: str, index: int, expected: list[Array], cancel: CancelToken
) -> Timing:
    label = device.label(provider, index)
    try:
        timing, found = _measured(graph, provider, index, cancel)
    except RuntimeError as error:
        return Timing(provider, label, error=_line(str(error)))
    difference = max(
        float(np.abs(ours - theirs).max() / np.abs(theirs).max())
        for ours, theirs in zip(found, expected, strict=True)
    )
    return replace(timing, difference=difference if np.isfinite(difference) else 1.0)


def _measured(
    graph: Path, provider: str, index: int, cancel: CancelToken
) -> tuple[Timing, list[Array]]:
    session, error = _opened(graph, provider, index)
    outputs: list[Array] = []
    times: list[float] = []
    for rows in (_MANY, _ONE):
        fed = np.random.default_rng(rows).standard_normal((rows, _WIDTH)).astype(np.float32)
        outputs.append(_ran(session, fed))  # the first run of a shape is slower
        taken = []
        for _ in range(_RUNS):
            cancel.check()
            started = time.perf_counter()
            _ran(session, fed)
            taken.append(time.perf_counter() - started)
        times.append(round(statistics.median(taken) * 1e3, 3))
    many_ms, one_ms = times
    return Timing(provider, device.label(provider, index), many_ms, one_ms, None, error), outputs


def _opened(graph: Path, provider: str, index: int) -> tuple[Any, str]:
    """A session that keeps the whole graph on the device; if that can't be, one that does not,
    with what was said. ``RuntimeError`` if the device does not start at all."""
    threads = default_threads()
    options = device.provider_options(provider, index)
    said = [preload()] if provider == device.CUDA else []
    error = ""
    for is_strict in (True, False):
        try:
            with listening(said):
                session = bare_session(graph, provider, options, threads, is_strict)
        except Exception as failure:
            error = error or str(failure)
            continue
        if session.get_providers()[0] == provider:
            return session, _line(error)
        error = error or "it did not start"
    naming = [line for line in said if device.missing_library(line)]
    raise RuntimeError(naming[0] if naming else error)


def _ran(session: Any, fed: Array) -> Array:
    try:
        found: Array = session.run(None, {"x": fed})[0]
    except Exception as error:
        raise RuntimeError(str(error)) from error
    return found


def _ratio(ours: float | None, theirs: float | None) -> float | None:
    return ours / theirs if ours and theirs else None


def _line(text: str) -> str:
    return " ".join(text.split())[:_ERROR_CHARACTERS]
