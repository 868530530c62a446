"""The examination tells the truth about an installation in good and in bad shape."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import gpu_fake
import pytest
from cli_stand import install, paths_of

from assistant_app.doctor import examine, report_text
from assistant_app.inference import device
from assistant_app.inference.gpu_check import DeviceCheck, Timing
from assistant_app.tasks import devices
from assistant_app.workbench import Workbench, open_workbench


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return open_workbench(paths_of(install(tmp_path / "own"), tmp_path / "home"))


def test_a_healthy_installation(workbench: Workbench) -> None:
    found = examine(workbench)
    assert found.problems == ()
    assert found.device.provider in found.providers
    assert found.libraries["numpy"]
    assert [model.problems for model in found.models] == [()] * 4
    assert json.loads(json.dumps(found.as_json()))["device"]["label"] == found.device.label


def test_looking_changes_nothing(workbench: Workbench) -> None:
    examine(workbench)
    assert not workbench.paths.home.exists()


def test_a_changed_byte_and_a_deleted_folder_are_found(workbench: Workbench) -> None:
    models = workbench.paths.shipped_models
    graph = models / "tiny-writer/onnx/model_quantized.onnx"
    data = bytearray(graph.read_bytes())
    data[-1] ^= 1
    graph.write_bytes(data)
    shutil.rmtree(models / "tiny-translator")
    found = examine(workbench)
    assert {model.id for model in found.models if model.problems} == {
        "tiny-writer",
        "tiny-translator",
    }
    assert len(found.problems) == 2
    assert "tiny-writer" in report_text(found)


def test_without_any_model_there_is_no_device_to_tell(workbench: Workbench) -> None:
    shutil.rmtree(workbench.paths.shipped_models)
    found = examine(workbench)
    assert found.device.provider is None
    assert found.device.problem is not None


def test_a_damaged_smallest_model_does_not_hide_the_device(workbench: Workbench) -> None:
    smallest = min(workbench.models.installed(), key=lambda spec: spec.size_bytes)
    folder = workbench.models.path(smallest.id)
    (folder / "config.json").write_text("{}", encoding="utf-8")
    found = examine(workbench)
    assert found.device.provider is not None
    assert found.device.model != smallest.id


def test_why_the_graphics_card_is_not_used(workbench: Workbench) -> None:
    workbench.use_device("cuda")
    found = examine(workbench)
    assert found.device.requested == "cuda"
    if found.device.provider == "CPUExecutionProvider":
        assert found.device.reason
        assert found.device.reason in report_text(found)


def test_a_history_of_another_kind_is_a_problem(workbench: Workbench) -> None:
    workbench.paths.history_file.mkdir(parents=True)
    assert any("history" in problem for problem in examine(workbench).problems)
    workbench.close()


def test_the_cards_the_choices_and_the_last_check_are_told(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "machine", lambda: gpu_fake.MACHINE)
    cpu = Timing("CPUExecutionProvider", "CPU", 60.0, 1.0)
    fast = Timing("CUDAExecutionProvider", "CUDA 0", 2.0, 4.0, 0.0, "", "Fake 4090")
    wrong = Timing("CUDAExecutionProvider", "CUDA 1", 2.0, 0.5, 0.3, "a part ran on the CPU")
    dead = Timing("CUDAExecutionProvider", "CUDA 2", error="libcudnn.so.9: not found")
    check = DeviceCheck(
        "2026-01-02T03:04:05+00:00",
        devices.version(),
        devices.driver_text(),
        cpu,
        (fast, wrong, dead),
    )
    workbench.devices.keep(check)

    text = report_text(examine(workbench))

    assert "0: Fake 4090, 24.0 GB" in text
    assert "DirectML exists on Windows only" in text
    assert "CUDA 0 Fake 4090" in text
    assert "2.0 ms for 256 rows (30.0 times the CPU's speed), 4.0 ms for one (0.2 times)" in text
    assert "WRONG results (off by 30%); but: a part ran on the CPU" in text
    assert "does not work: libcudnn.so.9: not found" in text


def test_two_packages_are_a_problem(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "installed_packages", lambda: ("onnxruntime", "onnxruntime-gpu"))

    assert any("install onnxruntime-gpu alone" in p for p in examine(workbench).problems)
