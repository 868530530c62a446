"""What can be wrong with the settings, the history and the terms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant_app.errors.base import AppError


@dataclass(eq=False)
class SettingsNewer(AppError):
    """The settings file comes from a newer Deskhand; it is left alone and defaults are used."""

    path: Path
    found: int
    known: int


@dataclass(eq=False)
class SettingsSetAside(AppError):
    """The settings file was damaged: it was kept as ``kept`` and the usual settings apply."""

    path: Path
    kept: Path


@dataclass(eq=False)
class HistoryNewer(AppError):
    """The history file comes from a newer Deskhand; it is left alone."""

    path: Path
    found: int
    known: int


@dataclass(eq=False)
class HistoryLocked(AppError):
    """Another program holds the history file."""

    path: Path


@dataclass(eq=False)
class HistoryReadOnly(AppError):
    """The history file can't be written."""

    path: Path


@dataclass(eq=False)
class HistorySetAside(AppError):
    """The history file was corrupt: it was kept as ``kept`` and a new one begins.

    A notice rather than a failure: the store works when the person reads it.
    """

    path: Path
    kept: Path


@dataclass(eq=False)
class TermsNewer(AppError):
    """The file of glossaries and memory comes from a newer Deskhand; it is left alone."""

    path: Path
    found: int
    known: int


@dataclass(eq=False)
class TermsLocked(AppError):
    """Another program holds the file of glossaries and memory."""

    path: Path


@dataclass(eq=False)
class TermsReadOnly(AppError):
    """The file of glossaries and memory can't be written."""

    path: Path


@dataclass(eq=False)
class TermsSetAside(AppError):
    """The file of glossaries and memory was corrupt: it was kept as ``kept`` and a new one begins.

    A notice rather than a failure, as ``HistorySetAside``.
    """

    path: Path
    kept: Path


@dataclass(eq=False)
class GlossaryNameTaken(AppError):
    """There is a glossary of this name for the same two languages."""

    name: str
