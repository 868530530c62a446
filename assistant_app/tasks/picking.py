"""The sentences of a document that are the most central and not the same: embeddings to picks."""

from __future__ import annotations

import itertools
import math
from collections.abc import Generator, Sequence

import numpy as np

from assistant_app.cancel import CancelToken
from assistant_app.documents.layout import Kind
from assistant_app.tasks.base import Event, Progress, Stage
from assistant_app.tasks.engines import SentenceEncoder
from assistant_app.tasks.ranking import (
    Array,
    centrality,
    pick_diverse,
    similarity,
    word_features,
)
from assistant_app.tasks.sentences import Sentence

_AT_ONCE = 64
_SECTION = 1500
"""Sentences compared each with each: their similarities take 9 MB. Longer documents are ranked
section by section, then the best of all sections against each other."""
_EMBEDDING_SHARE = 0.4
_FIRST_WEIGHT = 0.2
_FIRST_SENTENCES = 2
_PARAGRAPH_WEIGHT = 0.1
_TITLE_WEIGHT = 0.2
_SAMENESS_WEIGHT = 0.3
"""Measured on documentation and textbook chapters with written summaries, English and Chinese:
meaning and words together beat either alone; what stands first is more likely the point, and so is
what the document's title speaks of.
A greater first weight scores higher on documentation, whose written summaries are leads, and lower
on chapters; it also picks next to nothing but the beginning, which nobody needs a summary for."""
_SHORTEST = {"en": 5, "zh": 8}
"""Words (English) or characters (Chinese) below which a sentence says too little by itself."""


def pick_sentences(
    encoder: SentenceEncoder,
    sentences: Sequence[Sentence],
    n_wanted: int,
    language: str,
    cancel: CancelToken,
) -> Generator[Event, None, dict[int, float]]:
    """Indices and scores (0 to 1) of ``n_wanted`` sentences. All sentences are read."""
    embeddings = yield from _embedded(encoder, sentences, cancel)
    cancel.check()
    title = embeddings[0] if sentences[0].kind is Kind.HEADING else None
    return _best(sentences, embeddings, title, n_wanted, language)


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
    sentences: Sequence[Sentence],
    embeddings: Array,
    title: Array | None,
    n_wanted: int,
    language: str,
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
            found |= _ranked(sentences, embeddings, title, running[first:last], share)
        if quota == n_wanted:
            return found
        running = sorted(found)
    return _ranked(sentences, embeddings, title, running, n_wanted)


def _ranked(
    sentences: Sequence[Sentence],
    embeddings: Array,
    title: Array | None,
    indices: list[int],
    n_wanted: int,
) -> dict[int, float]:
    words = word_features([sentences[i].text for i in indices])
    alike = similarity(embeddings[indices], words, _EMBEDDING_SHARE)
    central = centrality(alike)
    is_early = np.exp(-np.array(indices) / _FIRST_SENTENCES)
    leads = np.array([sentences[i].begins_paragraph for i in indices], np.float32)
    title_weight = 0.0 if title is None else _TITLE_WEIGHT
    scores = (1 - _FIRST_WEIGHT - _PARAGRAPH_WEIGHT - title_weight) * central
    scores += _FIRST_WEIGHT * is_early + _PARAGRAPH_WEIGHT * leads
    if title is not None:
        scores += title_weight * np.clip(embeddings[indices] @ title, 0, None)
    picked = pick_diverse(scores, alike, n_wanted, _SAMENESS_WEIGHT)
    return {indices[row]: float(scores[row]) for row in picked}


def _says_enough(sentence: Sentence, language: str) -> bool:
    """Headings, tables and shreds such as "See below." are read, but not put into a summary."""
    if sentence.kind in (Kind.HEADING, Kind.TABLE):
        return False
    if language == "zh":
        return len(sentence.text) >= _SHORTEST["zh"]
    return len(sentence.text.split()) >= _SHORTEST["en"]
