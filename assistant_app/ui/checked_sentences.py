"""Sentences that the guards had doubts about and that the person has looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from assistant_app.tasks.guards import Finding
from assistant_app.ui.translation_marks import TranslationMarks
from assistant_app.ui.widgets.undo_bar import UndoBar

Findings = dict[int, tuple[Finding, ...]]


class CheckedSentences(QObject):
    """Takes the doubts off the pairs of ``marks``, and puts them back. Nothing is stored."""

    def __init__(self, marks: TranslationMarks, undo_bar: UndoBar, parent: QObject) -> None:
        super().__init__(parent)
        self._marks, self._undo_bar = marks, undo_bar

    def check(self, numbers: Sequence[int]) -> Findings:
        """These sentences are in order as they are. Returns what had been found in them, for
        ``doubt``."""
        pairs = self._marks.pairs
        taken = {number: pairs[number].findings for number in numbers if pairs[number].findings}
        if taken:
            settled = pairs.with_findings(dict.fromkeys(taken, ()))
            self._marks.change_pairs(settled, self._marks.current)
        return taken

    def doubt(self, taken: Findings, turn: int) -> None:
        """Put back what ``check`` took in this ``turn`` of the marks."""
        if turn == self._marks.turn:
            doubted = self._marks.pairs.with_findings(taken)
            self._marks.change_pairs(doubted, self._marks.current)

    def check_all(self) -> None:
        """All sentences to look at are in order; it can be taken back."""
        taken = self.check(self._marks.pairs.suspects())
        if not taken:
            return
        turn = self._marks.turn
        said = self.tr("{count} sentences marked as checked").format(count=len(taken))
        if len(taken) == 1:
            said = self.tr("1 sentence marked as checked")
        self._undo_bar.offer(said, lambda: self.doubt(taken, turn))
