"""Starting embeddings in which a word and its translation already lie close together.

Counts of neighbouring words, carried over the word alignment into the other language (several that are aligned with English meet there), then common/vectors.py.
"""

from __future__ import annotations

import numpy as np
from common.vectors import Floats, ppmi_vectors, window_counts
from scipy import sparse

from translator.alignment import LINKED, Links, Ragged


def translation_table(left: Ragged, right: Ragged, links: Links, vocabulary: int) -> sparse.csr_matrix:
    """Row-stochastic [vocabulary, vocabulary]: which tokens of the other language a token is linked with."""
    strong = np.flatnonzero(links.score > LINKED)
    row = np.searchsorted(links.offsets, strong, "right") - 1
    inside = strong - links.offsets[row]
    width = right.lengths()[row]
    left_word = left.flat[left.offsets[row] + inside // width]
    right_word = right.flat[right.offsets[row] + inside % width]
    score = links.score[strong].astype(np.float32) / 255
    table = sparse.csr_matrix((score, (left_word, right_word)), (vocabulary, vocabulary))
    table = table + table.T
    mass = np.asarray(table.sum(1)).ravel()
    return sparse.diags(1 / np.maximum(mass, 1e-6)).astype(np.float32) @ table


def starting_vectors(left: Ragged, right: Ragged, links: Links, vocabulary: int, size: int) -> Floats:
    """[vocabulary, size], every row of root mean square 1/sqrt(size) (what a scaled embedding starts with)."""
    windows = sum((window_counts(side.flat, np.repeat(np.arange(len(side.offsets) - 1), side.lengths()), vocabulary)
                   for side in (left, right)), sparse.csr_matrix((vocabulary, vocabulary), dtype=np.float32))
    across = translation_table(left, right, links, vocabulary)
    carry = (sparse.identity(vocabulary, dtype=np.float32) + across).astype(np.float32) * 0.5
    return ppmi_vectors(carry @ windows @ carry.T, size)
