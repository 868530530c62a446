"""Steps that bring a file of any age to today's shape.

A step that was shipped is never edited. Step ``n`` makes version ``n + 1`` of version ``n``, in a
transaction of its own; ``PRAGMA user_version`` holds the version.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

Step = Callable[["Database"], None]


def version_of(database: Database) -> int:
    """The version of the file; 0 for a new one."""
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    return version


@contextmanager
def writing(database: Database) -> Iterator[None]:
    """A transaction that has its place among the writers from the start: one that begins by
    reading could not become a writer after another one wrote."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.rollback()
        raise
    database.commit()


def migrate(database: Database, steps: Sequence[Step]) -> None:
    """Take the steps that the file lacks. Two processes may do this at once: each step looks at
    the version again once it is alone."""
    for number, step in enumerate(steps):
        if version_of(database) > number:
            continue
        with writing(database):
            if version_of(database) == number:
                step(database)
                database.execute(f"PRAGMA user_version = {number + 1}")
