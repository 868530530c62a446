"""The glossaries of a direction as a list: a tick for those in use, names that can be written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from assistant_app.terms.entries import Glossary

_ID = Qt.ItemDataRole.UserRole


class GlossaryList(QListWidget):
    """Whoever owns it writes what is changed to the store, and shows what the store then has."""

    chosen_changed = Signal()
    switched = Signal(int, bool)
    """The id of a glossary and whether it is to be in use."""
    renamed = Signal(int, str)
    """The id of a glossary and its new name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glossaries: list[Glossary] = []
        self._is_filling = False
        self.setObjectName("rows")
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.currentItemChanged.connect(lambda *_items: self._tell_chosen())
        self.itemChanged.connect(self._tell_changed)

    def show_glossaries(self, found: Sequence[Glossary], chosen: int | None) -> None:
        """``chosen`` is an id; the first one is chosen where it is not among them."""
        self._glossaries = list(found)
        self._is_filling = True
        self.clear()
        for glossary in found:
            item = QListWidgetItem(glossary.name)
            item.setToolTip(glossary.name)
            item.setData(_ID, glossary.id)
            item.setFlags(
                item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable
            )
            is_on = Qt.CheckState.Checked if glossary.is_active else Qt.CheckState.Unchecked
            item.setCheckState(is_on)
            self.addItem(item)
            if glossary.id == chosen:
                self.setCurrentItem(item)
        if self.currentRow() < 0 and found:
            self.setCurrentRow(0)
        self._is_filling = False
        self.chosen_changed.emit()

    @property
    def chosen_id(self) -> int | None:
        return int(self.currentItem().data(_ID)) if self.currentRow() >= 0 else None

    @property
    def chosen(self) -> Glossary | None:
        return self._glossary(self.chosen_id)

    def write_name(self, id_: int) -> None:
        """Let the person write the name of the glossary, if it is the chosen one."""
        if self.chosen_id == id_:
            self.setFocus()
            self.editItem(self.currentItem())

    # --- inside -------------------------------------------------------------------------------

    def _glossary(self, id_: int | None) -> Glossary | None:
        return next((each for each in self._glossaries if each.id == id_), None)

    def _tell_chosen(self) -> None:
        if not self._is_filling:
            self.chosen_changed.emit()

    def _tell_changed(self, item: QListWidgetItem) -> None:
        glossary = None if self._is_filling else self._glossary(int(item.data(_ID)))
        if glossary is None or glossary.id is None:
            return
        is_active = item.checkState() == Qt.CheckState.Checked
        if is_active != glossary.is_active:
            self.switched.emit(glossary.id, is_active)
        elif item.text() != glossary.name:
            self.renamed.emit(glossary.id, item.text())
