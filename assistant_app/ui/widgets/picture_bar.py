"""The row above the pictures: add and remove, which to show, in which order."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from assistant_app.ui.icons import Icons
from assistant_app.ui.picture_rows import Order, Show
from assistant_app.ui.widgets.icon_button import IconButton

_QUIET_MS = 150
_GAP = 6
_FIELD = 110
"""Pixels that the field for a name needs to be of use."""


class PictureBar(QWidget):
    """Only controls; the panel does what they ask for."""

    view_changed = Signal()
    """``show_choice``, ``order`` or ``words`` are others now."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_button = IconButton(icons, "add", has_text=True)
        self.folder_button = IconButton(icons, "folder", has_text=True)
        self.remove_button = IconButton(icons, "trash")
        self.clear_button = IconButton(icons, "clear")
        self.show_box = QComboBox()
        self.order_box = QComboBox()
        self.words_field = QLineEdit()
        self.words_field.setClearButtonEnabled(True)
        self.words_field.setMinimumWidth(_FIELD)
        self.words_field.setMaximumWidth(220)
        for show in Show:
            self.show_box.addItem("", show)
        for order in Order:
            self.order_box.addItem("", order)
        for box in (self.show_box, self.order_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.add_button, self.folder_button, self.remove_button, self.clear_button):
            row.addWidget(button)
        row.addStretch(1)
        row.setSpacing(_GAP)
        for widget in (self.words_field, self.show_box, self.order_box):
            row.addWidget(widget)
        self._counts: Mapping[Show, int] = {}
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.view_changed)
        self.words_field.textChanged.connect(self._quiet.start)
        self.show_box.currentIndexChanged.connect(self.view_changed)
        self.order_box.currentIndexChanged.connect(self.view_changed)
        self._retranslate()

    @property
    def show_choice(self) -> Show:
        return Show(self.show_box.currentData())

    @property
    def order(self) -> Order:
        return Order(self.order_box.currentData())

    @property
    def words(self) -> str:
        return self.words_field.text().strip()

    def show_counts(self, counts: Mapping[Show, int]) -> None:
        """Say in the list how many pictures each choice would show."""
        self._counts = counts
        for at in range(self.show_box.count()):
            show = Show(self.show_box.itemData(at))
            words = self._show_text(show)
            self.show_box.setItemText(at, f"{words} ({counts[show]:,})" if counts else words)

    def _show_text(self, show: Show) -> str:
        match show:
            case Show.ALL:
                return self.tr("All pictures")
            case Show.SURE:
                return self.tr("With a label")
            case Show.UNSURE:
                return self.tr("Too unsure")
            case Show.SKIPPED:
                return self.tr("Skipped")

    def _order_text(self, order: Order) -> str:
        match order:
            case Order.ADDED:
                return self.tr("As added")
            case Order.NAME:
                return self.tr("By name")
            case Order.LABEL:
                return self.tr("By label")
            case Order.SURE_FIRST:
                return self.tr("Surest first")
            case Order.UNSURE_FIRST:
                return self.tr("Least sure first")

    def _retranslate(self) -> None:
        self.add_button.set_label(self.tr("Add pictures…"), "Ctrl+O")
        self.folder_button.set_label(self.tr("Add a folder…"))
        self.remove_button.set_label(self.tr("Take off the list"), "Del")
        self.clear_button.set_label(self.tr("Empty the list"))
        self.words_field.setPlaceholderText(self.tr("Name or label"))
        self.words_field.setAccessibleName(self.tr("Show pictures with this name or label"))
        self.show_box.setAccessibleName(self.tr("Which pictures to show"))
        self.order_box.setAccessibleName(self.tr("Order of the pictures"))
        self.show_counts(self._counts)
        for at in range(self.order_box.count()):
            self.order_box.setItemText(at, self._order_text(Order(self.order_box.itemData(at))))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the two words of the buttons give way to what is chosen."""
        worded = (self.add_button, self.folder_button)
        others = (self.remove_button, self.clear_button, self.show_box, self.order_box)
        needed = _FIELD + sum(button.roomy_width for button in worded)
        needed += sum(widget.sizeHint().width() + _GAP for widget in others) + 3 * _GAP
        for button in worded:
            button.show_word(needed <= self.width())
