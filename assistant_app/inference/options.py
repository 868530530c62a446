"""How text is generated: the one value that callers pass to translators and writers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

EarlyStopping = bool | Literal["never"]
"""When beam search has seen enough: with as many finished texts as beams (True), when a better one
is unlikely (False) or impossible ("never")."""


@dataclass(frozen=True)
class GenerationOptions:
    """Names and meanings are those of transformers' ``GenerationConfig``, except that
    ``is_sampling``, ``n_beams``, ``n_best``, ``bad_words`` and the two ``forced`` ids have plainer
    names here. What is None is left to the model's generation_config.json (``decoding_plan``).

    ``top_k=0``, ``top_p=1`` and ``min_p=0`` switch those filters off. Without a ``seed`` every run
    differs. ``repetition_penalty`` divides the scores of tokens already said (Keskar et al. 2019,
    CTRL); ``no_repeat_ngram_size`` bars whatever would repeat so many tokens in a row.
    ``frequency_penalty`` is subtracted for each time that a token was written, ``presence_penalty``
    once if it was at all (OpenAI's definition: the prompt does not count; transformers has none).
    ``n_beams`` above 1 searches instead of sampling; ``length_penalty`` above 0 favours long texts.
    ``bad_words`` are token sequences that never appear. ``min_length`` and ``max_length`` count
    what the decoder begins with, ``min_new_tokens`` and ``max_new_tokens`` do not.
    A text ends before the first of ``stop_strings``. ValueError if something makes no sense.
    """

    max_new_tokens: int = 256
    min_new_tokens: int = 0
    is_sampling: bool = False
    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    repetition_penalty: float | None = None
    no_repeat_ngram_size: int | None = None
    seed: int | None = None
    min_p: float | None = None
    frequency_penalty: float = 0.0
    presence_penalty: float = 0.0
    n_beams: int = 1
    n_best: int = 1
    length_penalty: float | None = None
    early_stopping: EarlyStopping | None = None
    bad_words: tuple[tuple[int, ...], ...] = ()
    forced_begin_id: int | None = None
    forced_end_id: int | None = None
    stop_strings: tuple[str, ...] = ()
    min_length: int | None = None
    max_length: int | None = None

    def __post_init__(self) -> None:
        _check(self.max_new_tokens >= 1, "max_new_tokens must be at least 1")
        _check(self.min_new_tokens >= 0, "min_new_tokens must not be negative")
        _check(self.max_length is None or self.max_length >= 1, "max_length must be at least 1")
        _check(self.min_length is None or self.min_length >= 0, "min_length must not be negative")
        if self.is_sampling:
            _check(
                _is_positive(self.temperature),
                "temperature must be above 0; for greedy text use is_sampling=False",
            )
            _check(self.n_beams == 1, "n_beams above 1 goes without sampling")
        _check(self.top_p is None or 0 < self.top_p <= 1, "top_p must be in (0, 1]")
        _check(self.top_k is None or self.top_k >= 0, "top_k must not be negative")
        _check(self.min_p is None or 0 <= self.min_p <= 1, "min_p must be in [0, 1]")
        _check(_is_positive(self.repetition_penalty), "repetition_penalty must be above 0")
        size = self.no_repeat_ngram_size
        _check(size is None or size >= 0, "no_repeat_ngram_size must not be negative")
        for name in ("frequency_penalty", "presence_penalty", "length_penalty"):
            number = getattr(self, name)
            _check(number is None or math.isfinite(number), f"{name} must be a number")
        _check(self.n_beams >= 1, "n_beams must be at least 1")
        _check(1 <= self.n_best <= self.n_beams, "n_best must be from 1 to n_beams")
        _check(self.early_stopping in (None, True, False, "never"), "early_stopping: not a mode")
        _check(all(self.bad_words), "bad_words: an empty sequence is in every text")
        _check(all(self.stop_strings), "stop_strings: an empty one is in every text")


def _is_positive(number: float | None) -> bool:
    return number is None or (number > 0 and math.isfinite(number))


def _check(is_fine: bool, otherwise: str) -> None:
    if not is_fine:
        raise ValueError(otherwise)
