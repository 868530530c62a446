"""A file as something that stays usable: opened late, mended, reopened when replaced."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from assistant_app.database.opening import (
    Opened,
    identity_of,
    is_damage,
    is_sound,
    open_file,
    set_aside,
    told,
)
from assistant_app.database.plan import FilePlan
from assistant_app.database.steps import writing
from assistant_app.errors import AppError
from assistant_app.files import is_writable

if TYPE_CHECKING:
    from sqlite_utils import Database

Value = TypeVar("Value")
Work = Callable[["Database"], Value]

TIMEOUT_S: Final = 2.0
"""How long a call waits for another program that holds the file."""


class DatabaseFile:
    """Runs work on the file's one connection, a call at a time; nothing is opened before.

    Every call may raise the plan's ``locked``, ``read_only`` and ``newer``, ``DiskFull`` or
    ``FileUnreadable``; the next one tries again. Work must have read its rows when it returns.
    A damaged file is kept aside and a new one begins, a damaged index is built anew.
    """

    def __init__(self, path: Path, plan: FilePlan, timeout_s: float = TIMEOUT_S) -> None:
        self._path = path
        self._plan = plan
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._opened: Opened | None = None
        self.notice: AppError | None = None
        """What the person should know about the file as it was found (the plan's ``set_aside``,
        ``read_only``, ``newer``), or None; to be looked at after any call."""

    def read(self, work: Work[Value]) -> Value:
        """Do ``work``, which changes nothing."""
        return self._run(work)

    def write(self, work: Work[Value]) -> Value:
        """Do ``work`` in a transaction of its own: all of it, or nothing."""

        def transaction(database: Database) -> Value:
            with writing(database):
                return work(database)

        return self.alter(transaction)

    def alter(self, work: Work[Value]) -> Value:
        """Do ``work`` that writes and sees to its transactions itself."""

        def refused_if_read_only(database: Database) -> Value:
            if self._opened and self._opened.is_read_only:
                raise self._plan.read_only(self._path)
            return work(database)

        return self._run(refused_if_read_only)

    def close(self) -> None:
        """Let go of the file; another call would open it again."""
        with self._lock:
            self._let_go()

    def _run(self, work: Work[Value]) -> Value:
        with self._lock:
            try:
                return self._attempt(work)
            except sqlite3.Error as error:
                app_error = told(error, self._path, self._plan)
                if app_error is None:
                    raise
                raise app_error from error

    def _attempt(self, work: Work[Value]) -> Value:
        """Damage that shows while working is mended, gently at first, and the work done again."""
        for mend in (self._mend, self._begin_anew):
            try:
                return work(self._ready())
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
            mend()
        return work(self._ready())

    def _ready(self) -> Database:
        if self._opened and self._opened.identity != identity_of(self._path):
            # Another window set the file aside, or the person moved it: what is written to the
            # old one would be lost.
            self._let_go()
        if self._opened and self._opened.is_read_only and is_writable(self._path):
            # The person may have done what the notice asked for.
            self._let_go()
        if self._opened is None:
            try:
                self._opened = open_file(self._path, self._timeout_s, self._plan)
            except self._plan.newer as error:
                if not isinstance(self.notice, self._plan.newer):
                    self.notice = error
                raise
            if self._opened.is_read_only:
                self.notice = self.notice or self._plan.read_only(self._path)
            elif isinstance(self.notice, self._plan.read_only):
                self.notice = None
        return self._opened.database

    def _mend(self) -> None:
        """Look which part is damaged: the index can be built anew from the rows."""
        self._let_go()
        if not is_sound(self._path, self._timeout_s):
            self._begin_anew()
            return
        database = self._ready()
        try:
            with writing(database):
                self._plan.rebuild_index(database)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._let_go()
        self.notice = self._plan.set_aside(self._path, set_aside(self._path, self._plan))

    def _let_go(self) -> None:
        if self._opened is not None:
            self._opened.database.close()
            self._opened = None
