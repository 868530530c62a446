"""Sentence vectors: unit length, nothing cut, the same alone and in company."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import tiny_models

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled, ModelUnfit
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.sentence_encoder import SentenceEncoder

WINDOW = 20


@pytest.fixture
def encoder(tmp_path: Path) -> SentenceEncoder:
    folder = tiny_models.make_sentence_encoder(tmp_path, window=WINDOW, width=16)
    return Engine(DeviceRequest("cpu"), 1, lambda _: folder).sentences("tiny")


def test_vectors_have_unit_length_and_tell_same_from_other(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(["hello", "zzzzz", "hello"])

    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 16)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert vectors[0] @ vectors[2] == pytest.approx(1, abs=1e-6)
    assert vectors[0] @ vectors[1] < 0.95


def test_company_changes_nothing(encoder: SentenceEncoder) -> None:
    texts = ["a", "a much longer one", "你好", "middling"] * 20

    together = encoder.encode(texts)

    alone = np.concatenate([encoder.encode([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_a_text_longer_than_the_window_is_read_to_its_end(encoder: SentenceEncoder) -> None:
    head = "a" * (WINDOW - 2)
    tail = "z" * (WINDOW - 2)

    both, first, last = encoder.encode([head + tail, head, tail])

    # The mean of two windows of equal length lies as near to one as to the other.
    assert both @ first == pytest.approx(both @ last, abs=0.2)
    assert both @ last > first @ last


def test_windows_weigh_as_their_lengths(encoder: SentenceEncoder) -> None:
    full_window = "a" * (WINDOW - 2)

    mixed, mostly, hardly = encoder.encode([full_window + "z", full_window, "z"])

    assert mixed @ mostly > 0.95
    assert mixed @ mostly > mixed @ hardly


def test_a_text_without_tokens_has_no_direction(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(["", "hello"])

    assert not vectors[0].any()
    assert vectors[1].any()


def test_no_texts_give_no_rows(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, 16)


def test_progress_grows_to_the_number_of_texts(encoder: SentenceEncoder) -> None:
    texts = [f"text {i}" for i in range(100)]

    done = list(encoder.encode_steps(texts, CancelToken()))

    assert len(done) > 1
    assert done == sorted(done)
    assert done[-1] == 100


def test_stop_between_batches(encoder: SentenceEncoder) -> None:
    cancel = CancelToken()
    steps = encoder.encode_steps(["text"] * 100, cancel)
    next(steps)

    cancel.set()

    with pytest.raises(Cancelled):
        next(steps)


def test_scores_of_words_are_no_sentence_vectors(tmp_path: Path) -> None:
    folder = tiny_models.make_sentence_encoder(tmp_path)
    path = folder / "onnx/model_quantized.onnx"
    model = onnx.load(path)
    model.graph.output[0].name = model.graph.node[-1].output[0] = "logits"
    onnx.save(model, path)

    with pytest.raises(ModelUnfit):
        Engine(DeviceRequest("cpu"), 1, lambda _: folder).sentences("tiny")
