"""What can be done with the document that is chosen in the list: open it, find it, list doubts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from assistant_app.documents import save_text
from assistant_app.tasks.doubts_export import doubts_csv, doubts_markdown
from assistant_app.ui.document_rows import DocumentRow
from assistant_app.ui.finding_words import findings_text
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.panel import PanelContext


class DocumentDeeds(QObject):
    """``chosen`` gives the row; nothing happens while there is none."""

    def __init__(
        self,
        context: PanelContext,
        chosen: Callable[[], DocumentRow | None],
        explain: OnFailed,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        self._explain = explain
        self._widget = parent

    def open(self, row: DocumentRow | None = None) -> None:
        """The result, or the document itself as long as there is none."""
        row = row or self._chosen()
        if row is not None:
            self._open(_file_of(row))

    def show_folder(self) -> None:
        """The folder in which the result lies, or the document."""
        row = self._chosen()
        if row is not None:
            self._open(_file_of(row).parent)

    def save_doubts(self) -> None:
        """What should be looked at as a list, by the ending of the name Markdown or a table."""
        row = self._chosen()
        done = row.done if row is not None else None
        if done is None:
            return
        name = self.tr("{name} to check").format(name=done.saved_as.stem) + ".md"
        filters = f"Markdown (*.md);;{self.tr('Table')} (*.csv)"
        title = self.tr("Save what to look at")
        suggested = str(done.saved_as.with_name(name))
        path = self._context.dialogs.save_file(self._widget, title, suggested, filters)
        if path is None:
            return

        def save() -> None:
            if path.suffix.lower() == ".csv":
                save_text(path, doubts_csv(done, findings_text), encoding="utf-8-sig")
            else:
                save_text(path, doubts_markdown(done, findings_text))

        said = self.tr("Saved {name}").format(name=path.name)
        job = self._context.runner.call("files", save)
        follow(job, lambda _saved: self._context.say(said), self._explain)

    def _open(self, path: Path) -> None:
        if not path.exists():
            gone = self.tr("{name} is no longer there. “Once more” makes it again.")
            self._context.say(gone.format(name=path.name))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.say(self.tr("The system could not open {path}").format(path=path))


def _file_of(row: DocumentRow) -> Path:
    return row.done.saved_as if row.done is not None else row.path
