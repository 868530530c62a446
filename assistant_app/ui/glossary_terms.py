"""The terms of one glossary: written in the table, added in its last row, deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
)

from assistant_app.terms.entries import Glossary, Term
from assistant_app.terms.glossaries import GlossaryStore, Put
from assistant_app.ui.follow import OnFailed
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.store_widget import StoreWidget, delete_key
from assistant_app.ui.terms_model import Column, TermsModel
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.short_label import ShortLabel

T = TypeVar("T")


class GlossaryTerms(StoreWidget):
    """A search shows some of them only; the row of a new term stays."""

    changed = Signal()
    """Terms were written; the glossaries count otherwise now."""
    said = Signal(str)
    """What became of the last deed; empty if all is well."""
    undo_offered = Signal(str, object)
    """What was done, and a call that takes it back."""

    def __init__(self, context: PanelContext, failed: OnFailed) -> None:
        super().__init__(context, failed)
        self._glossary: Glossary | None = None
        self.model = TermsModel(self)
        self.table = QTreeView()
        self.remove_button = IconButton(context.icons, "trash")
        self.label = ShortLabel()
        self.label.setObjectName("section")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setBuddy(self.table)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(220)
        self._lay_out()
        self.remove_button.clicked.connect(self.remove)
        self.model.term_added.connect(self._add)
        self.model.term_changed.connect(self._change)
        self.table.selectionModel().selectionChanged.connect(self._show_tools)
        self.model.modelReset.connect(self._show_tools)
        self.model.modelReset.connect(self._show_found)
        self.search.textChanged.connect(self._show_found)
        delete_key(self.table, self.remove)
        self.retranslate()

    def show_glossary(self, glossary: Glossary | None) -> None:
        """Read its terms anew; None: there is none."""
        is_other = glossary is None or self._glossary is None or glossary.id != self._glossary.id
        self._glossary = glossary
        if is_other:
            self.search.clear()
        self._show_label()
        if glossary is None or glossary.id is None:
            self.model.show_terms(None)
            return
        id_ = glossary.id
        here = None if is_other else self.model.term(self.table.currentIndex().row())

        def show(terms: list[Term]) -> None:
            if self._glossary is not glossary:
                return
            column = max(0, self.table.currentIndex().column())
            self.model.show_terms(terms)
            row = self.model.row_of(here.id if here is not None else None)
            self.table.setCurrentIndex(self.model.index(row, 0 if is_other else column))

        self._call(lambda store: store.terms(id_), show)

    def begin(self, draft: Term) -> None:
        """What is known of a new term stands in the last row, which is ready to be written in."""
        self.search.clear()
        self.model.begin(draft)
        self.table.setFocus()

    def remove(self) -> None:
        """Delete the selected terms; they can be taken back."""
        rows = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        terms = [term for term in map(self.model.term, sorted(rows)) if term is not None]
        glossary = self._glossary
        if glossary is None or glossary.id is None or not terms:
            return
        id_, wanted = glossary.id, [term.id for term in terms if term.id is not None]
        given = [replace(term, id=None) for term in terms]

        def restore() -> None:
            self._call(lambda store: store.put(id_, given), lambda _put: self.changed.emit())

        def show(_: None) -> None:
            said = self.tr("{count} terms deleted").format(count=len(terms))
            if len(terms) == 1:
                said = self.tr("“{name}” deleted").format(name=terms[0].source)
            self.undo_offered.emit(said, restore)
            self.changed.emit()

        self._call(lambda store: store.remove_terms(wanted), show)

    # --- inside -------------------------------------------------------------------------------

    def _call(self, work: Callable[[GlossaryStore], T], then: Callable[[T], None]) -> None:
        store = self._context.workbench.glossaries
        self._on_lane(lambda: work(store), then)

    def _add(self, term: Term) -> None:
        if self._glossary is None or self._glossary.id is None:
            return
        id_ = self._glossary.id

        def show(put: Put) -> None:
            self.said.emit(self._taken_text(term) if put.skipped else "")
            self.changed.emit()

        self._call(lambda store: store.put(id_, [term]), show)

    def _change(self, term: Term) -> None:
        def show(is_changed: bool) -> None:
            self.said.emit("" if is_changed else self._taken_text(term))
            self.changed.emit()

        self._call(lambda store: store.change(term), show)

    def _taken_text(self, term: Term) -> str:
        said = self.tr("“{name}” is in this glossary already: change it there.")
        return said.format(name=term.source)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        header = self.table.header()
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setStretchLastSection(False)
        modes = QHeaderView.ResizeMode
        for section in Column:
            is_flag = section in (Column.KEPT, Column.CASE)
            header.setSectionResizeMode(
                section, modes.ResizeToContents if is_flag else modes.Stretch
            )
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.label, 1)
        top.addWidget(self.search)
        top.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.table, 1)

    def _show_found(self) -> None:
        wanted = self.search.text().strip().casefold()
        for row in range(self.model.rowCount()):
            term = self.model.term(row)
            is_found = term is None or any(
                wanted in text.casefold() for text in (term.source, term.target or "", term.note)
            )
            self.table.setRowHidden(row, QModelIndex(), not is_found)

    def _show_tools(self) -> None:
        rows = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        self.remove_button.setEnabled(any(self.model.term(row) is not None for row in rows))

    def _show_label(self) -> None:
        if self._glossary is None:
            self.label.clear()
            return
        n_terms = self._glossary.n_terms
        count = self.tr("{count} terms").format(count=f"{n_terms:,}")
        if n_terms == 1:
            count = self.tr("1 term")
        self.label.setText(f"{self._glossary.name} · {count}")

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Terms"))
        self.table.header().setAccessibleName(self.table.accessibleName())
        self.search.setPlaceholderText(self.tr("Search the terms"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.remove_button.set_label(self.tr("Delete the selected terms"), "Del")
        self.model.retranslate()
        self._show_label()
