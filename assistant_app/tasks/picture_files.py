"""The picture files among the files and folders that a person chose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant_app.tasks.chosen_files import Skipped, files_among

PICTURE_SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".bmp", ".dib", ".webp", ".tif", ".tiff"}
    | {".ppm", ".pgm", ".pbm", ".ico", ".avif"}
)
"""What counts as a picture inside a folder. A file that was named itself is always tried."""


def picture_files(paths: Sequence[Path]) -> Iterator[Path | Skipped]:
    """Every picture once, those of folders in natural order."""
    return files_among(paths, PICTURE_SUFFIXES)
