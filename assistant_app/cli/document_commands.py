"""``deskhand translate`` for documents with a format, for many files and for folders."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Literal

import click

from assistant_app.cancel import CancelToken
from assistant_app.cli.options import ChosenDevice, Context
from assistant_app.cli.running import FAILED, record, run_task
from assistant_app.documents import save_text
from assistant_app.documents.base import KINDS
from assistant_app.error_text import error_text
from assistant_app.errors import AppError
from assistant_app.tasks.base import Chunk, Item
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.document_files import DOUBTS
from assistant_app.tasks.document_run import TranslatedDocument
from assistant_app.tasks.doubts_export import doubts_csv, doubts_markdown, plain_reasons
from assistant_app.tasks.guards import as_rows
from assistant_app.tasks.translate_document import (
    DocumentBegun,
    DocumentsRequest,
    DocumentsTranslated,
)

DoubtsList = Literal["md", "csv"]
_SHOWN_DOUBTS = 5
_SHOWN_REASONS = 3


def is_for_documents(paths: tuple[Path, ...], folder: Path | None, is_bilingual: bool) -> bool:
    """Whether files are to be written, and not a text to the standard output."""
    if folder is not None or is_bilingual or len(paths) > 1:
        return True
    return any(path.is_dir() or path.suffix.lower() not in ("", *KINDS) for path in paths)


def translate_documents(
    click_context: click.Context,
    request: DocumentsRequest,
    device: ChosenDevice | None,
    *,
    is_recorded: bool,
    lists: DoubtsList | None,
) -> None:
    """Run the task and say what became of each file; exit code 1 if one that was named was not
    translated, or none of a folder. Of each with doubts, ``lists`` is the ending of a file beside
    the result that lists them."""
    context: Context = click_context.obj
    workbench = context.opened(device)
    cancel = CancelToken()
    work = workbench.translate_documents.run(request, cancel)
    lines = _Lines(context)

    def add(event: Chunk | Item) -> None:
        lines.add(event)
        if isinstance(event, Item) and isinstance(event.value, TranslatedDocument):
            done = event.value
            if is_recorded:
                started = time.perf_counter() - done.seconds
                record(context.terminal, workbench, "translate", request, done, started)
            if lists and done.doubts:
                _list_doubts(context, done, lists)

    result = run_task(context.terminal, work, cancel, add, is_streaming=False)
    if context.is_json:
        context.terminal.json(_value(result))
    named = {skip.path for skip in result.skipped} & set(request.paths)
    if named or not result.documents:
        click_context.exit(FAILED)


def _list_doubts(context: Context, done: TranslatedDocument, ending: DoubtsList) -> None:
    path = done.saved_as.with_name(f"{done.saved_as.name}{DOUBTS}.{ending}")
    try:
        if ending == "csv":
            save_text(path, doubts_csv(done), encoding="utf-8-sig")
        else:
            save_text(path, doubts_markdown(done))
    except AppError as error:
        context.terminal.notice(error)
    else:
        context.terminal.note(f"{done.path.name}: what to look at is listed in {path}")


class _Lines:
    """A line for each document as it is done, and what should be looked at."""

    def __init__(self, context: Context) -> None:
        self._terminal = context.terminal
        self._is_quiet = context.is_json

    def add(self, event: Chunk | Item) -> None:
        match event:
            case Item(TranslatedDocument() as done):
                if not self._is_quiet:
                    self._terminal.line(f"{done.path}\t{done.saved_as}")
                for line in _notes(done):
                    self._terminal.note(f"{done.path.name}: {line}")
            case Item(DocumentBegun()):
                pass  # the line of the progress names it
            case Item(Skipped() as skip):
                self._terminal.note(f"skipped: {error_text(skip.error)}")
            case _:
                raise TypeError(f"translating documents yields no {type(event).__name__}")


def _notes(done: TranslatedDocument) -> list[str]:
    lines = [
        f"{'could not be kept' if each.is_lost else 'left as it was'}: {each.what} ({each.count})"
        for each in done.left_alone
    ]
    if done.doubts:
        noun = "sentence" if done.n_sentences == 1 else "sentences"
        lines.append(f"{len(done.doubts)} of {done.n_sentences} {noun} should be looked at")
    for doubt in done.doubts[:_SHOWN_DOUBTS]:
        reasons = plain_reasons(doubt.findings[:_SHOWN_REASONS])
        if len(doubt.findings) > _SHOWN_REASONS:
            reasons += f" And {len(doubt.findings) - _SHOWN_REASONS} more."
        lines.append(f"  {_short(doubt.source)} -> {_short(doubt.text)}: {reasons}")
    if len(done.doubts) > _SHOWN_DOUBTS:
        lines.append(f"  and {len(done.doubts) - _SHOWN_DOUBTS} more (--json lists all)")
    return lines


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _value(result: DocumentsTranslated) -> dict[str, object]:
    return {
        "documents": [_document(each) for each in result.documents],
        "skipped": [
            {"path": str(skip.path), "message": error_text(skip.error)} for skip in result.skipped
        ],
        "seconds": round(result.seconds, 3),
    }


def _document(done: TranslatedDocument) -> dict[str, object]:
    return {
        "path": str(done.path),
        "saved_as": str(done.saved_as),
        "source": done.source,
        "target": done.target,
        "n_blocks": done.n_blocks,
        "n_sentences": done.n_sentences,
        "n_recalled": done.n_recalled,
        "doubts": [
            {
                "source": each.source,
                "text": each.text,
                "findings": as_rows(each.findings),
            }
            for each in done.doubts
        ],
        "left_alone": {each.what: each.count for each in done.left_alone if not each.is_lost},
        "not_kept": {each.what: each.count for each in done.left_alone if each.is_lost},
        "model": done.origin.model_id,
        "device": done.origin.device,
    }
