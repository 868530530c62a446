"""Small views of pictures for the window, decoded away from the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant_app.errors import AppError


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
