"""The pictures to label as rows of a list, made for tens of thousands of them.

Filtering and ordering happen here on plain values rather than in a proxy model, which would ask
for every value through Qt: ten thousand rows are arranged in a few milliseconds.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QPixmap

from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.label import LabelledPicture
from assistant_app.ui.picture_rows import Order, PictureRow, RowState, RowView, Show, row_from
from assistant_app.ui.picture_words import spoken_text

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The ``PictureRow``."""
PATH_ROLE = ROW_ROLE + 1
"""The ``Path``."""

_KEPT_THUMBNAILS = 1500
_REARRANGE_MS = 250

Index = QModelIndex | QPersistentModelIndex


class PicturesModel(QAbstractListModel):
    """All rows are kept by path; those that ``view`` wants are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[Path, PictureRow] = {}
        self._shown: list[Path] = []
        self._places: dict[Path, int] = {}
        self._view = RowView()
        self._thumbnails: OrderedDict[Path, QPixmap] = OrderedDict()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_REARRANGE_MS)
        self._later.timeout.connect(self.rearrange)

    # --- rows ---------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[PictureRow]:
        """Every row, shown or not, in the order they were added in."""
        return tuple(self._rows.values())

    @property
    def n_rows(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._rows)

    def has(self, path: Path) -> bool:
        return path in self._rows

    def paths_in(self, *states: RowState) -> tuple[Path, ...]:
        """The files in one of ``states``."""
        return tuple(path for path, row in self._rows.items() if row.state in states)

    def add_paths(self, paths: Iterable[Path]) -> int:
        """Add rows that wait. A file that is here already is not added twice; returns how many."""
        fresh = [path for path in dict.fromkeys(paths) if path not in self._rows]
        self._put([PictureRow(path) for path in fresh])
        return len(fresh)

    def set_result(self, value: LabelledPicture | Skipped) -> None:
        """Show what became of one file."""
        self._put([row_from(value)])

    def put_results(self, values: Iterable[LabelledPicture | Skipped]) -> None:
        """The same for many files at once."""
        self._put([row_from(value) for value in values])

    def set_waiting(self, paths: Iterable[Path]) -> None:
        """Forget what became of ``paths``: they are to be labelled again."""
        for path in paths:
            self._rows[path] = PictureRow(path)
        self.rearrange()

    def remove(self, paths: Iterable[Path]) -> None:
        """Take rows off the list; the files stay where they are."""
        for path in paths:
            self._rows.pop(path, None)
            self._thumbnails.pop(path, None)
        self.rearrange()

    def clear(self) -> None:
        self._rows.clear()
        self._thumbnails.clear()
        self.rearrange()

    def counts(self) -> dict[Show, int]:
        """How many of all rows each choice would show with the threshold as it is."""
        threshold = self._view.threshold
        n_sure = n_unsure = n_skipped = 0
        for row in self._rows.values():
            if row.error is not None:
                n_skipped += 1
            elif row.picture is not None:
                if row.best >= threshold:
                    n_sure += 1
                else:
                    n_unsure += 1
        return {
            Show.ALL: len(self._rows),
            Show.SURE: n_sure,
            Show.UNSURE: n_unsure,
            Show.SKIPPED: n_skipped,
        }

    def _put(self, rows: list[PictureRow]) -> None:
        """Add or change rows, in place where the arrangement is not touched by it."""
        fresh = [row for row in rows if row.path not in self._rows]
        changed = [row for row in rows if row.path in self._rows]
        for row in rows:
            self._rows[row.path] = row
        if not self._is_plain:
            if not self._later.isActive():
                self._later.start()
        elif fresh:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            for place, row in enumerate(fresh, first):
                self._places[row.path] = place
                self._shown.append(row.path)
            self.endInsertRows()
        for row in changed:
            self._tell(row.path)

    # --- what is shown ------------------------------------------------------------------------

    @property
    def view(self) -> RowView:
        return self._view

    def set_view(self, view: RowView) -> None:
        """Show other rows, in another order or with another threshold."""
        was, self._view = self._view, view
        is_same_rows = (was.show, was.order, was.words) == (view.show, view.order, view.words)
        if is_same_rows and self._is_plain:
            self._tell_all()
        else:
            self.rearrange()

    def rearrange(self) -> None:
        """Filter and order all rows anew. Rows that only change places keep their selection by
        themselves; otherwise the model is reset and the view puts its selection back."""
        self._later.stop()
        shown = [row.path for row in self._view.arranged(self._rows.values())]
        if shown == self._shown:
            self._tell_all()
        elif len(shown) == len(self._shown) and self._places.keys() == set(shown):
            self._reorder(shown)
        else:
            self.beginResetModel()
            self._show(shown)
            self.endResetModel()

    def _reorder(self, shown: list[Path]) -> None:
        kept = self.persistentIndexList()
        paths = [self._shown[index.row()] for index in kept]
        self.layoutAboutToBeChanged.emit()
        self._show(shown)
        self.changePersistentIndexList(kept, [self.index(self._places[path]) for path in paths])
        self.layoutChanged.emit()

    def _show(self, shown: list[Path]) -> None:
        self._shown = shown
        self._places = {path: place for place, path in enumerate(shown)}

    def row_of(self, path: Path) -> int | None:
        """Where ``path`` is shown, None if it is not."""
        return self._places.get(path)

    @property
    def _is_plain(self) -> bool:
        """Whether the rows shown are simply all rows as they were added."""
        view = self._view
        return view.show is Show.ALL and view.order is Order.ADDED and not view.words

    def _tell_all(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def _tell(self, path: Path) -> None:
        place = self._places.get(path)
        if place is not None:
            index = self.index(place)
            self.dataChanged.emit(index, index)

    # --- thumbnails ---------------------------------------------------------------------------

    def set_thumbnail(self, path: Path, pixmap: QPixmap) -> None:
        """Keep a thumbnail; those not looked at for longest leave first."""
        if path not in self._rows:
            return
        self._thumbnails[path] = pixmap
        while len(self._thumbnails) > _KEPT_THUMBNAILS:
            self._thumbnails.popitem(last=False)
        self._tell(path)

    def without_thumbnail(self, first: int, last: int) -> list[Path]:
        """The paths among the shown rows ``first`` to ``last`` that have none yet."""
        paths = self._shown[max(first, 0) : last + 1]
        for path in paths:
            if path in self._thumbnails:
                self._thumbnails.move_to_end(path)
        return [path for path in paths if path not in self._thumbnails]

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        path = self._shown[index.row()]
        if role == ROW_ROLE:
            return self._rows.get(path)
        if role == PATH_ROLE:
            return path
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnails.get(path)
        if role == Qt.ItemDataRole.DisplayRole:
            return path.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_text(self._rows[path], self._view.threshold)
        return None
