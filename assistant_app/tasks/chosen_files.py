"""The files among the files and folders that a person chose."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant_app.errors import AppError, FileMissing, FileUnreadable

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Skipped:
    """A file or folder that gave no result, with the reason."""

    path: Path
    error: AppError


def files_among(paths: Sequence[Path], suffixes: Collection[str]) -> Iterator[Path | Skipped]:
    """Every file once. Folders are walked in natural order for files that end in one of
    ``suffixes``; hidden files and folders are left out, and links to folders are not followed (they
    may lead round in a circle). A file that was named itself is always among them."""
    seen: set[Path] = set()
    for path in paths:
        for found in _files_of(path, suffixes):
            if isinstance(found, Skipped):
                yield found
            elif (key := Path(os.path.abspath(found))) not in seen:
                seen.add(key)
                yield found


def natural_key(name: str) -> list[tuple[bool, int, str]]:
    """Sorts ``picture 2`` before ``picture 10``, and upper beside lower case."""
    return [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part.casefold())
        for part in _DIGITS.split(name)
        if part
    ]


def _files_of(path: Path, suffixes: Collection[str]) -> Iterator[Path | Skipped]:
    try:
        is_folder = path.is_dir()
        if not is_folder and not path.exists():
            yield Skipped(path, FileMissing(path))
            return
    except OSError as error:
        yield Skipped(path, FileUnreadable(path, error.strerror or str(error)))
        return
    if not is_folder:
        yield path
        return
    refused: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=refused.append):
        folders[:] = sorted((name for name in folders if name[0] != "."), key=natural_key)
        for name in sorted(names, key=natural_key):
            if name[0] != "." and Path(name).suffix.lower() in suffixes:
                yield Path(folder, name)
    for refusal in refused:
        unread = Path(refusal.filename or path)
        yield Skipped(unread, FileUnreadable(unread, refusal.strerror or str(refusal)))
