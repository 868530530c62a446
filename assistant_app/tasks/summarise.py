"""Pick the sentences that carry a document, in their own words and their own order."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant_app.cancel import CancelToken
from assistant_app.errors import TextEmpty, TextTooShort
from assistant_app.tasks.base import Event, Origin, Progress, Stage, Work
from assistant_app.tasks.engines import EngineSource, SentenceEncoder
from assistant_app.tasks.layout import Kind
from assistant_app.tasks.models import ModelChoice
from assistant_app.tasks.ranking import (
    Array,
    centrality,
    pick_diverse,
    similarity,
    word_features,
)
from assistant_app.tasks.sentences import Sentence, detect_language, split_sentences

_AT_ONCE = 64
_SECTION = 1500
"""Sentences compared each with each: their similarities take 9 MB. Longer documents are ranked
section by section, then the best of all sections against each other."""
_EMBEDDING_SHARE = 0.4
_FIRST_WEIGHT = 0.35
_FIRST_SENTENCES = 5
_SAMENESS_WEIGHT = 0.3
"""Measured on documentation and textbook chapters with written summaries, English and Chinese:
meaning and words together beat either alone, and what stands first is more likely the point."""
_SHORTEST = {"en": 5, "zh": 8}
"""Words (English) or characters (Chinese) below which a sentence says too little by itself."""


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

    def __init__(self, engine: EngineSource, models: ModelChoice) -> None:
        self._engine = engine
        self._models = models

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
        embeddings = yield from _embedded(encoder, sentences, cancel)
        cancel.check()
        scores = _best(sentences, embeddings, n_wanted, language)
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
            n_read=len(embeddings),
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


def _embedded(
    encoder: SentenceEncoder, sentences: Sequence[Sentence], cancel: CancelToken
) -> Generator[Event, None, Array]:
    """``[n, d]`` rows of length 1, one for every sentence. The encoder reads those longer than its
    window in parts, so that nothing of them is cut."""
    rows: list[Array] = []
    yield Progress(Stage.COMPARING, 0, len(sentences))
    for first in range(0, len(sentences), _AT_ONCE):
        batch = sentences[first : first + _AT_ONCE]
        rows.append(encoder.encode([" ".join(each.text.split()) for each in batch], cancel))
        yield Progress(Stage.COMPARING, first + len(batch), len(sentences))
    return np.concatenate(rows)


def _best(
    sentences: Sequence[Sentence], embeddings: Array, n_wanted: int, language: str
) -> dict[int, float]:
    """The picked sentences' indices with their scores. Needs no more memory for a book than for a
    chapter: sections are ranked by themselves, then their best against each other."""
    fit = [i for i, each in enumerate(sentences) if _says_enough(each, language)]
    running = fit if len(fit) >= n_wanted else list(range(len(sentences)))
    while len(running) > _SECTION:
        n_sections = math.ceil(len(running) / _SECTION)
        bounds = [len(running) * i // n_sections for i in range(n_sections + 1)]
        # So many from each that the next round is one section, or that all wanted are found.
        quota = max(_SECTION, n_wanted)
        found: dict[int, float] = {}
        for first, last in itertools.pairwise(bounds):
            share = quota * last // len(running) - quota * first // len(running)
            found |= _ranked(sentences, embeddings, running[first:last], share, language)
        if quota == n_wanted:
            return found
        running = sorted(found)
    return _ranked(sentences, embeddings, running, n_wanted, language)


def _ranked(
    sentences: Sequence[Sentence],
    embeddings: Array,
    indices: list[int],
    n_wanted: int,
    language: str,
) -> dict[int, float]:
    words = word_features([sentences[i].text for i in indices])
    alike = similarity(embeddings[indices], words, _EMBEDDING_SHARE)
    central = centrality(alike)
    is_early = np.exp(-np.array(indices) / _FIRST_SENTENCES)
    scores = (1 - _FIRST_WEIGHT) * central + _FIRST_WEIGHT * is_early
    picked = pick_diverse(scores, alike, n_wanted, _SAMENESS_WEIGHT)
    return {indices[row]: float(scores[row]) for row in picked}


def _says_enough(sentence: Sentence, language: str) -> bool:
    """Headings, tables and shreds such as "See below." are read, but not put into a summary."""
    if sentence.kind in (Kind.HEADING, Kind.TABLE):
        return False
    if language == "zh":
        return len(sentence.text) >= _SHORTEST["zh"]
    return len(sentence.text.split()) >= _SHORTEST["en"]
