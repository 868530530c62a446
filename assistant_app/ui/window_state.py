"""What the window finds again next time: its place, its splitters, the last page. JSON values."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter, QWidget


def geometry_text(window: QWidget) -> str:
    """Size and place, as text for the settings file."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")


def restore_geometry(window: QWidget, text: object) -> bool:
    """False if ``text`` is nothing that Qt wrote; the window then keeps its usual size."""
    return isinstance(text, str) and window.restoreGeometry(_bytes(text))


def splitter_texts(page: QWidget) -> dict[str, object]:
    """The state of every splitter in ``page``, by name or by order."""
    return {
        splitter.objectName() or str(index): bytes(splitter.saveState().toBase64().data()).decode()
        for index, splitter in enumerate(page.findChildren(QSplitter))
    }


def restore_splitters(page: QWidget, texts: object) -> None:
    """Splitters that ``texts`` does not know keep their usual state."""
    if not isinstance(texts, Mapping):
        return
    for index, splitter in enumerate(page.findChildren(QSplitter)):
        text = texts.get(splitter.objectName() or str(index))
        if isinstance(text, str):
            splitter.restoreState(_bytes(text))


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))
