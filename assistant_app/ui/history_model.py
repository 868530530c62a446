"""The history as a list that loads as it is scrolled; the store is only asked on its lane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from assistant_app.history.entry import Entry, Panel
from assistant_app.history.store import Cursor, HistoryStore, Removed
from assistant_app.ui.follow import OnFailed

PAGE = 60
ENTRY_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Query:
    """What to show. No ``panel`` means all of them."""

    text: str = ""
    panel: Panel | None = None
    is_pinned: bool | None = None

    def admits(self, entry: Entry) -> bool:
        """Whether a new entry belongs on top of the list, as far as that is known without the
        search index."""
        return (
            not self.text
            and self.panel in (None, entry.panel)
            and self.is_pinned in (None, entry.is_pinned)
        )


class Ask(Protocol):
    """Runs a function on the store lane and hands over what came of it, on the GUI thread."""

    def __call__(
        self, function: Callable[[], Any], done: Callable[[Any], None], failed: OnFailed
    ) -> None: ...


class HistoryModel(QAbstractListModel):
    """Newest first. While a new query loads, the rows of the last one stay in view."""

    failed = Signal(object, str)
    """An error and its report."""
    loaded = Signal()
    """A first page arrived; ``rowCount`` may be 0."""

    def __init__(
        self,
        store: HistoryStore,
        ask: Ask,
        describe: Callable[[Entry], str],
        parent: QObject | None = None,
    ) -> None:
        """``describe`` gives the line for screen readers."""
        super().__init__(parent)
        self._store = store
        self._ask = ask
        self._describe = describe
        self._entries: list[Entry] = []
        self._query = Query()
        self._turn = 0
        self._is_loading = False
        self._has_more = False

    @property
    def query(self) -> Query:
        return self._query

    # --- what the view asks -------------------------------------------------------------------

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._describe(entry)
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._has_more and not self._is_loading

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent):
            self._load(is_first=False)

    # --- what the panel asks ------------------------------------------------------------------

    def entry(self, row: int) -> Entry:
        return self._entries[row]

    def show(self, query: Query) -> None:
        """Load the first page of ``query``; an answer to an earlier one is no longer wanted."""
        self._query = query
        self._load(is_first=True)

    def reload(self) -> None:
        self.show(self._query)

    def add(self, entry: Entry) -> None:
        """A new entry was stored: put it on top if it belongs there."""
        if self._query.admits(entry):
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._entries.insert(0, entry)
            self.endInsertRows()
            self.loaded.emit()

    def set_pinned(self, row: int, is_pinned: bool) -> None:
        id_ = self._entries[row].id
        assert id_ is not None

        def done(entry: Entry | None) -> None:
            self._replace(id_, entry)

        def pin() -> Entry | None:
            self._store.set_pinned(id_, is_pinned)
            return self._store.get(id_)

        self._ask(pin, done, self.failed.emit)

    def remove(self, rows: Iterable[int], done: Callable[[Removed], None]) -> None:
        """Delete the entries of ``rows``; ``done`` gets what is needed to undo it."""
        ids = [id_ for row in rows if (id_ := self._entries[row].id) is not None]

        def finish(removed: Removed) -> None:
            for entry in removed.entries:
                self._replace(entry.id, None)
            self.loaded.emit()
            done(removed)

        self._ask(lambda: self._store.remove(ids), finish, self.failed.emit)

    def restore(self, removed: Removed, done: Callable[[], None]) -> None:
        """Undo ``remove``."""

        def finish(_result: object) -> None:
            self.reload()
            done()

        self._ask(lambda: self._store.restore(removed), finish, self.failed.emit)

    # --- inside -------------------------------------------------------------------------------

    def _load(self, is_first: bool) -> None:
        self._turn += 1
        turn = self._turn
        self._is_loading = True
        query, held = self._query, 0 if is_first else len(self._entries)
        before = self._entries[-1].id if held else None

        def done(found: tuple[Sequence[Entry], bool]) -> None:
            if turn != self._turn:
                return
            self._is_loading = False
            self._take(found[0], is_first)
            self._has_more = found[1]
            if is_first:
                self.loaded.emit()

        def failed(error: BaseException, report: str) -> None:
            if turn == self._turn:
                self._is_loading = False
                self._has_more = False
            self.failed.emit(error, report)

        self._ask(lambda: read_page(self._store, query, before, held), done, failed)

    def _take(self, entries: Sequence[Entry], is_first: bool) -> None:
        if is_first:
            self.beginResetModel()
            self._entries = list(entries)
            self.endResetModel()
            return
        known = {entry.id for entry in self._entries}
        fresh = [entry for entry in entries if entry.id not in known]
        if fresh:
            start = len(self._entries)
            self.beginInsertRows(QModelIndex(), start, start + len(fresh) - 1)
            self._entries.extend(fresh)
            self.endInsertRows()

    def _replace(self, id_: int | None, entry: Entry | None) -> None:
        """Show ``entry`` in place of the one with ``id_``; None takes the row away."""
        row = next((row for row, each in enumerate(self._entries) if each.id == id_), None)
        if row is None:
            return
        if entry is None or self._query.is_pinned not in (None, entry.is_pinned):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._entries[row]
            self.endRemoveRows()
        else:
            self._entries[row] = entry
            index = self.index(row)
            self.dataChanged.emit(index, index)


def read_page(
    store: HistoryStore, query: Query, before: int | None, held: int, limit: int = PAGE
) -> tuple[Sequence[Entry], bool]:
    """The entries behind the ``held`` first ones, and whether there are more. On the store lane."""
    if query.text:
        found = store.search(query.text, query.panel, limit + 1, held, query.is_pinned)
        return found[:limit], len(found) > limit
    cursor = None if before is None else Cursor(before)
    page = store.page(limit, cursor, query.panel, query.is_pinned)
    return page.entries, page.next is not None


def read_all(store: HistoryStore, query: Query) -> Iterator[Entry]:
    """Every entry of ``query``, for export. On the store lane."""
    before: int | None = None
    held = 0
    has_more = True
    while has_more:
        entries, has_more = read_page(store, query, before, held, limit=200)
        yield from entries
        held += len(entries)
        before = entries[-1].id if entries else None
