"""A translation out of the panel: copied or saved, alone or beside its source."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from assistant_app.tasks.translation_files import (
    BOTH_SUFFIXES,
    BothTexts,
    save_both,
    save_translation,
)
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.language_names import language_name
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.sentence_deeds import SentenceDeeds
from assistant_app.ui.widgets.icon_button import IconButton
from assistant_app.ui.widgets.text_editor import TextEditor


class TranslationOutput(QObject):
    """``more_button`` opens a menu of what concerns both texts. What was saved is suggested under
    its name the next time, until ``begin``."""

    def __init__(
        self,
        context: PanelContext,
        editors: tuple[TextEditor, TextEditor],
        deeds: SentenceDeeds,
        failed: OnFailed,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._failed, self._panel = context, failed, parent
        self._source, self._result = editors
        self._deeds = deeds
        self._name = ""
        self._saved: dict[str, str] = {}
        self.more_button = IconButton(context.icons, "more")
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(parent)
        self.copy_both_action, self.save_both_action = QAction(self), QAction(self)
        self.menu.addActions([self.copy_both_action, self.save_both_action])
        self.more_button.setMenu(self.menu)
        self.copy_both_action.triggered.connect(self.copy_both)
        self.save_both_action.triggered.connect(self.save_both)
        self.retranslate()

    def begin(self, name: str) -> None:
        """Another text; ``name`` is that of its file, or empty."""
        self._name = name
        self._saved = {}

    def place(self, tools: QHBoxLayout, before: QWidget, *after: QWidget) -> None:
        """Put the button behind ``before``, and Tab on to ``after``, one by one."""
        tools.insertWidget(tools.indexOf(before) + 1, self.more_button)
        for one, other in pairwise((before, self.more_button, *after)):
            QWidget.setTabOrder(one, other)

    # --- deeds --------------------------------------------------------------------------------

    def copy(self) -> None:
        """Copy what is selected in the translation, or all of it."""
        chosen = self._result.textCursor().selectedText().replace("\u2029", "\n")
        self._copy(chosen or self._result.text())

    def copy_both(self) -> None:
        """Copy each paragraph with its translation below it."""
        self._copy(self.both().text)

    def save(self, target: str, filters: str) -> None:
        """Ask where and save the translation into the language ``target``."""
        stem, _, ending = self._name.rpartition(".")
        name = f"{stem or self.tr('Translation')}.{target}.{ending or 'txt'}"
        text = self._result.text()
        title = self.tr("Save the translation")
        self._ask("alone", title, name, filters, lambda path: save_translation(path, text))

    def save_both(self) -> None:
        """Ask where and save both texts."""
        texts = self.both()
        stem = self._name.rpartition(".")[0] or self.tr("Translation")
        kinds = {
            ".docx": self.tr("Word, in two columns"),
            ".csv": self.tr("Table of sentences"),
            ".tsv": self.tr("Table of sentences"),
            ".tmx": self.tr("Translation memory"),
            ".txt": self.tr("Text, one below the other"),
        }
        filters = ";;".join(f"{kinds[suffix]} (*{suffix})" for suffix in BOTH_SUFFIXES)
        self._ask(
            "both",
            self.tr("Save both languages"),
            f"{stem}.{'-'.join(texts.languages)}.docx",
            filters,
            lambda path: save_both(path, texts),
        )

    def both(self) -> BothTexts:
        """Both texts as they stand."""
        deeds, direction = self._deeds, self._deeds.direction
        numbers = range(len(deeds.marks.pairs))
        source, target = map(language_name, direction)
        return BothTexts(
            self._source.text(),
            self._result.text(),
            tuple((deeds.source_of(number), deeds.translation_of(number)) for number in numbers),
            direction,
            (source, target),
        )

    def enable(self, has_result: bool) -> None:
        """Whether there is anything to copy or save."""
        self.more_button.setEnabled(has_result)

    def retranslate(self) -> None:
        self.more_button.set_label(self.tr("Both languages…"))
        self.copy_both_action.setText(self.tr("Copy both languages"))
        self.save_both_action.setText(self.tr("Save both languages…"))

    # --- inside -------------------------------------------------------------------------------

    def _copy(self, text: str) -> None:
        if text.strip():
            QGuiApplication.clipboard().setText(text)
            self._context.say(self.tr("Copied"))

    def _ask(
        self, kind: str, title: str, name: str, filters: str, save: Callable[[Path], None]
    ) -> None:
        name = self._saved.get(kind, name)
        path = self._context.dialogs.save_file(self._panel, title, name, filters)
        if path is None:
            return
        self._saved[kind] = path.name
        said = self.tr("Saved {name}").format(name=path.name)
        job = self._context.runner.call("files", lambda: save(path))
        follow(job, lambda _: self._context.say(said), self._failed)
