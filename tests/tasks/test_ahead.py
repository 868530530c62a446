"""Reading ahead: the same results in the same order, with and without threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant_app.jobs.lane import ahead
from assistant_app.tasks.ahead import Ahead, in_turn


@pytest.mark.parametrize("each", [ahead, in_turn])
def test_results_come_in_the_order_of_the_items(each: Ahead) -> None:
    assert list(each(lambda number: number * number, range(50), 8)) == [n * n for n in range(50)]


@pytest.mark.parametrize("each", [ahead, in_turn])
def test_nothing_gives_nothing(each: Ahead) -> None:
    assert list(each(str, [], 8)) == []


@pytest.mark.parametrize("each", [ahead, in_turn])
def test_an_error_comes_out_in_its_place(each: Ahead) -> None:
    found: list[int] = []
    with pytest.raises(ZeroDivisionError):
        found.extend(each(lambda number: 1 // (3 - number), range(6), 8))
    assert found == [0, 0, 1]


def test_no_more_is_taken_than_may_wait() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    with closing(ahead(str, items(), 4)) as results:
        next(results)
        next(results)
        assert len(taken) == 4 + 2


def test_it_is_done_on_another_thread() -> None:
    names = set(ahead(lambda _: threading.current_thread().name, range(4), 2))

    assert threading.current_thread().name not in names


def test_closed_in_the_middle_it_leaves_no_thread() -> None:
    before = threading.active_count()

    with closing(ahead(str, range(1000), 100)) as results:
        assert next(results) == "0"
        assert threading.active_count() > before

    assert threading.active_count() == before
