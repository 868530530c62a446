"""What a task is: a generator that yields events, looks at a cancel token and returns a result.

A task knows no Qt and no thread. Whoever runs it iterates: ``Chunk`` is text to append to what the
person sees, ``Item`` one finished part of a result that is a list, ``Progress`` a line about the
state of the work. The generator's return value is the result.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeVar

from assistant_app.cancel import CancelToken


class Stage(Enum):
    """What a task is busy with. The value is the English word; the window translates it."""

    LOADING = "Loading the model"
    READING = "Reading"
    WRITING = "Writing"
    TRANSLATING = "Translating"
    COMPARING = "Comparing sentences"
    LABELLING = "Labelling"
    LOOKING_UP = "Asking the hub"
    DOWNLOADING = "Downloading"
    CHECKING = "Checking"
    COPYING = "Copying"
    TRYING = "Trying"


@dataclass(frozen=True)
class Chunk:
    """Text to append to the result as it stands."""

    text: str


@dataclass(frozen=True)
class Progress:
    """``done`` of ``total`` steps; ``total`` is None while it is not known. ``item`` names the
    thing at work, such as a file."""

    stage: Stage
    done: int = 0
    total: int | None = None
    item: str = ""

    @property
    def fraction(self) -> float | None:
        """0 to 1, or None if the end is not known."""
        return self.done / self.total if self.total else None


@dataclass(frozen=True)
class Item:
    """One finished part of a result that is a list (a labelled picture, a skipped file)."""

    value: object


Event = Chunk | Progress | Item

Result = TypeVar("Result")
RequestT = TypeVar("RequestT", contravariant=True)
ResultT = TypeVar("ResultT", covariant=True)

Work = Generator[Event, None, Result]


class Task(Protocol[RequestT, ResultT]):
    """``run`` may raise ``AppError`` (the person can act) and ``Cancelled``; all else is a bug."""

    def run(self, request: RequestT, cancel: CancelToken) -> Generator[Event, None, ResultT]: ...


@dataclass(frozen=True)
class Origin:
    """Who made a result: kept with every result and every history entry."""

    model_id: str
    device: str
    """The execution provider really in use, in words, such as ``CPU`` or ``CUDA 0``."""
