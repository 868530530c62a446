"""The check of the graphics card, with cards of which each has its own fault."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import gpu_fake
import numpy as np
import pytest

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled, FileMissing
from assistant_app.inference import gpu_check
from assistant_app.inference.check_history import add_check, last_check, read_checks
from assistant_app.inference.device import CPU, CUDA, DeviceRequest, Machine
from assistant_app.inference.gpu_check import DeviceCheck, Timing, check

ROOT = Path(__file__).resolve().parents[2]
GRAPH = ROOT / "resources/device_check.onnx"
NO_GPU = Machine((CPU,), ("onnxruntime",), platform="linux")


class Card:
    """Runs the graph as the CPU does, with one fault: ``strict`` refuses to keep all of it,
    ``dead`` to start, ``broken`` to run; ``wrong`` adds noise; ``nan`` says nonsense; ``shy``
    starts as a CPU."""

    def __init__(self, fault: str = "") -> None:
        self.fault = fault
        self.asked: list[tuple[str, str, bool]] = []
        self._real = gpu_check.bare_session

    def open(
        self, graph: Path, provider: str, options: Mapping[str, str], threads: int, is_strict: bool
    ) -> Any:
        real = self._real(graph, CPU, {}, threads, is_strict)
        if provider == CPU:
            return real
        self.asked.append((provider, options["device_id"], is_strict))
        if self.fault == "dead" or (self.fault == "strict" and is_strict):
            raise RuntimeError("libcudnn.so.9: cannot open shared object file")
        return Opened(real, self.fault, provider)


class Opened:
    def __init__(self, real: Any, fault: str, provider: str) -> None:
        self._real, self._fault, self._provider = real, fault, provider

    def get_providers(self) -> list[str]:
        return [CPU] if self._fault == "shy" else [self._provider, CPU]

    def run(self, names: None, feeds: Mapping[str, Any]) -> list[Any]:
        if self._fault == "broken":
            raise RuntimeError("CUDA failure 700: an illegal memory access was encountered")
        found = self._real.run(names, feeds)[0]
        if self._fault == "wrong":
            found = found + 1
        return [found * np.nan if self._fault == "nan" else found]


def checked(
    monkeypatch: pytest.MonkeyPatch, fault: str = "", here: Machine = gpu_fake.MACHINE
) -> tuple[DeviceCheck, Card]:
    card = Card(fault)
    monkeypatch.setattr(gpu_check, "bare_session", card.open)
    monkeypatch.setattr(gpu_check, "machine", lambda: here)
    monkeypatch.setattr(gpu_check, "preload", lambda: "")
    work = check(GRAPH, DeviceRequest(), CancelToken())
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value, card


def test_without_a_card_the_cpus_figure_and_the_reason_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, _ = checked(monkeypatch, here=NO_GPU)

    assert found.cpu.many_ms is not None
    assert found.cpu.one_ms is not None
    assert 0 < found.cpu.one_ms < found.cpu.many_ms
    assert (found.cards, found.cause) == ((), "no-driver")
    assert "driver" in found.reason
    assert found.is_worth_it("CUDA 0") is None


def test_every_card_is_tried_strictly_and_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    found, card = checked(monkeypatch)

    assert card.asked == [(CUDA, "0", True), (CUDA, "1", True)]
    assert [(c.label, c.name) for c in found.cards] == [
        ("CUDA 0", "Fake 4090"),
        ("CUDA 1", "Fake 3060"),
    ]
    assert [(c.difference, c.is_right, c.error) for c in found.cards] == [(0.0, True, "")] * 2
    assert found.reason == ""


@pytest.mark.parametrize("fault", ["wrong", "nan"])
def test_a_card_that_calculates_wrongly_is_found(
    monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    found, _ = checked(monkeypatch, fault)

    assert not found.cards[0].is_right
    assert found.is_worth_it("CUDA 0") is False


def test_a_part_that_ran_on_the_cpu_is_told_beside_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, card = checked(monkeypatch, "strict")

    assert found.cards[0].is_right
    assert "libcudnn.so.9" in found.cards[0].error
    assert [is_strict for _, _, is_strict in card.asked[:2]] == [True, False]


@pytest.mark.parametrize(
    ("fault", "word"), [("dead", "libcudnn.so.9"), ("broken", "700"), ("shy", "did not start")]
)
def test_a_card_that_does_not_work_has_no_time_but_its_words(
    monkeypatch: pytest.MonkeyPatch, fault: str, word: str
) -> None:
    found, _ = checked(monkeypatch, fault)

    assert (found.cards[0].many_ms, found.cards[0].difference) == (None, None)
    assert word in found.cards[0].error
    assert found.is_worth_it("CUDA 0") is False


def test_a_stop_ends_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    cancel = CancelToken()
    work = check(GRAPH, DeviceRequest(), cancel)
    next(work)
    cancel.set()

    with pytest.raises(Cancelled):
        next(work)


def test_a_graph_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        next(check(tmp_path / "gone.onnx", DeviceRequest(), CancelToken()))


def made(many_ms: float, one_ms: float, difference: float = 0.0) -> DeviceCheck:
    cpu = Timing(CPU, "CPU", 60.0, 1.0)
    card = Timing(CUDA, "CUDA 0", many_ms, one_ms, difference)
    return DeviceCheck("2026-01-02T03:04:05+00:00", "1.32.0", "580.1", cpu, (card,))


def test_a_card_is_worth_it_if_it_is_right_and_faster_with_many_rows() -> None:
    assert made(2.0, 0.5).is_worth_it("CUDA 0")
    assert not made(90.0, 0.5).is_worth_it("CUDA 0")
    assert not made(2.0, 0.5, difference=0.1).is_worth_it("CUDA 0")
    slow = made(2.0, 4.0)
    assert (slow.speedup(slow.cards[0]), slow.speedup_of_one(slow.cards[0])) == (30.0, 0.25)


def test_the_graph_is_what_the_recipe_makes() -> None:
    place = ROOT / "models/recipes/device_check/make.py"
    spec = importlib.util.spec_from_file_location("device_check_recipe", place)
    assert spec is not None
    assert spec.loader is not None
    recipe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(recipe)

    assert recipe.make().SerializeToString() == GRAPH.read_bytes()


# --- remembered --------------------------------------------------------------------------------


def test_checks_are_kept_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "home/device-checks.json"
    first, second = made(2.0, 0.5), replace(made(3.0, 0.5), driver="581.0")
    add_check(path, first)
    add_check(path, second)

    assert read_checks(path) == (second, first)
    assert last_check(path, "1.32.0", "580.1") == first
    assert last_check(path, "1.33.0", "580.1") is None


def test_only_the_last_twenty_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "device-checks.json"
    for number in range(22):
        add_check(path, made(float(number + 1), 1.0))

    kept = [each.cards[0].many_ms for each in read_checks(path)]
    assert kept == [float(number) for number in range(22, 2, -1)]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"checks": [{"cpu": 1}]}', '{"checks": [{"later": 1}]}']
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "device-checks.json"
    path.write_text(content, encoding="utf-8")

    assert read_checks(path) == ()
    add_check(path, made(2.0, 0.5))
    assert len(json.loads(path.read_text(encoding="utf-8"))["checks"]) == 1
