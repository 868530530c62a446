"""Pick the sentences that carry a document, in their own words and their own order."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from assistant_app.cancel import CancelToken
from assistant_app.errors import TextEmpty, TextTooShort
from assistant_app.tasks.base import Event, Origin, Progress, Stage, Work
from assistant_app.tasks.engines import EngineSource, SentenceEncoder
from assistant_app.tasks.models import ModelChoice
from assistant_app.tasks.sentences import Sentence, detect_language, split_sentences

Pick = Callable[
    [SentenceEncoder, Sequence[Sentence], int, str, CancelToken],
    Generator[Event, None, dict[int, float]],
]
"""``tasks.picking.pick_sentences``; passed in, as its numerical library is slow to load."""


@dataclass(frozen=True)
class SummariseRequest:
    """Give ``sentences`` (how many to keep) or ``percent`` (of all sentences, 1 to 100)."""

    text: str
    sentences: int | None = None
    percent: int | None = None
    model_id: str | None = None


@dataclass(frozen=True)
class Picked:
    """A sentence of the summary. ``text`` is ``source[start:end]`` as it stands there; ``index``
    counts the document's sentences from 0; ``score`` is 0 to 1 (1: the document's most central)."""

    text: str
    start: int
    end: int
    score: float
    index: int


@dataclass(frozen=True)
class Summary:
    """``sentences`` in document order. ``n_read`` of ``n_sentences`` sentences were compared (all
    of them: nothing is cut), and ``n_characters`` of the source were read."""

    sentences: tuple[Picked, ...]
    n_sentences: int
    n_read: int
    n_characters: int
    origin: Origin
    language: str = "en"
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The picked sentences as running text, with blanks between them in English only."""
        separator = "" if self.language == "zh" else " "
        return separator.join(" ".join(picked.text.split()) for picked in self.sentences)


class SummariseTask:
    """Works on sentence embeddings and words in common; no text is made up."""

    def __init__(self, engine: EngineSource, models: ModelChoice, pick: Pick) -> None:
        self._engine = engine
        self._models = models
        self._pick = pick

    def run(self, request: SummariseRequest, cancel: CancelToken) -> Work[Summary]:
        """Raises ``TextEmpty``, ``TextTooShort`` (no more sentences than were asked for) and
        whatever loading a model raises."""
        started = time.perf_counter()
        if not request.text.strip():
            raise TextEmpty
        yield Progress(Stage.READING)
        language = detect_language(request.text)
        sentences = split_sentences(request.text, language)
        n_wanted = _wanted(request, len(sentences))
        if n_wanted >= len(sentences):
            raise TextTooShort(len(sentences))
        spec = self._models.model("sentences", request.model_id)
        yield Progress(Stage.LOADING, item=spec.title)
        encoder = self._engine().sentences(spec.id)
        cancel.check()
        scores = yield from self._pick(encoder, sentences, n_wanted, language, cancel)
        return Summary(
            sentences=tuple(
                Picked(
                    text=sentences[index].text,
                    start=sentences[index].start,
                    end=sentences[index].end,
                    score=scores[index],
                    index=index,
                )
                for index in sorted(scores)
            ),
            n_sentences=len(sentences),
            n_read=len(sentences),
            n_characters=len(request.text),
            origin=Origin(spec.id, encoder.report.label),
            language=language,
            seconds=time.perf_counter() - started,
        )


def _wanted(request: SummariseRequest, n_sentences: int) -> int:
    if request.sentences is not None:
        return max(1, request.sentences)
    percent = 20 if request.percent is None else request.percent
    return max(1, math.ceil(n_sentences * percent / 100))
