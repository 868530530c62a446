"""A real small decoder-only graph that counts, and miscounts when its cache, its positions or its
mask are wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tiny_models

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled, ModelUnfit
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.writer import Writer

COUNTED = tiny_models.COUNTED


def load(folder: Path) -> Writer:
    return Engine(DeviceRequest("cpu"), 1, lambda _: folder).writer("tiny")


CONTEXT = 64


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return load(tiny_models.make_writer(tmp_path, context=CONTEXT))


def test_a_text_is_continued_in_whole_characters(writer: Writer) -> None:
    pieces = list(writer.stream("Say: ", GenerationOptions(19)))

    assert "".join(pieces) == COUNTED
    assert "中" in pieces
    assert writer.n_tokens == 19


def test_the_continuation_follows_from_the_prompt(writer: Writer) -> None:
    assert "".join(writer.stream("x4", GenerationOptions(3))) == "567"


def test_graphs_without_position_ids_work(tmp_path: Path) -> None:
    writer = load(tiny_models.make_writer(tmp_path, has_position_ids=False))

    assert "".join(writer.stream("abc", GenerationOptions(5))) == "01234"


def test_caches_and_scores_of_16_bits_work(tmp_path: Path) -> None:
    writer = load(tiny_models.make_writer(tmp_path, is_half=True))

    assert "".join(writer.stream("abc", GenerationOptions(19))) == COUNTED


def test_any_of_several_end_tokens_ends_the_text(tmp_path: Path) -> None:
    writer = load(tiny_models.make_writer(tmp_path, ends_after=8))

    assert "".join(writer.stream("abc", GenerationOptions(50))) == "01234"
    assert writer.n_tokens == 5


def test_a_prompt_too_long_loses_its_beginning_and_leaves_room(writer: Writer) -> None:
    prompt = "x" * 500 + "7"

    said = "".join(writer.stream(prompt, GenerationOptions(10)))

    assert said.startswith("89中")
    assert writer.n_tokens == 10


def test_text_stops_where_the_context_ends(writer: Writer) -> None:
    list(writer.stream("x" * 500, GenerationOptions(1000)))

    assert writer.n_tokens == CONTEXT // 2


def test_half_a_character_at_the_limit_is_not_shown(writer: Writer) -> None:
    said = "".join(writer.stream("9", GenerationOptions(4)))

    assert said == "中"


def test_no_prompt_begins_with_the_models_own_token(writer: Writer) -> None:
    assert "".join(writer.stream("", GenerationOptions(3))) == "012"


def test_sampling_with_a_seed_says_the_same_again(writer: Writer) -> None:
    options = GenerationOptions(20, is_sampling=True, temperature=5.0, top_k=20, seed=5)
    other = GenerationOptions(20, is_sampling=True, temperature=5.0, top_k=20, seed=6)

    first = "".join(writer.stream("abc", options))

    assert first == "".join(writer.stream("abc", options))
    assert first != "".join(writer.stream("abc", other))


def test_stop_between_tokens(writer: Writer) -> None:
    cancel = CancelToken()
    pieces = writer.stream("abc", GenerationOptions(50), cancel)
    next(pieces)

    cancel.set()

    with pytest.raises(Cancelled):
        next(pieces)
    assert "".join(writer.stream("abc", GenerationOptions(2))) == "01"


def test_a_graph_without_a_cache_is_refused(tmp_path: Path) -> None:
    tiny_models.make_writer(tmp_path)
    tiny_models.make_sentence_encoder(tmp_path / "other")
    graph = tmp_path / "other/onnx/model_quantized.onnx"
    (tmp_path / "onnx/model_quantized.onnx").write_bytes(graph.read_bytes())

    with pytest.raises(ModelUnfit):
        load(tmp_path)


def test_the_models_own_penalties_apply_to_prompt_and_text(tmp_path: Path) -> None:
    """Each token once: the tiny writer would count round and round."""
    folder = tiny_models.make_writer(tmp_path)
    settings = {"eos_token_id": tiny_models.EOS, "no_repeat_ngram_size": 1}
    (folder / "generation_config.json").write_text(json.dumps(settings))

    said = "".join(load(folder).stream("5", GenerationOptions(4)))

    assert said == "6789"
    assert "5" not in "".join(load(folder).stream("5", GenerationOptions(30)))
    free = GenerationOptions(30, no_repeat_ngram_size=0)
    assert "，012345" in "".join(load(folder).stream("5", free))
