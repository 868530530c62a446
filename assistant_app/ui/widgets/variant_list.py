"""The precisions in which a model of the hub can be had, each with its files and sizes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from assistant_app.catalog.spec import FileSpec, Variant
from assistant_app.ui.model_facts import precision_text, size_text


class VariantList(QTreeWidget):
    """One line for each precision; below it, folded, the files that would be fetched."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._variants: tuple[Variant, ...] = ()
        self._small: tuple[FileSpec, ...] = ()
        self.setColumnCount(3)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(lambda *_items: self.chosen_changed.emit())
        self._retranslate()

    def show_variants(self, variants: Sequence[Variant], small: Sequence[FileSpec]) -> None:
        """``small`` are the files that come with every variant. The first one is chosen."""
        self._variants, self._small = tuple(variants), tuple(small)
        self.clear()
        for variant in self._variants:
            memory = size_text(variant.memory_bytes) if variant.memory_bytes else ""
            item = QTreeWidgetItem(
                [precision_text(variant.precision), self.size_text(variant), memory]
            )
            item.setData(0, Qt.ItemDataRole.UserRole, variant.precision)
            for file in (*variant.files, *self._small):
                row = QTreeWidgetItem([file.path, size_text(file.size_bytes), ""])
                row.setData(0, Qt.ItemDataRole.UserRole, variant.precision)
                row.setToolTip(0, file.path)
                item.addChild(row)
            self.addTopLevelItem(item)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def chosen(self) -> Variant | None:
        """The variant of the current line, whether it is its own or a file's."""
        item = self.currentItem()
        wanted = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        return next((each for each in self._variants if each.precision == wanted), None)

    def size_bytes(self, variant: Variant) -> int:
        """All that would be fetched, the small files included."""
        return variant.size_bytes + sum(file.size_bytes for file in self._small)

    def size_text(self, variant: Variant) -> str:
        return size_text(self.size_bytes(variant))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setHeaderLabels([self.tr("Precision, files"), self.tr("Size"), self.tr("Memory")])
