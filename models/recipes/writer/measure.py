"""Perplexity of a causal language model graph, and continuations of given beginnings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from writer.model import CONTEXT

PROMPTS = ("The meeting is tomorrow", "Thank you for your letter.", "In a market economy,", "When I was a child,",
           "今天的会议", "感谢您的来信", "我喜欢看电影，", "中国经济")


@dataclass(frozen=True)
class Perplexity:
    """`per_token` depends on the tokenizer; `bits_per_byte` (UTF-8) can be compared with other models."""

    per_token: float
    bits_per_byte: float
    tokens: int


class Graph:
    """`model*.onnx` with past_key_values, on the CPU."""

    def __init__(self, path: Path, threads: int = 2) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._inputs = {value.name: value for value in self._session.get_inputs()}
        self._outputs = [value.name for value in self._session.get_outputs()]

    def run(self, ids: npt.NDArray[np.int64], past: dict[str, Any] | None) -> tuple[npt.NDArray[np.float32], dict[str, Any]]:
        """(logits [1, s, vocabulary], the cache for the next call) of ids [1, s]."""
        past = past or {name: np.zeros((1, value.shape[1], 0, value.shape[3]), np.float32)
                        for name, value in self._inputs.items() if name.startswith("past")}
        before = next(iter(past.values())).shape[2]
        feeds = {"input_ids": ids, "attention_mask": np.ones((1, before + ids.shape[1]), np.int64),
                 "position_ids": np.arange(before, before + ids.shape[1])[None], **past}
        out = dict(zip(self._outputs, self._session.run(None, {name: feeds[name] for name in self._inputs}), strict=True))
        return out["logits"], {name: out[name.replace("past_key_values", "present")] for name in past}


def perplexity(graph: Graph, tokenizer: Tokenizer, texts: list[str]) -> Perplexity:
    """Over whole texts, each read from its beginning after the end mark, in windows of the trained length."""
    loss, tokens, size = 0.0, 0, 0
    for text in texts:
        ids = np.array([0, *tokenizer.encode(text).ids], np.int64)
        for start in range(0, len(ids) - 1, CONTEXT):
            part = ids[start:start + CONTEXT + 1]
            logits = graph.run(part[None, :-1], None)[0][0].astype(np.float64)
            logits -= logits.max(1, keepdims=True)
            right = logits[np.arange(len(part) - 1), part[1:]] - np.log(np.exp(logits).sum(1))
            loss -= float(right.sum())
            tokens += len(part) - 1
        size += len(text.encode("utf-8"))
    return Perplexity(math.exp(loss / tokens), loss / math.log(2) / size, tokens)


def continue_text(graph: Graph, tokenizer: Tokenizer, prompt: str, seed: int, length: int = 40) -> str:
    """Sampled at temperature 0.8 from the 40 likeliest, as generation_config.json says."""
    rng = np.random.default_rng(seed)
    fed = np.array([[0, *tokenizer.encode(prompt).ids]], np.int64)
    past: dict[str, Any] | None = None
    written: list[int] = []
    for _ in range(length):
        logits, past = graph.run(fed, past)
        last = logits[0, -1].astype(np.float64) / 0.8
        best = np.argpartition(-last, 40)[:40]
        share = np.exp(last[best] - last[best].max())
        chosen = int(rng.choice(best, p=share / share.sum()))
        if chosen == 0:
            break
        written.append(chosen)
        fed = np.array([[chosen]], np.int64)
    return prompt + str(tokenizer.decode(written))
