"""A named queue with its own thread, and threads that read ahead of it. The only file that starts
threads."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped
from assistant_app.jobs.report import describe
from assistant_app.tasks.base import Event

Start = Callable[[CancelToken], Generator[Event, None, object]]
OnEvent = Callable[[int, object], None]
OnEnd = Callable[[int, object], None]
Given = TypeVar("Given")
Made = TypeVar("Made")

_MOST_READERS = 8


@dataclass(frozen=True)
class Order:
    """One piece of work in the queue. ``number`` is all that the worker knows of its job."""

    number: int
    start: Start
    token: CancelToken
    gives_way: bool = False
    """It takes long, and orders that come meanwhile are worked off between two of its events."""


class Lane:
    """Runs its orders one after another, but for those that give way. The thread begins with the
    first order."""

    def __init__(self, name: str, on_event: OnEvent, on_end: OnEnd) -> None:
        self.name = name
        self._on_event = on_event
        self._on_end = on_end
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._later: deque[Order | None] = deque()
        """Taken from the queue already, by one that let others pass. The worker's own."""
        self._thread: threading.Thread | None = None

    def put(self, order: Order) -> None:
        if self._thread is None:
            # A daemon: a graph that ignores the stop must not keep a quit app alive for ever.
            self._thread = threading.Thread(
                target=self._work, name=f"lane-{self.name}", daemon=True
            )
            self._thread.start()
        self._orders.put(order)

    def close(self) -> None:
        """No further orders; those in the queue are still worked off (stopped ones at once)."""
        if self._thread is not None:
            self._orders.put(None)

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread; False if it is still at work."""
        if self._thread is None:
            return True
        self._thread.join(max(0.0, timeout_s))
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (order := self._next()) is not None:
            self._on_end(order.number, self._run(order))
            del order  # don't keep the last request alive while waiting for the next

    def _next(self) -> Order | None:
        return self._later.popleft() if self._later else self._orders.get()

    def _let_pass(self) -> None:
        """Work off what came meanwhile. Of those that give way none passes another."""
        while not self._orders.empty():
            order = self._orders.get()
            if order is None or order.gives_way:
                self._later.append(order)
            else:
                self._on_end(order.number, self._run(order))

    def _run(self, order: Order) -> Outcome:
        began = time.perf_counter()
        try:
            result = self._iterate(order)
        except Cancelled:
            return Stopped()
        except BaseException as error:
            report = describe(error)
            return Failed(error.with_traceback(None), report)
        return Done(result, time.perf_counter() - began)

    def _iterate(self, order: Order) -> object:
        token = order.token
        token.check()
        work = order.start(token)
        try:
            while True:
                try:
                    event = next(work)
                except StopIteration as stop:
                    return stop.value
                self._on_event(order.number, event)
                token.check()
                if order.gives_way:
                    self._let_pass()
                    token.check()
        finally:
            work.close()


def side_by_side(function: Callable[[Given], Made], items: Sequence[Given], n: int) -> list[Made]:
    """``inference.streams.SideBySide`` on threads that end with it."""
    if n < 2 or len(items) < 2:
        return [function(item) for item in items]
    with ThreadPoolExecutor(n, thread_name_prefix="stream") as pool:
        waiting = [pool.submit(function, item) for item in items]
        try:
            return [each.result() for each in waiting]
        finally:
            for each in waiting:
                each.cancel()


def ahead(
    function: Callable[[Given], Made], items: Iterable[Given], n_ahead: int
) -> Generator[Made, None, None]:
    """``tasks.ahead.Ahead`` on threads: half of the cores, at least one, at most eight.

    They end with the generator: what has begun is finished first, what has not is left.
    """
    affinity = getattr(os, "sched_getaffinity", None)
    n_cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    n_readers = max(1, min(_MOST_READERS, n_cores // 2, n_ahead))
    rest = iter(items)
    pool = ThreadPoolExecutor(n_readers, thread_name_prefix="ahead")
    try:
        waiting: deque[Future[Made]] = deque()
        waiting.extend(pool.submit(function, item) for item in islice(rest, max(n_ahead, 1)))
        while waiting:
            made = waiting.popleft().result()
            waiting.extend(pool.submit(function, item) for item in islice(rest, 1))
            yield made
    finally:
        pool.shutdown(cancel_futures=True)
