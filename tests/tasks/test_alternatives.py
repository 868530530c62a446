"""Other ways to translate a sentence: what comes first, what is left out."""

from __future__ import annotations

import fakes
import pytest

from assistant_app.cancel import CancelToken
from assistant_app.errors import TextEmpty
from assistant_app.inference.links import Aligned
from assistant_app.tasks.alternatives import AlternativesRequest, AlternativesTask


class Offering(fakes.FakeOneWay):
    def alternatives(self, text, options, cancel, without=()):
        self.translator.options.append(options)
        self.translator.tried.append(text)
        return [Aligned(each) for each in self.translator.offers]


@pytest.fixture
def engine():
    engine = fakes.FakeEngine()
    translator = engine.fake_translator
    translator.offers = ()
    translator.between = lambda source, target: Offering(translator, "")
    return engine


def ways(engine, text, *offers):
    engine.fake_translator.offers = offers
    task = AlternativesTask(lambda: engine, fakes.choice())
    _, result = fakes.ran(task.run(AlternativesRequest(text, "en", "zh"), CancelToken()))
    return result.ways


def test_ways_differ_and_those_without_a_fault_stand_first(engine):
    found = ways(
        engine, "It costs 12 euros.", "要花 21 欧元。", "要花 12 欧元。", "要花  12 欧元。"
    )
    assert [way.text for way in found] == ["要花 12 欧元。", "要花 21 欧元。"]
    assert found[0].findings == ()
    assert found[1].findings


def test_several_beams_are_searched(engine):
    ways(engine, "Good morning.", "早上好。")
    (options,) = engine.fake_translator.options
    assert options.n_best > 3
    assert options.n_beams >= options.n_best


def test_a_sentence_in_capitals_is_read_in_small_letters(engine):
    ways(engine, "NO SMOKING", "禁止吸烟")
    assert engine.fake_translator.tried == ["No smoking"]


def test_a_text_too_long_for_the_model_has_none(engine):
    assert ways(engine, "word " * 500, "词") == ()


def test_nothing_is_refused(engine):
    with pytest.raises(TextEmpty):
        ways(engine, "  ")
