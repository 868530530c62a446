"""Results to history entries and back: the window and the command line record the same.

An entry keeps the texts in ``input`` and ``output``; ``detail`` holds the rest as JSON values, by
the names of the request's and the result's fields.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant_app import errors
from assistant_app.history.entry import Entry, Panel
from assistant_app.tasks.base import Origin
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.document_entries import document_detail
from assistant_app.tasks.document_run import TranslatedDocument
from assistant_app.tasks.guards import Finding, Kind, as_rows, from_rows
from assistant_app.tasks.label import Label, Labelled, LabelledPicture, LabelRequest
from assistant_app.tasks.summarise import Picked, SummariseRequest, Summary
from assistant_app.tasks.translate import Pair, TranslateRequest, Translation
from assistant_app.tasks.translate_document import DocumentsRequest
from assistant_app.tasks.write import Continued, ContinueRequest

_PLACES = ("source_start", "source_end", "target_start", "target_end")

Request = ContinueRequest | SummariseRequest | TranslateRequest | LabelRequest | DocumentsRequest
AnyResult = Continued | Summary | Translation | Labelled | TranslatedDocument


def entry_of(
    panel: Panel,
    request: Request,
    result: AnyResult,
    duration_s: float,
    created: datetime | None = None,
) -> Entry:
    """The entry of a finished result; ``created`` is now if it is not given. Of a document the
    entry has the paths of source and result in the place of their texts."""
    given, made = _texts(request, result)
    return Entry(
        panel=panel,
        input=given,
        output=made,
        model_id=result.origin.model_id,
        device=result.origin.device,
        duration_s=duration_s,
        created=created or datetime.now(UTC),
        detail=_detail(request, result),
    )


def _texts(request: Request, result: AnyResult) -> tuple[str, str]:
    if isinstance(result, TranslatedDocument):
        # Whole: who opens the history stands in another folder.
        return os.path.abspath(result.path), os.path.abspath(result.saved_as)
    made = labels_text(result) if isinstance(result, Labelled) else result.text
    match request:
        case LabelRequest() | DocumentsRequest():
            return "\n".join(str(path) for path in request.paths), made
        case ContinueRequest():
            return request.before, made
        case _:
            return request.text, made


def labels_text(labelled: Labelled) -> str:
    """One line for every picture: its name and what it shows, such as ``cat.png: cat 93 %``."""
    lines = []
    for picture in labelled.pictures:
        names = ", ".join(f"{each.name} {each.probability:.0%}" for each in picture.labels)
        lines.append(f"{picture.path.name}: {names or '-'}")
    return "\n".join(lines)


def continued_of(entry: Entry) -> Continued:
    """The result kept in an entry of the Write panel."""
    return Continued(
        text=entry.output,
        n_tokens=_number(entry.detail, "n_tokens"),
        seconds=entry.duration_s,
        origin=_origin(entry),
    )


def summary_of(entry: Entry) -> Summary:
    """The result kept in an entry of the Summarise panel."""
    detail = entry.detail
    picked = []
    for each in _rows(detail, "sentences"):
        start, end = int(each["start"]), int(each["end"])
        text = entry.input[start:end]
        picked.append(
            Picked(
                text=text,
                start=start,
                end=end,
                score=float(each["score"]),
                index=int(each["index"]),
                said=str(each.get("said", "")),
                is_doubtful=bool(each.get("is_doubtful", False)),
            )
        )
    return Summary(
        sentences=tuple(picked),
        n_sentences=_number(detail, "n_sentences"),
        n_read=_number(detail, "n_read"),
        n_characters=len(entry.input),
        origin=_origin(entry),
        language=str(detail.get("language", "en")),
        seconds=entry.duration_s,
    )


def translation_of(entry: Entry) -> Translation:
    """The result kept in an entry of the Translate panel."""
    pairs = tuple(map(_pair, _rows(entry.detail, "pairs")))
    return Translation(
        text=entry.output,
        pairs=pairs,
        n_sentences=len(pairs),
        seconds=entry.duration_s,
        origin=_origin(entry),
        source=str(entry.detail.get("source", "")),
        target=str(entry.detail.get("target", "")),
        via=str(entry.detail.get("via", "")),
    )


def labelled_of(entry: Entry) -> Labelled:
    """The result kept in an entry of the Images panel."""
    pictures = tuple(
        LabelledPicture(
            path=Path(each["path"]),
            labels=tuple(Label(**label) for label in each["labels"]),
            width=int(each["width"]),
            height=int(each["height"]),
        )
        for each in _rows(entry.detail, "pictures")
    )
    skipped = tuple(
        Skipped(Path(each["path"]), _error(each["error"], each["values"], Path(each["path"])))
        for each in _rows(entry.detail, "skipped")
    )
    return Labelled(pictures, skipped, entry.duration_s, _origin(entry))


def paths_of(entry: Entry) -> tuple[Path, ...]:
    """The files and folders that were given to the Images panel."""
    return tuple(Path(line) for line in entry.input.splitlines() if line)


def pair_fields(pair: Pair) -> dict[str, object]:
    """A pair as JSON values; what the guards say of it by the names of their rules."""
    return _fields(pair, "links", "findings") | {"findings": as_rows(pair.findings)}


def _pair(row: Mapping[str, Any]) -> Pair:
    begin, end, target_begin, target_end = (int(row[name]) for name in _PLACES)
    findings = list(from_rows(row.get("findings", ())))
    if row.get("is_suspect"):  # all that versions before this one knew
        findings.append(Finding(Kind.LOOP))
    is_recalled = bool(row.get("is_recalled"))
    return Pair(begin, end, target_begin, target_end, tuple(findings), is_recalled)


def _detail(request: Request, result: AnyResult) -> dict[str, object]:
    match request, result:
        case ContinueRequest(), Continued():
            return _fields(request, "before") | _fields(result, "text", "origin", "seconds")
        case SummariseRequest(), Summary():
            picked = [_fields(each, "text") for each in result.sentences]
            asked = {
                "n_wanted": request.sentences,
                "percent": request.percent,
                "is_written": result.is_written,
            }
            kept = _fields(result, "sentences", "origin", "seconds")
            return asked | kept | {"sentences": picked}
        case TranslateRequest(), Translation():
            pairs = [pair_fields(pair) for pair in result.pairs]
            asked_model = {"asked_model_id": request.model_id}
            return asked_model | {
                "source": result.source,
                "target": result.target,
                "pairs": pairs,
                "via": result.via,
            }
        case DocumentsRequest(), TranslatedDocument():
            return document_detail(request, result)
        case LabelRequest(), Labelled():
            return {
                "top": request.top,
                "threshold": request.threshold,
                "labels": list(request.labels),
                "template": request.template,
                "is_flat": result.is_flat,
                "pictures": [_picture(each) for each in result.pictures],
                "skipped": [_skipped(each) for each in result.skipped],
            }
        case _:
            raise TypeError(f"{type(result).__name__} is no result of {type(request).__name__}")


def _fields(value: Any, *without: str) -> dict[str, object]:
    return {
        each.name: getattr(value, each.name)
        for each in dataclasses.fields(value)
        if each.name not in without
    }


def _picture(picture: LabelledPicture) -> dict[str, object]:
    return dataclasses.asdict(picture) | {"path": str(picture.path)}


def _skipped(skip: Skipped) -> dict[str, object]:
    values = {
        name: value
        for name, value in vars(skip.error).items()
        if isinstance(value, str | int | float)
    }
    return {"path": str(skip.path), "error": type(skip.error).__name__, "values": values}


def _error(name: str, values: Mapping[str, Any], path: Path) -> errors.AppError:
    """The error as it was; one that this version does not know becomes ``PictureBroken``."""
    kind = getattr(errors, name, None)
    try:
        if isinstance(kind, type) and issubclass(kind, errors.AppError):
            return kind(path, **values)
    except TypeError:
        pass
    return errors.PictureBroken(path, str(values.get("reason", name)))


def _rows(detail: Mapping[str, object], name: str) -> list[dict[str, Any]]:
    rows = detail.get(name, [])
    return rows if isinstance(rows, list) else []


def _number(detail: Mapping[str, object], name: str) -> int:
    value = detail.get(name, 0)
    return value if isinstance(value, int) else 0


def _origin(entry: Entry) -> Origin:
    return Origin(entry.model_id, entry.device)
