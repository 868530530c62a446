"""What the models of the catalog are good for, in the language of the window.

The catalog says it in English; the list here is for the translation tool to find, and a test holds
it to the catalog.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

SUMMARIES = (
    QT_TRANSLATE_NOOP(
        "Summaries", "Continues a sentence in English or Chinese. Small: it is fluent, not knowing."
    ),
)
"""In the order of the catalog."""


def summary_text(summary: str) -> str:
    """``summary`` translated if it is one of the catalog's; others stay as their makers wrote."""
    return QCoreApplication.translate("Summaries", summary) if summary else ""
