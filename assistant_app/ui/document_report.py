"""What is to be told of one translated document, as rich text: what to look at, what was left."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPalette

from assistant_app.error_text import error_text
from assistant_app.tasks.document_run import Doubt
from assistant_app.ui.document_rows import DocumentRow
from assistant_app.ui.document_words import left_text, summary_text
from assistant_app.ui.finding_words import findings_text
from assistant_app.ui.widgets.tints import quiet_text, warning_mark

_MOST = 200
"""Doubts that are shown: with more of them, the document is to be read as a whole."""


def report_html(row: DocumentRow, palette: QPalette) -> str:
    """Empty for a document whose turn has not come."""
    if row.error is not None:
        return _paragraph(escape(error_text(row.error, QCoreApplication.translate)))
    if row.done is None:
        return ""
    done = row.done
    parts = [_paragraph(escape(summary_text(done)))]
    parts += [_paragraph(escape(left_text(left))) for left in done.left_alone]
    parts += [_doubt(each, palette) for each in done.doubts[:_MOST]]
    if len(done.doubts) > _MOST:
        more = QCoreApplication.translate("Documents", "and {count} more")
        parts.append(_paragraph(more.format(count=f"{len(done.doubts) - _MOST:,}")))
    return "".join(parts)


def _doubt(doubt: Doubt, palette: QPalette) -> str:
    quiet, amber = quiet_text(palette).name(), warning_mark(palette).name()
    return (
        f'<p style="margin-top:14px;margin-bottom:0"><span style="color:{quiet}">'
        f"{escape(doubt.source)}</span></p>"
        f'<p style="margin-top:2px;margin-bottom:2px">{escape(doubt.text)}</p>'
        f'<p style="margin-top:0"><span style="background-color:{amber}">&nbsp;'
        f"{escape(findings_text(doubt.findings))}&nbsp;</span></p>"
    )


def _paragraph(html: str) -> str:
    return f'<p style="margin-top:4px;margin-bottom:4px">{html}</p>'
