"""Name what pictures show, with a probability for every label."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant_app.errors import AppError
from assistant_app.tasks.base import Origin


@dataclass(frozen=True)
class LabelRequest:
    """``paths`` are pictures and folders (walked with all their folders). Each picture gets its
    ``top`` labels of at least ``threshold`` probability (0 to 1)."""

    paths: tuple[Path, ...]
    model_id: str | None = None
    top: int = 3
    threshold: float = 0.0


@dataclass(frozen=True)
class Label:
    """``probability`` is 0 to 1."""

    name: str
    probability: float


@dataclass(frozen=True)
class LabelledPicture:
    """``width`` and ``height`` in pixels as the picture is seen (EXIF rotation applied). ``labels``
    are sorted, most probable first, and empty if none reaches the threshold."""

    path: Path
    labels: tuple[Label, ...]
    width: int
    height: int


@dataclass(frozen=True)
class Skipped:
    """A file that could not be labelled, with the reason."""

    path: Path
    error: AppError


@dataclass(frozen=True)
class Labelled:
    """Events: one ``Item`` with a ``LabelledPicture`` or ``Skipped`` for every file."""

    pictures: tuple[LabelledPicture, ...]
    skipped: tuple[Skipped, ...]
    seconds: float
    origin: Origin
