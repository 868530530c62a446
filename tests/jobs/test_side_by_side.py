"""Work on several threads at once, and what comes out of it."""

from __future__ import annotations

import threading

import pytest

from assistant_app.jobs.lane import side_by_side


def test_two_are_at_work_at_once_and_the_order_stays() -> None:
    both = threading.Barrier(2, timeout=30)

    def work(number: int) -> int:
        both.wait()  # neither comes past it alone
        return number * 10

    assert side_by_side(work, [1, 2, 3, 4], 2) == [10, 20, 30, 40]


def test_what_one_raises_comes_out() -> None:
    def work(number: int) -> int:
        if number == 2:
            raise ValueError("two")
        return number

    with pytest.raises(ValueError, match="two"):
        side_by_side(work, [1, 2, 3], 2)


def test_one_item_needs_no_thread() -> None:
    assert side_by_side(lambda _: threading.current_thread(), [0], 2) == [
        threading.current_thread()
    ]
