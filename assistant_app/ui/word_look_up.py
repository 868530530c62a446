"""Looks the word at hand up: what is selected in one of the texts, or the word at the cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import assert_never, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from assistant_app.errors import AppError
from assistant_app.jobs.job import Job
from assistant_app.jobs.outcome import Done, Failed, Outcome, Stopped
from assistant_app.tasks.alternatives import Alternatives, AlternativesRequest
from assistant_app.terms.dictionary import Found
from assistant_app.terms.entries import Term
from assistant_app.ui.follow import OnFailed, follow
from assistant_app.ui.language_names import language_name
from assistant_app.ui.look_up_popup import LookUpPopup
from assistant_app.ui.looked_up import LookedUp, entries_of, fitted, look_up, whole_word
from assistant_app.ui.panel import PanelContext
from assistant_app.ui.sentence_edits import SentenceEdits
from assistant_app.ui.translation_marks import TranslationMarks
from assistant_app.ui.widgets.text_editor import TextEditor
from assistant_app.ui.word_at_hand import WordAtHand, with_other_side, word_at_hand

_HEIGHT = 400


class WordLookUp(QObject):
    """In both texts, source and translation; the one that had the keyboard last goes first."""

    term_wanted = Signal(object)
    """A ``Term`` to add, as far as it is known."""

    def __init__(
        self,
        context: PanelContext,
        editors: tuple[TextEditor, TextEditor],
        marks: TranslationMarks,
        edits: SentenceEdits,
        failed: OnFailed,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._failed = context, failed
        self._editors, self._marks, self._edits = editors, marks, edits
        self._last = editors[0]
        self._asked = 0
        self._direction = ("", "")
        self._job: Job | None = None
        self.popup = LookUpPopup(parent)
        self.popup.used.connect(self._use)
        self.popup.copied.connect(self._copy)
        self.popup.closed.connect(self._stop)
        self.popup.add_requested.connect(self._add)
        for editor in editors:
            editor.left.connect(lambda editor=editor: self._remember(editor))
            editor.place_chosen.connect(lambda _place, editor=editor: self._remember(editor))

    def ask(self, direction: tuple[str, str]) -> None:
        """Open the popup at the word; nothing happens where there is none."""
        found = self._word()
        if found is None or not all(direction):
            return
        editor, word = found
        self._stop()
        self._direction = direction
        self._asked += 1
        self._show(word)
        corner = editor.cursorRect().bottomLeft()
        width = editor.width() * 3 // 4
        self.popup.open_at(editor.viewport().mapToGlobal(corner), width, _HEIGHT)
        self.popup.retranslate()
        text, dictionary = editor.text(), self._context.workbench.terms.dictionary
        job = self._context.runner.call("files", lambda: whole_word(dictionary, text, word))
        follow(job, self._if_asked(partial(self._begin, word, text)), self._failed)

    # --- asking -------------------------------------------------------------------------------

    def _show(self, word: WordAtHand) -> None:
        dictionary = self._context.workbench.terms.dictionary
        languages = " – ".join(map(language_name, self._direction))
        self.popup.show_word(word, languages, dictionary.knows(*self._direction))

    def _begin(self, word: WordAtHand, text: str, place: tuple[int, int]) -> None:
        """It is known where the word begins and ends: ask for all that there is of it."""
        if place != (word.start, word.end):
            word = replace(word, text=text[slice(*place)], start=place[0], end=place[1])
        sides = tuple(editor.text() for editor in self._editors)
        word = with_other_side(word, self._marks.pairs, *sides)
        self._show(word)
        bench, runner = self._context.workbench, self._context.runner
        glossaries, memory, dictionary = bench.glossaries, bench.memory, bench.terms.dictionary
        direction = self._direction
        stored = runner.call("store", lambda: look_up(glossaries, memory, direction, word.text))
        follow(stored, self._if_asked(self._show_stored), self._failed)
        if dictionary.knows(*direction):
            entries = runner.call("files", lambda: entries_of(dictionary, word))
            follow(entries, self._if_asked(self._show_entries), self._failed)
        else:
            self._ask_translator(word)

    def _if_asked(self, show: Callable[..., None]) -> Callable[..., None]:
        """``show``, as long as nothing else was asked for and the popup is open."""
        asked = self._asked

        def shown(result: object) -> None:
            if asked == self._asked and self.popup.isVisible():
                show(result)

        return shown

    def _show_stored(self, found: LookedUp) -> None:
        self.popup.show_stored(found)

    def _show_entries(self, entries: tuple[tuple[Found, bool], ...]) -> None:
        self.popup.show_entries(entries)
        if any(is_source for _, is_source in entries):
            self.popup.show_said(())
        else:
            self._ask_translator(self.popup.word)

    def _ask_translator(self, word: WordAtHand) -> None:
        """For want of a dictionary. Of a word of the translation the one that it was read off is
        asked for: what takes its place must be of its language."""
        text = word.text if word.is_source else word.other
        if not text:
            self.popup.show_said(())
            return
        request = AlternativesRequest(text, *self._direction)
        task = self._context.workbench.translate.alternatives
        job = self._context.runner.submit("device", task, request)
        self._job = job
        job.finished.connect(lambda outcome: self._end(job, outcome))

    def _end(self, job: Job, outcome: Outcome) -> None:
        if job is not self._job:
            return
        self._job = None
        match outcome:
            case Done(result, _):
                self.popup.show_said([way.text for way in cast(Alternatives, result).ways])
            case Failed(error, report):
                self.popup.show_said(())
                if not isinstance(error, AppError):
                    self._failed(error, report)
            case Stopped():
                self.popup.show_said(())
            case _:
                assert_never(outcome)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    # --- what is done with it -----------------------------------------------------------------

    def _use(self, text: str) -> None:
        word = self.popup.word
        place, number = word.place, word.number
        if place is None or number is None or number >= len(self._marks.pairs):
            return
        pair = self._marks.pairs[number]
        now = self._editors[1].text()[pair.target_start : pair.target_end]
        if now[slice(*place)] != word.now or self._editors[1].isReadOnly():
            self._copy(text)  # the translation has changed meanwhile
            return
        put = fitted(text, word.now)
        whole = now[: place[0]] + put + now[place[1] :]
        self._edits.replace(number, whole, place[0] + len(put))
        self._editors[1].setFocus()

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._context.say(self.tr("Copied"))

    def _add(self) -> None:
        """Only the half that was asked for: the other is for the person to say."""
        word = self.popup.word
        self.term_wanted.emit(Term(word.text, "") if word.is_source else Term("", word.text))

    # --- inside -------------------------------------------------------------------------------

    def _remember(self, editor: TextEditor) -> None:
        self._last = editor

    def _word(self) -> tuple[TextEditor, WordAtHand] | None:
        first = next((each for each in self._editors if each.hasFocus()), self._last)
        others = [each for each in self._editors if each is not first]
        selected = [each for each in (first, *others) if each.textCursor().hasSelection()]
        for editor in (*selected, first):
            word = word_at_hand(editor, editor is self._editors[0])
            if word is not None:
                return editor, word
        return None
