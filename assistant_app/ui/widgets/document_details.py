"""The document that is chosen in the list: what can be done with it, and what to look at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from assistant_app.ui.document_report import report_html
from assistant_app.ui.document_rows import DocumentRow
from assistant_app.ui.icons import Icons
from assistant_app.ui.widgets.flow_layout import FlowLayout
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.short_label import ShortLabel
from assistant_app.ui.widgets.tints import quiet_text


class DocumentDetails(QWidget):
    """Several rows may be chosen: then the buttons hold for all of them."""

    open_requested = Signal()
    folder_requested = Signal()
    retry_requested = Signal()
    remove_requested = Signal()
    list_requested = Signal()
    """What should be looked at is to be saved as a list."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[DocumentRow] = ()
        self._shown: DocumentRow | None = None
        self.title = ShortLabel()
        self.title.setObjectName("section")
        self.saved = QLabel()
        self.saved.setObjectName("quiet")
        self.saved.setTextFormat(Qt.TextFormat.PlainText)
        self.saved.setWordWrap(True)
        self.open_button = IconButton(icons, "open", has_text=True)
        self.show_button = IconButton(icons, "folder", has_text=True)
        self.retry_button = IconButton(icons, "redo", has_text=True)
        self.remove_button = IconButton(icons, "trash", has_text=True)
        self.list_button = IconButton(icons, "export", has_text=True)
        self.report = QTextBrowser()
        self.report.setOpenLinks(False)
        self.report.document().setDocumentMargin(10)
        buttons = FlowLayout()
        pairs = (
            (self.open_button, self.open_requested),
            (self.show_button, self.folder_requested),
            (self.list_button, self.list_requested),
            (self.retry_button, self.retry_requested),
            (self.remove_button, self.remove_requested),
        )
        for button, signal in pairs:
            button.clicked.connect(signal)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.saved)
        column.addLayout(buttons)
        column.addWidget(self.report, 1)
        self.setMinimumWidth(200)
        self.retranslate()

    def show_rows(self, rows: Sequence[DocumentRow]) -> None:
        """What is told is of the first one; where it was scrolled to stays while it is the same."""
        self._rows = rows
        row = rows[0] if rows else None
        self.open_button.setEnabled(row is not None and row.done is not None)
        self.show_button.setEnabled(row is not None)
        self.list_button.setEnabled(bool(row and row.done and row.done.doubts))
        self.retry_button.setEnabled(any(not each.is_open for each in rows))
        self.remove_button.setEnabled(bool(rows))
        if _told(row) != _told(self._shown):
            self._show(row)

    def _show(self, row: DocumentRow | None) -> None:
        self._shown = row
        done = row.done if row is not None else None
        self.title.setText(row.path.name if row is not None else self.tr("No document is chosen"))
        self.saved.setText(
            self.tr("Saved as {name}").format(name=done.saved_as.name) if done else ""
        )
        self.saved.setToolTip(str(done.saved_as) if done else "")
        self.saved.setVisible(done is not None)
        html = report_html(row, self.palette()) if row is not None else ""
        self.report.setHtml(html or self._hint())

    def _hint(self) -> str:
        colour = quiet_text(self.palette()).name()
        said = self.tr("What should be looked at, and what was left as it was, stands here.")
        return f'<p style="color:{colour}">{said}</p>'

    def retranslate(self) -> None:
        self.open_button.set_label(self.tr("Open"), "Enter")
        self.show_button.set_label(self.tr("Show in folder"))
        self.list_button.set_label(self.tr("Save the list…"))
        self.list_button.setToolTip(
            self.tr("What should be looked at, as a list to tick off (Markdown) or a table (CSV)")
        )
        self.retry_button.set_label(self.tr("Once more"))
        self.remove_button.set_label(self.tr("Remove"))
        self.remove_button.setToolTip(self.tr("Take off the list; the file stays (Del)"))
        self.report.setAccessibleName(self.tr("What to look at in the document"))
        self._show(self._shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._show(self._shown)


def _told(row: DocumentRow | None) -> tuple[object, ...] | None:
    """What of ``row`` the details depend on."""
    return None if row is None else (row.path, row.done, row.error)
