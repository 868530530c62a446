"""The estimate of the time left."""

from __future__ import annotations

from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.time_left import TimeLeft, in_words


def test_it_follows_the_pace_of_the_last_steps() -> None:
    now = [0.0]
    left = TimeLeft(lambda: now[0])
    assert left.after(Progress(Stage.TRANSLATING, 0, 10)) is None
    now[0] = 4.0
    assert left.after(Progress(Stage.TRANSLATING, 2, 10)) == 16.0


def test_it_says_nothing_at_first_without_an_end_or_in_a_new_stage() -> None:
    now = [0.0]
    left = TimeLeft(lambda: now[0])
    left.after(Progress(Stage.TRANSLATING, 0, 10))
    now[0] = 0.5
    assert left.after(Progress(Stage.TRANSLATING, 5, 10)) is None
    now[0] = 9.0
    assert left.after(Progress(Stage.TRANSLATING, 6)) is None
    assert left.after(Progress(Stage.LABELLING, 7, 10)) is None


def test_words() -> None:
    assert [in_words(s) for s in (0, 12.4, 90, 3700, 7500)] == [
        "1 s",
        "12 s",
        "2 min",
        "1 h 2 min",
        "2 h 5 min",
    ]
