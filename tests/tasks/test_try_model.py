"""Trying a model: what is measured, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fakes import PAIRS, REPORT, FakeClassifier, FakeEngine, FakeModels, ran, spec, stopped

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnknown
from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.try_model import TryRequest, TryTask, _direction

SAMPLES = Path(__file__).resolve().parents[2] / "resources/samples"


class Ticking:
    """Half a second passes whenever somebody looks."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        self._now += 0.5
        return self._now


def trying(engine: FakeEngine, *specs, memory=(100, 350), released=None, samples=SAMPLES):
    readings = iter(memory)
    return TryTask(
        lambda: engine,
        FakeModels(specs) if specs else FakeModels(),
        samples,
        (lambda model_id: None) if released is None else released.append,
        lambda: next(readings),
        Ticking(),
    )


@pytest.mark.parametrize(
    ("model_id", "unit", "n"),
    [
        ("translator", "sentences", 8),
        ("writer", "tokens", 3),
        ("sentences", "sentences", 8),
        ("pictures", "pictures", 9),
    ],
)
def test_rates_are_of_the_second_run(model_id: str, unit: str, n: int) -> None:
    released: list[str] = []
    task = trying(FakeEngine(), released=released)

    events, trial = ran(task.run(TryRequest(model_id), CancelToken()))

    assert released == [model_id]
    assert (trial.unit, trial.load_s, trial.rate) == (unit, 0.5, n / 0.5)
    assert (trial.device, trial.reason, trial.memory_bytes) == ("CPU", "", 250)
    assert trial.sample_in
    assert trial.sample_out
    assert [event.stage for event in events if isinstance(event, Progress)] == [
        Stage.LOADING,
        Stage.TRYING,
    ]


def test_a_summariser_is_timed_by_the_tokens_it_writes() -> None:
    engine = FakeEngine()
    model = spec("t5", "summaries")
    _, trial = ran(trying(engine, model).run(TryRequest("t5"), CancelToken()))
    n_tokens = engine.fake_summariser.count_tokens(trial.sample_out)
    assert (trial.unit, trial.rate) == ("tokens", n_tokens / 0.5)


def test_a_model_that_chooses_among_labels_is_given_some() -> None:
    asked: list[tuple[str, ...]] = []

    class Chooser:
        takes_labels = True

        def with_labels(self, labels, template, cancel=None):
            asked.append(tuple(labels))
            return FakeClassifier(labels=("red", "green", "blue"))

    engine = FakeEngine(fake_classifier=Chooser())
    _, trial = ran(trying(engine).run(TryRequest("pictures"), CancelToken()))
    assert len(asked[0]) > 1
    assert trial.sample_out.split()[0] in ("red", "green", "blue")


def test_the_reason_for_the_device_is_said() -> None:
    engine = FakeEngine()
    engine.fake_writer.report = replace(REPORT, reason="cublasLt64_13.dll is missing")
    _, trial = ran(trying(engine).run(TryRequest("writer"), CancelToken()))
    assert trial.reason == "cublasLt64_13.dll is missing"


def test_memory_that_nobody_can_tell_is_left_out() -> None:
    _, trial = ran(trying(FakeEngine(), memory=(0, 0)).run(TryRequest("writer"), CancelToken()))
    assert trial.memory_bytes == 0


@pytest.mark.parametrize("stage", [Stage.LOADING, Stage.TRYING])
def test_a_trial_can_be_stopped(stage: Stage) -> None:
    cancel = CancelToken()
    work = trying(FakeEngine()).run(TryRequest("writer"), cancel)
    events = stopped(work, cancel, lambda event: event.stage is stage)
    assert events[-1].stage is stage


def test_an_unknown_model_is_not_tried() -> None:
    with pytest.raises(ModelUnknown):
        ran(trying(FakeEngine()).run(TryRequest("nobody"), CancelToken()))


@pytest.mark.parametrize(
    ("languages", "pairs", "direction"),
    [
        (("en", "zh"), PAIRS, ("en", "zh")),
        (("zh", "en"), (("zh", "en"),), ("zh", "en")),
        (("en", "de"), (("de", "en"), ("en", "de")), ("en", "de")),
        (("de", "fr"), (("de", "fr"),), ("de", "fr")),
        (("de", "en", "fr", "zh"), (), ("en", "zh")),
        (("de", "en"), (), ("en", "de")),
        ((), (), ("en", "zh")),
    ],
)
def test_a_direction_that_the_samples_have(languages, pairs, direction) -> None:
    model = replace(spec("m", "translation"), languages=languages, pairs=pairs)
    assert _direction(model) == direction
