"""Summarise: pick the sentences that carry a document, or have a model write fewer of its own."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit, TextEmpty, TextTooShort
from assistant_app.tasks.base import Event, Origin, Progress, Stage, Work
from assistant_app.tasks.engines import EngineSource, SentenceEncoder, Summariser
from assistant_app.tasks.models import ModelChoice
from assistant_app.tasks.sentences import (
    Sentence,
    detect_language,
    joint_of,
    split_sentences,
)

Pick = Callable[
    [SentenceEncoder, Sequence[Sentence], int, str, CancelToken],
    Generator[Event, None, dict[int, float]],
]
"""``tasks.picking.pick_sentences``; passed in, as its numerical library is slow to load."""
Condense = Callable[
    [Summariser, Sequence[Sentence], int, str, CancelToken],
    Generator[Event, None, "tuple[Picked, ...]"],
]
"""``tasks.condense.condense``; passed in for the same reason."""


@dataclass(frozen=True)
class SummariseRequest:
    """Give ``sentences`` (how many to keep) or ``percent`` (of all sentences, 1 to 100).

    ``is_written``: in a model's own words; a ``model_id`` of a model that can only write says so
    too.
    """

    text: str
    sentences: int | None = None
    percent: int | None = None
    model_id: str | None = None
    is_written: bool = False


@dataclass(frozen=True)
class Picked:
    """A sentence of the summary. ``text`` is ``source[start:end]`` as it stands there; ``index``
    counts the document's sentences from 0; ``score`` is 0 to 1 (1: the document's most central).

    In a written summary ``said`` is the sentence itself, ``text`` the one of the source that it
    rests on, ``score`` how many words they share, and ``is_doubtful`` marks a sentence that rests
    on none, or has a number that the source has not.
    """

    text: str
    start: int
    end: int
    score: float
    index: int
    said: str = ""
    is_doubtful: bool = False

    @property
    def line(self) -> str:
        """What the summary says, on one line."""
        return self.said or " ".join(self.text.split())


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
    def is_written(self) -> bool:
        """Whether a model wrote it."""
        return any(picked.said for picked in self.sentences)

    @property
    def text(self) -> str:
        """The sentences as running text."""
        separator = joint_of(self.language)
        return separator.join(picked.line for picked in self.sentences)


class SummariseTask:
    """Picking works on sentence embeddings and words in common, and makes up no text."""

    def __init__(
        self, engine: EngineSource, models: ModelChoice, pick: Pick, condense: Condense
    ) -> None:
        self._engine = engine
        self._models = models
        self._pick = pick
        self._condense = condense

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
        way = self._written if self._is_written(request) else self._from_text
        found, origin = yield from way(request.model_id, sentences, n_wanted, language, cancel)
        return Summary(
            sentences=found,
            n_sentences=len(sentences),
            n_read=len(sentences),
            n_characters=len(request.text),
            origin=origin,
            language=language,
            seconds=time.perf_counter() - started,
        )

    def _is_written(self, request: SummariseRequest) -> bool:
        model_id = request.model_id
        return request.is_written or (
            model_id is not None
            and self._models.does(model_id, "summaries")
            and not self._models.does(model_id, "sentences")
        )

    def _from_text(
        self,
        model_id: str | None,
        sentences: list[Sentence],
        n_wanted: int,
        language: str,
        cancel: CancelToken,
    ) -> Work[tuple[tuple[Picked, ...], Origin]]:
        spec = self._models.model("sentences", model_id)
        yield Progress(Stage.LOADING, item=spec.title)
        encoder = self._engine().sentences(spec.id)
        cancel.check()
        scores = yield from self._pick(encoder, sentences, n_wanted, language, cancel)
        picked = tuple(
            Picked(
                text=sentences[index].text,
                start=sentences[index].start,
                end=sentences[index].end,
                score=scores[index],
                index=index,
            )
            for index in sorted(scores)
        )
        return picked, Origin(spec.id, encoder.report.label)

    def _written(
        self,
        model_id: str | None,
        sentences: list[Sentence],
        n_wanted: int,
        language: str,
        cancel: CancelToken,
    ) -> Work[tuple[tuple[Picked, ...], Origin]]:
        spec = self._models.model("summaries", model_id)
        if spec.languages and language not in spec.languages:
            known = ", ".join(spec.languages)
            raise ModelUnfit(spec.id, f"the text is in {language}, and it knows {known} only")
        yield Progress(Stage.LOADING, item=spec.title)
        summariser = self._engine().summariser(spec.id)
        cancel.check()
        found = yield from self._condense(summariser, sentences, n_wanted, language, cancel)
        if not found:
            raise ModelUnfit(spec.id, "it wrote nothing")
        return found, Origin(spec.id, summariser.report.label)


def _wanted(request: SummariseRequest, n_sentences: int) -> int:
    if request.sentences is not None:
        return max(1, request.sentences)
    percent = 20 if request.percent is None else request.percent
    return max(1, math.ceil(n_sentences * percent / 100))
