"""Word vectors from counts: positive pointwise mutual information, cut down by a singular value decomposition.

Source: Levy and Goldberg 2014. A network whose embeddings start there skips the time it takes to find out which
words are alike.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


def window_counts(tokens: Ints, row: Ints, vocabulary: int, reach: int = 2) -> sparse.csr_matrix:
    """[vocabulary, vocabulary]: how often two tokens stand within `reach` of each other in the same row, by 1/distance."""
    total = sparse.csr_matrix((vocabulary, vocabulary), dtype=np.float32)
    for step in range(1, reach + 1):
        same = row[step:] == row[:-step]
        ones = np.full(int(same.sum()), 1 / step, np.float32)
        total = total + sparse.csr_matrix((ones, (tokens[:-step][same], tokens[step:][same])), (vocabulary, vocabulary))
    return total + total.T


def ppmi_vectors(counts: sparse.csr_matrix, size: int) -> Floats:
    """[vocabulary, size]: rows of root mean square 1/sqrt(size), tokens never counted at random."""
    dense = counts.toarray()
    mass = dense.sum(1)
    # The exponent keeps rare contexts from outweighing all others.
    context = mass**0.75
    expected = np.outer(mass, context / context.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        ppmi = np.nan_to_num(np.maximum(np.log(dense / expected), 0), posinf=0.0, neginf=0.0).astype(np.float32)
    vectors, values, _ = randomized_svd(ppmi, size, n_iter=2, random_state=0)
    vectors = vectors * np.sqrt(values)
    noise = np.random.default_rng(0).standard_normal(vectors.shape).astype(np.float32)
    scale = np.sqrt((vectors**2).mean(1, keepdims=True))
    vectors = np.where(scale > 1e-6, vectors / np.maximum(scale, 1e-6), noise) + 0.15 * noise
    vectors -= vectors.mean(0)
    vectors /= np.sqrt((vectors**2).mean(1, keepdims=True))
    return np.asarray(vectors / np.sqrt(size), np.float32)
