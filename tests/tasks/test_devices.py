"""The engine of the chosen device, what is told of it, and the check that is remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import gpu_fake
import pytest
from cli_stand import install, paths_of
from gpu_fake import Gpu

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled, RuntimesClash, SaveRefused
from assistant_app.inference import device, session
from assistant_app.inference.device import CPU, CUDA, Machine
from assistant_app.inference.gpu_check import DeviceCheck, Timing
from assistant_app.tasks import devices as devices_file
from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.check_device import CheckDeviceRequest, CheckDeviceTask
from assistant_app.workbench import Workbench, open_workbench


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return open_workbench(paths_of(install(tmp_path / "own"), tmp_path / "home"))


def found(many_ms: float | None, difference: float | None = 0.0) -> DeviceCheck:
    cpu = Timing(CPU, "CPU", 60.0, 1.0)
    card = Timing(CUDA, "CUDA 0", many_ms, 1.0, difference)
    return DeviceCheck(
        "2026-01-02T03:04:05+00:00",
        devices_file.version(),
        devices_file.driver_text(),
        cpu,
        (card,),
    )


def run(task: CheckDeviceTask, cancel: CancelToken) -> tuple[list[object], object]:
    work = task.run(CheckDeviceRequest(), cancel)
    events: list[object] = []
    while True:
        try:
            events.append(next(work))
        except StopIteration as end:
            return events, end.value


def test_nothing_is_told_of_models_before_one_was_loaded(workbench: Workbench) -> None:
    state = workbench.device_state()

    assert state.models == ()
    assert [choice.kind for choice in state.choices] == [
        "auto", "cpu", "cuda", "directml", "coreml",
    ]  # fmt: skip
    assert state.choices[1].reason is None
    assert 0 < state.used_bytes < state.budget_bytes
    assert state.check is None


def test_a_loaded_model_is_told_with_its_task_and_device(workbench: Workbench) -> None:
    workbench.engine.pictures("tiny-pictures")
    workbench.engine.translator("tiny-translator")

    models = workbench.device_state().models

    assert [(model.model_id, model.task) for model in models] == [
        ("tiny-pictures", "pictures"),
        ("tiny-translator", "translation"),
    ]
    assert models[0].report.label == "CPU"
    assert models[0].memory_bytes >= 0


def test_a_model_can_be_let_go(workbench: Workbench) -> None:
    workbench.engine.pictures("tiny-pictures")

    workbench.let_go("tiny-pictures")

    assert workbench.loaded_models() == ()
    assert workbench.device_report() is None


def test_idle_models_leave_after_the_minutes_of_the_settings(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workbench.release_idle() == ()
    workbench.engine.pictures("tiny-pictures")
    asked: list[float] = []
    monkeypatch.setattr(workbench.engine, "release_idle", lambda idle_s: asked.append(idle_s) or ())

    workbench.release_idle()
    workbench.settings.update(idle_minutes=0)
    workbench.release_idle()

    assert asked == [600.0]


def test_the_budget_and_precision_of_the_settings_hold_for_the_next_model(
    workbench: Workbench,
) -> None:
    engine = workbench.engine
    engine.pictures("tiny-pictures")
    workbench.settings.update(memory_budget_mb=1)

    assert workbench.device_state().budget_bytes == 1_000_000
    assert engine._shelf.budget_bytes == 1_000_000


def test_the_index_of_the_settings_is_asked_for(workbench: Workbench) -> None:
    workbench.use_device("cuda", 1, 3)

    assert workbench.engine.pictures("tiny-pictures").report.requested.index == 3


def test_the_check_tells_its_steps_and_is_remembered(workbench: Workbench) -> None:
    events, checked = run(workbench.check_device, CancelToken())

    assert events[0] == Progress(Stage.CHECKING, 0, len(events), "CPU")
    assert checked.notice is None  # type: ignore[attr-defined]
    assert workbench.device_state().check == checked.check  # type: ignore[attr-defined]


def test_a_check_that_can_not_be_kept_is_told_all_the_same(workbench: Workbench) -> None:
    workbench.paths.device_checks.mkdir(parents=True)

    _, checked = run(workbench.check_device, CancelToken())

    assert isinstance(checked.notice, SaveRefused)  # type: ignore[attr-defined]
    assert checked.check.cpu.many_ms > 0  # type: ignore[attr-defined]


def test_a_check_can_be_stopped(workbench: Workbench) -> None:
    cancel = CancelToken()
    cancel.set()

    with pytest.raises(Cancelled):
        run(workbench.check_device, cancel)


@pytest.mark.parametrize(
    ("check", "word"),
    [
        (found(90.0), "found the CPU faster"),
        (found(2.0, difference=0.5), "the card wrong"),
        (found(2.0), None),
    ],
)
def test_auto_heeds_the_last_check(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch, check: DeviceCheck, word: str | None
) -> None:
    card = Gpu().install(monkeypatch)
    workbench.devices.keep(check)
    folder = workbench.models.path("tiny-sentences") / "onnx"
    (folder / "model_quantized.onnx").rename(folder / "model.onnx")
    monkeypatch.setattr(workbench.devices._models, "checked_path", workbench.models.path)

    report = workbench.engine.sentences("tiny-sentences").report

    assert (len(card.options), report.label) == ((0, "CPU") if word else (1, "CUDA 0"))
    assert (word or "") in (report.reason or "")
    assert report.cause == ("slower" if word else None)


def test_a_check_of_another_driver_counts_for_nothing(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu().install(monkeypatch)
    workbench.devices.keep(replace(found(90.0), driver="older"))

    assert workbench.devices._slower_card() is None


def test_a_card_that_failed_in_the_middle_is_told(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu(fail_at=1, message=gpu_fake.DEAD).install(monkeypatch)
    workbench.use_device("cuda")
    workbench.engine.sentences("tiny-sentences").encode(["one"])

    [told] = workbench.device_shortfalls()

    assert told.startswith("CUDA 0 failed: ")
    assert "700" in told
    assert told.endswith("; finished on the CPU")


def test_a_device_that_was_named_and_not_had_is_told(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "machine", lambda: Machine((CPU,), ("onnxruntime",), True))
    workbench.engine.pictures("tiny-pictures")
    assert workbench.device_shortfalls() == ()

    workbench.use_device("cuda")
    workbench.engine.pictures("tiny-pictures")

    [told] = workbench.device_shortfalls()
    assert told.startswith("on the CPU: ")


def test_two_packages_at_once_are_a_notice(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workbench.packages_notice() is None
    both = ("onnxruntime", "onnxruntime-gpu")
    monkeypatch.setattr(device, "installed_packages", lambda: both)

    notice = workbench.packages_notice()

    assert isinstance(notice, RuntimesClash)
    assert (notice.packages, notice.wanted) == (both, "onnxruntime-gpu")


def test_the_facts_name_version_and_driver(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices_file, "machine", lambda: gpu_fake.MACHINE)

    facts = workbench.device_facts()

    assert "Fake 4090, 24.0 GB" in facts
    assert "CUDAExecutionProvider" in facts
    assert "onnxruntime" in facts


def test_choices_tell_what_stands_in_their_way(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Machine((CPU,), ("onnxruntime",), platform="linux")
    monkeypatch.setattr(devices_file, "machine", lambda: here)

    causes = {choice.kind: choice.cause for choice in workbench.device_state().choices}

    assert causes == {
        "auto": None,
        "cpu": None,
        "cuda": "no-driver",
        "directml": "other-system",
        "coreml": "other-system",
    }
