"""Beams, stop strings and the stop button on real small graphs, whose caches show every row that is
not where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_models

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled, ModelUnfit
from assistant_app.inference.beam import beam_search
from assistant_app.inference.decode import decode
from assistant_app.inference.decoding_plan import DecodingPlan
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.session import Session, Value, as_array, as_value
from assistant_app.inference.translator import Translator
from assistant_app.inference.writer import Writer


@pytest.fixture
def translator(tmp_path: Path) -> Translator:
    folder = tiny_models.make_translator(tmp_path, max_positions=48)
    return Engine(DeviceRequest("cpu"), 1, lambda _: folder).translator("tiny")


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    folder = tiny_models.make_writer(tmp_path, context=64)
    return Engine(DeviceRequest("cpu"), 1, lambda _: folder).writer("tiny")


def test_beams_of_a_batch_find_what_greedy_decoding_finds(translator: Translator) -> None:
    texts = ["one", "twenty-two", "three hundred and three", "4", "五六"]

    found = translator.translate(texts, GenerationOptions(n_beams=4))

    assert found == ["ONE", "TWENTY-TWO", "THREE HUNDRED AND THREE", "4", "五六"]


def test_beams_of_a_decoder_only_model_follow_from_the_prompt(writer: Writer) -> None:
    said = "".join(writer.stream("x5", GenerationOptions(4)))
    ids = [tiny_models.FIRST_BYTE + byte for byte in b"x5"]

    found = writer.generate_ids(ids, GenerationOptions(4, n_beams=3, n_best=3))

    assert len(found) == 3
    assert bytes(number - tiny_models.FIRST_BYTE for number in found[0]).decode() == said


@pytest.mark.parametrize("n_beams", [1, 3])
def test_a_translation_ends_before_its_first_stop_string(
    translator: Translator, n_beams: int
) -> None:
    options = GenerationOptions(n_beams=n_beams, stop_strings=("CD", "。"))

    assert translator.translate(["abcdef", "一。二", "xyz"], options) == ["AB", "一", "XYZ"]


def test_a_stream_ends_before_its_stop_string(translator: Translator, writer: Writer) -> None:
    pieces = list(translator.stream("abcdef", GenerationOptions(stop_strings=("CD",))))
    continued = "".join(writer.stream("1", GenerationOptions(60, stop_strings=("67",))))

    assert "".join(pieces) == "AB"
    assert continued == "2345"
    assert writer.n_tokens == len("234567")


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_graph_that_ran_over_is_refused(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, value: float
) -> None:
    session = writer._graphs.first.session
    run_values = session.run_values

    def broken(*args: Any) -> Sequence[Value]:
        scores, *cache = run_values(*args)
        array = as_array(scores).copy()
        array[..., 7] = value
        return [as_value(array), *cache]

    monkeypatch.setattr(session, "run_values", broken)

    with pytest.raises(ModelUnfit, match="not numbers"):
        list(writer.stream("1"))


@pytest.fixture
def endless(tmp_path: Path) -> Session:
    path = tiny_models.make_endless_graph(tmp_path / "endless.onnx")
    return Session(path, DeviceRequest("cpu"), 1)


class StuckDecoder:
    """Its second step is a graph that never comes to an end by itself, for which the stop is asked
    when that step has begun."""

    def __init__(self, endless: Session) -> None:
        self._endless = endless
        self._n_steps = 0

    def step(self, ids: np.ndarray, cancel: CancelToken | None) -> np.ndarray:
        assert cancel is not None
        self._n_steps += 1
        if self._n_steps == 2:
            cancel.set()
            self._endless.run({"x": np.zeros(1, np.int64)}, None, cancel)
        return np.zeros((len(ids), 30), np.float32)

    def keep(self, rows: np.ndarray) -> None:
        pass


FIRST = np.array([[1]], np.int64)


def test_stop_inside_a_run_ends_decoding(endless: Session) -> None:
    steps = decode(StuckDecoder(endless), FIRST, DecodingPlan(), [9], CancelToken())
    next(steps)

    with pytest.raises(Cancelled):
        next(steps)


def test_stop_inside_a_run_ends_a_beam_search(endless: Session) -> None:
    with pytest.raises(Cancelled):
        beam_search(StuckDecoder(endless), FIRST, DecodingPlan(n_beams=2), [9], CancelToken())
