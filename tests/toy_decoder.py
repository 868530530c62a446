"""The numpy twin of models/recipes/decoding/toy.py: a decoder that is one table, and the fixture of
what transformers makes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant_app.cancel import CancelToken
from assistant_app.inference.decoding_plan import DecodingPlan, ModelDefaults
from assistant_app.inference.options import GenerationOptions

FIXTURE: dict[str, Any] = json.loads(
    (Path(__file__).parent / "inference" / "fixtures" / "decoding.json").read_text(encoding="utf-8")
)
VOCAB: int = FIXTURE["vocab"]
END: int = FIXTURE["end"]

_ASKED = {
    "do_sample": "is_sampling",
    "num_beams": "n_beams",
    "num_return_sequences": "n_best",
    "min_new_tokens": "min_new_tokens",
    "temperature": "temperature",
    "top_k": "top_k",
    "top_p": "top_p",
    "min_p": "min_p",
}
"""transformers' names and ours; the other settings are read as a model's own."""


def plan_of(settings: dict[str, Any]) -> DecodingPlan:
    """The plan that a case's settings, by transformers' names, come to."""
    own = {"eos_token_id": END} | settings
    asked = {_ASKED[name]: value for name, value in settings.items() if name in _ASKED}
    return ModelDefaults.read(own.get, "toy").plan(GenerationOptions(**asked))


def numbers() -> np.random.RandomState:
    return np.random.RandomState(FIXTURE["seed"])


def table() -> np.ndarray:
    found = numbers().normal(0, 1.5, (VOCAB, VOCAB, VOCAB)).astype(np.float32)
    found[:, :, END] += 1
    return found


_TABLE = table()


@dataclass(frozen=True)
class Keep:
    """One call of ``ToyDecoder.keep``."""

    rows: list[int]


class ToyDecoder:
    """Remembers what it was fed and told to keep, as a real decoder's cache would."""

    def __init__(self, n_rows: int) -> None:
        self._ids = np.zeros((n_rows, 0), np.int64)
        self.calls: list[int | Keep] = []
        """The number of rows of each step, and what was kept between them."""

    def step(self, ids: np.ndarray, cancel: CancelToken | None) -> np.ndarray:
        self._ids = np.concatenate((self._ids, ids), axis=1)
        self.calls.append(len(ids))
        before = self._ids[:, -2] if self._ids.shape[1] > 1 else np.zeros(len(ids), np.int64)
        scores: np.ndarray = _TABLE[before, self._ids[:, -1]]
        return scores

    def keep(self, rows: np.ndarray) -> None:
        self._ids = self._ids[rows]
        self.calls.append(Keep(rows.tolist()))
