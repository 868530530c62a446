"""Summaries in a model's own words: all is read, and each sentence says what it rests on."""

from __future__ import annotations

import dataclasses

import pytest
from fakes import FakeEngine, FakeModels, FakeSummariser, choice, ran, spec, stopped

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelMissing, ModelUnfit
from assistant_app.tasks.base import Chunk
from assistant_app.tasks.condense import condense
from assistant_app.tasks.picking import pick_sentences
from assistant_app.tasks.summarise import SummariseRequest, SummariseTask, Summary

STORY = " ".join(
    f"The {thing} of house {number} was painted {colour} in the year {1900 + number}."
    for number, (thing, colour) in enumerate(
        zip(
            ("door", "roof", "fence", "gate", "wall", "chimney", "porch", "shed") * 3,
            ("red", "green", "blue", "white", "black", "brown") * 4,
            strict=True,
        )
    )
)


def task(engine: FakeEngine, models: FakeModels | None = None) -> SummariseTask:
    return SummariseTask(lambda: engine, choice(models=models), pick_sentences, condense)


def written(text: str = STORY, engine: FakeEngine | None = None, **options: object) -> Summary:
    request = SummariseRequest(text, **{"is_written": True, **options})
    return ran(task(engine or FakeEngine()).run(request, CancelToken()))[1]


def test_every_sentence_goes_to_the_model() -> None:
    engine = FakeEngine()
    summary = written(engine=engine, sentences=6)
    asked = " ".join(engine.fake_summariser.asked)
    assert all(f"house {number} " in asked for number in range(24))
    assert summary.n_read == summary.n_sentences == 24


def test_no_section_is_longer_than_the_model_reads() -> None:
    engine = FakeEngine()
    written(engine=engine, sentences=6)
    model = engine.fake_summariser
    assert len(model.asked) > 1
    assert all(model.count_tokens(text) <= model.max_source_tokens for text in model.asked)


def test_written_sentences_point_at_what_they_rest_on() -> None:
    summary = written(sentences=6)
    assert summary.is_written
    for picked in summary.sentences:
        assert STORY[picked.start : picked.end] == picked.text
        assert picked.said.split("house ")[1].split()[0] in picked.text
        assert not picked.is_doubtful


def test_sections_are_condensed_again_until_few_enough_are_left() -> None:
    summary = written(sentences=1)
    assert len(summary.sentences) == 1
    assert summary.sentences[0].said in STORY


def test_a_model_that_does_not_shorten_still_gives_no_more_than_was_asked_for() -> None:
    engine = FakeEngine(fake_summariser=FakeSummariser(say=lambda text: text))
    assert len(written(engine=engine, sentences=2).sentences) == 2


@pytest.mark.parametrize(
    "said", ["Elephants dance gracefully under purple moonlight.", "The door cost 4711 in house 0."]
)
def test_what_the_text_does_not_say_is_marked(said: str) -> None:
    engine = FakeEngine(fake_summariser=FakeSummariser(say=lambda text: said))
    assert all(picked.is_doubtful for picked in written(engine=engine, sentences=3).sentences)


def test_a_model_that_writes_nothing_is_not_passed_off_as_a_summary() -> None:
    engine = FakeEngine(fake_summariser=FakeSummariser(say=lambda text: " "))
    with pytest.raises(ModelUnfit, match="nothing"):
        written(engine=engine, sentences=2)


def test_asking_for_a_model_that_only_writes_is_asking_for_writing() -> None:
    engine = FakeEngine()
    summary = written(engine=engine, sentences=2, is_written=False, model_id="summariser")
    assert summary.is_written
    assert engine.ids == ["summariser"]


def test_without_a_summary_model_the_error_says_so() -> None:
    models = FakeModels([spec("sentences", "sentences")])
    request = SummariseRequest(STORY, sentences=2, is_written=True)
    with pytest.raises(ModelMissing):
        ran(task(FakeEngine(), models).run(request, CancelToken()))


def test_a_model_of_another_language_is_refused() -> None:
    text = "房子的门是红色的。屋顶是绿色的。围栏是蓝色的。大门是白色的。墙是黑色的。"
    english = dataclasses.replace(spec("summariser", "summaries"), languages=("en",))
    request = SummariseRequest(text, sentences=2, is_written=True)
    with pytest.raises(ModelUnfit, match="zh"):
        ran(task(FakeEngine(), FakeModels([english])).run(request, CancelToken()))


def test_stop_between_two_sections() -> None:
    cancel = CancelToken()
    request = SummariseRequest(STORY, sentences=6, is_written=True)
    engine = FakeEngine()
    events = stopped(
        task(engine).run(request, cancel),
        cancel,
        lambda event: not isinstance(event, Chunk) and event.done == 1,
    )
    assert events
    assert len(engine.fake_summariser.asked) == 1
