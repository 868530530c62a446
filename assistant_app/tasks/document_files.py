"""The documents among chosen files and folders, and what their translations are called."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from assistant_app.documents.formats import BLOCK_SUFFIXES
from assistant_app.errors import SaveRefused
from assistant_app.files import is_writable
from assistant_app.tasks.chosen_files import Skipped, files_among

DOCUMENT_SUFFIXES: Final = frozenset(BLOCK_SUFFIXES)
DOUBTS: Final = ".doubts"
"""Stands between the name of a result and the ending of the list of what to look at in it."""


def document_files(paths: Sequence[Path], languages: Collection[str]) -> Iterator[Path | Skipped]:
    """Every document once. Of folders, what an earlier translation left beside its document is no
    document of its own: ``letter.zh.docx`` where ``letter.docx`` is, if ``zh`` is among
    ``languages``, and ``letter.zh.docx.doubts.md``, the list of what to look at in it."""
    named = {_key(path) for path in paths}
    found = list(files_among(paths, BLOCK_SUFFIXES))
    keys = {_key(each) for each in found if isinstance(each, Path)}
    for each in found:
        if isinstance(each, Path) and _key(each) not in named:
            if (
                each.stem.endswith(DOUBTS)
                and _key(each.with_name(each.stem.removesuffix(DOUBTS))) in keys
            ):
                continue
            original, language = _original(each)
            of_template = original.with_suffix(".pot") if each.suffix == ".po" else original
            is_made = not keys.isdisjoint((_key(original), _key(of_template)))
            if original != each and language in languages and is_made:
                continue
        yield each


class ResultNames:
    """Gives out where results go, so that none takes the place of another one or of a source.

    ``keeps_older``: nor of a file that is there already; else that is taken for an older result.
    """

    def __init__(
        self, sources: Sequence[Path], folder: Path | None = None, keeps_older: bool = False
    ) -> None:
        self._folder = folder
        self._keeps_older = keeps_older
        self._taken = {_key(path) for path in sources}

    def name(self, path: Path, target: str) -> Path:
        """``letter.zh.docx`` for ``letter.docx``; ``letter.zh (2).docx`` if that is taken. What a
        template such as ``app.pot`` becomes is no template: ``app.zh.po``. Raises
        ``SaveRefused`` if nothing can be written there, as long as that can be told before."""
        folder = self._folder or path.parent
        _refuse_unwritable(folder / path.name, folder)
        number, end = 1, ""
        suffix = ".po" if path.suffix.lower() == ".pot" else path.suffix
        while True:
            found = folder / f"{path.stem}.{target}{end}{suffix}"
            is_there = self._keeps_older and os.path.lexists(found)
            if _key(found) not in self._taken and not is_there:
                self._taken.add(_key(found))
                return found
            number += 1
            end = f" ({number})"


def _original(path: Path) -> tuple[Path, str]:
    """Which document ``path`` may be the translation of, and into which language."""
    stem, _, language = path.stem.rpartition(".")
    return path.with_name(stem + path.suffix) if stem else path, language


def _key(path: Path) -> str:
    """The same for one file, however it is written; capitals do not part two files, as on Windows
    and macOS they do not."""
    return os.path.abspath(path).casefold()


def _refuse_unwritable(path: Path, folder: Path) -> None:
    nearest = folder
    while not os.path.lexists(nearest) and nearest != nearest.parent:
        nearest = nearest.parent
    if not nearest.is_dir():
        raise SaveRefused(path, "Not a directory")
    if not is_writable(nearest):
        raise SaveRefused(path, "Permission denied")
