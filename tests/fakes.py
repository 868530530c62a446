"""Stand-ins with the real shape: an engine and a model store that need no model files.

The fake models say what they were asked, so that a test sees what a task sent them:
the translator turns the text between ``<`` and ``>``, the writer says its given pieces, the
sentence encoder makes a vector of the letters, the classifier looks at the mean colour.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from assistant_app.cancel import CancelToken
from assistant_app.catalog.own_folder import OwnFolder, Unrecorded
from assistant_app.catalog.spec import ModelSpec, ModelTask
from assistant_app.errors import Cancelled, LanguagePairUnavailable, ModelMissing, ModelUnknown
from assistant_app.inference.device import CPU, Card, DeviceReport, DeviceRequest
from assistant_app.inference.gpu_check import DeviceCheck
from assistant_app.inference.image_input import open_picture
from assistant_app.inference.links import Aligned
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.streams import Given, Made
from assistant_app.inference.words import WordVariant, WordVariants, word_at
from assistant_app.tasks.device_state import DeviceChoice, DeviceState, ModelOnDevice
from assistant_app.tasks.models import ModelChoice

REPORT = DeviceReport(DeviceRequest("cpu"), CPU, "CPU")
PAIRS = (("en", "zh"), ("zh", "en"))


def spec(model_id: str, task: ModelTask, *, is_default: bool = True) -> ModelSpec:
    """A spec of a model that has no files."""
    return ModelSpec(
        id=model_id,
        task=task,
        title=model_id.title(),
        languages=("en", "zh"),
        pairs=PAIRS if task == "translation" else (),
        licence="Apache-2.0",
        summary="A fake.",
        size_bytes=0,
        files=(),
        is_default=is_default,
    )


SPECS = (
    spec("translator", "translation"),
    spec("writer", "writing"),
    spec("sentences", "sentences"),
    spec("summariser", "summaries"),
    spec("pictures", "pictures"),
    spec("digits", "pictures", is_default=False),
)


class FakeModels:
    """A model store of ``specs`` without a disk."""

    def __init__(self, specs: Sequence[ModelSpec] = SPECS) -> None:
        self._specs = tuple(specs)
        self.own = OwnFolder(Path("not there"))

    def specs(self, task: ModelTask | None = None) -> tuple[ModelSpec, ...]:
        return tuple(each for each in self._specs if task in (None, each.task))

    def installed(self, task: ModelTask | None = None) -> tuple[ModelSpec, ...]:
        return self.specs(task)

    def offered(self, task: ModelTask | None = None) -> tuple[ModelSpec, ...]:
        return ()

    def offer(self, name: str) -> ModelSpec | None:
        return None

    def unrecorded(self) -> tuple[Unrecorded, ...]:
        return ()

    def refresh(self) -> None:
        pass

    def default(self, task: ModelTask) -> ModelSpec:
        found = [each for each in self.specs(task) if each.is_default]
        if not found:
            raise ModelMissing(task)
        return found[0]

    def spec(self, model_id: str) -> ModelSpec:
        for each in self._specs:
            if each.id == model_id:
                return each
        raise ModelUnknown(model_id, tuple(each.id for each in self._specs))


@dataclass
class FakeTranslator:
    """Says ``[text]`` in the target language's brackets unless ``say`` says otherwise."""

    say: Callable[[str], str] = lambda text: f"<{text}>"
    max_source_tokens: int = 128
    report: DeviceReport = REPORT
    asked: list[list[str]] = field(default_factory=list)
    options: list[GenerationOptions] = field(default_factory=list)
    say_otherwise: Callable[[str], str] = lambda text: ""
    """What beam search finds."""
    tried: list[str] = field(default_factory=list)
    forced: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    is_stubborn: bool = False
    """It says nothing that it is made to."""
    say_instead: tuple[str, ...] = ()
    """Words that might stand anywhere."""
    asked_places: list[tuple[str, str, int, tuple[str, ...]]] = field(default_factory=list)
    stop_at: int | None = None
    """Set the cancel token in the call with this number, as a person would."""

    def count_tokens(self, text: str) -> int:
        return len(text.split()) if " " in text else len(text)

    def each(self, function: Callable[[Given], Made], items: Sequence[Given]) -> list[Made]:
        return [function(item) for item in items]

    def between(self, source: str, target: str) -> FakeOneWay:
        if (source, target) not in PAIRS:
            raise LanguagePairUnavailable(source, target)
        return FakeOneWay(self, f">>{target}<< ")

    def translate(
        self, texts: Sequence[str], options: GenerationOptions, cancel: CancelToken
    ) -> list[str]:
        self.asked.append(list(texts))
        self.options.append(options)
        if self.stop_at == len(self.asked):
            cancel.set()
        cancel.check()
        return [self.say(text.split("<< ", 1)[1]) for text in texts]


@dataclass
class FakeOneWay:
    """Puts ``prefix`` before every text, as Marian's translators want it."""

    translator: FakeTranslator
    prefix: str
    less_faithful: tuple[str, ...] = ()

    @property
    def max_source_tokens(self) -> int:
        return self.translator.max_source_tokens

    @property
    def report(self) -> DeviceReport:
        return self.translator.report

    def count_tokens(self, text: str) -> int:
        return self.translator.count_tokens(self.prefix + text)

    def translate(
        self, texts: Sequence[str], options: GenerationOptions, cancel: CancelToken
    ) -> list[str]:
        return self.translator.translate([self.prefix + text for text in texts], options, cancel)

    def translate_aligned(
        self,
        texts: Sequence[str],
        options: GenerationOptions,
        cancel: CancelToken,
        wants_links: Callable[[str], bool] = lambda _text: True,
    ) -> list[Aligned]:
        """Nothing is known of what was read off what."""
        return [Aligned(text) for text in self.translate(texts, options, cancel)]

    def translate_with(
        self, text: str, phrases: Sequence[str], options: GenerationOptions, cancel: CancelToken
    ) -> Aligned:
        self.translator.forced.append((text, tuple(phrases)))
        added = () if self.translator.is_stubborn else phrases
        return Aligned(" ".join([self.translator.say(text), *added]))

    def alternatives(
        self,
        text: str,
        options: GenerationOptions,
        cancel: CancelToken,
        without: Sequence[str] = (),
    ) -> list[Aligned]:
        self.translator.tried.append(text)
        return [Aligned(self.translator.say_otherwise(text))]

    def each(self, function: Callable[[Given], Made], items: Sequence[Given]) -> list[Made]:
        return [function(item) for item in items]

    def alternatives_of(
        self,
        texts: Sequence[str],
        options: Sequence[GenerationOptions],
        cancel: CancelToken,
        wants_links: Callable[[str], bool] = lambda _text: True,
        by_faith: bool = False,
    ) -> list[list[Aligned]]:
        """The most faithful is what it says anyhow, then come ``less_faithful``."""
        if by_faith:
            said = self.translate_aligned(texts, options[0], cancel) if texts else []
            return [[best, *map(Aligned, self.less_faithful)] for best in said]
        return [
            self.alternatives(text, each, cancel) for text, each in zip(texts, options, strict=True)
        ]

    def variants(
        self,
        text: str,
        translation: str,
        place: int,
        n_wanted: int,
        options: GenerationOptions,
        cancel: CancelToken,
        phrases: Sequence[str] = (),
    ) -> WordVariants:
        """``say_instead``, each with what stands behind the word now."""
        self.translator.asked_places.append((text, translation, place, tuple(phrases)))
        start, end = word_at(translation, place) or (place, place)
        words = self.translator.say_instead[:n_wanted]
        variants = [WordVariant(word, word + translation[end:], -1.0) for word in words]
        return WordVariants(start, end, tuple(variants))


@dataclass
class FakeSummariser:
    """Writes the first sentence of what it is given, or what ``say`` makes of it."""

    say: Callable[[str], str] = lambda text: text.split(". ")[0] + "."
    max_source_tokens: int = 64
    summary_prefix: str = "summarize: "
    report: DeviceReport = REPORT
    asked: list[str] = field(default_factory=list)

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def generate(
        self, sources: Sequence[str], options: GenerationOptions, cancel: CancelToken
    ) -> list[str]:
        cancel.check()
        self.asked += sources
        assert all(source.startswith(self.summary_prefix) for source in sources)
        return [self.say(source.removeprefix(self.summary_prefix)) for source in sources]


@dataclass
class FakeWriter:
    """Says ``pieces``, one token each."""

    pieces: Iterable[str] = (" and", " so", " on")
    report: DeviceReport = REPORT
    n_tokens: int = 0
    prompts: list[str] = field(default_factory=list)
    options: list[GenerationOptions] = field(default_factory=list)
    is_chat: bool = True
    chats: list[list[tuple[str, str]]] = field(default_factory=list)

    def stream_chat(
        self,
        messages: Sequence[tuple[str, str]],
        options: GenerationOptions,
        cancel: CancelToken,
    ) -> Iterator[str]:
        self.chats.append(list(messages))
        yield from self.stream(messages[-1][1], options, cancel)

    def stream(self, prompt: str, options: GenerationOptions, cancel: CancelToken) -> Iterator[str]:
        self.prompts.append(prompt)
        self.options.append(options)
        self.n_tokens = 0
        for piece in self.pieces:
            cancel.check()
            self.n_tokens += 1
            yield piece


@dataclass
class FakeSentences:
    """A vector of letter counts: texts of the same words have cosine 1."""

    report: DeviceReport = REPORT
    asked: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str], cancel: CancelToken) -> np.ndarray:
        cancel.check()
        self.asked.extend(texts)
        rows = np.zeros((len(texts), 64), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for character in text.lower():
                row[ord(character) % 64] += 1
            row /= max(float(np.linalg.norm(row)), 1e-9)
        return rows


@dataclass(frozen=True)
class FakeRead:
    """What the fake classifier takes: the picture itself."""

    picture: Image.Image
    width: int
    height: int


@dataclass
class FakeClassifier:
    """Probability of red, green and blue by the mean colour."""

    labels: tuple[str, ...] = ("red", "green", "blue")
    report: DeviceReport = REPORT
    sizes: list[int] = field(default_factory=list)
    takes_labels: bool = False

    def read(self, path: Path) -> FakeRead:
        picture = open_picture(path)
        return FakeRead(picture, picture.width, picture.height)

    def score(self, pictures: Sequence[FakeRead], cancel: CancelToken) -> np.ndarray:
        return self.classify([each.picture for each in pictures], cancel)

    def classify(self, pictures: Sequence[Image.Image], cancel: CancelToken) -> np.ndarray:
        cancel.check()
        self.sizes.append(len(pictures))
        means = np.array([np.asarray(each).mean(axis=(0, 1)) + 1 for each in pictures])
        return (means / means.sum(axis=1, keepdims=True)).astype(np.float32)


@dataclass
class FakeEngine:
    """Gives the same fakes whatever the id, and remembers which ids were asked for."""

    fake_translator: FakeTranslator = field(default_factory=FakeTranslator)
    fake_summariser: FakeSummariser = field(default_factory=FakeSummariser)
    fake_writer: FakeWriter = field(default_factory=FakeWriter)
    fake_sentences: FakeSentences = field(default_factory=FakeSentences)
    fake_classifier: FakeClassifier = field(default_factory=FakeClassifier)
    missing: Exception | None = None
    ids: list[str] = field(default_factory=list)

    def translator(self, model_id: str) -> FakeTranslator:
        return self._loaded(model_id, self.fake_translator)

    def summariser(self, model_id: str) -> FakeSummariser:
        return self._loaded(model_id, self.fake_summariser)

    def writer(self, model_id: str) -> FakeWriter:
        return self._loaded(model_id, self.fake_writer)

    def sentences(self, model_id: str) -> FakeSentences:
        return self._loaded(model_id, self.fake_sentences)

    def pictures(self, model_id: str) -> FakeClassifier:
        return self._loaded(model_id, self.fake_classifier)

    def _loaded(self, model_id, model):
        if self.missing is not None:
            raise self.missing
        self.ids.append(model_id)
        return model


def choice(chosen: dict[str, str] | None = None, models: FakeModels | None = None) -> ModelChoice:
    """A model choice over the fake store; ``chosen`` stands for the settings."""
    return ModelChoice(models or FakeModels(), (chosen or {}).get)


def ran(work):
    """Run a task to its end: its events and its result."""
    events = []
    while True:
        try:
            events.append(next(work))
        except StopIteration as end:
            return events, end.value


def save_picture(path: Path, colour: str = "red", size: tuple[int, int] = (8, 6)) -> Path:
    """A small picture of one colour; the suffix says in what format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)
    return path


def stopped(work, cancel: CancelToken, is_time=lambda event: False):
    """The events of a task until it ends as stopped; the stop comes at the first fitting event."""
    events = []
    try:
        for event in work:
            events.append(event)
            if is_time(event):
                cancel.set()
    except Cancelled:
        return events
    raise AssertionError("the task went on to its end")


@dataclass
class FakeDevices:
    """In the place of ``tasks.devices.Devices``: ``report`` is that of the one loaded model.

    ``used`` gets every (kind, threads) that was asked for; ``idle`` is what the next question for
    idle models lets go of.
    """

    engine: object
    used: list[tuple[str, int]] = field(default_factory=list)
    report: Callable[[], DeviceReport | None] = lambda: REPORT
    request: DeviceRequest = field(default_factory=DeviceRequest)
    choices: tuple[DeviceChoice, ...] = ()
    cards: tuple[Card, ...] = ()
    check: DeviceCheck | None = None
    indexes: list[int] = field(default_factory=list)
    idle: tuple[str, ...] = ()
    gone: list[str] = field(default_factory=list)
    n_asked_for_idle: int = 0
    n_dropped: int = 0

    def use(self, kind: str, threads: int, index: int) -> None:
        self.used.append((kind, threads))
        self.indexes.append(index)

    def drop(self) -> None:
        self.n_dropped += 1

    def let_go(self, model_id: str) -> None:
        self.gone.append(model_id)

    def release_idle(self) -> tuple[str, ...]:
        self.n_asked_for_idle += 1
        self.gone.extend(self.idle)
        released, self.idle = self.idle, ()
        return released

    @property
    def reports(self) -> dict[str, DeviceReport]:
        report = self.report()
        return {} if report is None or "translator" in self.gone else {"translator": report}

    def state(self) -> DeviceState:
        models = tuple(
            ModelOnDevice(name, "Translator", "translation", report, "q8", 312_000_000)
            for name, report in self.reports.items()
        )
        report = self.report()
        kind = report.requested.kind if report is not None else "auto"
        return DeviceState(
            kind, models, self.choices, self.cards, 8 * 10**9, 500 * 10**6, self.check
        )

    def facts(self) -> str:
        return "providers: FakeExecutionProvider\n"

    def measure(self, cancel: CancelToken) -> Generator[tuple[int, int, str], None, DeviceCheck]:
        yield 0, 1, "CPU"
        cancel.check()
        assert self.check is not None
        return self.check

    def keep(self, check: DeviceCheck) -> None:
        self.check = check
