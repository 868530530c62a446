"""Translate documents with their format: each comes out as a file of its kind beside the source."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant_app.cancel import CancelToken
from assistant_app.documents.blocks import Block, BlockDocument, Layout, LeftAlone, Run
from assistant_app.documents.formats import in_language, open_blocks
from assistant_app.errors import (
    AppError,
    DiskFull,
    DocumentInLanguage,
    DocumentsMissing,
    DocumentTextless,
    SaveRefused,
)
from assistant_app.tasks.aids import Aids, NoAids
from assistant_app.tasks.base import Event, Item, Origin, Progress, Stage, Work
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.document_files import ResultNames, document_files
from assistant_app.tasks.drafts import Drafts
from assistant_app.tasks.engines import EngineSource, OneWay
from assistant_app.tasks.guards import Finding
from assistant_app.tasks.language_guess import guess_language
from assistant_app.tasks.models import PIVOT, ModelChoice
from assistant_app.tasks.pivot import opened
from assistant_app.tasks.projection import Piece, projected
from assistant_app.tasks.rendering import Renderer
from assistant_app.tasks.sentences import detect_language
from assistant_app.tasks.translate_plan import Copied, Part, plan_translation, with_breaks

_AT_ONCE = 64
"""Sentences of one round: enough for full batches, few enough that a stop loses little."""
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


@dataclass(frozen=True)
class DocumentBegun:
    """A document whose turn has come: ``Progress`` counts its characters from ``n_before`` on."""

    path: Path
    n_before: int
    n_characters: int


@dataclass(frozen=True)
class Doubt:
    """A sentence that should be looked at: what it became, and what the guards say of it."""

    source: str
    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class TranslatedDocument:
    """One result. ``left_alone`` is text that stayed as it was."""

    path: Path
    saved_as: Path
    source: str
    target: str
    n_blocks: int
    n_sentences: int
    n_recalled: int
    doubts: tuple[Doubt, ...]
    left_alone: tuple[LeftAlone, ...]
    origin: Origin
    via: str = ""
    """The language between the two, if no model knows both."""


@dataclass(frozen=True)
class DocumentsTranslated:
    """Events: an ``Item`` with a ``TranslatedDocument`` or ``Skipped`` for every file, and one with
    a ``DocumentBegun`` before, if its translation began."""

    documents: tuple[TranslatedDocument, ...]
    skipped: tuple[Skipped, ...]
    seconds: float


@dataclass
class _Waiting:
    """A document that was looked at, with the characters that are to be translated."""

    path: Path
    source: str
    target: str
    n_characters: int


class TranslateDocumentsTask:
    """One document after the other, in the order of their names. ``Progress`` counts characters of
    all of them together."""

    def __init__(
        self,
        engine: EngineSource,
        models: ModelChoice,
        drafts: Drafts,
        aids: Aids | None = None,
    ) -> None:
        self._engine = engine
        self._models = models
        self._drafts = drafts
        self._aids = aids or NoAids()

    def run(self, request: DocumentsRequest, cancel: CancelToken) -> Work[DocumentsTranslated]:
        """Raises ``DocumentsMissing`` if there is no file to try. What is wrong with one document,
        or with the model for its languages, skips that one. ``Cancelled`` leaves the documents that
        are done; of the one at work, its sentences are kept for the next time."""
        started = time.perf_counter()
        self._drafts.forget_old()
        waiting: list[_Waiting] = []
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
            result = yield from self._translated(each, request, names, cancel, n_before, total)
            n_before += each.n_characters
            if isinstance(result, Skipped):
                skipped.append(result)
            else:
                done.append(result)
            yield Item(result)
        yield Progress(Stage.TRANSLATING, total, total)
        return DocumentsTranslated(tuple(done), tuple(skipped), time.perf_counter() - started)

    def _looked_at(self, path: Path, request: DocumentsRequest) -> _Waiting | Skipped:
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
        return _Waiting(path, source, target, sum(len(block.text) for block in blocks))

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
        each: _Waiting,
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
            run = _Run(document, each, way, self._aids, cancel)
            ids = "+".join(spec.id for spec in route)
            terms = self._aids.fingerprint(each.source, each.target)
            # By its path: whoever corrects a word of the document loses none of the others.
            scope = (ids, each.source, each.target, terms, os.path.abspath(each.path))
            yield from run.render(self._drafts, scope, cancel, n_before, total)
            document.save(saved_as, run.written(), request.layout)
            self._drafts.forget(scope)
            via = PIVOT if len(route) > 1 else ""
            return run.result(saved_as, Origin(route[-1].id, way.report.label), via)
        except AppError as error:
            return Skipped(each.path, error)


class _Run:
    """The translation of one document."""

    def __init__(
        self,
        document: BlockDocument,
        waiting: _Waiting,
        way: OneWay,
        aids: Aids,
        cancel: CancelToken,
    ) -> None:
        source, target = waiting.source, waiting.target
        self._document = document
        self._waiting = waiting
        self._parts = [
            list(plan_translation(block.text, source, target)) for block in document.blocks
        ]
        linked = {
            part.text
            for block, parts in zip(document.blocks, self._parts, strict=True)
            if len({run.mark for run in block.runs}) > 1 or any(run.is_fixed for run in block.runs)
            for part in parts
        }
        self._renderer = Renderer(way, source, target, cancel, aids, linked)

    def render(
        self,
        drafts: Drafts,
        scope: tuple[str, ...],
        cancel: CancelToken,
        n_before: int,
        total: int,
    ) -> Iterator[Event]:
        """Translate all sentences, the same one once, whatever blocks it stands in: so batches are
        full and of like length."""
        known = self._renderer.known
        known.update(drafts.read(scope))
        texts = self._sentences()
        n_all = sum(map(len, texts)) or 1
        n_done = sum(len(text) for text in texts if text in known)
        new = [text for text in texts if text not in known]
        for begin in range(0, len(new), _AT_ONCE):
            cancel.check()
            share = n_done / n_all * self._waiting.n_characters
            name = self._waiting.path.name
            yield Progress(Stage.TRANSLATING, round(n_before + share), total, name)
            group = new[begin : begin + _AT_ONCE]
            self._renderer.render(group)
            made = [(text, known[text]) for text in group if not known[text].is_recalled]
            # Without room for drafts there may still be some for the result, perhaps elsewhere.
            with suppress(DiskFull, SaveRefused):
                drafts.add(scope, made)
            n_done += sum(map(len, group))

    def written(self) -> dict[int, tuple[Run, ...]]:
        """The runs of every block in the other language. A block whose sentences all came out as
        they were is not touched, blanks between them included."""
        found = {}
        for number, (block, parts) in enumerate(
            zip(self._document.blocks, self._parts, strict=True)
        ):
            pieces = [self._piece(part) for part in parts]
            if all(
                piece.is_copied or piece.text == block.text[piece.start : piece.end]
                for piece in pieces
            ):
                found[number] = block.runs
            else:
                found[number] = projected(block.runs, pieces)
        return found

    def result(self, saved_as: Path, origin: Origin, via: str) -> TranslatedDocument:
        texts = self._sentences()
        made = [(text, self._renderer.known[text]) for text in texts]
        return TranslatedDocument(
            path=self._waiting.path,
            saved_as=saved_as,
            source=self._waiting.source,
            target=self._waiting.target,
            n_blocks=len(self._document.blocks),
            n_sentences=sum(not _is_copied(part) for parts in self._parts for part in parts),
            n_recalled=sum(each.is_recalled for _, each in made),
            doubts=tuple(
                Doubt(text, each.text, each.findings) for text, each in made if each.findings
            ),
            left_alone=tuple(self._document.left_alone),
            origin=origin,
            via=via,
        )

    def sentences_with_looks(self) -> set[str]:
        """Those in blocks of more than one look: where the looks go has to be told."""
        rows = zip(self._document.blocks, self._parts, strict=True)
        mixed = (parts for block, parts in rows if len(block.runs) > 1)
        return {part.text for parts in mixed for part in parts if not _is_copied(part)}

    def _sentences(self) -> list[str]:
        texts = (part.text for parts in self._parts for part in parts if not _is_copied(part))
        return list(dict.fromkeys(texts))

    def _piece(self, part: Part) -> Piece:
        if isinstance(part, Copied):
            return Piece(part.start, part.end, part.text, is_copied=True)
        made = self._renderer.known[part.text]
        text = with_breaks(made.text, part.breaks)
        links = made.links if text == made.text and not part.breaks else ()
        return Piece(part.start, part.end, text, links)


def _is_copied(part: Part) -> bool:
    return isinstance(part, Copied)
