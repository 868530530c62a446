"""The glossaries of one direction: on and off, their terms, import and export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from assistant_app.tasks.term_files import GLOSSARY_SUFFIXES, save_terms, terms_in
from assistant_app.terms.entries import Glossary, Term
from assistant_app.terms.glossaries import GlossaryStore, Put, Reason
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.glossary_list import GlossaryList
from assistant_app.ui.glossary_terms import GlossaryTerms
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.store_widget import delete_key
from assistant_app.ui.terms_part import TermsPart
from assistant_app.ui.widgets.icon_button import IconButton

T = TypeVar("T")


class GlossariesView(TermsPart):
    """Names left, the terms of the chosen one right."""

    suffixes = GLOSSARY_SUFFIXES

    def __init__(self, context: PanelContext, failed: OnFailed) -> None:
        self._explain = failed
        super().__init__(context, self._failed_here, "book")
        self.list = GlossaryList()
        self.add_button = IconButton(context.icons, "add")
        self.terms = GlossaryTerms(context, self._failed_here)
        self.list_label = QLabel()
        self._name_first_add = self.add_first_step("add", self.add)
        self._name_first_import = self.add_first_step("import", self.import_file)
        self._lay_out()
        self.list.chosen_changed.connect(self._show_terms)
        self.list.switched.connect(self._switch)
        self.list.renamed.connect(self.rename)
        self.add_button.clicked.connect(self.add)
        self.terms.changed.connect(self._after_change)
        self.terms.said.connect(self.state.setText)
        self.terms.undo_offered.connect(self.undo_bar.offer)
        delete_key(self.list, self.remove)
        self.retranslate()

    # --- what is shown ------------------------------------------------------------------------

    def refresh(self, wanted: int | None = None) -> None:
        """Read the glossaries anew; the one with the id ``wanted`` is chosen, else the same."""
        direction = self._direction
        chosen = wanted if wanted is not None else self.list.chosen_id

        def show(found: list[Glossary]) -> None:
            if direction == self._direction:
                self.list.show_glossaries(found, chosen)
                self._show_first(not found)

        self._call(lambda store: store.glossaries(*direction), show)

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
        glossary = self.list.chosen
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
        self._ask_import(self.tr("Import terms"), self.tr("Glossaries"))

    def import_path(self, path: Path) -> None:
        direction = self._direction
        job = self._context.runner.call("files", lambda: terms_in(path, *direction))

        def take(terms: tuple[Term, ...]) -> None:
            self._take_terms(path, terms)

        follow(job, take, self._failed)

    def export_file(self) -> None:
        """Ask where and save the chosen glossary."""
        glossary = self.list.chosen
        if glossary is None or glossary.id is None:
            return
        id_, name, (source, target) = glossary.id, glossary.name, self._direction
        store = self._context.workbench.glossaries
        self._ask_export(
            self.tr("Export terms"),
            f"{name}.csv",
            (".csv", ".tsv", ".tbx"),
            lambda path: save_terms(path, store.terms(id_), source, target, name),
        )

    # --- inside -------------------------------------------------------------------------------

    def _call(self, work: Callable[[GlossaryStore], T], then: Callable[[T], None]) -> None:
        store = self._context.workbench.glossaries
        self._on_lane(lambda: work(store), then)

    def _failed_here(self, error: BaseException, report: str) -> None:
        self._explain(error, report)
        self.refresh()

    def _switch(self, id_: int, is_active: bool) -> None:
        self._call(lambda store: store.set_active(id_, is_active), self._after_change)

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

        def add(store: GlossaryStore) -> tuple[Glossary, Put | None]:
            taken = {each.name for each in store.glossaries(source, target)}
            free = next(each for each in _numbered(name) if each not in taken)
            made = store.add(Glossary(free, source, target, is_active))
            assert made.id is not None
            return made, store.put(made.id, terms) if terms else None

        def show(made: tuple[Glossary, Put | None]) -> None:
            glossary, put = made
            id_ = glossary.id
            assert id_ is not None
            if put is not None and like is None:
                said = self._put_text(glossary.name, put)
                self._offer_undo(said, lambda store: store.remove(id_))
            self._after_change(wanted=id_)
            if not is_named:
                self._call(lambda _store: None, lambda _: self.list.write_name(id_))

        self._call(add, show)

    def _take_terms(self, path: Path, terms: tuple[Term, ...]) -> None:
        glossary = self.list.chosen
        if not terms:
            self.state.setText(
                self.tr("{name} has no terms in these two languages").format(name=path.name)
            )
        elif glossary is None or glossary.id is None:
            self._add(path.stem, terms)
        else:
            self._put(glossary.id, glossary.name, terms)

    def _put(self, id_: int, name: str, terms: tuple[Term, ...]) -> None:
        given = [replace(term, id=None) for term in terms]

        def put(store: GlossaryStore) -> tuple[Put, list[int]]:
            before = {term.id for term in store.terms(id_)}
            done = store.put(id_, given)
            added = [term.id for term in store.terms(id_) if term.id not in before]
            return done, [each for each in added if each is not None]

        def show(made: tuple[Put, list[int]]) -> None:
            done, added = made
            said = self._put_text(name, done)
            if added:
                self._offer_undo(said, lambda store: store.remove_terms(added))
            else:
                self.state.setText(said)
            self._after_change()

        self._call(put, show)

    def _offer_undo(self, said: str, undo: Callable[[GlossaryStore], None]) -> None:
        self.state.clear()
        self.undo_bar.offer(said, lambda: self._call(undo, self._after_change))

    def _put_text(self, name: str, put: Put) -> str:
        n_other = sum(each.reason is Reason.CONFLICT for each in put.skipped)
        text = self.tr("Added to “{name}”: {count}.")
        said = [text.format(name=name, count=f"{put.n_added:,}")]
        if n_known := len(put.skipped) - n_other:
            said.append(self.tr("Known before: {count}.").format(count=f"{n_known:,}"))
        if n_other:
            text = self.tr("Left as they were, with another translation: {count}.")
            said.append(text.format(count=f"{n_other:,}"))
        return " ".join(said)

    def _after_change(self, _done: object = None, wanted: int | None = None) -> None:
        self.refresh(wanted)
        self.changed.emit()

    # --- looks --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.list_label.setObjectName("section")
        self.list_label.setBuddy(self.list)
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
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)

    def _show_terms(self) -> None:
        chosen = self.list.chosen
        self.terms.show_glossary(chosen)
        for button in (self.remove_button, self.export_button):
            button.setEnabled(chosen is not None)

    def retranslate(self) -> None:
        self.first.set_texts(
            self.tr("No glossary in this direction yet"),
            self.tr(
                "A glossary holds words and names that are always to be translated in your way, "
                "or left as they are. Begin one, or import CSV, TSV or TBX: a file can also be "
                "dropped here."
            ),
        )
        self._name_first_add(self.tr("New glossary"))
        self._name_first_import(self.tr("Import…"))
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
