"""The glossaries of one direction: on and off, their terms, import and export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from assistant_app.tasks.term_files import GLOSSARY_SUFFIXES, save_terms, terms_in
from assistant_app.terms.entries import Glossary, Term
from assistant_app.terms.glossaries import GlossaryStore, Put, Reason
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.glossary_terms import GlossaryTerms
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.undo_bar import UndoBar

T = TypeVar("T")
_ID = Qt.ItemDataRole.UserRole


class GlossariesView(QWidget):
    """All that is written or read goes through the store lane."""

    changed = Signal()
    """Translations may come out otherwise now."""

    def __init__(
        self, context: PanelContext, failed: OnFailed, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._failed = context, failed
        self._direction = ("", "")
        self._glossaries: list[Glossary] = []
        self._is_filling = False
        icons = context.icons
        self.list = QListWidget()
        self.list.setObjectName("rows")
        self.add_button = IconButton(icons, "add")
        self.remove_button = IconButton(icons, "trash")
        self.import_button = IconButton(icons, "import")
        self.export_button = IconButton(icons, "export")
        self.terms = GlossaryTerms(context, self._failed_here)
        self.list_label = QLabel()
        self.state = QLabel()
        self.state.setObjectName("quiet")
        self.state.setWordWrap(True)
        self.undo_bar = UndoBar(icons)
        self._lay_out()
        self._connect()
        self.retranslate()

    # --- what is shown ------------------------------------------------------------------------

    def show_direction(self, source: str, target: str) -> None:
        self._direction = (source, target)
        self.undo_bar.withdraw()
        self.state.clear()
        self.refresh()

    def refresh(self, wanted: int | None = None) -> None:
        """Read the glossaries anew; the one with the id ``wanted`` is chosen, else the same."""
        direction = self._direction
        chosen = wanted if wanted is not None else self._chosen_id()
        self._call(
            lambda store: store.glossaries(*direction), lambda found: self._show(found, chosen)
        )

    @property
    def chosen(self) -> Glossary | None:
        wanted = self._chosen_id()
        return next((each for each in self._glossaries if each.id == wanted), None)

    # --- glossaries ---------------------------------------------------------------------------

    def add(self) -> None:
        """A new glossary; its name can be written at once."""
        self._add(self.tr("My terms"), (), is_named=False)

    def begin_term(self, draft: Term) -> None:
        """A new term, as far as it is known; in a new glossary if there is none."""
        self.terms.begin(draft)
        direction = self._direction

        def look(found: list[Glossary]) -> None:
            if not found:
                self._add(self.tr("My terms"), ())

        self._call(lambda store: store.glossaries(*direction), look)

    def rename(self, id_: int, name: str) -> None:
        if name.strip():
            self._call(lambda store: store.rename(id_, name), lambda _: self.refresh())
        else:
            self.refresh()

    def remove(self) -> None:
        """Delete the chosen glossary; it can be taken back with its terms."""
        glossary = self.chosen
        if glossary is None or glossary.id is None:
            return
        id_ = glossary.id

        def delete(store: GlossaryStore) -> list[Term]:
            terms = store.terms(id_)
            store.remove(id_)
            return terms

        def show(terms: list[Term]) -> None:
            said = self.tr("“{name}” deleted").format(name=glossary.name)
            self.undo_bar.offer(said, lambda: self._add(glossary.name, tuple(terms), glossary))
            self._after_change()

        self._call(delete, show)

    def import_file(self) -> None:
        """Ask for a file; its terms go into the chosen glossary, or a new one."""
        endings = " ".join(f"*{suffix}" for suffix in GLOSSARY_SUFFIXES)
        filters = f"{self.tr('Glossaries')} ({endings});;{self.tr('All files')} (*)"
        path = self._context.dialogs.open_file(self, self.tr("Import terms"), filters)
        if path is not None:
            self.import_path(path)

    def import_path(self, path: Path) -> None:
        direction = self._direction
        job = self._context.runner.call("files", lambda: terms_in(path, *direction))

        def take(terms: tuple[Term, ...]) -> None:
            self._take_terms(path, terms)

        follow(job, take, self._failed)

    def export_file(self) -> None:
        """Ask where and save the chosen glossary."""
        glossary = self.chosen
        if glossary is None or glossary.id is None:
            return
        id_ = glossary.id
        filters = f"CSV (*.csv);;TSV (*.tsv);;TBX (*.tbx);;{self.tr('All files')} (*)"
        title = self.tr("Export terms")
        path = self._context.dialogs.save_file(self, title, f"{glossary.name}.csv", filters)
        if path is None:
            return
        said = self.tr("Saved {name}").format(name=path.name)
        source, target = self._direction
        self._call(
            lambda store: save_terms(path, store.terms(id_), source, target, glossary.name),
            lambda _: self.state.setText(said),
        )

    # --- inside -------------------------------------------------------------------------------

    def _call(self, work: Callable[[GlossaryStore], T], then: Callable[[T], None]) -> None:
        store = self._context.workbench.glossaries
        follow(self._context.runner.call("store", lambda: work(store)), then, self._failed_here)

    def _failed_here(self, error: BaseException, report: str) -> None:
        self._failed(error, report)
        self.refresh()

    def _chosen_id(self) -> int | None:
        return int(self.list.currentItem().data(_ID)) if self.list.currentRow() >= 0 else None

    def _show(self, found: list[Glossary], chosen: int | None) -> None:
        self._glossaries = found
        self._is_filling = True
        self.list.clear()
        for glossary in found:
            item = QListWidgetItem(glossary.name)
            item.setData(_ID, glossary.id)
            item.setFlags(
                item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable
            )
            is_on = Qt.CheckState.Checked if glossary.is_active else Qt.CheckState.Unchecked
            item.setCheckState(is_on)
            self.list.addItem(item)
            if glossary.id == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and found:
            self.list.setCurrentRow(0)
        self._is_filling = False
        self._show_terms()

    def _item_changed(self, item: QListWidgetItem) -> None:
        if self._is_filling:
            return
        id_ = int(item.data(_ID))
        glossary = next((each for each in self._glossaries if each.id == id_), None)
        if glossary is None:
            return
        is_active = item.checkState() == Qt.CheckState.Checked
        if is_active != glossary.is_active:
            self._call(lambda store: store.set_active(id_, is_active), self._after_change)
        elif item.text() != glossary.name:
            self.rename(id_, item.text())

    def _add(
        self,
        name: str,
        terms: tuple[Term, ...],
        like: Glossary | None = None,
        is_named: bool = True,
    ) -> None:
        """``name`` gets a number if it is taken."""
        source, target = self._direction
        is_active = like is None or like.is_active

        def add(store: GlossaryStore) -> tuple[int, Put | None]:
            taken = {each.name for each in store.glossaries(source, target)}
            free = next(each for each in _numbered(name) if each not in taken)
            id_ = store.add(Glossary(free, source, target, is_active)).id
            assert id_ is not None
            return id_, store.put(id_, terms) if terms else None

        def show(made: tuple[int, Put | None]) -> None:
            id_, put = made
            if put is not None and like is None:
                self._say_put(put)
            self._after_change(wanted=id_)
            if not is_named:
                self._call(lambda _store: None, lambda _: self._write_name(id_))

        self._call(add, show)

    def _write_name(self, id_: int) -> None:
        if self._chosen_id() == id_:
            self.list.setFocus()
            self.list.editItem(self.list.currentItem())

    def _take_terms(self, path: Path, terms: tuple[Term, ...]) -> None:
        id_ = self._chosen_id()
        if not terms:
            self.state.setText(
                self.tr("{name} has no terms in these two languages").format(name=path.name)
            )
        elif id_ is None:
            self._add(path.stem, terms)
        else:
            self._put(id_, terms, is_told=True)

    def _put(self, id_: int, terms: tuple[Term, ...] | list[Term], is_told: bool = False) -> None:
        given = [replace(term, id=None) for term in terms]

        def show(put: Put) -> None:
            if is_told:
                self._say_put(put)
            self._after_change()

        self._call(lambda store: store.put(id_, given), show)

    def _say_put(self, put: Put) -> None:
        n_other = sum(each.reason is Reason.CONFLICT for each in put.skipped)
        said = [self.tr("Added: {count}.").format(count=put.n_added)]
        if n_known := len(put.skipped) - n_other:
            said.append(self.tr("Known before: {count}.").format(count=n_known))
        if n_other:
            text = self.tr("Left as they were, with another translation: {count}.")
            said.append(text.format(count=n_other))
        self.state.setText(" ".join(said))

    def _after_change(self, _done: object = None, wanted: int | None = None) -> None:
        self.refresh(wanted)
        self.changed.emit()

    # --- looks --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.list_label.setObjectName("section")
        self.list_label.setBuddy(self.list)
        triggers = QAbstractItemView.EditTrigger
        self.list.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.list_label, 1)
        for button in (
            self.add_button,
            self.remove_button,
            self.import_button,
            self.export_button,
        ):
            top.addWidget(button)
        side = QWidget()
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(6)
        left.addLayout(top)
        left.addWidget(self.list, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("glossaries")
        splitter.addWidget(side)
        splitter.addWidget(self.terms)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([260, 540])
        splitter.setHandleWidth(14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        column.addWidget(splitter, 1)
        column.addWidget(self.undo_bar)
        column.addWidget(self.state)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda *_items: self._show_terms())
        self.list.itemChanged.connect(self._item_changed)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.import_button.clicked.connect(self.import_file)
        self.export_button.clicked.connect(self.export_file)
        self.terms.changed.connect(self._after_change)
        self.terms.said.connect(self.state.setText)
        self.terms.undo_offered.connect(self.undo_bar.offer)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)

    def _show_terms(self) -> None:
        if not self._is_filling:
            self.terms.show_glossary(self.chosen)
            for button in (self.remove_button, self.export_button):
                button.setEnabled(self.chosen is not None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.list_label.setText(self.tr("Glossaries"))
        self.list.setAccessibleName(self.tr("Glossaries; a tick means in use"))
        self.add_button.set_label(self.tr("New glossary"))
        self.remove_button.set_label(self.tr("Delete the glossary"), "Del")
        self.import_button.set_label(self.tr("Import CSV, TSV or TBX…"))
        self.export_button.set_label(self.tr("Export CSV, TSV or TBX…"))
        self._show_terms()


def _numbered(name: str) -> Iterator[str]:
    yield name
    for number in count(2):
        yield f"{name} {number}"
