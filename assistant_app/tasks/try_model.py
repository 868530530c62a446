"""Try a model: load it, let it work on a sample for a moment, and say how fast that was."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant_app.cancel import CancelToken
from assistant_app.catalog.spec import ModelSpec
from assistant_app.inference.options import GenerationOptions
from assistant_app.tasks.base import Progress, Stage, Work
from assistant_app.tasks.engines import Engine, EngineSource, PictureClassifier, Report
from assistant_app.tasks.models import Models

Unit = Literal["tokens", "sentences", "pictures"]

_N_TEXTS = 8
_N_TOKENS = 48
_LONGEST = 200
"""Characters of a sample sentence; longer ones say nothing more about the speed."""
_LABELS = ("aeroplane", "bird", "car", "cat", "dog", "ship")
_QUESTION = "Thank a colleague for their help, in one friendly sentence."
_TEMPLATE = "a photo of a {}."


@dataclass(frozen=True)
class TryRequest:
    """Which model."""

    model_id: str


@dataclass(frozen=True)
class Trial:
    """``rate`` is in ``unit`` per second, after a warm-up. ``load_s`` includes reading and
    checking the files. ``memory_bytes`` is what loading it added to the process, 0 if the system
    does not tell. ``reason`` says why ``device`` is not the one asked for."""

    model_id: str
    load_s: float
    rate: float
    unit: Unit
    sample_in: str
    sample_out: str
    device: str
    reason: str = ""
    memory_bytes: int = 0


@dataclass(frozen=True)
class _Work:
    """What was done: ``n`` units."""

    n: int
    unit: Unit
    sample_in: str
    sample_out: str
    report: Report


class TryTask:
    """``samples`` is the folder of the small texts and pictures that ship with the app; ``release``
    lets a loaded model go, so that loading is timed; ``memory`` is that of the process, in bytes.
    A model of several tasks is tried at its main one. For the device lane."""

    def __init__(
        self,
        engine: EngineSource,
        models: Models,
        samples: Path,
        release: Callable[[str], None],
        memory: Callable[[], int],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._engine = engine
        self._models = models
        self._samples = samples
        self._release = release
        self._memory = memory
        self._clock = clock

    def run(self, request: TryRequest, cancel: CancelToken) -> Work[Trial]:
        """Raises ``ModelUnknown`` and whatever loading and running the model raises."""
        spec = self._models.spec(request.model_id)
        self._release(spec.id)
        yield Progress(Stage.LOADING, item=spec.title)
        engine = self._engine()  # Reading the runtime itself is no part of loading the model.
        before, started = self._memory(), self._clock()
        work = self._prepared(engine, spec, cancel)
        load_s = self._clock() - started
        cancel.check()
        yield Progress(Stage.TRYING, item=spec.title)
        work()  # The first run prepares what all others use.
        memory_bytes = max(0, self._memory() - before)
        cancel.check()
        started = self._clock()
        done = work()
        seconds = max(self._clock() - started, 1e-6)
        return Trial(
            model_id=spec.id,
            load_s=load_s,
            rate=done.n / seconds,
            unit=done.unit,
            sample_in=done.sample_in,
            sample_out=done.sample_out,
            device=done.report.label,
            reason=done.report.reason or "",
            memory_bytes=memory_bytes if before else 0,
        )

    def _prepared(
        self, engine: Engine, spec: ModelSpec, cancel: CancelToken
    ) -> Callable[[], _Work]:
        """Load the model; the function returned lets it work once."""
        match spec.task:
            case "translation":
                return self._translation(engine, spec, cancel)
            case "summaries":
                return self._summary(engine, spec, cancel)
            case "writing":
                return self._writing(engine, spec, cancel)
            case "sentences":
                return self._sentences(engine, spec, cancel)
            case "pictures":
                return self._pictures(engine, spec, cancel)

    def _translation(
        self, engine: Engine, spec: ModelSpec, cancel: CancelToken
    ) -> Callable[[], _Work]:
        source, target = _direction(spec)
        translator = engine.translator(spec.id).between(source, target)
        texts = self._texts("translate", source)
        options = GenerationOptions(max_new_tokens=_N_TOKENS)

        def work() -> _Work:
            said = translator.translate(texts, options, cancel)
            return _Work(len(texts), "sentences", texts[0], said[0], translator.report)

        return work

    def _summary(self, engine: Engine, spec: ModelSpec, cancel: CancelToken) -> Callable[[], _Work]:
        summariser = engine.summariser(spec.id)
        texts = self._texts("summarise", "en")[:4]
        options = GenerationOptions(max_new_tokens=_N_TOKENS)

        def work() -> _Work:
            given = summariser.summary_prefix + " ".join(texts)
            said = summariser.generate([given], options, cancel)[0]
            n_tokens = max(1, summariser.count_tokens(said))
            return _Work(n_tokens, "tokens", " ".join(texts), said, summariser.report)

        return work

    def _writing(self, engine: Engine, spec: ModelSpec, cancel: CancelToken) -> Callable[[], _Work]:
        writer = engine.writer(spec.id)
        language = "zh" if spec.languages == ("zh",) else "en"
        before = _QUESTION if writer.is_chat else self._texts("write", language)[0]
        options = GenerationOptions(max_new_tokens=_N_TOKENS)

        def work() -> _Work:
            if writer.is_chat:
                pieces = writer.stream_chat((("user", before),), options, cancel)
            else:
                pieces = writer.stream(before, options, cancel)
            said = "".join(pieces)
            return _Work(max(1, writer.n_tokens), "tokens", before, said, writer.report)

        return work

    def _sentences(
        self, engine: Engine, spec: ModelSpec, cancel: CancelToken
    ) -> Callable[[], _Work]:
        encoder = engine.sentences(spec.id)
        texts = self._texts("translate", "en")

        def work() -> _Work:
            rows = encoder.encode(texts, cancel)
            likeness = rows @ rows[0]
            nearest = max(range(1, len(texts)), key=lambda row: float(likeness[row]))
            said = f"{texts[nearest]} ({float(likeness[nearest]):.2f})"
            return _Work(len(texts), "sentences", texts[0], said, encoder.report)

        return work

    def _pictures(
        self, engine: Engine, spec: ModelSpec, cancel: CancelToken
    ) -> Callable[[], _Work]:
        model = engine.pictures(spec.id)
        classifier = model.with_labels(_LABELS, _TEMPLATE, cancel) if model.takes_labels else model
        paths = self._picture_paths(classifier)

        def work() -> _Work:
            rows = classifier.score([classifier.read(path) for path in paths], cancel)
            best = int(rows[0].argmax())
            said = f"{classifier.labels[best]} ({float(rows[0][best]):.0%})"
            return _Work(len(paths), "pictures", paths[0].name, said, classifier.report)

        return work

    def _picture_paths(self, classifier: PictureClassifier) -> list[Path]:
        if all(label.isdecimal() for label in classifier.labels):
            return sorted((self._samples / "digits").glob("*.png"))
        return sorted((self._samples / "pictures").glob("*.jpg"))

    def _texts(self, task: str, language: str) -> list[str]:
        """The first lines of a sample; English where there is none in ``language``."""
        path = self._samples / f"{task}.{language}.txt"
        if not path.is_file():
            path = self._samples / f"{task}.en.txt"
        lines = path.read_text(encoding="utf-8").splitlines()
        fitting = [line.strip() for line in lines if 0 < len(line.strip()) <= _LONGEST]
        return fitting[:_N_TEXTS] or [lines[0][:_LONGEST]]


def _direction(spec: ModelSpec) -> tuple[str, str]:
    """A way the model translates, from a language of the samples if there is one."""
    for source in ("en", "zh"):
        targets = [b for a, b in spec.pairs if a == source]
        if not spec.pairs and source in spec.languages:
            targets = [language for language in spec.languages if language != source]
        for target in ("zh", "en", *targets):
            if target in targets:
                return source, target
    return spec.pairs[0] if spec.pairs else ("en", "zh")
