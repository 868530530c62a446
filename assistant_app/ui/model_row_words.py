"""Words for one line of the list of models."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assistant_app.ui.download_words import state_text
from assistant_app.ui.language_names import language_name
from assistant_app.ui.model_facts import (
    short_licence,
    size_text,
    source_text,
    task_text,
)
from assistant_app.ui.model_rows import Heading, ModelRow
from assistant_app.ui.model_words import title_text


def heading_text(heading: Heading) -> str:
    """A task, or what stands below it."""
    if heading.kind == "downloads":
        return QCoreApplication.translate("ModelRows", "Downloads")
    if heading.kind == "found":
        return QCoreApplication.translate("ModelRows", "Found in your models folder")
    if heading.kind == "offered" or heading.task is None:
        return QCoreApplication.translate("ModelRows", "More to download")
    return task_text(heading.task)


def marks_of(row: ModelRow) -> list[str]:
    """What is worth a mark beside the title."""
    marks: list[str] = []
    if row.used_for:
        marks.append(QCoreApplication.translate("ModelRows", "Default"))
    if row.is_loaded:
        marks.append(QCoreApplication.translate("ModelRows", "Loaded"))
    return marks


def facts_text(row: ModelRow) -> str:
    """The second line: how a download stands, else size, licence and where it came from."""
    if row.download is not None:
        return state_text(row.download)
    if row.fault is not None:
        return QCoreApplication.translate("ModelRows", "Damaged")
    spec = row.spec
    if spec is None:
        return QCoreApplication.translate("ModelRows", "Not imported yet") if row.path else ""
    size = size_text(spec.size_bytes)
    if not row.is_installed and spec.source == "hub" and spec.variants:
        licence = short_licence(spec)
        parts = [QCoreApplication.translate("ModelRows", "from {size}").format(size=_least(row))]
        parts.append(licence)
        if spec.is_gated:
            parts.append(QCoreApplication.translate("ModelRows", "asks to accept terms"))
        return " · ".join(parts)
    if not row.is_installed:
        return QCoreApplication.translate("ModelRows", "Its folder is gone")
    parts = [size, short_licence(spec), spec.precision, source_text(spec)]
    return " · ".join(part for part in parts if part)


def row_text(row: ModelRow) -> str:
    """Everything that the line shows, for a screen reader."""
    parts = [title_text(row.title), *marks_of(row), facts_text(row)]
    return ", ".join(part for part in parts if part)


def search_text(row: ModelRow) -> str:
    """What a filter looks through: also words that the line has no room for."""
    parts = [row_text(row), row.model_id]
    if row.spec is not None:
        spec = row.spec
        parts += [spec.repo_id, spec.family, spec.licence, spec.summary, *spec.languages]
        parts += [language_name(code) for code in spec.languages]
        parts += [task_text(task) for task in spec.tasks]
    return " ".join(parts)


def _least(row: ModelRow) -> str:
    assert row.spec is not None
    return size_text(min(variant.size_bytes for variant in row.spec.variants))
