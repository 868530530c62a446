"""The models in memory: who is used, who leaves when room is needed, who has been idle."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from assistant_app.errors import OutOfMemory
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.memory import Memory
from assistant_app.inference.session import Session


@dataclass(frozen=True)
class LoadedModel:
    """What can be told of a model in memory."""

    model_id: str
    report: DeviceReport
    precision: str
    memory_bytes: int
    """What loading it took, measured, but no less than its files; on a graphics card, their
    size."""
    last_used_s: float
    """By ``time.perf_counter``."""


@dataclass
class Place:
    """A model with its sessions, which know when they last ran and on what."""

    model: Any
    sessions: list[Session]
    precision: str = ""
    memory_bytes: int = 0
    asked_s: float = field(default_factory=time.perf_counter)

    @property
    def last_used_s(self) -> float:
        return max([self.asked_s, *(session.last_used_s for session in self.sessions)])

    @property
    def report(self) -> DeviceReport:
        """The model's own, or that of a graph of it which does not run where it should."""
        own: DeviceReport = self.model.report
        if own.cause is not None:
            return own
        reports = (session.report for session in self.sessions)
        return next((report for report in reports if report.cause is not None), own)


class Shelf:
    """Models by id, least recently used first. ``budget`` gives the bytes they may take together,
    0 for half of the machine's memory. Not thread-safe: the engine's lane owns it."""

    def __init__(self, budget: Callable[[], int], memory: Memory) -> None:
        self._budget = budget
        self._memory = memory
        self._places: dict[str, Place] = {}

    @property
    def budget_bytes(self) -> int:
        return self._budget() or self._memory.total() // 2

    @property
    def models(self) -> tuple[LoadedModel, ...]:
        return tuple(
            LoadedModel(name, place.report, place.precision, place.memory_bytes, place.last_used_s)
            for name, place in sorted(self._places.items(), key=lambda pair: pair[1].last_used_s)
        )

    @property
    def ids(self) -> tuple[str, ...]:
        """In the order in which they were loaded."""
        return tuple(self._places)

    def get(self, model_id: str) -> Place | None:
        place = self._places.get(model_id)
        if place is not None:
            place.asked_s = time.perf_counter()
        return place

    def put(self, model_id: str, place: Place) -> None:
        self._places[model_id] = place

    def make_room(self, model_id: str, need_bytes: int, loading_bytes: int = 0) -> None:
        """Let models go until ``need_bytes`` more fit into the budget beside ``loading_bytes`` of
        the model that is being loaded; the one not used for longest goes first.

        A model that is over the budget alone is loaded all the same, as long as the machine has
        the memory; else ``OutOfMemory`` with the figures.
        """
        while self._places and self._taken() + loading_bytes + need_bytes > self.budget_bytes:
            self._drop_oldest()
        while self._places and need_bytes > self._memory.available():
            self._drop_oldest()
        available = self._memory.available()
        if need_bytes > available:
            raise OutOfMemory(model_id, "CPU", need_bytes, available)

    def release(self, model_id: str | None = None) -> None:
        """Let go of one model, or of all. Whoever still holds one keeps its memory alive."""
        if model_id is None:
            self._places.clear()
        else:
            self._places.pop(model_id, None)
        self._memory.give_back()

    def release_idle(self, now_s: float, idle_s: float) -> tuple[str, ...]:
        """Let go of what was not used for ``idle_s`` seconds; returns the ids."""
        idle = [n for n, place in self._places.items() if now_s - place.last_used_s >= idle_s]
        for name in idle:
            del self._places[name]
        if idle:
            self._memory.give_back()
        return tuple(idle)

    def _taken(self) -> int:
        return sum(place.memory_bytes for place in self._places.values())

    def _drop_oldest(self) -> None:
        oldest = min(self._places, key=lambda name: self._places[name].last_used_s)
        self.release(oldest)
