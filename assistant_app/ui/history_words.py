"""How the history speaks of an entry: its time, its first words, its duration."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from assistant_app.history.entry import Entry
from assistant_app.tasks.document_entries import document_of, is_document
from assistant_app.ui.actions import action_text
from assistant_app.ui.document_words import left_text, summary_text

_SNIPPET = 240


def when_text(created: datetime, now: datetime | None = None) -> str:
    """The time of day for today, the date for earlier days, as the person's language writes it."""
    local = created.astimezone()
    today = (now or datetime.now(local.tzinfo)).astimezone(local.tzinfo).date()
    moment = QDateTime.fromSecsSinceEpoch(int(created.timestamp()))
    locale = QLocale()
    if local.date() == today:
        return locale.toString(moment.time(), QLocale.FormatType.ShortFormat)
    return locale.toString(moment, QLocale.FormatType.ShortFormat)


def snippet(text: str) -> str:
    """The first words on one line."""
    return " ".join(text[: 2 * _SNIPPET].split())[:_SNIPPET]


def listed_texts(entry: Entry) -> tuple[str, str]:
    """What stands in the list: what was given and what it became; of files their names alone."""
    if is_document(entry):
        return Path(entry.input).name, Path(entry.output).name
    return entry.input, entry.output


def shown_texts(entry: Entry) -> tuple[str, str]:
    """The same in full; of a document its paths, and what was said of it."""
    if not is_document(entry):
        return entry.input, entry.output
    done = document_of(entry)
    said = [summary_text(done), *map(left_text, done.left_alone)]
    return entry.input, "\n".join([entry.output, "", *said])


def origin_text(entry: Entry, model_title: str) -> str:
    """Model, device and duration on one line."""
    seconds = QCoreApplication.translate("History", "{seconds} s").format(
        seconds=f"{entry.duration_s:.1f}"
    )
    return " · ".join(part for part in (model_title, entry.device, seconds) if part)


def spoken_text(entry: Entry) -> str:
    """All of it for a screen reader."""
    given, _ = listed_texts(entry)
    parts = [action_text(entry.panel), when_text(entry.created), snippet(given)]
    if entry.is_pinned:
        parts.insert(0, QCoreApplication.translate("History", "Pinned"))
    return ", ".join(parts)
