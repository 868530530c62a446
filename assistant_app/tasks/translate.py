"""Translate a text sentence by sentence; its lines, lists and paragraphs stay where they are."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from assistant_app.cancel import CancelToken
from assistant_app.errors import LanguagePairUnavailable, TextEmpty
from assistant_app.inference.options import GenerationOptions
from assistant_app.tasks.base import Chunk, Event, Origin, Progress, Stage, Work
from assistant_app.tasks.engines import EngineSource, OneWay
from assistant_app.tasks.loops import cut_loop
from assistant_app.tasks.models import ModelChoice
from assistant_app.tasks.sentences import detect_language, joint_of
from assistant_app.tasks.translate_plan import (
    Copied,
    Part,
    Segment,
    plan_translation,
    split_long,
    with_breaks,
)

_MOST_AT_ONCE = 32
"""Sentences in one batch: beyond this a CPU gains nothing, and the first chunks come later."""
_LONGEST_TOKENS = 96
"""Longer pieces are cut at a comma: a small model loses its way in them, and a batch its speed."""


@dataclass(frozen=True)
class TranslateRequest:
    """``source`` and ``target`` are language codes such as ``en`` and ``zh``; a source of ``auto``
    is detected from the text."""

    text: str
    source: str
    target: str
    model_id: str | None = None


@dataclass(frozen=True)
class Pair:
    """Which part of the source became which part of the result, as character offsets.

    ``is_suspect`` marks a sentence whose translation fell into a loop and was cut, or came out
    empty and was left as it is.
    """

    source_start: int
    source_end: int
    target_start: int
    target_end: int
    is_suspect: bool = False


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


class TranslateTask:
    """Yields one ``Chunk`` for every sentence or piece of layout, in order."""

    def __init__(self, engine: EngineSource, models: ModelChoice) -> None:
        self._engine = engine
        self._models = models

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
        spec = self._models.translator(source, request.target, request.model_id)
        yield Progress(Stage.LOADING, item=spec.title)
        translator = self._engine().translator(spec.id).between(source, request.target)
        cancel.check()
        parts = list(plan_translation(request.text, source, request.target))
        run = _Run(translator, request.target, cancel)
        yield from run.events(parts)
        return Translation(
            text="".join(run.written),
            pairs=tuple(run.pairs),
            n_sentences=len(run.pairs),
            seconds=time.perf_counter() - started,
            origin=Origin(spec.id, translator.report.label),
            source=source,
            target=request.target,
        )


class _Run:
    """One translation under way: what is written so far, and the sentences met before."""

    def __init__(self, translator: OneWay, target: str, cancel: CancelToken) -> None:
        self._translator = translator
        self._joint = joint_of(target)
        self._cancel = cancel
        self._known: dict[str, tuple[str, bool]] = {}
        self._sizes: dict[str, int] = {}
        self._longest = min(_LONGEST_TOKENS, translator.max_source_tokens)
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
            self._translate([segment.text for segment in segments])
            for part in group:
                chunk = self._write(part)
                if chunk:
                    yield Chunk(chunk)
            done += len(segments)
            yield Progress(Stage.TRANSLATING, done, total)

    def _write(self, part: Part) -> str:
        is_suspect = False
        if isinstance(part, Copied):
            text = part.text
        else:
            translated, is_suspect = self._known[part.text]
            text = with_breaks(translated, part.breaks)
        start, end = self._n_written, self._n_written + len(text)
        if isinstance(part, Segment) or part.is_text:
            self.pairs.append(Pair(part.start, part.end, start, end, is_suspect))
        self._n_written = end
        self.written.append(text)
        return text

    def _translate(self, texts: list[str]) -> None:
        """Put the translation of each text into ``_known``; what is there is not done again."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        pieces = {text: split_long(text, self._fits) for text in new}
        sources = list(dict.fromkeys(piece for text in new for piece in pieces[text]))
        if not sources:
            return
        n_tokens = max(self._size(source) for source in sources)
        options = GenerationOptions(max_new_tokens=2 * n_tokens + 24)
        outputs = self._translator.translate(sources, options, self._cancel)
        translated = {
            source: _mended(source, output) for source, output in zip(sources, outputs, strict=True)
        }
        for text in new:
            made = [translated[piece] for piece in pieces[text]]
            whole = self._joint.join(piece for piece, _ in made)
            self._known[text] = (whole, any(is_suspect for _, is_suspect in made))

    def _fits(self, text: str) -> bool:
        return self._size(text) <= self._longest

    def _size(self, text: str) -> int:
        """Tokens of ``text``, counted once: counting is a tenth of what is not the model's time."""
        if text not in self._sizes:
            self._sizes[text] = self._translator.count_tokens(text)
        return self._sizes[text]


def _mended(source: str, output: str) -> tuple[str, bool]:
    """One line without a loop; the source itself if the model said nothing."""
    line = " ".join(output.split())
    return cut_loop(line, source) if line else (source, True)


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
