"""The models that ship, loaded and run as the app does. How good they are, their cards say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from assistant_app.inference.decoders import CausalDecoder
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.options import GenerationOptions

MODELS = Path(__file__).resolve().parents[2] / "models"
TRANSLATOR = "deskhand-translate-en-zh"
WRITER = "deskhand-writer-en-zh"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(DeviceRequest("cpu"), 1, lambda model_id: MODELS / model_id)


@pytest.mark.parametrize(
    ("source", "target", "text"),
    [("en", "zh", "Thank you for your help."), ("zh", "en", "谢谢你的帮助。")],
)
def test_the_translator_answers_in_the_other_script(
    engine: Engine, source: str, target: str, text: str
) -> None:
    translator = engine.translator(TRANSLATOR)

    said = translator.between(source, target).translate([text])[0]

    has_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in said)
    assert has_chinese == (target == "zh")
    assert said


def test_what_the_translator_streams_is_what_it_says_at_once(engine: Engine) -> None:
    translator = engine.translator(TRANSLATOR)
    told = translator.between("en", "zh")
    text = "The meeting starts at nine tomorrow."

    assert "".join(told.stream(text)).strip() == told.translate([text])[0]


def test_other_ways_of_many_sentences_are_those_of_each(engine: Engine) -> None:
    told = engine.translator(TRANSLATOR).between("en", "zh")
    texts = ["The weather is good today.", "Where is the station?", "I have read this book."]
    options = GenerationOptions(40, n_beams=4, n_best=4)

    together = told.alternatives_of(texts, [options] * 3)

    for text, found in zip(texts, together, strict=True):
        alone = told.alternatives(text, options)
        assert len({each.text for each in found}) == len(found) <= 4
        # In a batch, 8 bits round a little differently: not each of the four need be the same.
        assert {each.text for each in found} & {each.text for each in alone}
        assert all(each.links for each in found)


def test_links_are_the_same_where_the_encoder_is_not_asked_again(engine: Engine) -> None:
    translator = engine.translator(TRANSLATOR)
    told, text = translator.between("en", "zh"), "The old house is not far from the river."
    remembered = told.translate_aligned([text])[0]
    source = told._source_ids([text])
    said = [list(ids) for (ids, *_) in translator._model.generate_ids(source, GenerationOptions())]

    first = translator._model.attention(source, said)
    translator._model._remembered.clear()
    again = translator._model.attention(source, said)

    assert remembered.links
    assert first is not None
    assert again is not None
    np.testing.assert_allclose(first[0], again[0], atol=1e-5)


def test_the_writers_cache_gives_the_scores_of_the_whole_text(engine: Engine) -> None:
    writer = engine.writer(WRITER)
    ids = writer._tokenizer.encode("The meeting starts at nine tomorrow, and 我们都会去。")

    at_once = CausalDecoder(writer._graphs).step(np.array([ids]), None).copy()
    stepwise = CausalDecoder(writer._graphs)
    for token in ids:
        scores = stepwise.step(np.array([[token]]), None).copy()

    # 8-bit activations are scaled by the largest number of a run, so the two differ a little.
    likeness = np.corrcoef(at_once[0], scores[0])[0, 1]
    assert likeness > 0.95


def test_the_writer_continues_and_repeats_itself_only_by_seed(engine: Engine) -> None:
    writer = engine.writer(WRITER)
    options = GenerationOptions(20, is_sampling=True, temperature=0.8, top_k=40, seed=1)

    said = "".join(writer.stream("The weather is", options))

    assert said
    assert said == "".join(writer.stream("The weather is", options))


def test_the_sentence_encoder_knows_what_is_alike(engine: Engine) -> None:
    encoder = engine.sentences("all-MiniLM-L6-v2")

    cat, kitten, rates = encoder.encode(
        [
            "The cat sleeps on the sofa.",
            "A kitten is napping on the couch.",
            "Interest rates rose again.",
        ]
    )

    assert cat @ kitten > 0.6
    assert cat @ rates < 0.2


@pytest.mark.parametrize("model_id", ["deskhand-pictures-cifar10", "deskhand-digits-mnist"])
def test_the_picture_models_score_ten_labels(engine: Engine, model_id: str) -> None:
    model = engine.pictures(model_id)

    chances = model.classify([Image.new("RGB", (60, 40), "skyblue")])

    assert chances.shape == (1, len(model.labels)) == (1, 10)
    assert chances.sum() == pytest.approx(1, abs=1e-5)
