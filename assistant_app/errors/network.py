"""What can go wrong between this computer and a model hub."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant_app.errors.base import AppError


@dataclass(eq=False)
class NetworkForbidden(AppError):
    """The offline switch is on."""


@dataclass(eq=False)
class NetworkUnreachable(AppError):
    """No answer from ``host``."""

    host: str
    reason: str


@dataclass(eq=False)
class ProxyUnusable(AppError):
    """The proxy or mirror address in the settings is none."""

    address: str
    reason: str


@dataclass(eq=False)
class RepoUnknown(AppError):
    """The hub has no such repository, or not for this person."""

    repo_id: str


@dataclass(eq=False)
class RevisionUnknown(AppError):
    """The repository has no such revision."""

    repo_id: str
    revision: str


@dataclass(eq=False)
class RepoGated(AppError):
    """The owners let in only those who accepted their terms; a token is needed."""

    repo_id: str


@dataclass(eq=False)
class TokenRefused(AppError):
    """The hub does not know the token, or it may not read."""

    host: str


@dataclass(eq=False)
class RepoUnfit(AppError):
    """The repository has nothing that can run here."""

    repo_id: str
    reason: str


@dataclass(eq=False)
class HubBusy(AppError):
    """The hub asks to wait."""

    host: str
    wait_s: int


@dataclass(eq=False)
class HubFailed(AppError):
    """The hub answered with an error of its own."""

    host: str
    reason: str


@dataclass(eq=False)
class DownloadDamaged(AppError):
    """What came is not what the hub announced; it was thrown away."""

    repo_id: str
    file: str


@dataclass(eq=False)
class DiskTooSmall(AppError):
    """Too little room for what is about to be written; nothing was begun."""

    path: Path
    needed_bytes: int
    free_bytes: int


@dataclass(eq=False)
class KeyringUnavailable(AppError):
    """The system has no place for secrets that works."""

    reason: str
