"""A text panel that shows documents in the place of its texts, once it is given some."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant_app.documents import SUFFIXES
from assistant_app.documents.formats import BLOCK_SUFFIXES
from assistant_app.history.entry import Entry
from assistant_app.tasks.document_entries import document_of, is_document
from assistant_app.tasks.document_run import TranslatedDocument
from assistant_app.tasks.translate_document import DocumentsRequest
from assistant_app.ui.document_words import KINDS_TEXT
from assistant_app.ui.documents_view import DocumentsView
from assistant_app.ui.panel import HasOrigin, PanelContext
from assistant_app.ui.text_panel import TextPanel
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.language_bar import LanguageBar

RequestT = TypeVar("RequestT")
ResultT = TypeVar("ResultT", bound=HasOrigin)

_SPACING = 12


class DocumentsHost(TextPanel[RequestT, ResultT]):
    """Whatever a subclass puts into ``body`` is the side of the texts. A single text opens there;
    documents with a format, several files and folders go to the other side."""

    suffixes = frozenset(SUFFIXES) | frozenset(BLOCK_SUFFIXES)
    bar: LanguageBar

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.documents = DocumentsView(context, self._direction, self._explain)
        self.documents_button = IconButton(context.icons, "document", has_text=True)
        self.text_side = QWidget()
        body = QVBoxLayout(self.text_side)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(_SPACING)
        self.body.addWidget(self.text_side, 1)
        self.body.addWidget(self.documents, 1)
        self.body = body
        self.tools.addWidget(self.documents_button)
        self.documents.hide()
        self.documents_button.clicked.connect(self.show_documents)
        self.documents.bar.back_button.clicked.connect(self.show_text)
        self.documents.busy_changed.connect(lambda _is_busy: self.busy_changed.emit(self.is_busy))
        self.documents.progress_made.connect(self._name_documents)
        self.documents.result_made.connect(self.result_made)
        self.documents.document_made.connect(self._record_document)

    @property
    def shows_documents(self) -> bool:
        return self.documents.isVisibleTo(self)

    def show_documents(self) -> None:
        """The documents in the place of the texts, which stay as they are."""
        self._show_side(True)

    def show_text(self) -> None:
        """The texts again; work on documents goes on."""
        self._show_side(False)

    def _show_side(self, is_documents: bool) -> None:
        if is_documents == self.shows_documents:
            return
        items = [self.tools.itemAt(at) for at in range(self.tools.count())]
        foot = [item.widget() for item in items if item is not None]
        for widget in (*foot, self.text_side, self.progress_line, self.run_button):
            if widget is not None:
                widget.setVisible(not is_documents)
        self.documents.setVisible(is_documents)
        self.take_focus()

    def _direction(self) -> tuple[str, str]:
        return self.bar.source, self.bar.target

    # --- what the window asks of a panel ------------------------------------------------------

    def accepts(self, path: Path) -> bool:
        """A folder only where documents are looked at: elsewhere it may well hold pictures."""
        return self.isVisible() if path.is_dir() else super().accepts(path)

    def accept_paths(self, paths: Sequence[Path]) -> None:
        if self.shows_documents or self._is_for_documents(paths):
            self.show_documents()
            self.documents.add(paths)
        else:
            super().accept_paths(paths)

    def open_file(self) -> None:
        """Ask for one or several files."""
        if self.shows_documents:
            self.documents.ask_files()
            return
        title = self.tr("Open a document")
        self.accept_paths(self.context.dialogs.open_files(self, title, self.open_filters()))

    def open_filters(self) -> str:
        endings = " ".join(f"*{suffix}" for suffix in sorted(self.suffixes))
        return f"{self.tr('Documents')} ({endings});;{self.tr('All files')} (*)"

    def start(self) -> None:
        if self.shows_documents:
            self.error_line.clear()
            self.documents.start()
        else:
            super().start()

    def stop(self) -> None:
        if self.shows_documents:
            self.documents.stop()
        else:
            super().stop()

    def stop_text(self) -> None:
        """Stop the work on the text, whichever side is shown."""
        super().stop()

    @property
    def is_busy(self) -> bool:
        return super().is_busy or self.documents.is_busy

    def take_focus(self) -> None:
        if self.shows_documents:
            self.documents.run_button.setFocus()
        else:
            super().take_focus()

    # --- history ------------------------------------------------------------------------------

    def open_document_entry(self, entry: Entry) -> bool:
        """Show the document that ``entry`` is, on the side of documents; False if it is a text."""
        if not is_document(entry):
            return False
        done = document_of(entry)
        self.bar.set_languages(done.source, done.target)
        self.show_documents()
        self.documents.show_earlier(done)
        return True

    def _record_document(self, request: DocumentsRequest, done: TranslatedDocument) -> None:
        self.record(cast(RequestT, request), cast(ResultT, done), done.seconds)

    # --- looks --------------------------------------------------------------------------------

    def retranslate(self) -> None:
        super().retranslate()
        self._name_documents(None)

    def _name_documents(self, fraction: float | None) -> None:
        said = self.tr("Documents")
        if fraction is not None:
            said = self.tr("Documents · {percent} %").format(percent=int(100 * fraction))
        self.documents_button.set_label(said)
        self.documents_button.setToolTip(
            self.tr("Translate whole documents, their format kept: {kinds}").format(
                kinds=KINDS_TEXT
            )
        )

    @staticmethod
    def _is_for_documents(paths: Sequence[Path]) -> bool:
        return len(paths) > 1 or any(
            path.is_dir() or (path.suffix.lower() not in SUFFIXES and path.suffix != "")
            for path in paths
        )
