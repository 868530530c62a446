"""Summaries: which sentences, where they stand, and that everything is read."""

from __future__ import annotations

import time

import numpy as np
import pytest
from fakes import FakeEngine, FakeSentences, choice, ran, stopped

from assistant_app.cancel import CancelToken
from assistant_app.errors import TextEmpty, TextTooShort
from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.condense import condense
from assistant_app.tasks.picking import pick_sentences
from assistant_app.tasks.ranking import centrality, pick_diverse, similarity, word_features
from assistant_app.tasks.summarise import SummariseRequest, SummariseTask, Summary

SOLAR = """\
# Solar panels

Solar panels turn light from the sun into electricity for the house. The weather was nice.
My aunt has a red bicycle. Solar panels on the roof of the house need light from the sun.
See below. Electricity from solar panels on the house costs less than electricity from the grid.
Lunch is at twelve o'clock in the hall.
"""


def summarise(text: str, engine: FakeEngine | None = None, **options: object) -> Summary:
    engine = engine or FakeEngine()
    task = SummariseTask(lambda: engine, choice(), pick_sentences, condense)
    return ran(task.run(SummariseRequest(text, **options), CancelToken()))[1]


def test_the_sentences_about_the_subject_are_picked_in_their_order() -> None:
    summary = summarise(SOLAR, sentences=2)
    assert len(summary.sentences) == 2
    assert all("olar panels" in picked.text for picked in summary.sentences)
    assert [p.index for p in summary.sentences] == sorted(p.index for p in summary.sentences)


def test_each_sentence_says_where_it_stands() -> None:
    summary = summarise(SOLAR, sentences=3)
    for picked in summary.sentences:
        assert SOLAR[picked.start : picked.end] == picked.text
        assert 0 <= picked.score <= 1


def test_all_of_it_is_read_and_said_to_be() -> None:
    engine = FakeEngine()
    summary = summarise(SOLAR, engine, sentences=2)
    assert summary.n_read == summary.n_sentences == len(engine.fake_sentences.asked) == 8
    assert summary.n_characters == len(SOLAR)


def test_headings_tables_and_shreds_are_not_picked() -> None:
    summary = summarise(SOLAR, sentences=5)
    texts = [picked.text for picked in summary.sentences]
    assert "Solar panels" not in texts
    assert "See below." not in texts


def test_a_title_without_a_mark_is_not_picked() -> None:
    text = "The bridge over the river\n\n" + (
        "The town council decided to build a new bridge over the river. "
        "The work on it begins in the first week of May.\n\n"
        "The bridge over the river is to open in the autumn of the next year.\n"
    )
    texts = [picked.text for picked in summarise(text, sentences=3).sentences]
    assert len(texts) == 3
    assert "The bridge over the river" not in texts


def test_not_only_the_beginning_of_a_document_is_picked() -> None:
    filler = "Nothing much is to be told about the day number {n} of the long journey. "
    text = "".join(filler.format(n=n) for n in range(12)) + "\n\nThe ship sank in the harbour. "
    indices = [picked.index for picked in summarise(text + filler, sentences=4).sentences]
    assert indices != [0, 1, 2, 3]


def test_what_the_title_speaks_of_comes_first() -> None:
    text = (
        "{title}\n\n"
        "Lunch is at noon in the big hall of the town. The bridge over the river is very old. "
        "Dinner is at six in the big hall of the town. Breakfast is in the big hall of the town."
    )
    about_river = summarise(text.format(title="The old bridge over the river"), sentences=2)
    about_meals = summarise(text.format(title="Breakfast and dinner in the hall"), sentences=2)
    assert "The bridge over the river is very old." in about_river.text
    assert "The bridge over the river is very old." not in about_meals.text


def test_the_same_is_not_said_twice() -> None:
    same = "The town council decided to build a new bridge over the river. "
    text = same * 4 + "The school will open a week later because of the heavy snow. " + same * 2
    texts = [picked.text for picked in summarise(text, sentences=2).sentences]
    assert len(set(texts)) == 2


def test_percent_of_the_sentences() -> None:
    text = " ".join(f"This is the sentence with the number {n} of this text." for n in range(20))
    assert len(summarise(text, percent=25).sentences) == 5
    assert len(summarise(text, percent=1).sentences) == 1


def test_chinese_text_is_joined_without_blanks() -> None:
    text = (
        "太阳能电池板把阳光变成电力供家里使用。昨天的天气非常好。"
        "屋顶上的太阳能电池板需要充足的阳光。我姑姑有一辆红色的自行车。"
        "太阳能电池板的电力比电网的电力便宜很多。"
    )
    summary = summarise(text, sentences=2)
    assert summary.language == "zh"
    assert all("太阳能电池板" in picked.text for picked in summary.sentences)
    assert " " not in summary.text


def test_a_sentence_over_wrapped_lines_is_one_line_in_the_summary() -> None:
    text = (
        "Solar panels turn light from the sun into electricity for\n"
        "the house. The weather was very nice on that day in May."
    )
    summary = summarise(text, sentences=1)
    assert "\n" not in summary.text


def test_a_long_sentence_reaches_the_encoder_whole() -> None:
    engine = FakeEngine()
    long = " ".join(f"word{number}" for number in range(2000)) + "."
    summarise(f"{long} The second sentence is a short one.", engine, sentences=1)
    assert engine.fake_sentences.asked[0] == long


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_to_summarise_is_an_error(text: str) -> None:
    with pytest.raises(TextEmpty):
        summarise(text, sentences=3)


def test_a_text_with_no_more_sentences_than_wanted_is_an_error() -> None:
    with pytest.raises(TextTooShort) as caught:
        summarise("Only one. And another.", sentences=2)
    assert caught.value.n_sentences == 2


def test_progress_counts_sentences() -> None:
    engine = FakeEngine()
    task = SummariseTask(lambda: engine, choice(), pick_sentences, condense)
    events, _ = ran(task.run(SummariseRequest(SOLAR, sentences=2), CancelToken()))
    compared = [e for e in events if isinstance(e, Progress) and e.stage is Stage.COMPARING]
    assert (compared[-1].done, compared[-1].total) == (8, 8)


def test_stop_while_sentences_are_read() -> None:
    cancel = CancelToken()
    request = SummariseRequest("This is one sentence of many. " * 200, sentences=2)
    work = SummariseTask(FakeEngine, choice(), pick_sentences, condense).run(request, cancel)
    events = stopped(work, cancel, lambda event: getattr(event, "done", 0) > 0)
    assert [event.done for event in events if isinstance(event, Progress)][-1] == 64


class QuickSentences(FakeSentences):
    """Random vectors, quickly, for a very long document."""

    def encode(self, texts, cancel):
        rows = np.random.default_rng(len(texts)).standard_normal((len(texts), 16))
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_a_very_long_document_is_compared_in_sections() -> None:
    text = "".join(
        f"Sentence {n} of this book is about the subject {n % 97}. " for n in range(9000)
    )
    engine = FakeEngine(fake_sentences=QuickSentences())
    started = time.perf_counter()
    summary = summarise(text, engine, sentences=10)
    assert len(summary.sentences) == 10
    assert summary.n_read == 9000
    assert len(summarise(text, engine, percent=30).sentences) == 2700
    assert time.perf_counter() - started < 60


def test_similarities_are_zero_on_the_diagonal_and_at_most_one() -> None:
    words = word_features(["red house", "red house", "你好吗", "你好呀"])
    vectors = np.eye(4, dtype=np.float32)
    alike = similarity(vectors, words, 0.0)
    assert alike[0, 1] == pytest.approx(1, abs=1e-6)
    assert 0 < alike[2, 3] < 1
    assert alike[0, 2] == alike[0, 0] == 0
    assert centrality(alike).max() == 1


def test_picking_prefers_another_subject_to_a_repetition() -> None:
    alike = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]], np.float32)
    assert pick_diverse(np.array([1.0, 0.9, 0.5]), alike, 2, 0.5) == [0, 2]
    assert pick_diverse(np.array([1.0, 0.9, 0.5]), alike, 9, 0.0) == [0, 2, 1]
