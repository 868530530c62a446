"""Translate a text sentence by sentence; its lines, lists and paragraphs stay where they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant_app.cancel import CancelToken
from assistant_app.errors import LanguagePairUnavailable, TextEmpty
from assistant_app.inference.links import Link
from assistant_app.tasks.aids import Aids
from assistant_app.tasks.alternatives import AlternativesTask
from assistant_app.tasks.base import Chunk, Event, Origin, Progress, Stage, Work
from assistant_app.tasks.engines import EngineSource
from assistant_app.tasks.guards import Finding
from assistant_app.tasks.models import PIVOT, ModelChoice
from assistant_app.tasks.pivot import opened
from assistant_app.tasks.recent import Recent
from assistant_app.tasks.rendering import Renderer
from assistant_app.tasks.sentences import detect_language
from assistant_app.tasks.translate_plan import (
    Copied,
    Part,
    Segment,
    plan_translation,
    with_breaks,
)
from assistant_app.tasks.word_variants import WordVariantsTask

_MOST_AT_ONCE = 32
"""Sentences in one batch: beyond this a CPU gains nothing, and the first chunks come later."""


@dataclass(frozen=True)
class TranslateRequest:
    """``source`` and ``target`` are language codes such as ``en`` and ``zh``; a source of ``auto``
    is detected from the text."""

    text: str
    source: str
    target: str
    model_id: str | None = None
    wants_links: bool = False
    reuses: bool = False
    """Sentences that were translated in this run of the app are not translated again."""
    is_thorough: bool | None = None
    """Several translations of each sentence are compared; None: as the person chose once."""


@dataclass(frozen=True)
class Pair:
    """Which part of the source became which part of the result, as character offsets.

    ``findings`` is what the guards say of the translation, after other tries; a loop was cut, and
    where nothing came out the source stands. ``is_recalled``: it was confirmed before.
    """

    source_start: int
    source_end: int
    target_start: int
    target_end: int
    findings: tuple[Finding, ...] = ()
    is_recalled: bool = False
    links: tuple[Link, ...] = ()
    """Which words were read off which, offsets from the beginning of both parts; if asked for."""

    @property
    def is_suspect(self) -> bool:
        """Whether it should be looked at."""
        return bool(self.findings)

    def swapped(self) -> Pair:
        """The same, seen from the other side."""
        places = self.target_start, self.target_end, self.source_start, self.source_end
        links = tuple(link.swapped() for link in self.links)
        return Pair(*places, self.findings, self.is_recalled, links)


@dataclass(frozen=True)
class Translation:
    """``text`` is what the chunks add up to; ``source`` and ``target`` are as found, not asked."""

    text: str
    pairs: tuple[Pair, ...]
    n_sentences: int
    seconds: float
    origin: Origin
    source: str = ""
    target: str = ""
    via: str = ""
    """The language between, where no model knows the pair."""


class TranslateTask:
    """Yields one ``Chunk`` for every sentence or piece of layout, in order."""

    def __init__(
        self,
        engine: EngineSource,
        models: ModelChoice,
        aids: Aids | None = None,
        is_thorough: Callable[[], bool] = lambda: False,
    ) -> None:
        self._engine = engine
        self._models = models
        self._aids = aids
        self._is_thorough = is_thorough
        self._recent = Recent()
        self.alternatives = AlternativesTask(engine, models, aids)
        """The task that finds other ways to say a sentence of the result."""
        self.word_variants = WordVariantsTask(engine, models, aids)
        """The one that finds other words for one of its words."""

    def run(self, request: TranslateRequest, cancel: CancelToken) -> Work[Translation]:
        """Raises ``TextEmpty``, ``LanguagePairUnavailable`` and whatever loading a model raises."""
        started = time.perf_counter()
        if not request.text.strip():
            raise TextEmpty
        source = request.source
        if source == "auto":
            source = detect_language(request.text)
        if source == request.target:
            raise LanguagePairUnavailable(source, request.target)
        route = self._models.route(source, request.target, request.model_id)
        yield Progress(Stage.LOADING, item=route[0].title)
        translator = opened(self._engine(), route, source, request.target)
        cancel.check()
        parts = list(plan_translation(request.text, source, request.target))
        is_thorough = self._is_thorough() if request.is_thorough is None else request.is_thorough
        way = (
            *(spec.id for spec in route),
            translator.report.label,
            source,
            request.target,
            request.wants_links,
            is_thorough,
            self._aids.fingerprint(source, request.target) if self._aids else "",
        )
        renderer = Renderer(
            translator,
            source,
            request.target,
            cancel,
            self._aids,
            None if request.wants_links else (),
            self._recent.of(way, is_anew=not request.reuses),
            is_thorough=is_thorough,
        )
        run = _Run(renderer, cancel)
        yield from run.events(parts)
        return Translation(
            text="".join(run.written),
            pairs=tuple(run.pairs),
            n_sentences=len(run.pairs),
            seconds=time.perf_counter() - started,
            origin=Origin(route[-1].id, translator.report.label),
            source=source,
            target=request.target,
            via=PIVOT if len(route) > 1 else "",
        )


class _Run:
    """One translation under way: what is written so far."""

    def __init__(self, renderer: Renderer, cancel: CancelToken) -> None:
        self._renderer = renderer
        self._cancel = cancel
        self._n_written = 0
        self.written: list[str] = []
        self.pairs: list[Pair] = []

    def events(self, parts: list[Part]) -> Iterator[Event]:
        total = sum(isinstance(part, Segment) for part in parts)
        done = 0
        yield Progress(Stage.TRANSLATING, done, total)
        for group in _groups(parts):
            self._cancel.check()
            segments = [part for part in group if isinstance(part, Segment)]
            self._renderer.render(segment.text for segment in segments)
            for part in group:
                chunk = self._write(part)
                if chunk:
                    yield Chunk(chunk)
            done += len(segments)
            yield Progress(Stage.TRANSLATING, done, total)

    def _write(self, part: Part) -> str:
        start = self._n_written
        if isinstance(part, Copied):
            text = part.text
            pair = Pair(part.start, part.end, start, start + len(text))
            has_pair = part.is_text
        else:
            made = self._renderer.known[part.text]
            text = with_breaks(made.text, part.breaks)
            places = part.start, part.end, start, start + len(text)
            links = made.links if text == made.text and not part.breaks else ()
            pair = Pair(*places, made.findings, made.is_recalled, links)
            has_pair = True
        if has_pair:
            self.pairs.append(pair)
        self._n_written += len(text)
        self.written.append(text)
        return text


def _groups(parts: list[Part]) -> Iterator[list[Part]]:
    """Parts in groups with 1, 2, 4, ... sentences: the first comes soon, the rest in batches."""
    size = 1
    group: list[Part] = []
    n_segments = 0
    for part in parts:
        group.append(part)
        n_segments += isinstance(part, Segment)
        if n_segments == size:
            yield group
            group, n_segments, size = [], 0, min(2 * size, _MOST_AT_ONCE)
    if group:
        yield group
