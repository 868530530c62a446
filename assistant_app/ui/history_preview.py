"""The chosen entry of the history in full: what went in, what came out, who made it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from assistant_app.history.entry import Entry
from assistant_app.ui.actions import action_text
from assistant_app.ui.history_words import origin_text, shown_texts, when_text
from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.icon_button import IconButton

_SHOWN = 200_000
"""Characters; the panel itself shows all of them."""


class HistoryPreview(QWidget):
    """Read only. The buttons only tell; the history panel acts."""

    open_requested = Signal()
    copy_requested = Signal()
    pin_requested = Signal()
    delete_requested = Signal()

    def __init__(
        self, icons: Icons, model_title: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        """``model_title`` gives the title for a model's id, in the person's language."""
        super().__init__(parent)
        self._model_title = model_title
        self._icons = icons
        self._entry: Entry | None = None
        self.title = QLabel()
        self.title.setObjectName("headline")
        self.origin = QLabel()
        self.origin.setObjectName("quiet")
        self.input_label, self.output_label = QLabel(), QLabel()
        self.input, self.output = _reader(), _reader()
        self.input_label.setBuddy(self.input)
        self.output_label.setBuddy(self.output)
        self.open_button = IconButton(icons, "open", has_text=True)
        self.copy_button = IconButton(icons, "copy", has_text=True)
        self.pin_button = IconButton(icons, "pin", has_text=True)
        self.delete_button = IconButton(icons, "trash", has_text=True)
        self.open_button.clicked.connect(self.open_requested)
        self.copy_button.clicked.connect(self.copy_requested)
        self.pin_button.clicked.connect(self.pin_requested)
        self.delete_button.clicked.connect(self.delete_requested)
        self._lay_out()
        self.show_entry(None)

    def show_entry(self, entry: Entry | None) -> None:
        """None: nothing is chosen."""
        self._entry = entry
        given, made = shown_texts(entry) if entry else ("", "")
        self.input.setPlainText(given[:_SHOWN])
        self.output.setPlainText(made[:_SHOWN])
        for button in (self.open_button, self.copy_button, self.pin_button, self.delete_button):
            button.setEnabled(entry is not None)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.pin_button)
        buttons.addStretch(1)
        buttons.addWidget(self.delete_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.origin)
        column.addWidget(self.input_label)
        column.addWidget(self.input, 1)
        column.addWidget(self.output_label)
        column.addWidget(self.output, 1)
        column.addLayout(buttons)

    def _retranslate(self) -> None:
        entry = self._entry
        if entry is None:
            self.title.setText(self.tr("Choose a result on the left"))
            self.origin.clear()
        else:
            self.title.setText(f"{action_text(entry.panel)} · {when_text(entry.created)}")
            self.origin.setText(origin_text(entry, self._model_title(entry.model_id)))
        is_pinned = entry is not None and entry.is_pinned
        self.input_label.setText(self.tr("Given"))
        self.output_label.setText(self.tr("Result"))
        self.input.setAccessibleName(self.tr("Given"))
        self.output.setAccessibleName(self.tr("Result"))
        self.open_button.set_label(self.tr("Open again"), "Enter")
        self.copy_button.set_label(self.tr("Copy result"))
        self.pin_button.set_label(self.tr("Unpin") if is_pinned else self.tr("Pin"))
        self.pin_button.setIcon(self._icons.icon("pin-filled" if is_pinned else "pin"))
        self.delete_button.set_label(self.tr("Delete"), "Del")


def _reader() -> QPlainTextEdit:
    reader = QPlainTextEdit()
    reader.setReadOnly(True)
    reader.setTabChangesFocus(True)
    reader.document().setDocumentMargin(12)
    return reader
