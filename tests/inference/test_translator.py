"""A real small encoder-decoder. It says its source in capitals, and says it wrong as soon as a
cache, a mask or a row is not where it belongs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny_models

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled, LanguagePairUnavailable, ModelUnfit
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.translator import Translator
from assistant_app.jobs.lane import side_by_side

MAX_POSITIONS = 48


def load(folder: Path) -> Translator:
    return Engine(DeviceRequest("cpu"), 1, lambda _: folder).translator("tiny")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_models.make_translator(tmp_path / "tiny", max_positions=MAX_POSITIONS)


@pytest.fixture
def translator(folder: Path) -> Translator:
    return load(folder)


def change(path: Path, edit: Callable[[dict[str, object]], None]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def test_a_text_is_translated(translator: Translator) -> None:
    assert translator.translate([">>zh<< hello, 世界"]) == ["HELLO, 世界"]


def test_texts_of_all_lengths_keep_their_order(translator: Translator) -> None:
    texts = [("ab" * n + str(n))[: MAX_POSITIONS - 2] for n in (9, 1, 20, 3, 15, 0, 7, 2, 11)] * 5

    assert translator.translate(texts) == [text.upper() for text in texts]


def test_batches_side_by_side_say_what_they_say_in_turn(folder: Path) -> None:
    texts = [("ab" * n + str(n))[: MAX_POSITIONS - 2] for n in range(1, 21)] * 5
    engine = Engine(DeviceRequest("cpu"), 2, lambda _: folder, side_by_side=side_by_side)

    assert engine.translator("tiny").translate(texts) == [text.upper() for text in texts]


def test_a_stop_reaches_all_batches_side_by_side(folder: Path) -> None:
    engine = Engine(DeviceRequest("cpu"), 2, lambda _: folder, side_by_side=side_by_side)
    cancel = CancelToken()
    cancel.set()

    with pytest.raises(Cancelled):
        engine.translator("tiny").translate(["abc"] * 70, cancel=cancel)


def test_a_batch_says_what_each_text_says_alone(translator: Translator) -> None:
    texts = ["one", "twenty-two", "three hundred and three", "4"]

    alone = [translator.translate([text])[0] for text in texts]

    assert translator.translate(texts) == alone


def test_nothing_and_white_space_translate_to_nothing(translator: Translator) -> None:
    assert translator.translate([]) == []
    assert translator.translate(["", ">>zh<< "]) == ["", ""]


def test_a_stream_joins_to_the_translation(translator: Translator) -> None:
    text = ">>zh<< hello 你好 👋"

    pieces = list(translator.stream(text))

    assert len(pieces) > 5
    assert "".join(pieces) == translator.translate([text])[0]


def test_a_source_too_long_for_the_model_is_translated_in_parts(translator: Translator) -> None:
    text = "abcdefghij" * 12

    translated = translator.translate([">>zh<<" + text])[0]

    assert translator.count_tokens(text) > translator.max_source_tokens
    assert translated.replace(" ", "") == text.upper()
    assert "".join(translator.stream(">>zh<<" + text)) == translated


def test_every_part_of_a_long_source_has_the_direction_tag(translator: Translator) -> None:
    ids = [tiny_models.TO_ZH, *range(10, 100), tiny_models.EOS]

    parts = translator._split(ids)

    assert all(part[0] == tiny_models.TO_ZH for part in parts)
    assert all(part[-1] == tiny_models.EOS for part in parts)
    assert all(len(part) <= MAX_POSITIONS for part in parts)
    assert [token for part in parts for token in part[1:-1]] == list(range(10, 100))


def test_tokens_are_counted_as_the_model_sees_them(translator: Translator) -> None:
    assert translator.count_tokens(">>zh<< ab") == 5  # tag, space, a, b, end
    assert translator.max_source_tokens == MAX_POSITIONS


def test_the_prefix_comes_from_the_models_config(translator: Translator) -> None:
    text = "abc"

    assert translator.between("en", "zh").count_tokens(text) == len(">") + 1 + len(text) + 1
    assert translator.between("zh", "en").translate([text]) == ["ABC"]
    with pytest.raises(LanguagePairUnavailable):
        translator.between("de", "en")


def test_a_model_of_one_direction_needs_no_prefix(folder: Path) -> None:
    change(folder / "config.json", lambda config: config.pop("deskhand"))

    assert load(folder).between("en", "zh").count_tokens("abc") == len("abc") + 1


def test_the_end_token_is_added_where_the_tokenizer_does_not(folder: Path) -> None:
    tiny_models._save_tokenizer(folder, "")

    assert load(folder).translate(["abc"]) == ["ABC"]


def test_max_new_tokens_is_kept(translator: Translator) -> None:
    assert translator.translate(["abcdef"], GenerationOptions(max_new_tokens=3)) == ["ABC"]


@pytest.mark.parametrize(("text", "limit"), [("ab", 4 * 3 + 24), ("c" * 40, MAX_POSITIONS - 1)])
def test_a_model_that_never_ends_is_cut(
    folder: Path, text: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its end token the tiny model repeats it for ever."""
    for name in ("config.json", "generation_config.json"):
        change(folder / name, lambda content: content.update(eos_token_id=[]))
    endless = load(folder)
    run = endless._model.decoder.run_values
    steps: list[object] = []

    def counted(*given: object) -> object:
        steps.append(given)
        return run(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(endless._model.decoder, "run_values", counted)

    assert endless.translate([text])[0].startswith(text.upper())
    assert len(steps) == limit


def test_most_of_the_time_is_counted_as_runtime(translator: Translator) -> None:
    translator.translate(["hello"])

    assert translator.seconds_in_runtime > 0


def test_stop_before_and_during_a_translation(translator: Translator) -> None:
    cancel = CancelToken()
    pieces = translator.stream("hello world", cancel=cancel)
    next(pieces)

    cancel.set()

    with pytest.raises(Cancelled):
        list(pieces)
    with pytest.raises(Cancelled):
        translator.translate(["hello"], cancel=cancel)


def test_it_works_again_after_a_stop(translator: Translator) -> None:
    cancel = CancelToken()
    pieces = translator.stream("hello world", cancel=cancel)
    next(pieces)
    cancel.set()
    with pytest.raises(Cancelled):
        list(pieces)

    assert translator.translate(["again"]) == ["AGAIN"]


def test_decoding_over_io_binding_as_on_a_gpu_says_the_same(translator: Translator) -> None:
    for part in (translator._model.encoder, translator._model.decoder):
        part._is_on_cpu = False
    texts = ["one", "twenty-two", "三"]

    assert translator.translate(texts) == ["ONE", "TWENTY-TWO", "三"]


def test_a_config_without_its_first_token_is_refused(folder: Path) -> None:
    for name in ("config.json", "generation_config.json"):
        change(folder / name, lambda content: content.pop("decoder_start_token_id"))

    with pytest.raises(ModelUnfit) as raised:
        load(folder)

    assert "decoder_start_token_id" in raised.value.reason


def test_a_decoder_of_another_layout_is_refused(folder: Path) -> None:
    encoder = folder / "onnx/encoder_model_quantized.onnx"
    (folder / "onnx/decoder_model_merged_quantized.onnx").write_bytes(encoder.read_bytes())

    with pytest.raises(ModelUnfit) as raised:
        load(folder)

    assert "encoder_hidden_states" in raised.value.reason
