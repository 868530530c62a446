"""Translate: source left, translation right, sentence by sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from assistant_app.documents import Document
from assistant_app.errors import TextEmpty
from assistant_app.history.entry import Entry
from assistant_app.tasks.base import Task
from assistant_app.tasks.entries import translation_of
from assistant_app.tasks.language_guess import guess_language
from assistant_app.tasks.translate import TranslateRequest, Translation
from assistant_app.terms.entries import Term
from assistant_app.ui.directions import Directions
from assistant_app.ui.document_words import KINDS_TEXT
from assistant_app.ui.documents_host import DocumentsHost
from assistant_app.ui.live_translation import LiveTranslation
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.sentence_deeds import SentenceDeeds
from assistant_app.ui.terms_dialog import TermsDialog
from assistant_app.ui.translation_output import TranslationOutput
from assistant_app.ui.translation_panes import TranslationPanes
from assistant_app.ui.translation_words import languages_text, summary_text
from assistant_app.ui.usual_model import usual_model
from assistant_app.ui.widgets.icon_button import IconButton, shortcut_row, show_words
from assistant_app.ui.widgets.language_bar import AUTO, LanguageBar
from assistant_app.ui.widgets.model_line import ModelLine

_LOOKED_AT = 4000
_QUIET_MS = 250
_MARGIN = 20
_SAID = 320
"""Room for the run button and what is said of the run, before the tools lose their words."""
_LIVE_LENGTH = 6000
"""Characters up to which a text is translated while it is typed."""


class TranslatePanel(DocumentsHost[TranslateRequest, Translation]):
    """Both sides scroll together; a click on a sentence marks it on both."""

    key = "translate"
    icon_name = "translate"

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        icons = context.icons
        self._name = ""
        self._running: TranslateRequest | None = None
        self._is_streaming_live = False
        self.bar = LanguageBar(icons, self._directions())
        self.panes = TranslationPanes(icons, self.empty)
        self.source, self.result = self.panes.source, self.panes.result
        self.source_pane, self.result_pane = self.panes.source_pane, self.panes.result_pane
        self.scroll_link = self.panes.scroll_link
        self.model_line = ModelLine(icons, self.key)
        self.terms_button = IconButton(icons, "book", has_text=True)
        self.deeds = SentenceDeeds(
            context, self.source, self.result, self.scroll_link, self._explain, self
        )
        self.deeds.chosen = lambda: (self.bar.effective_source, self.bar.target)
        editors = self.source, self.result
        self.output = TranslationOutput(context, editors, self.deeds, self._explain, self)
        self.live = LiveTranslation(context, self._live_request, self._explain, self)
        self.terms = TermsDialog(context, self)
        self.panes.live_box.setChecked(self.live.is_on)
        self._detect = QTimer(self)
        self._detect.setSingleShot(True)
        self._detect.setInterval(_QUIET_MS)
        self._build()
        self._connect()
        self.retranslate()
        self.show_model(self.model_line)
        self._show_tools()

    def _build(self) -> None:
        self.deeds.edits.rest()
        self.output.place(self.tools, self.save_button, self.documents_button, self.run_button)
        self.options.addWidget(self.bar)
        self.result_pane.tools.insertWidget(0, self.deeds.look_twice)
        self.body.addWidget(self.panes, 1)
        self.body.addWidget(self.deeds.undo_bar)
        self.body.addWidget(self.deeds.line)
        foot = QHBoxLayout()
        foot.addWidget(self.model_line, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.terms_button)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.bar.swapped.connect(self._swap_texts)
        self.bar.changed.connect(self._languages_changed)
        self.bar.source_box.activated.connect(self.live.text_changed)
        self.bar.target_box.activated.connect(self.live.text_changed)
        self.panes.live_box.toggled.connect(self.live.set_on)
        self.live.begun.connect(self._begin_live)
        self.live.chunk.connect(self._show_live_chunk)
        self.live.made.connect(self._show_live)
        self.live.rested.connect(self.record)
        self.panes.open_button.clicked.connect(self.open_file)
        self.panes.clear_button.clicked.connect(self.clear)
        self.panes.back_button.clicked.connect(self.deeds.translate_all_back)
        self.terms_button.clicked.connect(lambda: self.show_terms())
        self.deeds.look_up.term_wanted.connect(self.show_terms)
        self.terms.changed.connect(self.live.text_changed)
        self.source.document().contentsChanged.connect(self._source_changed)
        self._detect.timeout.connect(self.detect_now)
        self.count_long_texts(self.source_pane)
        self.count_long_texts(self.result_pane)
        for keys, act in (("Ctrl+R", self.bar.swap), ("Ctrl+T", self.show_terms)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _directions(self) -> Directions:
        return Directions(self.context.workbench.models.specs("translation"))

    def show_models(self) -> None:
        self.bar.set_directions(self._directions())
        self._show_hint()
        super().show_models()

    # --- source -------------------------------------------------------------------------------

    def show_document(self, document: Document) -> None:
        self._show_source(document.text, document.path.name)
        self.context.say(self.tr("Opened {name}").format(name=document.path.name))

    def _show_source(self, text: str, name: str) -> None:
        self.show_text()
        self._forget_run()
        self._show_result(None)
        self.source.replace_text(text)
        self._name = name
        self._show_name()
        self.detect_now()
        self.error_line.clear()
        self.progress_line.clear()

    def _forget_run(self) -> None:
        """What a run still sends belongs to a text that is no longer here."""
        self._running = None
        self.live.hush()
        self.stop_text()

    def clear(self) -> None:
        """Begin with nothing; undo brings the source back."""
        self._show_source("", "")
        self.source.setFocus()

    def detect_now(self) -> None:
        """Say which language the source is in."""
        self._detect.stop()
        text = self.source.beginning(_LOOKED_AT)
        guess = guess_language(text, self.bar.sources()) if text.strip() else None
        self.bar.show_detected(guess)

    def _source_changed(self) -> None:
        self._detect.start()
        self.panes.clear_button.setEnabled(not self.source.is_empty)
        self.live.text_changed()
        if len(self.deeds.marks.pairs):
            self.deeds.let_go()
        if not self.result.is_empty and not self.live.is_on:
            self.progress_line.say(self.tr("The source has changed since this translation"))

    def _languages_changed(self) -> None:
        if self._is_turned and not self.live.is_on and self._job is None:
            self.progress_line.say(self.tr("The languages have changed since this translation"))

    @property
    def _is_turned(self) -> bool:
        """Whether what stands there is a translation in another direction than is chosen now."""
        chosen = self.bar.effective_source, self.bar.target
        return not self.result.is_empty and chosen != self.deeds.direction

    def _swap_texts(self) -> None:
        """The translation becomes the source, and what was the source stands beside it."""
        self._forget_run()
        if self.result.is_empty:
            return
        source, pairs = self.source.text(), self.deeds.marks.pairs
        self.deeds.let_go()
        self.source.replace_text(self.result.text())
        self.result.setPlainText(source)
        self._name = ""  # the file holds the other side now
        self._show_name()
        self.deeds.show_pairs(pairs.swapped(), self.deeds.direction[::-1])
        self.live.hush()
        self.progress_line.clear()

    # --- running ------------------------------------------------------------------------------

    def task(self) -> Task[TranslateRequest, Translation]:
        return self.context.workbench.translate

    def model_id(self) -> str | None:
        spec = usual_model(self.context.workbench, "translation")
        return spec.id if spec else None

    def make_request(self) -> TranslateRequest:
        text = self.source.text()
        if not text.strip():
            raise TextEmpty
        self.detect_now()
        return TranslateRequest(text, self.bar.effective_source, self.bar.target, wants_links=True)

    def on_started(self, request: TranslateRequest) -> None:
        self._running = request
        self.live.hush()
        self.deeds.let_go()
        self.result.clear()
        self.scroll_link.is_on = False
        self.panes.show_result(True)
        self._show_tools()

    def on_chunk(self, text: str) -> None:
        if self._running is not None:
            self.result.append_text(text)
            self._show_tools()

    def on_done(self, request: TranslateRequest, result: Translation) -> str:
        self.scroll_link.is_on = True
        if request is not self._running:
            return ""  # Another text was put in meanwhile; this result went to the history.
        is_same_source = self.source.text() == request.text
        self._show_result(result, has_pairs=is_same_source)
        if not is_same_source or self._is_turned:
            self.live.text_changed()
        self.show_model(self.model_line, result.origin.device, result.origin.model_id)
        return summary_text(result)

    def on_stopped(self) -> None:
        self._rest()

    def on_failed(self) -> None:
        self._rest()

    def _live_request(self) -> TranslateRequest | None:
        """What to translate while it is typed: not beside a run, and no whole books."""
        text = self.source.text()
        if self._job is not None or len(text) > _LIVE_LENGTH:
            return None
        if not text.strip():
            self._show_result(None)
            self.progress_line.clear()
            return None
        self.detect_now()
        source, target = self.bar.effective_source, self.bar.target
        if source in (AUTO, target):
            return None
        return TranslateRequest(text, source, target, wants_links=True, reuses=True)

    def _begin_live(self) -> None:
        """A translation that stands there stays until the new one is whole."""
        self._is_streaming_live = self.result.is_empty
        self.progress_line.say(self.tr("Translating…"))

    def _show_live_chunk(self, text: str) -> None:
        if self._is_streaming_live:
            self.result.append_text(text)
            self.panes.show_result(True)
            self._show_tools()

    def _show_live(self, request: TranslateRequest, result: Translation) -> None:
        if request.text != self.source.text():
            return
        self.error_line.clear()
        self.deeds.let_go()
        self.scroll_link.is_on = False
        self.result.settle_text(result.text)
        self.scroll_link.is_on = True
        self._show_result(result)
        self.show_model(self.model_line, result.origin.device, result.origin.model_id)
        self.progress_line.say(summary_text(result))
        self.result_made.emit(result.origin)
        if self.source.hasFocus():
            self.deeds.marks.show_source_place(self.source.cursor_place())

    def _rest(self) -> None:
        self.scroll_link.is_on = True
        if self.result.is_empty:
            self.panes.show_result(False)
        self._show_tools()

    def _show_result(self, result: Translation | None, has_pairs: bool = True) -> None:
        self.deeds.let_go()
        text = result.text if result else ""
        if self.result.text() != text:
            self.result.setPlainText(text)
        self.deeds.show_translation(result if has_pairs else None)
        self.panes.show_result(result is not None)
        self._show_tools()

    def _show_tools(self) -> None:
        has_result = not self.result.is_empty
        self.copy_button.setEnabled(has_result)
        self.save_button.setEnabled(has_result)
        self.output.enable(has_result)
        self.deeds.line.setVisible(has_result)
        self.panes.clear_button.setEnabled(not self.source.is_empty)

    def show_terms(self, draft: Term | None = None) -> None:
        """The person's terms and memory of this direction; ``draft`` is a term to add."""
        source = self.bar.effective_source
        if source == AUTO:
            source = self._directions().source_to(self.bar.target) or ""
        self.terms.open_for(source, self.bar.target, draft)

    # --- result -------------------------------------------------------------------------------

    def copy_result(self) -> None:
        """Copy what is selected in the translation, or all of it."""
        if not self.shows_documents:
            self.output.copy()

    def save_result(self) -> None:
        if self.shows_documents:
            self.context.say(self.tr("Documents are saved as they are done"))
            return
        if self.result.is_empty:
            self.error_line.show_error(TextEmpty())
            return
        self.error_line.clear()
        self.output.save(self.bar.target, self.save_filters())

    def save_filters(self) -> str:
        """Of the translation alone."""
        return f"{super().save_filters()};;Word (*.docx)"

    # --- history and samples ------------------------------------------------------------------

    def open_entry(self, entry: Entry) -> None:
        if self.open_document_entry(entry):
            return
        result = translation_of(entry)
        self._show_source(entry.input, "")
        self.bar.set_languages(result.source, result.target)
        self.live.hush()
        self._show_result(result)
        self.show_model(self.model_line, entry.device, entry.model_id)

    def try_sample(self) -> None:
        def run(document: Document) -> None:
            self.bar.set_languages(AUTO, self.bar.target)
            self._show_source(document.text, document.path.name)
            self.start()

        self.read_sample(run)

    # --- looks --------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Translate")

    def run_text(self) -> str:
        return self.tr("Translate")

    def shortcut_rows(self) -> list[tuple[str, str]]:
        buttons = (self.bar.swap_button, self.terms_button)
        return [*map(shortcut_row, buttons), *self.deeds.shortcut_rows()]

    def retranslate(self) -> None:
        super().retranslate()
        self.bar.retranslate()
        self.deeds.retranslate()
        self.output.retranslate()
        self.panes.retranslate()
        self.terms_button.set_label(self.tr("Terms…"), "Ctrl+T")
        self._show_hint()
        self._show_name()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.contentsRect().width() - 2 * _MARGIN
        self.bar.fit(width - self.heading.sizeHint().width() - 24)
        buttons = (self.copy_button, self.save_button, self.documents_button)
        show_words(buttons, width - _SAID)

    def _show_hint(self) -> None:
        self.empty.set_texts(
            self.tr("Translated on this computer"),
            self.tr(
                "Between {languages}. Paste a text, or drop documents and folders: {kinds}. Their "
                "format stays as it is."
            ).format(languages=languages_text(self.bar.codes()), kinds=KINDS_TEXT),
        )

    def _show_name(self) -> None:
        self.source_pane.title.setText(self._name or self.tr("Source"))
        self.deeds.memory.document = self._name
        self.output.begin(self._name)
