"""Source left, translation right, with the buttons above them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSplitter, QStackedWidget, QWidget

from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.framed import framed
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.scroll_link import ScrollLink
from assistant_app.ui.widgets.text_pane import TextPane


class TranslationPanes(QSplitter):
    """Both sides scroll together. ``empty`` stands in the place of the translation while there is
    none."""

    def __init__(self, icons: Icons, empty: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("translation")
        self.source_pane, self.result_pane = TextPane(icons), TextPane(icons)
        self.source, self.result = self.source_pane.editor, self.result_pane.editor
        self.scroll_link = ScrollLink(self.source, self.result, self)
        self.live_box = QCheckBox()
        self.open_button = IconButton(icons, "open")
        self.clear_button = IconButton(icons, "clear")
        self.back_button = IconButton(icons, "back")
        self.source_pane.tools.insertWidget(0, self.live_box)
        self.source_pane.tools.insertWidget(1, self.open_button)
        self.source_pane.tools.addWidget(self.clear_button)
        self.result_pane.tools.addWidget(self.back_button)
        self.empty_place = framed(empty, *self.source_pane.head_and_foot)
        self.result_side = QStackedWidget()
        self.result_side.addWidget(self.empty_place)
        self.result_side.addWidget(self.result_pane)
        self.addWidget(self.source_pane)
        self.addWidget(self.result_side)
        self.setChildrenCollapsible(False)
        self.setSizes([500, 500])
        self.setHandleWidth(14)
        self.source.zoomed.connect(self.result.follow_zoom)
        self.result.zoomed.connect(self.source.follow_zoom)
        # Beside its tools there may be no room for it; the place says what it is.
        self.result_pane.title.set_short("")

    def show_result(self, is_shown: bool) -> None:
        """The translation, or the empty place."""
        self.result_side.setCurrentWidget(self.result_pane if is_shown else self.empty_place)

    def retranslate(self) -> None:
        self.source.setAccessibleName(self.tr("Text to translate"))
        self.source.setPlaceholderText(self.tr("Type, paste, open or drop a document"))
        self.result.setAccessibleName(self.tr("Translation"))
        self.result_pane.title.setText(self.tr("Translation"))
        self.live_box.setText(self.tr("As I type"))
        self.live_box.setToolTip(self.tr("Translate while I type, after a short pause"))
        self.live_box.setAccessibleName(self.live_box.toolTip())
        self.open_button.set_label(self.tr("Open…"), "Ctrl+O")
        self.clear_button.set_label(self.tr("Clear"))
        self.back_button.set_label(self.tr("Translate all of it back"))
