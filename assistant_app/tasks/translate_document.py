"""Translate documents with their format: each comes out as a file of its kind beside the source."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant_app.cancel import CancelToken
from assistant_app.documents.blocks import Block, BlockDocument, Layout, LeftAlone, Run
from assistant_app.documents.formats import BLOCK_SUFFIXES, in_language, open_blocks
from assistant_app.errors import AppError, DocumentsMissing, LanguagePairUnavailable
from assistant_app.tasks.aids import Aids, NoAids
from assistant_app.tasks.base import Event, Item, Origin, Progress, Stage, Work
from assistant_app.tasks.chosen_files import Skipped, files_among
from assistant_app.tasks.drafts import Drafts
from assistant_app.tasks.engines import EngineSource
from assistant_app.tasks.guards import Finding
from assistant_app.tasks.language_guess import guess_language
from assistant_app.tasks.models import ModelChoice
from assistant_app.tasks.pivot import opened
from assistant_app.tasks.projection import Piece, projected
from assistant_app.tasks.rendering import Renderer
from assistant_app.tasks.sentences import detect_language
from assistant_app.tasks.translate_plan import Copied, Part, plan_translation, with_breaks

_AT_ONCE = 64
"""Sentences of one round: enough for full batches, few enough that a stop loses little."""
_SAMPLE = 4000


@dataclass(frozen=True)
class DocumentsRequest:
    """``paths`` are files and folders. Results go into ``folder``, or beside each source, with the
    language in their names; an older result is replaced. A source of ``auto`` is told from each
    document."""

    paths: tuple[Path, ...]
    source: str
    target: str
    layout: Layout = "translated"
    folder: Path | None = None
    model_id: str | None = None


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


@dataclass(frozen=True)
class DocumentsTranslated:
    """Events: one ``Item`` with a ``TranslatedDocument`` or ``Skipped`` for every file."""

    documents: tuple[TranslatedDocument, ...]
    skipped: tuple[Skipped, ...]
    seconds: float


@dataclass
class _Waiting:
    """A document that was looked at, with the characters that are to be translated."""

    path: Path
    source: str
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
        """Raises ``DocumentsMissing`` if there is no file to try, and whatever loading a model
        raises. What is wrong with one document skips that one. ``Cancelled`` leaves the documents
        that are done; of the one at work, its sentences are kept for the next time."""
        started = time.perf_counter()
        waiting: list[_Waiting] = []
        skipped: list[Skipped] = []
        for found in files_among(request.paths, BLOCK_SUFFIXES):
            cancel.check()
            looked_at = found if isinstance(found, Skipped) else self._looked_at(found, request)
            if isinstance(looked_at, Skipped):
                skipped.append(looked_at)
                yield Item(looked_at)
            else:
                yield Progress(Stage.READING, item=looked_at.path.name)
                waiting.append(looked_at)
        if not waiting and not skipped:
            raise DocumentsMissing(request.paths)
        done: list[TranslatedDocument] = []
        total = sum(each.n_characters for each in waiting)
        n_before = 0
        for each in waiting:
            result = yield from self._translated(each, request, cancel, n_before, total)
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
            source = request.source
            if source == "auto":
                source = self._language_of(blocks)
            if source == request.target:
                raise LanguagePairUnavailable(source, request.target)
        except AppError as error:
            return Skipped(path, error)
        return _Waiting(path, source, sum(len(block.text) for block in blocks))

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
        cancel: CancelToken,
        n_before: int,
        total: int,
    ) -> Work[TranslatedDocument | Skipped]:
        try:
            route = self._models.route(each.source, request.target, request.model_id)
            yield Progress(Stage.LOADING, item=route[0].title)
            way = opened(self._engine(), route, each.source, request.target)
            document = in_language(open_blocks(each.path), request.target)
            renderer = Renderer(way, each.source, request.target, cancel, self._aids, True)
            terms = self._aids.fingerprint(each.source, request.target)
            models = "+".join(spec.id for spec in route)
            scope = (models, each.source, request.target, terms)
            run = _Run(document, renderer, each, request)
            yield from run.render(self._drafts, scope, cancel, n_before, total)
            target = _target(each.path, request)
            document.save(target, run.written(), request.layout)
            self._drafts.forget(scope)
            return run.result(target, Origin(models, way.report.label))
        except AppError as error:
            return Skipped(each.path, error)


class _Run:
    """The translation of one document."""

    def __init__(
        self,
        document: BlockDocument,
        renderer: Renderer,
        waiting: _Waiting,
        request: DocumentsRequest,
    ) -> None:
        self._document = document
        self._renderer = renderer
        self._waiting = waiting
        self._target = request.target
        self._parts = [
            list(plan_translation(block.text, waiting.source, request.target))
            for block in document.blocks
        ]

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
            drafts.add(scope, made)
            n_done += sum(map(len, group))

    def written(self) -> dict[int, tuple[Run, ...]]:
        """The runs of every block in the other language."""
        found = {}
        for number, (block, parts) in enumerate(
            zip(self._document.blocks, self._parts, strict=True)
        ):
            found[number] = projected(block.runs, [self._piece(part) for part in parts])
        return found

    def result(self, saved_as: Path, origin: Origin) -> TranslatedDocument:
        texts = self._sentences()
        made = [(text, self._renderer.known[text]) for text in texts]
        return TranslatedDocument(
            path=self._waiting.path,
            saved_as=saved_as,
            source=self._waiting.source,
            target=self._target,
            n_blocks=len(self._document.blocks),
            n_sentences=sum(not _is_copied(part) for parts in self._parts for part in parts),
            n_recalled=sum(each.is_recalled for _, each in made),
            doubts=tuple(
                Doubt(text, each.text, each.findings) for text, each in made if each.findings
            ),
            left_alone=tuple(self._document.left_alone),
            origin=origin,
        )

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


def _target(path: Path, request: DocumentsRequest) -> Path:
    """``letter.docx`` becomes ``letter.zh.docx``."""
    folder = request.folder or path.parent
    return folder / f"{path.stem}.{request.target}{path.suffix}"
