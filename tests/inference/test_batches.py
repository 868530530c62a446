"""Batches by length, and padding."""

from __future__ import annotations

from assistant_app.inference.batches import by_length, pad, shared_out


def test_every_row_is_in_one_batch_and_the_longest_come_first() -> None:
    batches = list(by_length([3, 9, 1, 9, 5], max_rows=2, max_tokens=100))

    assert batches == [[1, 3], [4, 0], [2]]


def test_no_batch_has_more_tokens_than_allowed_with_its_padding() -> None:
    lengths = [10, 7, 7, 2, 2, 2, 2]

    batches = list(by_length(lengths, max_rows=8, max_tokens=20))

    assert all(max(lengths[i] for i in batch) * len(batch) <= 20 for batch in batches)
    assert sorted(i for batch in batches for i in batch) == list(range(7))


def test_a_row_longer_than_allowed_goes_alone() -> None:
    assert list(by_length([50, 50], max_rows=8, max_tokens=20)) == [[0], [1]]


def test_no_rows_make_no_batches() -> None:
    assert list(by_length([], 8, 20)) == []


def test_streams_get_batches_of_about_the_same_work() -> None:
    lengths = [60, 50, 40, 30, 20, *[10] * 27]

    first, second = shared_out(lengths, max_rows=32, max_tokens=4096, n_streams=2)

    assert sorted(first + second) == list(range(32))
    work = [sum(lengths[i] + 8 for i in batch) for batch in (first, second)]
    assert abs(work[0] - work[1]) < 70


def test_what_is_shared_out_is_no_larger_than_allowed() -> None:
    batches = shared_out([10] * 50, max_rows=8, max_tokens=60, n_streams=2)

    assert sorted(i for batch in batches for i in batch) == list(range(50))
    assert all(len(batch) <= 6 for batch in batches)


def test_few_rows_are_not_shared_out() -> None:
    assert shared_out([5, 7, 6], 32, 2048, 2) == [[1, 2, 0]]
    assert shared_out([], 32, 2048, 2) == []


def test_short_rows_are_padded_and_masked_on_the_right() -> None:
    ids, mask = pad([[5, 6, 7], [8]], pad_id=1)

    assert ids.tolist() == [[5, 6, 7], [8, 1, 1]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0]]


def test_rows_are_padded_to_the_least_that_is_asked_for() -> None:
    ids, mask = pad([[5, 6]], pad_id=1, least=4)

    assert ids.tolist() == [[5, 6, 1, 1]]
    assert mask.tolist() == [[1, 1, 0, 0]]
