"""Summarise: the sentences that carry a document, each linked to its place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QSplitter, QStackedWidget

from assistant_app.catalog.spec import ModelTask
from assistant_app.documents import Document, save_text
from assistant_app.errors import TextEmpty
from assistant_app.history.entry import Entry
from assistant_app.tasks.base import Task
from assistant_app.tasks.entries import summary_of
from assistant_app.tasks.summarise import Picked, SummariseRequest, Summary
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.picked_places import place_of
from assistant_app.ui.text_panel import TextPanel
from assistant_app.ui.usual_model import usual_model
from assistant_app.ui.widgets.framed import framed
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.model_line import ModelLine
from assistant_app.ui.widgets.summary_view import SummaryView
from assistant_app.ui.widgets.text_pane import TextPane
from assistant_app.ui.widgets.tints import soft_mark, strong_mark

_PICKED, _HERE = "picked", "picked here"
_MOST_MARKS = 2000


class SummarisePanel(TextPanel[SummariseRequest, Summary]):
    """Source left, summary right."""

    key = "summarise"
    icon_name = "summarise"

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        icons = context.icons
        self._name = ""
        self._running: SummariseRequest | None = None
        self.pane = TextPane(icons)
        self.editor = self.pane.editor
        self.view = SummaryView(self.pane.head_height)
        self.result_side = QStackedWidget()
        self.model_line = ModelLine(icons, self.key)
        self._keep_label = QLabel()
        self.amount_box = QSpinBox()
        self.unit_box = QComboBox()
        self.unit_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._keep_label.setBuddy(self.amount_box)
        self.way_box = QComboBox()
        self.way_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.open_button = IconButton(icons, "open")
        self.clear_button = IconButton(icons, "clear")
        self._build()
        self._connect()
        self.retranslate()
        self._unit_chosen()
        self.show_model(self.model_line)
        self._show_tools()

    def _build(self) -> None:
        self.unit_box.addItem("", "sentences")
        self.unit_box.addItem("", "percent")
        self.way_box.addItem("", False)
        self.way_box.addItem("", True)
        for widget in (self.way_box, self._keep_label, self.amount_box, self.unit_box):
            self.options.addWidget(widget)
        self.pane.tools.insertWidget(0, self.open_button)
        self.pane.tools.addWidget(self.clear_button)
        self.empty_place = framed(self.empty, *self.pane.head_and_foot)
        self.result_side.addWidget(self.empty_place)
        self.result_side.addWidget(self.view)
        self.amount_box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.pane)
        self.splitter.addWidget(self.result_side)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([520, 480])
        self.splitter.setHandleWidth(14)
        self.body.addWidget(self.splitter, 1)
        self.body.addWidget(self.model_line)

    def _connect(self) -> None:
        self.unit_box.currentIndexChanged.connect(self._unit_chosen)
        self.way_box.currentIndexChanged.connect(self._way_chosen)
        self.open_button.clicked.connect(self.open_file)
        self.clear_button.clicked.connect(self.clear)
        self.editor.document().contentsChanged.connect(self._source_changed)
        self.view.shown.connect(self.show_picked)
        self.view.followed.connect(self.follow_picked)
        self.count_long_texts(self.pane)

    # --- source -------------------------------------------------------------------------------

    def show_document(self, document: Document) -> None:
        self._show_source(document.text, document.path.name)
        self.context.say(self.tr("Opened {name}").format(name=document.path.name))

    def _show_source(self, text: str, name: str) -> None:
        self.stop()
        self._running = None
        self._show_summary(None)
        self.editor.replace_text(text)
        self._name = name
        self._show_name()
        self.error_line.clear()
        self.progress_line.clear()

    def clear(self) -> None:
        """Begin with nothing; undo brings the text back."""
        self._show_source("", "")
        self.editor.setFocus()

    def _source_changed(self) -> None:
        """Marks move with edits; whether a sentence still stands there is looked at when asked."""
        self.clear_button.setEnabled(not self.editor.is_empty)

    # --- links --------------------------------------------------------------------------------

    def show_picked(self, picked: Picked) -> None:
        """Scroll to the sentence in the source and mark it."""
        place = place_of(picked, self.editor.text())
        if place is None:
            self.editor.unmark(_HERE)
            self.context.say(self.tr("This sentence is no longer in the source"))
            return
        self.editor.mark(_HERE, [place], strong_mark)
        self.editor.show_place(*place)

    def follow_picked(self, picked: Picked) -> None:
        """The same, and the keyboard goes there too."""
        self.show_picked(picked)
        self.editor.setFocus()

    def _mark_all(self) -> None:
        summary = self.view.summary
        source = self.editor.text()
        picked = summary.sentences[:_MOST_MARKS] if summary else ()
        places = [place for each in picked if (place := place_of(each, source))]
        self.editor.mark(_PICKED, places, soft_mark)

    def _show_summary(self, summary: Summary | None) -> None:
        self.editor.unmark(_HERE)
        self.editor.unmark(_PICKED)
        self.view.set_summary(summary)
        if summary is not None:
            self._mark_all()
        self.result_side.setCurrentWidget(self.view if summary else self.empty_place)
        self._show_tools()

    def _show_tools(self) -> None:
        has_result = self.view.summary is not None
        self.copy_button.setEnabled(has_result)
        self.save_button.setEnabled(has_result)
        self.clear_button.setEnabled(not self.editor.is_empty)

    # --- running ------------------------------------------------------------------------------

    def task(self) -> Task[SummariseRequest, Summary]:
        return self.context.workbench.summarise

    def model_id(self) -> str | None:
        task: ModelTask = "summaries" if self.is_written else "sentences"
        spec = usual_model(self.context.workbench, task)
        return spec.id if spec else None

    @property
    def is_written(self) -> bool:
        """Whether a model is to write the summary. Only where there is one that can."""
        return bool(self.way_box.currentData())

    def _way_chosen(self) -> None:
        self.show_model(self.model_line)
        self.model_changed.emit()

    def show_model(self, line: ModelLine, device: str = "", model_id: str | None = None) -> None:
        # Writing is offered while a model that can is installed.
        can_write = bool(self.context.workbench.models.installed("summaries"))
        self.way_box.setVisible(can_write)
        if not can_write:
            self.way_box.setCurrentIndex(0)
        super().show_model(line, device, model_id)

    def make_request(self) -> SummariseRequest:
        text = self.editor.text()
        if not text.strip():
            raise TextEmpty
        amount = self.amount_box.value()
        if self.unit_box.currentData() == "percent":
            return SummariseRequest(text, percent=amount, is_written=self.is_written)
        return SummariseRequest(text, sentences=amount, is_written=self.is_written)

    def on_started(self, request: SummariseRequest) -> None:
        self._running = request
        self._show_summary(None)
        self.empty.hint.setText(self.tr("Reading the whole document…"))
        self.empty.sample_button.hide()

    def on_done(self, request: SummariseRequest, result: Summary) -> str:
        self._rest()
        if request is not self._running:
            return ""  # Another document was opened meanwhile; this result went to the history.
        self._show_summary(result)
        self.show_model(self.model_line, result.origin.device, result.origin.model_id)
        self.view.list.setCurrentIndex(self.view.model.index(0))
        return self.tr("{kept} of {total} sentences in {seconds:.1f} s").format(
            kept=f"{len(result.sentences):,}",
            total=f"{result.n_sentences:,}",
            seconds=result.seconds,
        )

    def on_stopped(self) -> None:
        self._rest()

    def on_failed(self) -> None:
        self._rest()

    def _rest(self) -> None:
        self.empty.sample_button.show()
        self._set_empty_texts()

    # --- result -------------------------------------------------------------------------------

    def copy_result(self) -> None:
        summary = self.view.summary
        if summary is not None:
            QGuiApplication.clipboard().setText(summary.text)
            self.context.say(self.tr("Copied"))

    def save_result(self) -> None:
        """One sentence on each line; as a list in Markdown."""
        summary = self.view.summary
        if summary is None:
            self.error_line.show_error(TextEmpty())
            return
        stem = self._name.rpartition(".")[0] or self.tr("Summary")
        title = self.tr("Save the summary")
        name = f"{stem}.{self.tr('summary')}.txt"
        path = self.context.dialogs.save_file(self, title, name, self.save_filters())
        if path is None:
            return
        mark = "- " if path.suffix.lower() in (".md", ".markdown") else ""
        lines = [mark + picked.line for picked in summary.sentences]
        said = self.tr("Saved {name}").format(name=path.name)
        self.error_line.clear()
        self.call(
            "files",
            lambda: save_text(path, "\n".join(lines) + "\n"),
            lambda _saved: self.context.say(said),
        )

    # --- history and samples ------------------------------------------------------------------

    def open_entry(self, entry: Entry) -> None:
        result = summary_of(entry)
        self._show_source(entry.input, "")
        percent, n_wanted = entry.detail.get("percent"), entry.detail.get("n_wanted")
        if isinstance(percent, int):
            self._set_amount("percent", percent)
        elif isinstance(n_wanted, int):
            self._set_amount("sentences", n_wanted)
        self._show_summary(result)
        self.show_model(self.model_line, entry.device, entry.model_id)

    def try_sample(self) -> None:
        def run(document: Document) -> None:
            self._show_source(document.text, document.path.name)
            self.start()

        self.read_sample(run)

    # --- looks --------------------------------------------------------------------------------

    def _set_amount(self, unit: str, value: int) -> None:
        self.unit_box.setCurrentIndex(self.unit_box.findData(unit))
        self.amount_box.setValue(value)

    def _unit_chosen(self) -> None:
        is_percent = self.unit_box.currentData() == "percent"
        self.amount_box.setRange(1, 100 if is_percent else 999)
        self.amount_box.setValue(20 if is_percent else 5)

    def title(self) -> str:
        return self.tr("Summarise")

    def run_text(self) -> str:
        return self.tr("Summarise")

    def retranslate(self) -> None:
        super().retranslate()
        self.editor.setAccessibleName(self.tr("Document to summarise"))
        self.editor.setPlaceholderText(self.tr("Type, paste, open or drop a document"))
        self._keep_label.setText(self.tr("&Keep"))
        self.way_box.setItemText(0, self.tr("From the text"))
        self.way_box.setItemText(1, self.tr("In new words"))
        self.way_box.setAccessibleName(self.tr("Sentences from the text, or in new words"))
        self.unit_box.setItemText(0, self.tr("sentences"))
        self.unit_box.setItemText(1, self.tr("percent"))
        self.unit_box.setAccessibleName(self.tr("Count in sentences or percent"))
        self.amount_box.setAccessibleName(self.tr("How much to keep"))
        self.open_button.set_label(self.tr("Open…"), "Ctrl+O")
        self.clear_button.set_label(self.tr("Clear"))
        self._set_empty_texts()
        self._show_name()

    def _set_empty_texts(self) -> None:
        self.empty.set_texts(
            self.tr("The sentences that matter"),
            self.tr("Paste a text, or drop a .txt or .md file. English and Chinese."),
        )

    def _show_name(self) -> None:
        self.pane.title.setText(self._name or self.tr("Source"))
