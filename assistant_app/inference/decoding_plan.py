"""What really holds while one text is made: the options over the model's own settings."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from assistant_app.errors import ModelUnfit
from assistant_app.inference.options import EarlyStopping, GenerationOptions

_TINY = 1e-6

Setting = Callable[[str], Any]
"""A generation setting by its name, None where the model says nothing (``ModelFolder.setting``)."""


@dataclass(frozen=True)
class DecodingPlan:
    """Every rule and limit of one run, with no question left open. Ids are token ids."""

    end_ids: tuple[int, ...] = ()
    max_new_tokens: int = 256
    min_new_tokens: int = 0
    max_length: int | None = None
    min_length: int = 0
    repetition_penalty: float = 1.0
    frequency_penalty: float = 0.0
    presence_penalty: float = 0.0
    no_repeat_ngram_size: int = 0
    bad_words: tuple[tuple[int, ...], ...] = ()
    suppressed_ids: tuple[int, ...] = ()
    begin_suppressed_ids: tuple[int, ...] = ()
    forced_begin_id: int | None = None
    forced_end_ids: tuple[int, ...] = ()
    is_sampling: bool = False
    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0
    seed: int | None = None
    n_beams: int = 1
    n_best: int = 1
    length_penalty: float = 1.0
    early_stopping: EarlyStopping = False
    stop_strings: tuple[str, ...] = ()

    def limit(self, n_begin: int, room: int) -> int:
        """How many tokens a text that begins with ``n_begin`` may get, at most ``room``."""
        most = min(self.max_new_tokens, room)
        if self.max_length is not None:
            most = min(most, self.max_length - n_begin)
        return max(1, most)


@dataclass(frozen=True)
class ModelDefaults:
    """The settings of generation_config.json that hold where nothing else is asked for.

    ``max_length`` is None where the model names none. Not followed, because hardly any model sets
    them: sequence_bias, the two encoder_ penalties, exponential_decay_length_penalty, typical_p,
    the cutoffs, guidance_scale. Nor num_beams, do_sample and max_new_tokens: how much time a text
    is worth is for the one who asks.
    """

    end_ids: tuple[int, ...] = ()
    max_length: int | None = None
    min_length: int = 0
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    bad_words: tuple[tuple[int, ...], ...] = ()
    suppressed_ids: tuple[int, ...] = ()
    begin_suppressed_ids: tuple[int, ...] = ()
    forced_begin_id: int | None = None
    forced_end_ids: tuple[int, ...] = ()
    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0
    length_penalty: float = 1.0
    early_stopping: EarlyStopping = False

    @classmethod
    def read(cls, setting: Setting, model_id: str) -> ModelDefaults:
        """``ModelUnfit`` if a setting is not what transformers could have written. A number of
        sampling that other programs take for "off" (temperature 0, top_k -1) is that here too."""
        read = _Reader(setting, model_id)
        return cls(
            end_ids=read.ids("eos_token_id"),
            max_length=max(0, read.whole("max_length", 0)) or None,
            min_length=read.whole("min_length", 0),
            repetition_penalty=read.number("repetition_penalty", 1.0, is_positive=True),
            no_repeat_ngram_size=read.whole("no_repeat_ngram_size", 0),
            bad_words=read.sequences("bad_words_ids"),
            suppressed_ids=read.ids("suppress_tokens"),
            begin_suppressed_ids=read.ids("begin_suppress_tokens"),
            forced_begin_id=next(iter(read.ids("forced_bos_token_id")), None),
            forced_end_ids=read.ids("forced_eos_token_id"),
            temperature=_within(read.number("temperature", 1.0), _TINY, math.inf, 1.0),
            top_k=max(0, read.whole("top_k", 0)),
            top_p=_within(read.number("top_p", 1.0), _TINY, 1.0, 1.0),
            min_p=_within(read.number("min_p", 0.0), 0.0, 1.0, 0.0),
            length_penalty=read.number("length_penalty", 1.0),
            early_stopping=read.early_stopping(),
        )

    def plan(self, options: GenerationOptions) -> DecodingPlan:
        """These, where ``options`` leave it to the model; bad words of both. As in transformers,
        ``min_new_tokens`` goes before any ``min_length``."""
        min_length = _first(options.min_length, self.min_length)
        own_end = () if options.forced_end_id is None else (options.forced_end_id,)
        return DecodingPlan(
            end_ids=self.end_ids,
            max_new_tokens=options.max_new_tokens,
            min_new_tokens=options.min_new_tokens,
            max_length=_first(options.max_length, self.max_length),
            min_length=0 if options.min_new_tokens else min_length,
            repetition_penalty=_first(options.repetition_penalty, self.repetition_penalty),
            frequency_penalty=options.frequency_penalty,
            presence_penalty=options.presence_penalty,
            no_repeat_ngram_size=_first(options.no_repeat_ngram_size, self.no_repeat_ngram_size),
            bad_words=self.bad_words + options.bad_words,
            suppressed_ids=self.suppressed_ids,
            begin_suppressed_ids=self.begin_suppressed_ids,
            forced_begin_id=_first(options.forced_begin_id, self.forced_begin_id),
            forced_end_ids=own_end or self.forced_end_ids,
            is_sampling=options.is_sampling,
            temperature=_first(options.temperature, self.temperature),
            top_k=_first(options.top_k, self.top_k),
            top_p=_first(options.top_p, self.top_p),
            min_p=_first(options.min_p, self.min_p),
            seed=options.seed,
            n_beams=options.n_beams,
            n_best=options.n_best,
            length_penalty=_first(options.length_penalty, self.length_penalty),
            early_stopping=_first(options.early_stopping, self.early_stopping),
            stop_strings=options.stop_strings,
        )


def _first(asked: Any, own: Any) -> Any:
    return own if asked is None else asked


def _within(number: float, low: float, high: float, otherwise: float) -> float:
    return number if low <= number <= high else otherwise


class _Reader:
    """JSON values as what they should be; ``ModelUnfit`` names the setting that is not."""

    def __init__(self, setting: Setting, model_id: str) -> None:
        self._setting = setting
        self._model_id = model_id

    def number(self, name: str, default: float, is_positive: bool = False) -> float:
        found = self._setting(name)
        if found is None:
            return default
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self._unfit(name)
        if not math.isfinite(found) or (is_positive and found <= 0):
            raise self._unfit(name)
        return float(found)

    def whole(self, name: str, default: int) -> int:
        found = self._setting(name)
        if found is None:
            return default
        return self._id(name, found)

    def ids(self, name: str) -> tuple[int, ...]:
        """One id, a list of them or none."""
        found = self._setting(name)
        if found is None:
            return ()
        return tuple(self._ids(name, found if isinstance(found, list) else [found]))

    def sequences(self, name: str) -> tuple[tuple[int, ...], ...]:
        found = self._setting(name)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(ids, list) and ids for ids in found):
            raise self._unfit(name)
        return tuple(tuple(self._ids(name, ids)) for ids in found)

    def early_stopping(self) -> EarlyStopping:
        match self._setting("early_stopping"):
            case None:
                return False
            case True | False | "never" as mode:
                return mode
            case _:
                raise self._unfit("early_stopping")

    def _ids(self, name: str, found: list[Any]) -> Iterable[int]:
        return [self._id(name, number) for number in found]

    def _id(self, name: str, found: Any) -> int:
        if isinstance(found, bool) or not isinstance(found, int):
            raise self._unfit(name)
        return found

    def _unfit(self, name: str) -> ModelUnfit:
        return ModelUnfit(self._model_id, f"its {name} in generation_config.json is not valid")
