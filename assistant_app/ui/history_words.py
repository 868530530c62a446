"""How the history speaks of an entry: its time, its first words, its duration."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from assistant_app.history.entry import Entry
from assistant_app.ui.actions import action_text

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


def origin_text(entry: Entry, model_title: str) -> str:
    """Model, device and duration on one line."""
    seconds = QCoreApplication.translate("History", "{seconds} s").format(
        seconds=f"{entry.duration_s:.1f}"
    )
    return " · ".join(part for part in (model_title, entry.device, seconds) if part)


def spoken_text(entry: Entry) -> str:
    """All of it for a screen reader."""
    parts = [action_text(entry.panel), when_text(entry.created), snippet(entry.input)]
    if entry.is_pinned:
        parts.insert(0, QCoreApplication.translate("History", "Pinned"))
    return ", ".join(parts)
