"""Which provider is tried, and which words explain why it is not the one asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant_app.inference import device
from assistant_app.inference.device import CPU, CUDA, DeviceRequest, plan

WITH_CUDA = (CUDA, CPU)
GPU_PACKAGE = ("onnxruntime-gpu",)
CPU_PACKAGE = ("onnxruntime",)


def test_cpu_is_given_without_a_word_even_beside_a_gpu() -> None:
    found = plan(DeviceRequest("cpu"), WITH_CUDA, GPU_PACKAGE, has_driver=True)

    assert (found.providers, found.reason) == ((CPU,), None)


@pytest.mark.parametrize("kind", ["auto", "cuda"])
def test_cuda_is_tried_where_package_and_driver_are_there(kind: device.DeviceKind) -> None:
    found = plan(DeviceRequest(kind), WITH_CUDA, GPU_PACKAGE, has_driver=True)

    assert (found.providers, found.reason) == ((CUDA, CPU), None)


def test_auto_is_content_with_a_machine_that_has_no_gpu() -> None:
    assert plan(DeviceRequest("auto"), (CPU,), CPU_PACKAGE, has_driver=False).reason is None
    assert plan(DeviceRequest("auto"), WITH_CUDA, GPU_PACKAGE, has_driver=False).reason is None


def test_cuda_without_a_driver_names_the_driver() -> None:
    found = plan(DeviceRequest("cuda"), WITH_CUDA, GPU_PACKAGE, has_driver=False)

    assert found.providers == (CPU,)
    assert "driver" in (found.reason or "")


def test_cuda_with_the_cpu_package_names_the_package_to_install() -> None:
    found = plan(DeviceRequest("cuda"), (CPU,), CPU_PACKAGE, has_driver=True)

    assert found.providers == (CPU,)
    assert "install onnxruntime-gpu" in (found.reason or "")


@pytest.mark.parametrize("kind", ["auto", "cuda"])
def test_two_packages_at_once_are_told_even_to_those_who_asked_for_nothing(
    kind: device.DeviceKind,
) -> None:
    found = plan(DeviceRequest(kind), (CPU,), device.PACKAGES, has_driver=True)

    assert "both installed" in (found.reason or "")


def test_auto_keeps_8_bit_graphs_on_the_cpu_and_says_why() -> None:
    asked = DeviceRequest("auto")
    found = plan(asked, WITH_CUDA, GPU_PACKAGE, has_driver=True, is_quantized=True)

    assert found.providers == (CPU,)
    assert "8-bit" in (found.reason or "")


def test_cuda_asked_for_takes_8_bit_graphs_too() -> None:
    asked = DeviceRequest("cuda")
    found = plan(asked, WITH_CUDA, GPU_PACKAGE, has_driver=True, is_quantized=True)

    assert found.providers == (CUDA, CPU)


def test_packages_are_found_by_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in device.PACKAGES:
        folder = tmp_path / f"{name.replace('-', '_')}-1.32.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.32.0\n")
    monkeypatch.syspath_prepend(tmp_path)

    assert device.installed_packages() == device.PACKAGES
    assert device.version_of("onnxruntime-gpu") == "1.32.0"


def test_a_package_that_is_not_there_has_no_version() -> None:
    assert device.version_of("deskhand-nothing-like-this") is None


def test_devices_have_names_a_person_knows() -> None:
    assert device.label(CPU, 3) == "CPU"
    assert device.label(CUDA, 1) == "CUDA 1"
