"""A dashed frame round an empty place, so that it reads as a place to put something."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


def framed(inner: QWidget, above: int = 0, below: int = 0) -> QWidget:
    """``inner`` in the frame, with room ``above`` and ``below`` to stand level with a neighbour."""
    frame = QFrame()
    frame.setObjectName("place")
    frame_column = QVBoxLayout(frame)
    frame_column.setContentsMargins(0, 0, 0, 0)
    frame_column.addWidget(inner)
    outer = QWidget()
    column = QVBoxLayout(outer)
    column.setContentsMargins(0, above, 0, below)
    column.addWidget(frame)
    return outer
