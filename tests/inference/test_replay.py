"""Texts go on where they were when a graphics card fails, whatever it did and whenever it did."""

from __future__ import annotations

from pathlib import Path

import gpu_fake
import numpy as np
import pytest
import tiny_models
from gpu_fake import Gpu

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled
from assistant_app.inference.device import DeviceKind, DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.replay import Replaying, lasting
from assistant_app.inference.session import StateLost

TEXTS = ["good morning", "tea", "a longer text than that"]


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    return tiny_models.make_all(tmp_path)


def engine(folders: dict[str, Path], kind: DeviceKind) -> Engine:
    return Engine(DeviceRequest(kind), 1, lambda model_id: folders[model_id])


def written(engine: Engine, **options: object) -> list[str]:
    given = GenerationOptions(max_new_tokens=8, **options)  # type: ignore[arg-type]
    return list(engine.writer("tiny-writer").stream("abc def", given))


@pytest.mark.parametrize("is_lost", [False, True])
@pytest.mark.parametrize("fail_at", [1, 2, 3, 5, 8])
def test_a_streamed_text_is_the_same_and_nothing_is_said_twice(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch, fail_at: int, is_lost: bool
) -> None:
    expected = written(engine(folders, "cpu"))
    card = Gpu(fail_at, gpu_fake.DEAD, is_lost).install(monkeypatch)
    on_card = engine(folders, "cuda")

    assert written(on_card) == expected
    assert card.runs == fail_at
    assert on_card.writer("tiny-writer").report.label == "CPU"


def test_a_sampled_text_goes_on_with_the_same_dice(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sampled = {"is_sampling": True, "temperature": 1.5, "seed": 7}
    expected = written(engine(folders, "cpu"), **sampled)
    Gpu(4, gpu_fake.DEAD, is_lost_then=True).install(monkeypatch)

    assert written(engine(folders, "cuda"), **sampled) == expected


@pytest.mark.parametrize("n_beams", [1, 3])
@pytest.mark.parametrize("is_lost", [False, True])
@pytest.mark.parametrize("fail_at", [1, 2, 3, 6, 9])
def test_a_batch_is_translated_as_if_nothing_had_happened(
    folders: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    fail_at: int,
    is_lost: bool,
    n_beams: int,
) -> None:
    options = GenerationOptions(n_beams=n_beams)
    expected = engine(folders, "cpu").translator("tiny-translator").translate(TEXTS, options)
    card = Gpu(fail_at, gpu_fake.DEAD, is_lost).install(monkeypatch)
    on_card = engine(folders, "cuda").translator("tiny-translator")

    assert on_card.translate(TEXTS, options) == expected
    assert card.runs >= fail_at


def test_a_stop_after_the_failure_still_stops(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu(2, gpu_fake.DEAD, is_lost_then=True).install(monkeypatch)
    cancel = CancelToken()
    stream = engine(folders, "cuda").writer("tiny-writer").stream("abc", cancel=cancel)
    next(stream)

    cancel.set()

    with pytest.raises(Cancelled):
        next(stream)


class Counting:
    """A decoder whose scores tell what it was fed; it loses its state in the steps named."""

    def __init__(self, n_rows: int, lost_at: set[int], steps: list[int]) -> None:
        self._history = [[] for _ in range(n_rows)]
        self._lost_at = lost_at
        self._steps = steps

    def step(self, ids: np.ndarray, cancel: CancelToken | None) -> np.ndarray:
        self._steps.append(ids.shape[1])
        if len(self._steps) in self._lost_at:
            raise StateLost("gone")
        for row, fed in zip(self._history, ids.tolist(), strict=True):
            row.extend(fed)
        width = max(map(len, self._history))
        return np.array([[*row, *[0] * (width - len(row))] for row in self._history], np.float32)

    def keep(self, rows: np.ndarray) -> None:
        self._history = [list(self._history[row]) for row in rows]


def ids(*rows: int) -> np.ndarray:
    return np.array([[row] for row in rows], np.int64)


@pytest.mark.parametrize("lost_at", [set(), {1}, {2}, {4}, {4, 5}])
def test_rows_that_were_kept_doubled_and_dropped_are_fed_again_in_their_order(
    lost_at: set[int],
) -> None:
    steps: list[int] = []
    decoder = Replaying(lambda: Counting(2, lost_at, steps))

    decoder.step(ids(1, 2), None)
    decoder.keep(np.array([1, 1, 0]))
    decoder.step(ids(3, 4, 5), None)
    decoder.keep(np.array([2, 0]))
    found = decoder.step(ids(6, 7), None)
    found = decoder.step(ids(8, 9), None)

    assert found.tolist() == [[1, 5, 6, 8], [2, 3, 7, 9]]


def test_whoever_loses_everything_again_and_again_is_a_bug() -> None:
    decoder = Replaying(lambda: Counting(1, set(range(1, 99)), []))

    with pytest.raises(StateLost):
        decoder.step(ids(1), None)


def test_on_a_cpu_nothing_stands_between(folders: dict[str, Path]) -> None:
    writer = engine(folders, "cpu").writer("tiny-writer")
    made = Counting(1, set(), [])

    assert lasting(lambda: made, *writer._graphs.sessions) is made
