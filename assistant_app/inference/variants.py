"""Variants at a place of a translation: other words that could stand there, each with the rest of
the text as the model goes on behind it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant_app.cancel import CancelToken
from assistant_app.inference.branches import Branches
from assistant_app.inference.constrained import spellings
from assistant_app.inference.decode import decode
from assistant_app.inference.next_words import Head, head_of, next_words
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.text_to_text import Rows, TextToText
from assistant_app.inference.tokenizer import Tokenizer
from assistant_app.inference.words import (
    Span,
    WordVariant,
    WordVariants,
    is_unspaced,
    word_at,
)

_SPARE = 3
"""So many words more are gone on with: some come to the same text in the end."""
_REST = 3.0
"""What the mean log probability of the rest counts beside that of the word. The sum of the rest
would put those first that say least."""

_WORDS_OF_A_LETTER = "aeiouy"


def variants_at(
    model: TextToText,
    source: Sequence[int],
    translation: str,
    place: int,
    n_wanted: int,
    options: GenerationOptions,
    cancel: CancelToken | None = None,
    begin_ids: Sequence[int] | None = None,
    limit: int | None = None,
    phrases: Sequence[str] = (),
) -> WordVariants:
    """``OneWay.variants`` of one source in tokens. What stands before the word is kept letter by
    letter."""
    span = _word_span(model.tokenizer, translation, place)
    if span is None:
        return WordVariants(place, place)
    start, end = span
    head = head_of(model.tokenizer, translation, translation[:start])
    begin = model.begun_with(head.ids, options, begin_ids)
    if len(begin) + len(translation[start:].split()) >= model.max_source_tokens:
        return WordVariants(start, end)
    present = translation[start:end]
    # Small models like to say a word twice.
    without = (present, *translation[:start].split()[-1:])
    decoder, first, plan, _ = model.begun_at(source, begin, options, cancel)
    n_likely = n_wanted + _SPARE
    likely = next_words(decoder, first, plan, head, model.pieces, n_likely, without, cancel)
    words = [word for word in likely if _is_like(word.text, present, is_first=not head.ids)]
    texts = completed(model, source, begin, [word.ids for word in words], options, cancel, limit)
    found: dict[str, WordVariant] = {}
    ranked = sorted(
        zip(words, texts, strict=True), key=lambda each: -(each[0].score + _REST * each[1][1])
    )
    for word, (ids, mean) in ranked:
        if len(found) == n_wanted:
            break
        tail = _tail(model, head, ids)
        missing = [phrase for phrase in phrases if phrase.casefold() not in tail.casefold()]
        if missing:
            begun = [*begin, *word.ids]
            required = [spellings(model.tokenizer, phrase) for phrase in missing]
            rest = model.generate_with(source, required, options, cancel, begun, limit)
            tail = _tail(model, head, [*word.ids, *rest])
        said = _said(word.text, tail)
        if said.casefold() != present.casefold() and _bare(tail) != _bare(translation[start:]):
            score = word.score + _REST * mean
            found.setdefault(said.casefold(), WordVariant(said, tail, score))
    return WordVariants(start, end, tuple(found.values()))


def completed(
    model: TextToText,
    source: Sequence[int],
    begin_ids: Sequence[int],
    heads: Sequence[Sequence[int]],
    options: GenerationOptions,
    cancel: CancelToken | None = None,
    limit: int | None = None,
) -> list[tuple[list[int], float]]:
    """For each of ``heads``, in one batch: the text behind ``begin_ids`` that begins with it, in
    token ids, greedily, and the mean log probability of what was not its head."""
    if not heads:
        return []
    decoder, first, plan, most = model.begun_at(source, begin_ids, options, cancel, limit)
    branches = Branches(decoder, heads)
    said: Rows = [[] for _ in heads]
    rows = np.repeat(first, len(heads), axis=0)
    for going, tokens in decode(branches, rows, plan, [most] * len(heads), cancel):
        for row, token in zip(going, tokens, strict=True):
            said[row].append(token)
    return list(zip(said, branches.means(), strict=True))


def _is_like(word: str, present: str, is_first: bool) -> bool:
    """Whether it may be a word of the same language in the same place, where models also say words
    of the source, and parts of words, such as single letters that are no word in any language."""
    if is_unspaced(word) != is_unspaced(present):
        return False
    if is_first and present[:1].isupper() and word[:1].islower():
        return False
    return len(word) > 1 or not word.isascii() or word.lower() in _WORDS_OF_A_LETTER


def _said(word: str, tail: str) -> str:
    """The word that ``tail`` really begins with: behind the letters of one the model may have gone
    on to a longer one."""
    span = None if is_unspaced(word) else word_at(tail, len(tail) - len(tail.lstrip()))
    return word if span is None else tail[slice(*span)]


def _tail(model: TextToText, head: Head, ids: Sequence[int]) -> str:
    """What the person sees from the word on: without what was found anew before it."""
    text = model.pieces.text(ids)
    if not head.ids:
        text = text.lstrip()
    text = text.removeprefix(head.required)
    if head.required.endswith(" ") or not head.ids:
        text = text.lstrip()
    return text.rstrip()


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _word_span(tokenizer: Tokenizer, text: str, place: int) -> Span | None:
    """Where the word at ``place`` stands. In a script without blanks that is what lies there of
    one token, as the model cuts the text."""
    run = word_at(text, place)
    if run is None or not is_unspaced(text[run[0] : run[1]]):
        return run
    ids = tokenizer.encode_target(text)
    decoded = tokenizer.decode(ids)
    n_before = len(decoded) - len(decoded.lstrip())
    if decoded[n_before:] == text:
        for start, end in tokenizer.decoded_spans(ids):
            if start - n_before <= place < end - n_before:
                return max(run[0], start - n_before), min(run[1], end - n_before)
    return place, place + 1
