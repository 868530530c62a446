"""Doing the next few of many small things while the last ones are used."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Protocol, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


class Ahead(Protocol):
    """``function`` of each of ``items``, in their order, at most ``n_ahead`` before they are asked
    for. What ``function`` raises comes out in its place. Close it: then nothing more is begun.

    ``jobs.lane.ahead`` does it on threads. A task starts none, so it is given one of these.
    """

    def __call__(
        self, function: Callable[[Given], Made], items: Iterable[Given], n_ahead: int
    ) -> Generator[Made, None, None]: ...


def in_turn(
    function: Callable[[Given], Made],
    items: Iterable[Given],
    n_ahead: int,
) -> Generator[Made, None, None]:
    """The plain way, on the thread that asks: nothing ahead."""
    del n_ahead
    for item in items:
        yield function(item)
