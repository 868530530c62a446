"""Sentences with parts that must stay letter by letter, marked with ⟦ and ⟧; a file a language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "tasks" / "kept"
_MARKED = re.compile("⟦([^⟧]*)⟧")


@dataclass(frozen=True)
class KeptRow:
    """``kept`` are the parts that its translation must hold, each as often as it is there."""

    kind: str
    text: str
    kept: tuple[str, ...]

    def lost(self, translation: str) -> list[str]:
        """Which of them a translation lacks."""
        wanted = Counter(self.kept)
        return [part for part in wanted if translation.count(part) < wanted[part]]


def kept_rows(language: str) -> list[KeptRow]:
    """``en`` or ``zh``."""
    lines = (_FOLDER / f"sentences.{language}.tsv").read_text(encoding="utf-8").splitlines()
    rows = []
    for line in lines:
        kind, _, marked = line.partition("\t")
        text = _MARKED.sub(r"\1", marked)
        rows.append(KeptRow(kind, text, tuple(_MARKED.findall(marked))))
    return rows
