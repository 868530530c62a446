"""The terms of one glossary as a table that can be written in; its last row is for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication

from assistant_app.terms.entries import Term
from assistant_app.terms.glossaries import Reason, as_one_wants

Index = QModelIndex | QPersistentModelIndex
_NEW = Term("", "")


class Column(IntEnum):
    """In the order of the table."""

    SOURCE = 0
    TARGET = 1
    KEPT = 2
    CASE = 3
    NOTE = 4


class TermsModel(QAbstractTableModel):
    """Whoever owns it writes what is changed to the store, and shows what the store then has."""

    term_changed = Signal(object)
    """A stored ``Term`` as the person wants it."""
    term_added = Signal(object)
    """A new ``Term``, complete."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._terms: list[Term] = []
        self._draft = _NEW
        self._is_open = False

    def show_terms(self, terms: Sequence[Term] | None) -> None:
        """None: there is no glossary to write in."""
        self.beginResetModel()
        self._terms = list(terms or ())
        self._is_open = terms is not None
        self.endResetModel()

    def begin(self, draft: Term) -> None:
        """Write what is known of a new term into the last row."""
        self._keep_draft(draft)

    def term(self, row: int) -> Term | None:
        """None for the row of a new one."""
        return self._terms[row] if 0 <= row < len(self._terms) else None

    def row_of(self, id_: int | None) -> int:
        """Where the term with this id stands; the last row if it does not."""
        found = (row for row, term in enumerate(self._terms) if term.id == id_)
        return next(found, len(self._terms))

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self._is_open else len(self._terms) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() in (Column.KEPT, Column.CASE):
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        term = self.term(index.row()) or self._draft
        column = Column(index.column())
        is_new = self.term(index.row()) is None
        if role == Qt.ItemDataRole.CheckStateRole and column in (Column.KEPT, Column.CASE):
            is_on = term.target is None if column is Column.KEPT else term.is_case_sensitive
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.EditRole:
            return self._text(term, column)
        if role == Qt.ItemDataRole.DisplayRole:
            if is_new and column is Column.SOURCE and not term.source:
                return self.tr("New term…")
            if column is Column.TARGET and term.target is None:
                return term.source
            return self._text(term, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            is_hint = is_new and column is Column.SOURCE and not term.source
            if is_hint or (column is Column.TARGET and term.target is None):
                return self._quiet()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(term, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(term, column) or None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        known = self.term(index.row())
        term = known or self._draft
        column = Column(index.column())
        if role == Qt.ItemDataRole.CheckStateRole:
            is_on = Qt.CheckState(value) == Qt.CheckState.Checked
            changed = self._checked(term, column, is_on)
        else:
            changed = self._written(term, column, " ".join(str(value).split()))
        if changed == term:
            return False
        if known is None:
            self._keep_draft(changed)
            return True
        wanted = as_one_wants(changed)
        if isinstance(wanted, Reason):
            return False
        self._terms[index.row()] = wanted
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), Column.NOTE))
        self.term_changed.emit(wanted)
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(Column(section))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._explained(Column(section))
        return None

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    # --- inside -------------------------------------------------------------------------------

    def _quiet(self) -> Any:
        return QGuiApplication.palette().placeholderText()

    def _keep_draft(self, draft: Term) -> None:
        wanted = as_one_wants(draft)
        if isinstance(wanted, Reason):
            self._draft = draft
        else:
            self._draft = _NEW
        row = len(self._terms)
        self.dataChanged.emit(self.index(row, 0), self.index(row, Column.NOTE))
        if isinstance(wanted, Term):
            self.term_added.emit(wanted)

    @staticmethod
    def _checked(term: Term, column: Column, is_on: bool) -> Term:
        if column is Column.CASE:
            return replace(term, is_case_sensitive=is_on)
        if is_on:
            return replace(term, target=None)
        # A stored term needs a translation: it is written into its place instead.
        return replace(term, target="") if term.id is None else term

    @staticmethod
    def _written(term: Term, column: Column, text: str) -> Term:
        match column:
            case Column.SOURCE:
                return replace(term, source=text)
            case Column.TARGET:
                return replace(term, target=text) if text else term
            case _:
                return replace(term, note=text)

    @staticmethod
    def _text(term: Term, column: Column) -> str:
        match column:
            case Column.SOURCE:
                return term.source
            case Column.TARGET:
                return term.target or ""
            case Column.NOTE:
                return term.note
            case _:
                return ""

    def _spoken(self, term: Term, column: Column) -> str:
        if column is Column.KEPT:
            is_kept = term.target is None
            return self.tr("stays as it is") if is_kept else self.tr("is translated")
        if column is Column.CASE:
            is_strict = term.is_case_sensitive
            return self.tr("capitals count") if is_strict else self.tr("capitals do not count")
        return self._text(term, column)

    def _heading(self, column: Column) -> str:
        match column:
            case Column.SOURCE:
                return self.tr("Term")
            case Column.TARGET:
                return self.tr("Translation")
            case Column.KEPT:
                return self.tr("Keep")
            case Column.CASE:
                return self.tr("Aa")
            case Column.NOTE:
                return self.tr("Note")

    def _explained(self, column: Column) -> str | None:
        if column is Column.KEPT:
            return self.tr("It is not translated but stays as it is")
        if column is Column.CASE:
            return self.tr("Only with these capitals")
        return None
