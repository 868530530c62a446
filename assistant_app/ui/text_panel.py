"""What the three text panels share: opening documents, samples, counting long texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLocale

from assistant_app.documents import SUFFIXES, Document, open_document
from assistant_app.errors import DocumentUnsupported
from assistant_app.ui.panel import HasOrigin, Panel
from assistant_app.ui.widgets.model_line import ModelLine
from assistant_app.ui.widgets.text_pane import TextPane
from assistant_app.ui.word_count import text_length

RequestT = TypeVar("RequestT")
ResultT = TypeVar("ResultT", bound=HasOrigin)


class TextPanel(Panel[RequestT, ResultT]):
    """Subclasses show a ``Document`` and name their samples by ``key``."""

    suffixes = frozenset(SUFFIXES)
    model_line: ModelLine

    def show_document(self, document: Document) -> None:
        """A document was read: put it in as the text to work on."""
        raise NotImplementedError

    def open_file(self) -> None:
        path = self.context.dialogs.open_file(self, self.tr("Open a document"), self.open_filters())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Read ``path`` away from the GUI thread, then show it."""
        self.error_line.clear()
        self.call("files", lambda: open_document(path), self.show_document)

    def accept_paths(self, paths: Sequence[Path]) -> None:
        """Open the first document; the window says that others were left."""
        usable = [path for path in paths if self.accepts(path)]
        if usable:
            self.open_path(usable[0])
            n_left = len(paths) - 1
            if n_left:
                said = self.tr("Opened {name}. Other files were left out: one document at a time.")
                self.context.say(said.format(name=usable[0].name))
        elif paths:
            self.error_line.show_error(DocumentUnsupported(paths[0], tuple(sorted(SUFFIXES))))

    def read_sample(self, then: Callable[[Document], None]) -> None:
        """Read the sample in the language of the window."""
        name = f"{self.key}.{sample_language()}.txt"
        path = self.context.workbench.paths.resources / "samples" / name
        self.call("files", lambda: open_document(path), then)

    def count_long_texts(self, pane: TextPane) -> None:
        """Have texts that are too long for the GUI thread counted on a lane."""

        def count(text: str) -> None:
            self.call("files", lambda: text_length(text), pane.show_length)

        pane.count_wanted.connect(count)

    def open_filters(self) -> str:
        endings = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        return f"{self.tr('Documents')} ({endings});;{self.tr('All files')} (*)"

    def save_filters(self) -> str:
        return f"{self.tr('Text')} (*.txt);;Markdown (*.md);;{self.tr('All files')} (*)"

    def show_models(self) -> None:
        self.show_model(self.model_line)
        super().show_models()

    def show_model(self, line: ModelLine, device: str = "", model_id: str | None = None) -> None:
        """Name the model that made the result, or that would run next."""
        wanted = model_id or self.model_id()
        specs = {spec.id: spec for spec in self.context.workbench.models.specs()}
        spec = specs.get(wanted) if wanted else None
        is_shipped = spec is None or spec.source == "shipped"
        line.set_model(spec.title if spec else wanted or "", device, is_shipped=is_shipped)


def sample_language() -> str:
    """``zh`` in a Chinese window, else ``en``."""
    return "zh" if QLocale().language() == QLocale.Language.Chinese else "en"
