"""Words for documents: their kinds, how far they are, what was left as it was."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from assistant_app.documents.blocks import LeftAlone
from assistant_app.error_text import error_text
from assistant_app.tasks.document_run import TranslatedDocument
from assistant_app.ui.document_rows import DocumentRow, DocumentState
from assistant_app.ui.language_names import language_name

KINDS_TEXT = ".docx, .pptx, .xlsx, .odt, .html, .srt, .vtt, .po, .xliff, .md, .txt"
"""The kinds of documents that people know, for hints."""

_KINDS = {
    QT_TRANSLATE_NOOP("Documents", "Word document"): (".docx", ".docm"),
    QT_TRANSLATE_NOOP("Documents", "Slides"): (".pptx", ".pptm"),
    QT_TRANSLATE_NOOP("Documents", "Spreadsheet"): (".xlsx", ".xlsm"),
    QT_TRANSLATE_NOOP("Documents", "OpenDocument text"): (".odt", ".ott"),
    QT_TRANSLATE_NOOP("Documents", "Web page"): (".html", ".htm", ".xhtml"),
    QT_TRANSLATE_NOOP("Documents", "Subtitles"): (".srt", ".vtt"),
    QT_TRANSLATE_NOOP("Documents", "Messages of a program"): (".po", ".pot", ".xlf", ".xliff"),
    QT_TRANSLATE_NOOP("Documents", "Markdown"): (".md", ".markdown"),
}
_KIND_OF = {suffix: str(kind) for kind, suffixes in _KINDS.items() for suffix in suffixes}

_LEFT = (
    QT_TRANSLATE_NOOP("Documents", "cells that formulas compare with"),
    QT_TRANSLATE_NOOP("Documents", "charts, but for their titles"),
    QT_TRANSLATE_NOOP("Documents", "column headings that tables refer to"),
    QT_TRANSLATE_NOOP("Documents", "comments on slides"),
    QT_TRANSLATE_NOOP("Documents", "embedded objects"),
    QT_TRANSLATE_NOOP("Documents", "digital signatures"),
    QT_TRANSLATE_NOOP("Documents", "drawings with text"),
    QT_TRANSLATE_NOOP("Documents", "equations"),
    QT_TRANSLATE_NOOP("Documents", "formulas with words in them"),
    QT_TRANSLATE_NOOP("Documents", "front matters"),
    QT_TRANSLATE_NOOP("Documents", "lines of tables of contents and other fields"),
    QT_TRANSLATE_NOOP("Documents", "messages marked as final or as not to be translated"),
    QT_TRANSLATE_NOOP("Documents", "messages marked fuzzy"),
    QT_TRANSLATE_NOOP("Documents", "messages that have a translation"),
    QT_TRANSLATE_NOOP("Documents", "messages with several forms in one text"),
    QT_TRANSLATE_NOOP("Documents", "names of sheets"),
    QT_TRANSLATE_NOOP("Documents", "paragraphs with unusual indentation"),
    QT_TRANSLATE_NOOP("Documents", "pieces of old WordArt"),
    QT_TRANSLATE_NOOP("Documents", "preformatted texts"),
    QT_TRANSLATE_NOOP("Documents", "restrictions on editing"),
    QT_TRANSLATE_NOOP("Documents", "texts in HTML"),
    QT_TRANSLATE_NOOP("Documents", "texts in input fields"),
    QT_TRANSLATE_NOOP("Documents", "texts marked as deleted"),
    QT_TRANSLATE_NOOP("Documents", "texts marked as not to be translated"),
    QT_TRANSLATE_NOOP("Documents", "threaded comments"),
)
"""What the readers of documents leave alone, in their words, for the translation tool to find."""


def kind_text(path: Path) -> str:
    """Such as “Word document”."""
    kind = _KIND_OF.get(path.suffix.lower())
    if kind is None:
        return QCoreApplication.translate("Documents", "Text")
    return QCoreApplication.translate("Documents", kind)


def state_text(row: DocumentRow) -> str:
    """One line: how far it is, or what became of it."""
    match row.state:
        case DocumentState.WAITING:
            return QCoreApplication.translate("Documents", "Waiting")
        case DocumentState.RUNNING:
            return _shared(QCoreApplication.translate("Documents", "Translating"), row)
        case DocumentState.PAUSED:
            return _shared(QCoreApplication.translate("Documents", "Paused"), row)
        case DocumentState.STOPPED:
            return QCoreApplication.translate("Documents", "Stopped; what was done is kept")
        case DocumentState.DONE if row.done is not None:
            return f"{counted_text(row.done)} · {doubts_text(row.done)}"
        case DocumentState.DONE:
            return ""
        case DocumentState.SKIPPED:
            reason = error_text(row.error, QCoreApplication.translate) if row.error else ""
            reason = reason.replace(str(row.path), row.path.name)
            return QCoreApplication.translate("Documents", "Skipped: {reason}").format(
                reason=reason
            )
        case _:
            assert_never(row.state)


def spoken_text(row: DocumentRow) -> str:
    """The whole row for a screen reader."""
    return ", ".join((row.path.name, kind_text(row.path), state_text(row)))


def summary_text(done: TranslatedDocument) -> str:
    """Languages and counts on one line."""
    way = QCoreApplication.translate("Documents", "{source} to {target}").format(
        source=language_name(done.source), target=language_name(done.target)
    )
    if done.via:
        by_way = QCoreApplication.translate("Documents", "{way}, by way of {language}")
        way = by_way.format(way=way, language=language_name(done.via))
    said = (way, counted_text(done), recalled_text(done), doubts_text(done))
    return " · ".join(text for text in said if text)


def counted_text(done: TranslatedDocument) -> str:
    """How many sentences it has."""
    if done.n_sentences == 1:
        return QCoreApplication.translate("Documents", "1 sentence")
    said = QCoreApplication.translate("Documents", "{count} sentences")
    return said.format(count=f"{done.n_sentences:,}")


def doubts_text(done: TranslatedDocument) -> str:
    """How many of them should be looked at."""
    if not done.doubts:
        return QCoreApplication.translate("Documents", "nothing was noticed")
    said = QCoreApplication.translate("Documents", "{count} to look at")
    return said.format(count=f"{len(done.doubts):,}")


def left_text(left: LeftAlone) -> str:
    """Such as “Left as it was: equations (3)”."""
    what = QCoreApplication.translate("Documents", left.what)
    said = QCoreApplication.translate("Documents", "Left as it was: {what} ({count})")
    if left.is_lost:
        said = QCoreApplication.translate("Documents", "Could not be kept: {what} ({count})")
    return said.format(count=f"{left.count:,}", what=what)


def recalled_text(done: TranslatedDocument) -> str:
    """How many came from the memory; nothing if none did."""
    if not done.n_recalled:
        return ""
    said = QCoreApplication.translate("Documents", "{count} from your memory of translations")
    return said.format(count=f"{done.n_recalled:,}")


def _shared(word: str, row: DocumentRow) -> str:
    return f"{word} · {int(100 * row.fraction)} %" if row.fraction else word
