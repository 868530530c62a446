"""The row above the documents: add some, what to write and where, back to the text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from assistant_app.documents.blocks import Layout
from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.icon_button import IconButton

_GAP = 6
_LAYOUTS: tuple[Layout, ...] = ("translated", "pairs", "columns")
_BESIDE, _IN_FOLDER = 0, 1


class DocumentBar(QWidget):
    """Only controls; the view does what they ask for."""

    folder_wanted = Signal()
    """The person is to be asked for the folder of the results."""

    choices_changed = Signal()
    """What the results hold, or where they go, is another one."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        """Where results go; None is beside each document."""
        self.back_button = IconButton(icons, "undo", has_text=True)
        self.add_button = IconButton(icons, "add", has_text=True)
        self.folder_button = IconButton(icons, "folder", has_text=True)
        self.clear_button = IconButton(icons, "clear")
        self.layout_box = QComboBox()
        self.place_box = QComboBox()
        for layout in _LAYOUTS:
            self.layout_box.addItem("", layout)
        for _ in (_BESIDE, _IN_FOLDER):
            self.place_box.addItem("")
        for box in (self.layout_box, self.place_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(210)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for button in (self.back_button, self.add_button, self.folder_button, self.clear_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.layout_box)
        row.addWidget(self.place_box)
        self.layout_box.currentIndexChanged.connect(lambda _at: self.choices_changed.emit())
        self.place_box.activated.connect(self._place_chosen)
        self._retranslate()

    @property
    def layout_choice(self) -> Layout:
        chosen = self.layout_box.currentData()
        return next((layout for layout in _LAYOUTS if layout == chosen), _LAYOUTS[0])

    def set_layout(self, layout: object) -> None:
        """Show what results hold from now on; what is no layout changes nothing."""
        if layout in _LAYOUTS:
            self.layout_box.setCurrentIndex(self.layout_box.findData(layout))

    def set_folder(self, folder: Path | None) -> None:
        """Show where results go from now on."""
        is_changed = folder != self.folder
        self.folder = folder
        self.place_box.setCurrentIndex(_BESIDE if folder is None else _IN_FOLDER)
        self._name_places()
        if is_changed:
            self.choices_changed.emit()

    def _place_chosen(self, at: int) -> None:
        if at == _BESIDE:
            self.set_folder(None)
        else:
            self.folder_wanted.emit()

    def _name_places(self) -> None:
        self.place_box.setItemText(_BESIDE, self.tr("Beside each document"))
        named = self.tr("Into a folder…")
        if self.folder is not None:
            named = self.tr("Into “{folder}”").format(folder=self.folder.name or str(self.folder))
        self.place_box.setItemText(_IN_FOLDER, named)
        self.place_box.setToolTip("" if self.folder is None else str(self.folder))

    def _layout_text(self, layout: Layout) -> str:
        match layout:
            case "translated":
                return self.tr("Translation only")
            case "pairs":
                return self.tr("Both, one below the other")
            case "columns":
                return self.tr("Both, side by side")

    def _retranslate(self) -> None:
        self.back_button.set_label(self.tr("Text"))
        self.back_button.setToolTip(self.tr("Back to the text; the documents go on"))
        self.add_button.set_label(self.tr("Add documents…"), "Ctrl+O")
        self.folder_button.set_label(self.tr("Add a folder…"))
        self.clear_button.set_label(self.tr("Empty the list"))
        self.layout_box.setAccessibleName(self.tr("What the results hold"))
        self.place_box.setAccessibleName(self.tr("Where the results go"))
        for at, layout in enumerate(_LAYOUTS):
            self.layout_box.setItemText(at, self._layout_text(layout))
        tip = self.tr("Side by side is for Word documents; others have both below each other.")
        self.layout_box.setItemData(2, tip, Qt.ItemDataRole.ToolTipRole)
        self._name_places()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the words of the buttons give way to what is chosen."""
        worded = (self.back_button, self.add_button, self.folder_button)
        others = (self.clear_button, self.layout_box, self.place_box)
        needed = sum(button.roomy_width for button in worded)
        needed += sum(min(each.sizeHint().width(), 210) + _GAP for each in others) + 3 * _GAP
        for button in worded:
            button.show_word(needed <= self.width())
