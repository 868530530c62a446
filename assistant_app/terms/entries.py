"""The values of this package: a term, a glossary, a pair of the memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Source = Literal["edited", "accepted", "imported"]
"""Where a pair of the memory comes from: edited by hand, taken as it was, from a file."""


@dataclass(frozen=True)
class Term:
    """One entry of a glossary: what ``source`` is called in the other language."""

    source: str
    target: str | None
    """None: it is not translated but stays as it stands."""
    is_case_sensitive: bool = False
    note: str = ""
    id: int | None = None
    """None until it is stored."""


@dataclass(frozen=True)
class Glossary:
    """A named list of terms for one direction, such as ``en`` to ``zh``."""

    name: str
    source: str
    target: str
    is_active: bool = True
    n_terms: int = 0
    id: int | None = None


@dataclass(frozen=True)
class MemoryPair:
    """A sentence with its confirmed translation."""

    source_language: str
    target_language: str
    source: str
    target: str
    created: datetime
    """Aware, UTC."""
    origin: Source
    document: str = ""
    """Name of the file that it came from or was translated in; empty where it was none."""
    id: int | None = None


def base_language(code: str) -> str:
    """``zh`` for ``zh-Hant``, ``ZH_cn`` and ``zh``: glossaries and memory hold for all of them."""
    return code.replace("_", "-").partition("-")[0].strip().lower()
