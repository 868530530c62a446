"""Writes the entries of a query to a file. Runs on the store lane."""

from __future__ import annotations

from codecs import getincrementalencoder
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from assistant_app.files import replace_file
from assistant_app.history.entry import Entry
from assistant_app.history.export import csv_pieces, json_pieces, markdown_pieces
from assistant_app.history.store import HistoryStore
from assistant_app.ui.history_model import Query, read_all

ExportFormat = Literal["md", "csv", "json"]


def export_entries(store: HistoryStore, query: Query, form: ExportFormat, path: Path) -> int:
    """Save every entry of ``query``; returns how many. Raises what the store and saving raise."""
    n_entries = 0

    def counted() -> Iterator[Entry]:
        nonlocal n_entries
        for entry in read_all(store, query):
            n_entries += 1
            yield entry

    match form:
        case "md":
            pieces, encoding = markdown_pieces(counted()), "utf-8"
        case "csv":
            pieces, encoding = csv_pieces(counted()), "utf-8-sig"
        case "json":
            pieces, encoding = json_pieces(counted()), "utf-8"
    encoder = getincrementalencoder(encoding)()
    replace_file(path, (encoder.encode(piece) for piece in pieces))
    return n_entries
