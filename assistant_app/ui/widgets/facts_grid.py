"""Names and values in two columns, for reading and copying."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

_LONG_WORD = re.compile(r"\w{24}(?=\w{8})")
_BREAK = "\N{ZERO WIDTH SPACE}"


def breakable(text: str) -> str:
    """``text`` with places to go on in the next line inside very long words: one word without an
    end, as a model may make it, would push the page aside."""
    return _LONG_WORD.sub(lambda found: found[0] + _BREAK, text)


class FactsGrid(QWidget):
    """A value that is empty leaves its line out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[tuple[str, str], ...] = ()

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What it shows now."""
        return self._shown

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        shown = tuple((name, value) for name, value in facts if value)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(shown):
            self._grid.addWidget(_name(name), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_value(name, value), row, 1)


def _name(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("quiet")
    return label


def _value(name: str, text: str) -> QLabel:
    label = QLabel(breakable(text))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAccessibleName(f"{name}: {text}")
    return label
