"""Which provider is tried, and which words explain why it is not the one asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant_app.inference import device
from assistant_app.inference.device import (
    COREML,
    CPU,
    CUDA,
    DIRECTML,
    Card,
    DeviceKind,
    DeviceRequest,
    Machine,
    obstacle,
    plan,
)

ON_CPU = Machine((CPU,), ("onnxruntime",), platform="linux")
WITH_CUDA = Machine(
    (CUDA, CPU),
    ("onnxruntime-gpu",),
    has_driver=True,
    cards=(Card(0, "RTX", 8),),
    driver_cuda=(13, 0),
    package_cuda="13.0",
    platform="linux",
)
WITHOUT_DRIVER = replace(WITH_CUDA, has_driver=False, cards=(), driver_cuda=None)
WITH_DIRECTML = Machine((DIRECTML, CPU), ("onnxruntime-directml",), platform="win32")
MAC = Machine((COREML, CPU), ("onnxruntime",), platform="darwin")
BOTH = ("onnxruntime", "onnxruntime-gpu")


def test_cpu_is_given_without_a_word_even_beside_a_gpu() -> None:
    found = plan(DeviceRequest("cpu"), WITH_CUDA)

    assert (found.providers, found.reason, found.cause) == ((CPU,), None, None)


@pytest.mark.parametrize(
    ("kind", "machine", "provider"),
    [
        ("auto", WITH_CUDA, CUDA),
        ("cuda", WITH_CUDA, CUDA),
        ("auto", WITH_DIRECTML, DIRECTML),
        ("directml", WITH_DIRECTML, DIRECTML),
        ("coreml", MAC, COREML),
    ],
)
def test_what_is_there_is_tried(kind: DeviceKind, machine: Machine, provider: str) -> None:
    found = plan(DeviceRequest(kind), machine)

    assert (found.providers, found.reason) == ((provider, CPU), None)


@pytest.mark.parametrize("machine", [ON_CPU, WITHOUT_DRIVER, MAC])
def test_auto_is_content_with_the_cpu_where_nothing_better_is_there(machine: Machine) -> None:
    found = plan(DeviceRequest("auto"), machine)

    assert (found.providers, found.reason) == ((CPU,), None)


@pytest.mark.parametrize(
    ("kind", "machine", "cause", "word"),
    [
        ("cuda", WITHOUT_DRIVER, "no-driver", "driver"),
        ("cuda", replace(WITH_CUDA, cards=()), "no-card", "number 0"),
        ("cuda", replace(WITH_CUDA, driver_cuda=(12, 8)), "old-driver", "CUDA 12.8"),
        ("cuda", replace(ON_CPU, has_driver=True), "not-in-package", "install onnxruntime-gpu"),
        (
            "cuda",
            replace(WITH_DIRECTML, has_driver=True),
            "not-in-package",
            "install onnxruntime-gpu",
        ),
        ("cuda", replace(ON_CPU, has_driver=False), "no-driver", "driver"),
        ("cuda", MAC, "other-system", "Linux and Windows only"),
        ("cuda", replace(ON_CPU, has_driver=True, packages=BOTH), "two-packages", "both installed"),
        ("directml", WITH_CUDA, "other-system", "Windows only"),
        (
            "directml",
            replace(WITH_CUDA, platform="win32"),
            "not-in-package",
            "install onnxruntime-directml",
        ),
        ("coreml", WITH_CUDA, "other-system", "macOS only"),
    ],
)
def test_what_stands_in_the_way_is_named(
    kind: DeviceKind, machine: Machine, cause: str, word: str
) -> None:
    found = plan(DeviceRequest(kind), machine)

    assert (found.providers, found.cause) == ((CPU,), cause)
    assert word in (found.reason or "")
    assert obstacle(kind, machine) == (found.cause, found.reason)


def test_the_second_card_must_be_there() -> None:
    assert plan(DeviceRequest("cuda", 1), WITH_CUDA).cause == "no-card"
    two = replace(WITH_CUDA, cards=(Card(0, "a", 1), Card(1, "b", 1)))
    assert plan(DeviceRequest("cuda", 1), two).cause is None


def test_a_newer_driver_runs_an_older_cuda() -> None:
    assert plan(DeviceRequest("cuda"), replace(WITH_CUDA, driver_cuda=(14, 2))).cause is None


def test_two_packages_at_once_are_told_even_to_those_who_asked_for_nothing() -> None:
    found = plan(DeviceRequest("auto"), replace(ON_CPU, packages=BOTH))

    assert found.cause == "two-packages"
    assert "install onnxruntime-gpu alone" in (found.reason or "")


@pytest.mark.parametrize("machine", [WITH_CUDA, WITH_DIRECTML])
def test_auto_keeps_8_bit_graphs_on_the_cpu_and_says_why(machine: Machine) -> None:
    found = plan(DeviceRequest("auto"), machine, is_quantized=True)

    assert (found.providers, found.cause) == ((CPU,), "eight-bit")


def test_cuda_asked_for_takes_8_bit_graphs_too() -> None:
    found = plan(DeviceRequest("cuda"), WITH_CUDA, is_quantized=True)

    assert found.providers == (CUDA, CPU)


def test_cuda_takes_no_more_memory_than_it_may() -> None:
    assert "gpu_mem_limit" not in device.provider_options(CUDA, 0)
    assert device.provider_options(CUDA, 1, 2 * 10**9)["gpu_mem_limit"] == "2000000000"
    assert device.provider_options(CUDA, 1)["device_id"] == "1"


def test_each_provider_has_its_own_options() -> None:
    assert device.provider_options(DIRECTML, 1) == {"device_id": "1"}
    assert device.provider_options(COREML, 0)["ModelFormat"] == "MLProgram"
    assert device.provider_options(CPU, 0) == {}


@pytest.mark.parametrize(
    ("said", "library"),
    [
        ("Failed to load cublasLt64_13.dll: Could not find module", "cublasLt64_13.dll"),
        (
            "Failed to load library libonnxruntime_providers_cuda.so with error: "
            "libcublasLt.so.13: cannot open shared object file: No such file or directory",
            "libcublasLt.so.13",
        ),
        (
            'LoadLibrary failed with error 126 "" when trying to load '
            '"C:\\\\site-packages\\\\onnxruntime\\\\capi\\\\onnxruntime_providers_cuda.dll"',
            None,
        ),
        ("Failed to load C:\\nvidia\\bin\\cudnn64_9.dll: error 126", "cudnn64_9.dll"),
        ("CUDA failure 700: an illegal memory access was encountered", None),
        ("", None),
    ],
)
def test_the_missing_library_is_found_in_what_was_said(said: str, library: str | None) -> None:
    assert device.missing_library(said) == library


def test_packages_are_found_by_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in BOTH:
        folder = tmp_path / f"{name.replace('-', '_')}-1.32.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.32.0\n")
    monkeypatch.syspath_prepend(tmp_path)

    assert device.installed_packages() == BOTH
    assert device.version_of("onnxruntime-gpu") == "1.32.0"


def test_a_package_that_is_not_there_has_no_version() -> None:
    assert device.version_of("deskhand-nothing-like-this") is None


@pytest.mark.parametrize(
    ("provider", "index", "label"),
    [(CPU, 3, "CPU"), (CUDA, 1, "CUDA 1"), (DIRECTML, 0, "DirectML 0"), (COREML, 0, "Core ML")],
)
def test_devices_have_names_a_person_knows(provider: str, index: int, label: str) -> None:
    assert device.label(provider, index) == label
