"""Which sentences carry a document: numbers only, no models and no text layout.

A sentence is central when it is close to many others (degree centrality of LexRank, Erkan and
Radev 2004, over a blend of sentence embeddings and words in common). The best are then taken one by
one, each time with a deduction for what was said already (maximal marginal relevance, Carbonell and
Goldstein 1998).
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

_TOKEN = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]")
_MOST_TERMS = 8192
_SAME = 0.85
"""Similarity of two sentences that say the same with hardly another word."""


def word_features(texts: Sequence[str]) -> Array:
    """``[n, terms]`` TF-IDF rows of length 1: words of two or more letters, and pairs of Chinese
    characters (which stand for words without a dictionary)."""
    counts = [Counter(_terms(text)) for text in texts]
    frequency = Counter(term for count in counts for term in count)
    # A term of one sentence only can't liken it to another one; the rarest go if there are many.
    kept = [term for term, n in frequency.most_common(_MOST_TERMS) if n > 1]
    columns = {term: column for column, term in enumerate(kept)}
    features = np.zeros((len(texts), max(1, len(columns))), np.float32)
    for row, count in enumerate(counts):
        norm = 0.0
        for term, n in count.items():
            weight = (1 + math.log(n)) * math.log(1 + len(texts) / frequency[term])
            norm += weight * weight
            if term in columns:
                features[row, columns[term]] = weight
        features[row] /= math.sqrt(norm) or 1.0
    return features


def _terms(text: str) -> list[str]:
    tokens = _TOKEN.findall(text.lower())
    pairs = [a + b for a, b in itertools.pairwise(tokens) if a > "\u3400" < b]
    return pairs + [token for token in tokens if token < "\u3400" and len(token) > 1]


def similarity(embeddings: Array, words: Array, embedding_share: float) -> Array:
    """``[n, n]``, 0 to 1: embeddings' and words' cosines blended, nothing on the diagonal."""
    blended = embedding_share * np.clip(embeddings @ embeddings.T, 0, None)
    blended += (1 - embedding_share) * (words @ words.T)
    np.fill_diagonal(blended, 0)
    return np.asarray(np.clip(blended, 0, 1), np.float32)


def centrality(similarities: Array) -> Array:
    """Mean similarity to all others, 1 for the most central; zeros where nothing is alike."""
    degrees = similarities.mean(axis=1)
    return np.asarray(degrees / max(float(degrees.max(initial=0)), 1e-9), np.float32)


def pick_diverse(
    scores: npt.NDArray[Any], similarities: Array, n_wanted: int, sameness_weight: float
) -> list[int]:
    """Indices of ``n_wanted`` rows, best first. ``sameness_weight`` (0 to 1) is what a row loses
    for being the same as one picked before."""
    n_wanted = min(n_wanted, len(scores))
    picked: list[int] = []
    sameness = np.zeros(len(scores), np.float32)
    open_scores = np.array(scores, np.float64)
    for _ in range(n_wanted):
        values = (1 - sameness_weight) * open_scores - sameness_weight * sameness
        values -= sameness > _SAME  # said again only when nothing else is left
        best = int(np.argmax(values))
        picked.append(best)
        open_scores[best] = -np.inf
        np.maximum(sameness, similarities[best], out=sameness)
    return picked
