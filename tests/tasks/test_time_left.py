"""The estimate of the time left."""

from __future__ import annotations

import pytest

from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.time_left import TimeLeft, in_words, rounded_s


class Steps:
    """Feeds an estimate with steps at given times."""

    def __init__(self, window: int = 24) -> None:
        self._now = 0.0
        self._left = TimeLeft(lambda: self._now, window)

    def at(
        self, now_s: float, done: int, total: int | None, stage: Stage = Stage.TRANSLATING
    ) -> float | None:
        self._now = now_s
        return self._left.after(Progress(stage, done, total))


def test_time_left_of_steady_work() -> None:
    steps = Steps()
    answers = [steps.at(float(second), second * 10, 100) for second in range(5)]
    assert answers[-1] == pytest.approx(6.0)


def test_no_guess_from_one_step_or_without_an_end() -> None:
    steps = Steps()
    assert steps.at(0.0, 0, 100) is None
    assert steps.at(9.0, 1, 100) is None
    assert steps.at(10.0, 2, None) is None


def test_no_guess_in_the_first_second() -> None:
    steps = Steps()
    assert [steps.at(step / 10, step, 1000) for step in range(9)] == [None] * 9


def test_a_slow_start_is_forgotten() -> None:
    steps = Steps(window=10)
    steps.at(0.0, 0, 1000)
    steps.at(60.0, 1, 1000)
    answers = [steps.at(60.0 + step, step, 1000) for step in range(2, 40)]
    assert answers[-1] == pytest.approx(1000 - 39)


def test_a_new_stage_and_a_new_run_start_from_nothing() -> None:
    steps = Steps()
    for second in range(5):
        steps.at(float(second), second * 10, 100)
    assert steps.at(5.0, 50, 100, Stage.LABELLING) is None
    for second in range(6, 9):
        steps.at(float(second), second * 10, 100, Stage.LABELLING)
    assert steps.at(9.0, 0, 100, Stage.LABELLING) is None


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.0, 1), (0.2, 1), (8.1, 9), (12.0, 15), (59.0, 60), (61.0, 70)]
)
def test_rounding_does_not_flicker(seconds: float, shown: int) -> None:
    assert rounded_s(seconds) == shown


def test_words() -> None:
    assert [in_words(s) for s in (0, 12.4, 90, 3700, 7500)] == [
        "1 s",
        "12 s",
        "2 min",
        "1 h 2 min",
        "2 h 5 min",
    ]


def test_a_model_that_is_loaded_between_two_documents_is_part_of_the_pace() -> None:
    steps = Steps()
    for second in range(5):
        steps.at(float(second), second * 10, 100)
    assert steps.at(5.0, 50, 100, Stage.LOADING) == pytest.approx(5.0)
    assert steps.at(6.0, 60, 100) == pytest.approx(4.0)


def test_a_model_that_is_loaded_first_is_not() -> None:
    steps = Steps()
    assert steps.at(0.0, 0, 100, Stage.LOADING) is None
    steps.at(60.0, 0, 100)
    answers = [steps.at(60.0 + second, second * 10, 100) for second in range(1, 4)]
    assert answers[-1] == pytest.approx(7.0)
