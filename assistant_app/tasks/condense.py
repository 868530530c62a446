"""A summary in a model's own words, and for each of its sentences the one it rests on.

A document longer than the model's window is read section by section, and the sections' summaries
are summarised again until few enough sentences are left. What a written sentence rests on is
computed from the words in common, not asked of the model: models name sources that are none.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from assistant_app.cancel import CancelToken
from assistant_app.inference.options import GenerationOptions
from assistant_app.tasks.base import Event, Progress, Stage
from assistant_app.tasks.engines import Summariser
from assistant_app.tasks.ranking import word_features
from assistant_app.tasks.sentences import Sentence, joint_of, split_sentences
from assistant_app.tasks.summarise import Picked

_TOKENS_PER_SENTENCE = 48
_MOST_NEW_TOKENS = 240
_MOST_ROUNDS = 6
_LEAST_IN_COMMON = 0.12
"""Cosine of the words below which a sentence rests on nothing in the text. Sentences that say the
same in other words share at least a name or a noun, which gives more than this."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class _Unit:
    """A sentence to be condensed, and the number of the document's sentence that it rests on."""

    text: str
    index: int
    support: float = 1.0
    is_doubtful: bool = False


def condense(
    model: Summariser,
    sentences: Sequence[Sentence],
    n_wanted: int,
    language: str,
    cancel: CancelToken,
) -> Generator[Event, None, tuple[Picked, ...]]:
    """At most ``n_wanted`` written sentences in the order of the document; all of it is read."""
    units = [_Unit(" ".join(each.text.split()), i) for i, each in enumerate(sentences)]
    for _ in range(_MOST_ROUNDS):
        shorter = yield from _round(model, units, n_wanted, language, cancel)
        has_shrunk = len(shorter) < len(units)
        units = shorter
        if len(units) <= n_wanted or not has_shrunk:
            break
    if len(units) > n_wanted:
        units = [units[i * len(units) // n_wanted] for i in range(n_wanted)]
    return tuple(_picked(unit, sentences[unit.index]) for unit in units)


def _round(
    model: Summariser, units: Sequence[_Unit], n_wanted: int, language: str, cancel: CancelToken
) -> Generator[Event, None, list[_Unit]]:
    sections = list(_sections(model, units))
    written: list[_Unit] = []
    n_before = 0
    for number, section in enumerate(sections):
        cancel.check()
        yield Progress(Stage.WRITING, number, len(sections))
        n_after = n_before + len(section)
        share = n_wanted * n_after // len(units) - n_wanted * n_before // len(units)
        n_before = n_after
        written += _written(model, section, max(1, share), language, cancel)
    yield Progress(Stage.WRITING, len(sections), len(sections))
    return written


def _sections(model: Summariser, units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    """Neighbours that fit the model's window together."""
    room = model.max_source_tokens - model.count_tokens(model.summary_prefix) - 8
    section: list[_Unit] = []
    n_tokens = 0
    for unit in units:
        size = model.count_tokens(unit.text)
        if section and n_tokens + size > room:
            yield section
            section, n_tokens = [], 0
        section.append(unit)
        n_tokens += size
    if section:
        yield section


def _written(
    model: Summariser, section: list[_Unit], n_most: int, language: str, cancel: CancelToken
) -> list[_Unit]:
    source = joint_of(language).join(unit.text for unit in section)
    most = min(_TOKENS_PER_SENTENCE * n_most + 16, _MOST_NEW_TOKENS)
    options = GenerationOptions(max_new_tokens=most)
    [output] = model.generate([model.summary_prefix + source], options, cancel)
    texts = [" ".join(each.text.split()) for each in split_sentences(output, language)][:n_most]
    if not texts:
        return []
    features = word_features([*(unit.text for unit in section), *texts])
    common = features[len(section) :] @ features[: len(section)].T
    numbers = set(_NUMBER.findall(source))
    found = []
    for text, row in zip(texts, common, strict=True):
        best = int(row.argmax())
        support = float(row[best])
        is_new_number = not set(_NUMBER.findall(text)) <= numbers
        is_doubtful = support < _LEAST_IN_COMMON or is_new_number or section[best].is_doubtful
        found.append(_Unit(text, section[best].index, min(support, 1.0), is_doubtful))
    return found


def _picked(unit: _Unit, source: Sentence) -> Picked:
    return Picked(
        text=source.text,
        start=source.start,
        end=source.end,
        score=unit.support,
        index=unit.index,
        said=unit.text,
        is_doubtful=unit.is_doubtful,
    )
