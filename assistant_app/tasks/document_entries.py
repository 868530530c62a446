"""Translated documents in the history: where the result lies and what was said of it.

The texts stand in the files, which are the person's; an entry keeps their names, the counts and the
sentences that should be looked at, up to ``MOST_DOUBTS`` of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from assistant_app.documents.blocks import LeftAlone
from assistant_app.history.entry import Entry
from assistant_app.tasks.base import Origin
from assistant_app.tasks.document_run import Doubt, TranslatedDocument
from assistant_app.tasks.guards import as_rows, from_rows
from assistant_app.tasks.translate_document import DocumentsRequest

MOST_DOUBTS: Final = 2000
"""Doubts that are kept; a document with more of them is to be read as a whole."""
_KIND: Final = "document"
_COUNTS: Final = ("n_blocks", "n_sentences", "n_recalled")


def is_document(entry: Entry) -> bool:
    """Whether ``entry`` is a whole document, and not a text."""
    return entry.detail.get("kind") == _KIND


def document_detail(request: DocumentsRequest, done: TranslatedDocument) -> dict[str, object]:
    """What an entry keeps of ``done`` beside its two paths, as JSON values."""
    doubts = [
        {"source": each.source, "text": each.text, "findings": as_rows(each.findings)}
        for each in done.doubts[:MOST_DOUBTS]
    ]
    return {
        "kind": _KIND,
        "layout": request.layout,
        "source": done.source,
        "target": done.target,
        "via": done.via,
        **{name: getattr(done, name) for name in _COUNTS},
        "n_doubts": len(done.doubts),
        "doubts": doubts,
        "left_alone": [[each.what, each.count, each.is_lost] for each in done.left_alone],
    }


def document_of(entry: Entry) -> TranslatedDocument:
    """The document of an entry for which ``is_document`` holds; of many doubts the first ones."""
    detail: Mapping[str, Any] = entry.detail
    counts = {name: int(detail.get(name, 0)) for name in _COUNTS}
    return TranslatedDocument(
        path=Path(entry.input),
        saved_as=Path(entry.output),
        source=str(detail.get("source", "")),
        target=str(detail.get("target", "")),
        doubts=tuple(
            Doubt(str(each["source"]), str(each["text"]), tuple(from_rows(each["findings"])))
            for each in detail.get("doubts", ())
        ),
        left_alone=tuple(
            LeftAlone(str(what), int(count), bool(is_lost))
            for what, count, is_lost in detail.get("left_alone", ())
        ),
        origin=Origin(entry.model_id, entry.device),
        via=str(detail.get("via", "")),
        seconds=entry.duration_s,
        **counts,
    )
