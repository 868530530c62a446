"""Translate documents with their format: each comes out as a file of its kind beside the source."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant_app.cancel import CancelToken
from assistant_app.documents.blocks import Block, Layout
from assistant_app.documents.formats import in_language, open_blocks
from assistant_app.errors import (
    AppError,
    DocumentInLanguage,
    DocumentsMissing,
    DocumentTextless,
)
from assistant_app.tasks.aids import Aids, NoAids
from assistant_app.tasks.base import Item, Origin, Progress, Stage, Work
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.document_files import ResultNames, document_files
from assistant_app.tasks.document_run import DocumentRun, DocumentWaiting, TranslatedDocument
from assistant_app.tasks.drafts import Drafts
from assistant_app.tasks.engines import EngineSource
from assistant_app.tasks.language_guess import guess_language
from assistant_app.tasks.models import PIVOT, ModelChoice
from assistant_app.tasks.pivot import opened
from assistant_app.tasks.sentences import detect_language

_SAMPLE = 4000
_AUTO = "auto"


@dataclass(frozen=True)
class DocumentsRequest:
    """``paths`` are files and folders. Results go into ``folder``, or beside each source, with the
    language in their names; an older result is replaced, or stays with ``keeps_older``. A source of
    ``auto`` is told from each document; a target of ``auto`` is English for what is in Chinese, and
    Chinese for all else."""

    paths: tuple[Path, ...]
    source: str
    target: str
    layout: Layout = "translated"
    folder: Path | None = None
    model_id: str | None = None
    keeps_older: bool = False
    is_thorough: bool | None = None
    """Several translations of each sentence are compared; None: as the person chose once."""


@dataclass(frozen=True)
class DocumentBegun:
    """A document whose turn has come: ``Progress`` counts its characters from ``n_before`` on."""

    path: Path
    n_before: int
    n_characters: int


@dataclass(frozen=True)
class DocumentsTranslated:
    """Events: an ``Item`` with a ``TranslatedDocument`` or ``Skipped`` for every file, and one with
    a ``DocumentBegun`` before, if its translation began."""

    documents: tuple[TranslatedDocument, ...]
    skipped: tuple[Skipped, ...]
    seconds: float


class TranslateDocumentsTask:
    """One document after the other, in the order of their names. ``Progress`` counts characters of
    all of them together."""

    def __init__(
        self,
        engine: EngineSource,
        models: ModelChoice,
        drafts: Drafts,
        aids: Aids | None = None,
        is_thorough: Callable[[], bool] = lambda: False,
    ) -> None:
        self._engine = engine
        self._models = models
        self._is_thorough = is_thorough
        self._drafts = drafts
        self._aids = aids or NoAids()

    def run(self, request: DocumentsRequest, cancel: CancelToken) -> Work[DocumentsTranslated]:
        """Raises ``DocumentsMissing`` if there is no file to try. What is wrong with one document,
        or with the model for its languages, skips that one. ``Cancelled`` leaves the documents that
        are done; of the one at work, its sentences are kept for the next time."""
        started = time.perf_counter()
        self._drafts.forget_old()
        waiting: list[DocumentWaiting] = []
        skipped: list[Skipped] = []
        languages = {*self._models.source_languages(), request.target}
        for found in document_files(request.paths, languages):
            cancel.check()
            if isinstance(found, Path):
                yield Progress(Stage.READING, item=found.name)
            looked_at = found if isinstance(found, Skipped) else self._looked_at(found, request)
            if isinstance(looked_at, Skipped):
                skipped.append(looked_at)
                yield Item(looked_at)
            else:
                waiting.append(looked_at)
        if not waiting and not skipped:
            raise DocumentsMissing(request.paths)
        names = ResultNames([each.path for each in waiting], request.folder, request.keeps_older)
        done: list[TranslatedDocument] = []
        total = sum(each.n_characters for each in waiting)
        n_before = 0
        for each in waiting:
            yield Item(DocumentBegun(each.path, n_before, each.n_characters))
            begun = time.perf_counter()
            result = yield from self._translated(each, request, names, cancel, n_before, total)
            n_before += each.n_characters
            if isinstance(result, Skipped):
                skipped.append(result)
            else:
                result = replace(result, seconds=time.perf_counter() - begun)
                done.append(result)
            yield Item(result)
        yield Progress(Stage.TRANSLATING, total, total)
        return DocumentsTranslated(tuple(done), tuple(skipped), time.perf_counter() - started)

    def _looked_at(self, path: Path, request: DocumentsRequest) -> DocumentWaiting | Skipped:
        try:
            blocks = open_blocks(path).blocks
            if not blocks:
                raise DocumentTextless(path)
            source = self._language_of(blocks) if request.source == _AUTO else request.source
            target = request.target
            if target == _AUTO:
                target = "en" if source == "zh" else "zh"
            if source == target:
                raise DocumentInLanguage(path, target)
        except AppError as error:
            return Skipped(path, error)
        return DocumentWaiting(path, source, target, sum(len(block.text) for block in blocks))

    def _language_of(self, blocks: Sequence[Block]) -> str:
        sample = ""
        for block in blocks:
            sample += block.text + "\n"
            if len(sample) > _SAMPLE:
                break
        known = self._models.source_languages()
        return guess_language(sample, known) or detect_language(sample)

    def _translated(
        self,
        each: DocumentWaiting,
        request: DocumentsRequest,
        names: ResultNames,
        cancel: CancelToken,
        n_before: int,
        total: int,
    ) -> Work[TranslatedDocument | Skipped]:
        try:
            saved_as = names.name(each.path, each.target)
            route = self._models.route(each.source, each.target, request.model_id)
            yield Progress(Stage.LOADING, n_before, total, route[0].title)
            way = opened(self._engine(), route, each.source, each.target)
            document = in_language(open_blocks(each.path), each.target)
            asked = request.is_thorough
            is_thorough = self._is_thorough() if asked is None else asked
            run = DocumentRun(document, each, way, self._aids, cancel, is_thorough)
            ids = "+".join(spec.id for spec in route)
            terms = self._aids.fingerprint(each.source, each.target)
            # By its path: whoever corrects a word of the document loses none of the others.
            effort = "thorough" if is_thorough else ""
            scope = (ids, each.source, each.target, terms, os.path.abspath(each.path), effort)
            yield from run.render(self._drafts, scope, cancel, n_before, total)
            document.save(saved_as, run.written(), request.layout)
            self._drafts.forget(scope)
            via = PIVOT if len(route) > 1 else ""
            return run.result(saved_as, Origin(route[-1].id, way.report.label), via)
        except AppError as error:
            return Skipped(each.path, error)
