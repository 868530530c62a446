"""Small views of pictures for the window, decoded away from the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant_app.cancel import CancelToken
from assistant_app.errors import AppError
from assistant_app.tasks.base import Item, Progress, Stage, Work

MakeThumbnail = Callable[[Path, int], tuple[int, int, bytes]]
"""``inference.image_input.thumbnail``; passed in, as its libraries are slow to load."""


@dataclass(frozen=True)
class ThumbnailRequest:
    """``side`` is the longest side of a thumbnail in pixels."""

    paths: tuple[Path, ...]
    side: int = 160


@dataclass(frozen=True)
class Thumbnail:
    """``rgb`` holds ``height`` rows of ``width`` RGB pixels, one byte per colour, no padding.
    A picture that can't be decoded has no pixels (0 x 0) and an ``error``."""

    path: Path
    width: int
    height: int
    rgb: bytes
    error: AppError | None = None


@dataclass(frozen=True)
class ThumbnailsMade:
    """How many files were looked at. The thumbnails themselves are the ``Item`` events."""

    n_pictures: int


class ThumbnailTask:
    """Yields one ``Item`` with a ``Thumbnail`` for every path, in their order."""

    def __init__(self, make: MakeThumbnail) -> None:
        self._make = make

    def run(self, request: ThumbnailRequest, cancel: CancelToken) -> Work[ThumbnailsMade]:
        """A picture that can't be decoded is an ``Item`` too, with its error."""
        for number, path in enumerate(request.paths):
            cancel.check()
            yield Progress(Stage.READING, number, len(request.paths), path.name)
            yield Item(_thumbnail(self._make, path, request.side))
        return ThumbnailsMade(len(request.paths))


def _thumbnail(make: MakeThumbnail, path: Path, side: int) -> Thumbnail:
    try:
        return Thumbnail(path, *make(path, side))
    except AppError as error:
        return Thumbnail(path, 0, 0, b"", error)
