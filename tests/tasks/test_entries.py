"""History entries of results, and the results found again in them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant_app.documents.blocks import LeftAlone
from assistant_app.errors import FileMissing, PictureBroken
from assistant_app.history.entry import Entry
from assistant_app.tasks import entries
from assistant_app.tasks.base import Origin
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.document_entries import MOST_DOUBTS, document_of, is_document
from assistant_app.tasks.document_run import Doubt, TranslatedDocument
from assistant_app.tasks.guards import Finding, Kind
from assistant_app.tasks.label import Label, Labelled, LabelledPicture, LabelRequest
from assistant_app.tasks.summarise import Picked, SummariseRequest, Summary
from assistant_app.tasks.translate import Pair, TranslateRequest, Translation
from assistant_app.tasks.translate_document import DocumentsRequest
from assistant_app.tasks.write import Continued, ContinueRequest

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ORIGIN = Origin("model", "CPU")


def stored(entry: Entry) -> Entry:
    """The entry as the history gives it back: the detail has been JSON."""
    return replace(entry, detail=json.loads(json.dumps(entry.detail)))


def test_a_continuation() -> None:
    result = Continued(" and so on", 3, 1.5, ORIGIN)
    request = ContinueRequest("Once", after="!", max_tokens=9)
    entry = stored(entries.entry_of("write", request, result, 1.5, NOW))
    assert (entry.input, entry.output) == ("Once", " and so on")
    assert (entry.model_id, entry.device, entry.created) == ("model", "CPU", NOW)
    assert entry.detail["after"] == "!"
    assert entries.continued_of(entry) == result


def test_a_summary() -> None:
    text = "One is here. Two is there. Three."
    picked = Picked("Two is there.", 13, 26, 0.5, 1)
    result = Summary((picked,), 3, 3, len(text), ORIGIN, "en", 2.0)
    request = SummariseRequest(text, sentences=1)
    entry = stored(entries.entry_of("summarise", request, result, 2.0, NOW))
    assert (entry.input, entry.output) == (text, "Two is there.")
    assert entries.summary_of(entry) == result


def test_a_translation() -> None:
    result = Translation(
        "你好。", (Pair(0, 6, 0, 3, (Finding(Kind.LOOP, "你"),), True),), 1, 0.5, ORIGIN, "en", "zh"
    )
    request = TranslateRequest("Hello.", "auto", "zh")
    entry = stored(entries.entry_of("translate", request, result, 0.5, NOW))
    assert entry.detail["source"] == "en"
    assert entries.translation_of(entry) == result


def test_labels() -> None:
    picture = LabelledPicture(Path("a/cat.png"), (Label("cat", 0.9312),), 30, 20)
    skips = (
        Skipped(Path("gone.png"), FileMissing(Path("gone.png"))),
        Skipped(Path("bad.png"), PictureBroken(Path("bad.png"), "truncated")),
    )
    result = Labelled((picture,), skips, 0.5, ORIGIN)
    request = LabelRequest((Path("a"), Path("gone.png")), top=1)
    entry = stored(entries.entry_of("images", request, result, 0.5, NOW))
    assert entry.output == "cat.png: cat 93%"
    assert entries.paths_of(entry) == request.paths
    found = entries.labelled_of(entry)
    assert found.pictures == result.pictures
    assert [vars(skip.error) for skip in found.skipped] == [vars(skip.error) for skip in skips]
    assert isinstance(found.skipped[1].error, PictureBroken)


def test_a_document() -> None:
    doubt = Doubt("One.", "一。", (Finding(Kind.NUMBER_LOST, "1"),))
    left = (LeftAlone("equations", 2), LeftAlone("digital signatures", 1, is_lost=True))
    path, saved_as = Path("in/a.docx"), Path("in/a.zh.docx")
    result = TranslatedDocument(
        path, saved_as, "en", "zh", 4, 9, 2, (doubt,), left, ORIGIN, "en", 3.5
    )
    request = DocumentsRequest((Path("in"),), "auto", "zh", "pairs")
    entry = stored(entries.entry_of("translate", request, result, 3.5, NOW))
    assert (entry.input, entry.output) == (str(path.absolute()), str(saved_as.absolute()))
    assert entry.detail["layout"] == "pairs"
    assert is_document(entry)
    whole = replace(result, path=path.absolute(), saved_as=saved_as.absolute())
    assert document_of(entry) == whole


def test_of_many_doubts_an_entry_keeps_the_first() -> None:
    doubts = tuple(Doubt(str(n), "", ()) for n in range(MOST_DOUBTS + 1))
    result = TranslatedDocument(Path("a"), Path("b"), "en", "zh", 1, 1, 0, doubts, (), ORIGIN)
    request = DocumentsRequest((Path("a"),), "en", "zh")
    entry = stored(entries.entry_of("translate", request, result, 1.0, NOW))
    assert entry.detail["n_doubts"] == MOST_DOUBTS + 1
    assert document_of(entry).doubts == doubts[:-1]


def test_an_error_of_another_version_still_has_its_reason() -> None:
    detail = {"skipped": [{"path": "x", "error": "NoSuchError", "values": {"reason": "odd"}}]}
    entry = Entry("images", "x", "", "m", "CPU", 1, NOW, detail)
    (skip,) = entries.labelled_of(entry).skipped
    assert isinstance(skip.error, PictureBroken)
    assert skip.error.reason == "odd"


def test_a_result_of_another_task_is_a_bug() -> None:
    with pytest.raises(TypeError):
        entries.entry_of("write", ContinueRequest("a"), Translation("", (), 0, 0, ORIGIN), 1)
