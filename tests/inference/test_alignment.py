"""What a translation was read off: attention that graphs compute and do not hand out."""

from __future__ import annotations

import tarfile
from pathlib import Path

import numpy as np
import pytest
import tiny_models

from assistant_app.inference.alignment import links, trimmed
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.links import Link
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.text_to_text import TextToText

ARCHIVE = Path(__file__).parents[1] / "families.tar.xz"
MODELS = Path(__file__).resolve().parents[2] / "models"
FAMILIES = {
    "opus-mt-en-zh": "translation",
    "opus-mt-en-de-split": "translation",
    "bart": "summaries",
    "mbart-50": "translation",
    "m2m100": "translation",
    "t5": "translation",
}
SOURCES = [[5, 6, 7, 8, 9, 1], [11, 12, 1], [21, 22, 23, 24, 1]]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("families")
    with tarfile.open(ARCHIVE) as packed:
        packed.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="module")
def ours() -> Engine:
    return Engine(DeviceRequest("cpu"), 1, lambda name: MODELS / name)


def model_of(root: Path, name: str) -> TextToText:
    engine = Engine(DeviceRequest("cpu"), 1, lambda model: root / model)
    if FAMILIES[name] == "summaries":
        return engine.summariser(name)
    return engine.translator(name)._model


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_lets_its_attention_be_seen(root: Path, name: str) -> None:
    model = model_of(root, name)
    said = [texts[0] for texts in model.generate_ids(SOURCES, GenerationOptions(max_new_tokens=9))]

    seen = model.attention(SOURCES, said)

    assert seen is not None
    for weights, source, text in zip(seen, SOURCES, said, strict=True):
        assert weights.shape == (len(text), len(source))
        np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-3)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_batch_looks_where_each_text_looks_alone(root: Path, name: str) -> None:
    model = model_of(root, name)
    said = [texts[0] for texts in model.generate_ids(SOURCES, GenerationOptions(max_new_tokens=9))]

    together = model.attention(SOURCES, said)

    for number, source in enumerate(SOURCES):
        alone = model.attention([source], [said[number]])
        assert alone is not None
        assert together is not None
        np.testing.assert_allclose(together[number], alone[0], atol=1e-4)


@pytest.mark.parametrize(
    ("source", "target", "text", "word", "wanted"),
    [
        ("en", "zh", "I would like a cup of tea.", "tea", "茶"),
        ("en", "zh", "The meeting is tomorrow morning.", "tomorrow", "明天"),
        ("zh", "en", "请把报告发给我。", "报告", "report"),
        ("zh", "en", "我不知道他在哪里。", "哪里", "where"),
    ],
)
def test_words_are_tied_to_their_translations(
    ours: Engine, source: str, target: str, text: str, word: str, wanted: str
) -> None:
    (found,) = (
        ours.translator("deskhand-translate-en-zh")
        .between(source, target)
        .translate_aligned([text])
    )

    place = text.index(word)
    tied = [
        found.text[link.target_start : link.target_end]
        for link in found.links
        if (link.source_start, link.source_end) == (place, place + len(word))
    ]
    assert wanted in tied


def test_an_aligned_text_is_the_text_that_is_translated_otherwise(ours: Engine) -> None:
    translator = ours.translator("deskhand-translate-en-zh").between("zh", "en")
    texts = ["请把报告发给我。", "", "你好！", "会议明天上午开始。"]

    found = translator.translate_aligned(texts)

    assert [each.text for each in found] == translator.translate(texts)
    assert all(
        0 <= link.source_start < link.source_end <= len(text)
        and 0 <= link.target_start < link.target_end <= len(each.text)
        for text, each in zip(texts, found, strict=True)
        for link in each.links
    )


def test_a_text_in_several_parts_has_no_links(ours: Engine) -> None:
    translator = ours.translator("deskhand-translate-en-zh").between("en", "zh")
    long = "The meeting is tomorrow morning. " * 60

    (first, second) = translator.translate_aligned([long, "How are you?"])

    assert translator.count_tokens(long) > translator.max_source_tokens
    assert (bool(first.text), first.links) == (True, ())
    assert second.links


def test_a_model_that_lets_nothing_be_seen_translates_all_the_same(tmp_path: Path) -> None:
    folder = tiny_models.make_translator(tmp_path / "tiny")
    translator = Engine(DeviceRequest("cpu"), 1, lambda _: folder).translator("tiny")

    (found,) = translator.translate_aligned(["hello"])

    assert (found.text, found.links) == ("HELLO", ())


def test_a_token_is_tied_to_what_it_looked_at_most() -> None:
    weights = np.array([[0.1, 0.7, 0.2, 0], [0, 0.05, 0.05, 0.9]], np.float32)

    found = links(weights, [(0, 3), (4, 7), (8, 9), None], [(0, 2), (2, 4)])

    assert found == (Link(4, 7, 0, 2, pytest.approx(0.7)),), "the second looked at the end only"


def test_blanks_belong_to_no_word() -> None:
    assert trimmed((3, 8), "one two  three") == (4, 7)
    assert trimmed((3, 4), "one two") == (4, 4)
