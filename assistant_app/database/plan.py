"""What one kind of file is made of, and how its troubles are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant_app.database.steps import Step
from assistant_app.errors import AppError

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True)
class FilePlan:
    """Errors are classes of the kind's own: each has its sentence for the person."""

    steps: Sequence[Step]
    """As many as today's version has."""
    rebuild_index: Callable[[Database], None]
    """A new full-text index in place of a damaged one."""
    newer: type[AppError]
    """Made of path, version found and version known."""
    locked: type[AppError]
    """Made of the path, as ``read_only``."""
    read_only: type[AppError]
    set_aside: type[AppError]
    """Made of the path and of the one that the damaged file has now."""
