"""Write: an editor in which a model carries on from the cursor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox

from assistant_app.documents import Document, Saved, save_document
from assistant_app.errors import TextEmpty
from assistant_app.history.entry import Entry
from assistant_app.tasks.base import Task
from assistant_app.tasks.write import Continued, ContinueRequest
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.text_panel import TextPanel
from assistant_app.ui.usual_model import usual_model
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.model_line import ModelLine
from assistant_app.ui.widgets.streamed_insertion import StreamedInsertion
from assistant_app.ui.widgets.text_pane import TextPane
from assistant_app.ui.widgets.tints import soft_mark
from assistant_app.ui.word_count import text_length

LENGTHS = (20, 60, 150)
"""Tokens for a few words, a sentence or two, a paragraph."""
TEMPERATURES = (0.0, 0.7, 1.0)
"""The likeliest words, some freedom, much freedom."""
_ANSWER = 4
"""An answer is the whole text done anew, so it gets so many times the tokens."""
_NEW = "new"


class WritePanel(TextPanel[ContinueRequest, Continued]):
    """The document is the result: Copy and Save take all of it."""

    key = "write"
    icon_name = "write"

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._document: Document | None = None
        self._n_put = 0
        self._revision_known: int | None = None
        self._insertion: StreamedInsertion | None = None
        icons = context.icons
        self.pane = TextPane(icons)
        self.editor = self.pane.editor
        self.model_line = ModelLine(icons, self.key)
        self.length_box = QComboBox()
        self.freedom_box = QComboBox()
        self._length_label = QLabel()
        self._freedom_label = QLabel()
        self._length_label.setBuddy(self.length_box)
        self._freedom_label.setBuddy(self.freedom_box)
        self.instruction = QLineEdit()
        self.instruction.setClearButtonEnabled(True)
        self.new_button = IconButton(icons, "document")
        self.open_button = IconButton(icons, "open")
        self.undo_button = IconButton(icons, "undo")
        self.redo_button = IconButton(icons, "redo")
        self._build()
        self._connect()
        self.retranslate()
        self.show_model(self.model_line)

    def _build(self) -> None:
        for box in (self.length_box, self.freedom_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for value in LENGTHS:
            self.length_box.addItem("", value)
        for temperature in TEMPERATURES:
            self.freedom_box.addItem("", temperature)
        self.length_box.setCurrentIndex(1)
        self.freedom_box.setCurrentIndex(1)
        for widget in (
            self._length_label,
            self.length_box,
            self._freedom_label,
            self.freedom_box,
        ):
            self.options.addWidget(widget)
        for at, button in enumerate(
            (self.new_button, self.open_button, self.undo_button, self.redo_button)
        ):
            self.pane.tools.insertWidget(at, button)
        self.pane.bottom.addStretch(1)
        self.body.addWidget(self.pane, 1)
        self.body.addWidget(self.instruction)
        self.body.addWidget(self.model_line)
        self.empty.setParent(self.editor)
        self.empty.setCursor(Qt.CursorShape.IBeamCursor)
        self.empty.sample_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.editor.viewport().installEventFilter(self)
        self.empty.installEventFilter(self)

    def _connect(self) -> None:
        document = self.editor.document()
        document.undoAvailable.connect(self.undo_button.setEnabled)
        document.redoAvailable.connect(self.redo_button.setEnabled)
        document.modificationChanged.connect(self._show_name)
        document.contentsChanged.connect(self._text_changed)
        self.undo_button.setEnabled(False)
        self.redo_button.setEnabled(False)
        self.undo_button.clicked.connect(self.editor.undo)
        self.redo_button.clicked.connect(self.editor.redo)
        self.open_button.clicked.connect(self.open_file)
        self.new_button.clicked.connect(self.new_document)
        self.instruction.returnPressed.connect(self.start)
        self.instruction.textChanged.connect(self._show_run_text)
        self.count_long_texts(self.pane)
        save_as = QShortcut(QKeySequence("Ctrl+Shift+S"), self)
        save_as.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save_as.activated.connect(self.save_as)

    # --- the document -------------------------------------------------------------------------

    @property
    def has_unsaved(self) -> bool:
        """Whether there are words that no file holds."""
        return self.editor.document().isModified() and not self.editor.is_empty

    def new_document(self) -> None:
        """Begin with nothing."""
        self.when_saved(lambda: self._put("", None))

    def open_path(self, path: Path) -> None:
        def read() -> None:
            self._revision_known = self.editor.document().revision()
            super(WritePanel, self).open_path(path)

        self.when_saved(read)

    def show_document(self, document: Document) -> None:
        def show() -> None:
            self._put(document.text, document)
            self.context.say(self.tr("Opened {name}").format(name=document.path.name))

        if self.editor.document().revision() == self._revision_known:
            show()
        else:
            # Words were typed while the file was being read.
            self.when_saved(show)

    def _put(self, text: str, document: Document | None) -> None:
        self.stop()
        self._drop_insertion()
        self._n_put += 1
        self._document = document
        self.editor.setPlainText(text)
        self.editor.document().setModified(False)
        self.error_line.clear()
        self.progress_line.clear()
        self._show_name()
        self.editor.setFocus()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Do ``then`` at once, or after the person has said what becomes of unsaved words."""
        if not self.has_unsaved:
            then()
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Save your text first?"))
        box.setInformativeText(self.tr("If you don’t save it, your changes are lost."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def answered(answer: int) -> None:
            if answer == buttons.Save:
                self._save(then)
            elif answer == buttons.Discard:
                then()

        box.finished.connect(answered)
        box.open()

    def save_result(self) -> None:
        """Save to the file that was opened; ask where if there is none."""
        self._save(lambda: None)

    def save_as(self) -> None:
        """Ask where and save."""
        self._save(lambda: None, asks=True)

    def _save(self, then: Callable[[], None], asks: bool = False) -> None:
        if self.editor.is_empty:
            self.error_line.show_error(TextEmpty())
            return
        document = self._document
        path = document.path if document and not asks else self._ask_path()
        if path is None:
            return
        text = self.editor.text()
        revision, n_put = self.editor.document().revision(), self._n_put
        kept = document or Document(path, text, "utf-8", "\n", "text", has_bom=False)

        def saved(written: Saved) -> None:
            if self._n_put == n_put:
                # Else another text stands here by now: saving that must not go to this file.
                self._document = written.document
            if self.editor.document().revision() == revision:
                self.editor.document().setModified(False)
            self._show_name()
            said = self.tr("Saved {name}")
            if written.is_encoding_changed:
                said = self.tr("Saved {name} as UTF-8: its old encoding lacks a character")
            self.context.say(said.format(name=path.name))
            then()

        self.error_line.clear()
        self.call("files", lambda: save_document(kept, text, path), saved)

    def _ask_path(self) -> Path | None:
        name = self._document.path.name if self._document else self.tr("Untitled") + ".txt"
        title = self.tr("Save your text")
        return self.context.dialogs.save_file(self, title, name, self.save_filters())

    def copy_result(self) -> None:
        """Copy what is selected, or everything."""
        chosen = self.editor.textCursor().selectedText().replace("\u2029", "\n")
        text = chosen or self.editor.text()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.context.say(self.tr("Copied"))

    # --- running ------------------------------------------------------------------------------

    def task(self) -> Task[ContinueRequest, Continued]:
        return self.context.workbench.write

    def model_id(self) -> str | None:
        spec = usual_model(self.context.workbench, "writing")
        return spec.id if spec else None

    def show_model(self, line: ModelLine, device: str = "", model_id: str | None = None) -> None:
        super().show_model(line, device, model_id)
        # Only an instruct model can be told what to do.
        spec = usual_model(self.context.workbench, "writing")
        self.instruction.setVisible(spec is not None and spec.is_chat)
        self._show_run_text()

    def make_request(self) -> ContinueRequest:
        text, place = self.editor.text(), self._place()
        # A line that is hidden asks for nothing.
        instruction = "" if self.instruction.isHidden() else self.instruction.text().strip()
        if not text[:place].strip() and not instruction:
            raise TextEmpty
        return ContinueRequest(
            before=text[:place],
            after=text[place:],
            max_tokens=int(self.length_box.currentData()) * (_ANSWER if instruction else 1),
            temperature=float(self.freedom_box.currentData()),
            instruction=instruction,
        )

    def _place(self) -> int:
        """Where to carry on: the cursor, behind a selection if there is one."""
        return self.editor.positions().to_text(self.editor.textCursor().selectionEnd())

    def on_started(self, request: ContinueRequest) -> None:
        cursor = self.editor.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        self.editor.setTextCursor(cursor)
        self._drop_insertion()
        self._insertion = StreamedInsertion(self.editor.document(), cursor.position(), self)
        self._insertion.abandoned.connect(self.stop)

    def on_chunk(self, text: str) -> None:
        insertion = self._insertion
        if insertion is None:
            return
        follows = self.editor.textCursor().position() == insertion.end_position
        insertion.add(text)
        self.editor.mark_cursors(_NEW, [insertion.selection()], soft_mark)
        if follows:
            self.editor.ensureCursorVisible()

    def on_done(self, request: ContinueRequest, result: Continued) -> str:
        self._seal()
        origin = result.origin
        self.show_model(self.model_line, origin.device, origin.model_id)
        if not result.text.strip():
            return self.tr("The model had nothing to add here")
        return self.tr("{count} words in {seconds:.1f} s").format(
            count=text_length(result.text).n_words, seconds=result.seconds
        )

    def on_stopped(self) -> None:
        self._seal()

    def on_failed(self) -> None:
        self._seal()

    def _seal(self) -> None:
        """What was added is one undo step from now on; its mark goes with the next edit."""
        if self._insertion is not None:
            self._insertion.end()
            self._insertion = None

    def _drop_insertion(self) -> None:
        self._seal()
        self.editor.unmark(_NEW)

    # --- history and samples ------------------------------------------------------------------

    def open_entry(self, entry: Entry) -> None:
        """Show the text with what was added marked."""

        def show() -> None:
            self._put("", None)
            after = str(entry.detail.get("after", ""))
            self.editor.setPlainText(entry.input + entry.output + after)
            start, end = len(entry.input), len(entry.input) + len(entry.output)
            self.editor.mark(_NEW, [(start, end)], soft_mark)
            self.editor.show_place(end, end)
            self.show_model(self.model_line, entry.device, entry.model_id)

        self.when_saved(show)

    def try_sample(self) -> None:
        def run(document: Document) -> None:
            self._put(document.text.rstrip("\n"), None)
            self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
            self.start()

        self.when_saved(lambda: self.read_sample(run))

    # --- looks --------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Write")

    def _show_run_text(self) -> None:
        self.run_button.set_text(self.run_text())

    def run_text(self) -> str:
        is_asked = not self.instruction.isHidden() and self.instruction.text().strip()
        return self.tr("Do it") if is_asked else self.tr("Continue")

    def retranslate(self) -> None:
        super().retranslate()
        self.editor.setAccessibleName(self.tr("Your text"))
        self._length_label.setText(self.tr("&Length"))
        self._freedom_label.setText(self.tr("&Freedom"))
        self.instruction.setPlaceholderText(
            self.tr("Say what to do with the text, or leave this empty to go on writing")
        )
        self.instruction.setAccessibleName(self.tr("What the model is to do with the text"))
        lengths = (self.tr("A few words"), self.tr("A sentence or two"), self.tr("A paragraph"))
        freedoms = (self.tr("Likeliest words"), self.tr("Some freedom"), self.tr("Much freedom"))
        for box, names in ((self.length_box, lengths), (self.freedom_box, freedoms)):
            for at, name in enumerate(names):
                box.setItemText(at, name)
        self.length_box.setAccessibleName(self.tr("How much to write"))
        self.freedom_box.setAccessibleName(self.tr("How freely to choose words"))
        self.new_button.set_label(self.tr("New text"))
        self.open_button.set_label(self.tr("Open…"), "Ctrl+O")
        self.undo_button.set_label(self.tr("Undo"), "Ctrl+Z")
        self.redo_button.set_label(self.tr("Redo"), "Ctrl+Shift+Z")
        self.copy_button.set_label(self.tr("Copy all"), "Ctrl+Shift+C")
        self.empty.set_texts(
            self.tr("Begin to write"),
            self.tr(
                "Type, paste or drop a text file. Then press Continue: the model goes on "
                "from the cursor."
            ),
        )
        self._show_name()

    def _show_name(self) -> None:
        name = self._document.path.name if self._document else self.tr("Untitled")
        mark = " •" if self.has_unsaved else ""
        self.pane.title.setText(name + mark)
        path = str(self._document.path) if self._document else ""
        self.pane.title.setToolTip(path)
        self.pane.title.setAccessibleName(
            self.tr("{name}, not saved").format(name=name) if mark else name
        )

    def _text_changed(self) -> None:
        self.empty.setVisible(self.editor.is_empty)
        if self._insertion is None:
            self.editor.unmark(_NEW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the empty state over the middle of the editor; a click on it begins to write."""
        if watched is self.editor.viewport() and event.type() == QEvent.Type.Resize:
            area = self.editor.viewport().geometry()
            height = min(area.height(), self.empty.sizeHint().height())
            self.empty.setGeometry(
                area.left(), area.center().y() - height // 2, area.width(), height
            )
        elif watched is self.empty and event.type() == QEvent.Type.MouseButtonPress:
            self.editor.setFocus()
        return super().eventFilter(watched, event)
