"""Write tests/inference/fixtures/decoding.json.

    python -m decoding

For each case: the settings by transformers' names, what the rows begin with, the most tokens that each may say, and what
``generate`` made of every row alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import torch
import transformers
from transformers import GenerationConfig, LogitsProcessorList

from decoding.toy import END, SEED, VOCAB, Toy, ToyConfig

TARGET = Path(__file__).parents[3] / "tests" / "inference" / "fixtures" / "decoding.json"
STARTS = [[5], [11], [0]]
PROMPTS = [[5, 9, 3, 9, 3], [2, 2, 2, 4, 8]]
LIMITS = [12, 7, 20]

GREEDY: list[dict[str, Any]] = [
    {},
    {"repetition_penalty": 1.7},
    {"repetition_penalty": 0.8},
    {"no_repeat_ngram_size": 1},
    {"no_repeat_ngram_size": 2},
    {"no_repeat_ngram_size": 3},
    {"no_repeat_ngram_size": 4, "min_new_tokens": 20},
    {"bad_words_ids": [[3], [7], [END]]},
    {"bad_words_ids": [[9, 3], [22, 20], [2, 2, 6], [4], [11, 12, 13, 14]]},
    {"min_length": 9},
    {"min_new_tokens": 9},
    {"forced_bos_token_id": 17},
    {"forced_eos_token_id": END},
    {"forced_eos_token_id": [END, 2]},
    {"suppress_tokens": [9, 10, 11, 12]},
    {"begin_suppress_tokens": [END, 8, 20]},
    {"begin_suppress_tokens": [END, 8, 20], "forced_bos_token_id": 4},
    {"eos_token_id": [END, 6, 19]},
    {
        "repetition_penalty": 1.3, "no_repeat_ngram_size": 2, "bad_words_ids": [[3], [5, 6]], "min_length": 6,
        "forced_bos_token_id": 17, "forced_eos_token_id": END, "suppress_tokens": [2],
    },
]
SAMPLED: list[dict[str, Any]] = [
    {},
    {"temperature": 0.5},
    {"temperature": 2.5, "top_k": 5},
    {"top_k": 3},
    {"top_p": 0.6},
    {"min_p": 0.2},
    {"temperature": 1.4, "top_k": 12, "top_p": 0.9, "min_p": 0.05},
    {"temperature": 1.4, "top_p": 0.9, "repetition_penalty": 1.2, "no_repeat_ngram_size": 2, "min_new_tokens": 9},
]
BEAMS: list[dict[str, Any]] = [
    {"num_beams": 2},
    {"num_beams": 4, "num_return_sequences": 4},
    {"num_beams": 4, "num_return_sequences": 4, "early_stopping": True},
    {"num_beams": 4, "num_return_sequences": 4, "early_stopping": "never"},
    {"num_beams": 3, "num_return_sequences": 3, "length_penalty": 2.0},
    {"num_beams": 3, "num_return_sequences": 3, "length_penalty": 2.0, "early_stopping": "never"},
    {"num_beams": 3, "num_return_sequences": 3, "length_penalty": 0.0},
    {"num_beams": 3, "num_return_sequences": 2, "length_penalty": -1.0, "early_stopping": "never"},
    {"num_beams": 3, "num_return_sequences": 2, "length_penalty": 0.6, "early_stopping": True},
    {"num_beams": 4, "no_repeat_ngram_size": 2},
    {"num_beams": 4, "no_repeat_ngram_size": 3, "length_penalty": 2.0, "early_stopping": True, "min_length": 8},
    {"num_beams": 4, "repetition_penalty": 1.8},
    {"num_beams": 4, "num_return_sequences": 2, "eos_token_id": [END, 6, 19]},
    {"num_beams": 4, "num_return_sequences": 4, "forced_bos_token_id": 17, "forced_eos_token_id": END},
    {"num_beams": 4, "bad_words_ids": [[3], [9, 3]], "suppress_tokens": [4], "min_new_tokens": 5},
    {"num_beams": 6, "num_return_sequences": 6, "eos_token_id": None},
    {"num_beams": 11, "num_return_sequences": 11},
]


def numbers() -> np.random.RandomState:
    return np.random.RandomState(SEED)


def drawn_with(stream: np.random.RandomState) -> Callable[[torch.Tensor, int], torch.Tensor]:
    """Stands in for torch.multinomial: one number picks from the tokens, most likely first."""

    def multinomial(probabilities: torch.Tensor, num_samples: int) -> torch.Tensor:
        assert num_samples == 1
        picked = []
        for row in probabilities.double().numpy():
            order = np.argsort(-row, kind="stable")
            place = int(np.searchsorted(np.cumsum(row[order]), stream.random_sample(), "right"))
            picked.append([order[min(place, len(order) - 1)]])
        return torch.tensor(picked)

    return multinomial


def texts(toy: Toy, settings: dict[str, Any], first: list[int], limit: int) -> list[dict[str, Any]]:
    """Token ids without those of the beginning and the end token; scores where there are beams."""
    given = {"eos_token_id": END, "pad_token_id": 0, "max_new_tokens": limit} | settings
    config = GenerationConfig(use_cache=False, return_dict_in_generate=True, output_scores=True, **given)
    with mock.patch("torch.multinomial", drawn_with(numbers())):
        found: Any = toy.generate(torch.tensor([first]), generation_config=config)
    ends = given["eos_token_id"]
    ends = ends if isinstance(ends, list) else [ends]
    scores = found.sequences_scores.tolist() if given.get("num_beams", 1) > 1 else [None] * len(found.sequences)
    rows = []
    for ids, score in zip(found.sequences.tolist(), scores, strict=True):
        said = ids[len(first):]
        n_said = next((i for i, token in enumerate(said) if token in ends), len(said))
        row = {"ids": said[:n_said]}
        rows.append(row if score is None else row | {"score": round(score, 6)})
    return rows


def case(toy: Toy, settings: dict[str, Any], firsts: list[list[int]]) -> dict[str, Any]:
    limits = LIMITS[: len(firsts)]
    found = [texts(toy, settings, first, limit) for first, limit in zip(firsts, limits, strict=True)]
    return {"settings": settings, "first": firsts, "limits": limits, "texts": found}


def processed(toy: Toy, settings: dict[str, Any]) -> dict[str, Any]:
    """Scores before and after transformers' processors, for texts of the same length that repeat themselves."""
    stream = np.random.RandomState(SEED)
    said = torch.from_numpy(stream.randint(0, 5, (3, 9)))
    scores = torch.from_numpy(stream.normal(0, 3, (3, VOCAB)).round(3).astype(np.float32))
    config = GenerationConfig(**{"eos_token_id": END, "max_length": 12} | settings)
    toy._prepare_special_tokens(config)
    processors: Any = toy._get_logits_processor(config, input_ids_seq_length=4, logits_processor=LogitsProcessorList())
    after = processors(said, scores).tolist()
    rows = [[None if math.isinf(x) else round(x, 5) for x in row] for row in after]
    return {"settings": settings, "said": said.tolist(), "before": [[round(x, 3) for x in row] for row in scores.tolist()], "after": rows}


def main() -> None:
    toy: Any = Toy(ToyConfig())
    toy.eval()
    rules = [settings for settings in GREEDY if settings and "forced_bos_token_id" not in settings]
    found: dict[str, Any] = {
        "made_by": f"models/recipes/decoding, transformers {transformers.__version__}",
        "vocab": VOCAB, "seed": SEED, "end": END,
        "greedy": [case(toy, settings, firsts) for settings in GREEDY for firsts in (STARTS, PROMPTS)],
        "sampled": [case(toy, settings | {"do_sample": True}, firsts) for settings in SAMPLED for firsts in (STARTS, PROMPTS)],
        "beams": [case(toy, settings, firsts) for settings in BEAMS for firsts in (STARTS, PROMPTS)],
        "rules": [processed(toy, settings) for settings in rules],
    }
    TARGET.parent.mkdir(exist_ok=True)
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in found.items() if not isinstance(value, list)]
    for key in ("greedy", "sampled", "beams", "rules"):
        rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in found[key])
        lines.append(f"{json.dumps(key)}: [\n{rows}\n]")
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(TARGET, TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
