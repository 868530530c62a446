"""Two texts with the same paragraphs that scroll as one."""

from __future__ import annotations

from PySide6.QtCore import QObject

from assistant_app.ui.widgets.text_editor import TextEditor


class ScrollLink(QObject):
    """Keeps the paragraph at the top of one text at the top of the other.

    A translation has the paragraphs of its source, one for one, but not their heights: within a
    paragraph both stand at the same share of its lines. At the very end both are at their end.
    """

    def __init__(self, first: TextEditor, second: TextEditor, parent: QObject) -> None:
        super().__init__(parent)
        self.is_on = True
        self._is_following = False
        first.verticalScrollBar().valueChanged.connect(lambda: self._follow(first, second))
        second.verticalScrollBar().valueChanged.connect(lambda: self._follow(second, first))

    def _follow(self, leader: TextEditor, follower: TextEditor) -> None:
        if self._is_following or not self.is_on:
            return
        self._is_following = True
        try:
            follower.verticalScrollBar().setValue(_matching_line(leader, follower))
        finally:
            self._is_following = False


def _matching_line(leader: TextEditor, follower: TextEditor) -> int:
    """The scroll value of ``follower`` (in visual lines) that shows what ``leader`` shows."""
    bar = leader.verticalScrollBar()
    other = follower.verticalScrollBar()
    if bar.value() >= bar.maximum():
        return other.maximum()
    block = leader.document().findBlockByLineNumber(bar.value())
    twin = follower.document().findBlockByNumber(block.blockNumber())
    if not block.isValid() or not twin.isValid():
        return other.maximum()
    share = (bar.value() - block.firstLineNumber()) / max(block.lineCount(), 1)
    return twin.firstLineNumber() + int(share * max(twin.lineCount(), 1))
