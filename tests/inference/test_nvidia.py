"""NVIDIA's driver, through a library of the same shape."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pytest

from assistant_app.inference import nvidia
from assistant_app.inference.device import Card


class FakeLibrary:
    """``libcuda``: every function writes where its pointer points and returns a code."""

    def __init__(self, version: int = 13010, code: int = 0, names: tuple[str, ...] = ()) -> None:
        self._version = version
        self._code = code
        self._names = names

    def cuDriverGetVersion(self, at: Any) -> int:
        at._obj.value = self._version
        return 0

    def cuInit(self, flags: int) -> int:
        assert flags == 0
        return self._code

    def cuDeviceGetCount(self, at: Any) -> int:
        at._obj.value = len(self._names)
        return 0

    def cuDeviceGet(self, at: Any, index: int) -> int:
        at._obj.value = 40 + index  # a handle need not be the number
        return 0

    def cuDeviceGetName(self, at: Any, n_bytes: int, device: ctypes.c_int) -> int:
        at.value = self._names[device.value - 40].encode()[: n_bytes - 1]
        return 0

    def cuDeviceTotalMem_v2(self, at: Any, device: ctypes.c_int) -> int:
        at._obj.value = (device.value - 39) * 8 * 10**9
        return 0


def test_cards_have_numbers_names_and_memory() -> None:
    found = nvidia.ask(lambda: FakeLibrary(names=("RTX 4090", "RTX 3060")))

    assert found is not None
    assert found.cuda == (13, 1)
    assert found.cards == (Card(0, "RTX 4090", 8 * 10**9), Card(1, "RTX 3060", 16 * 10**9))


def test_a_machine_without_the_library_has_no_driver() -> None:
    def load() -> Any:
        raise OSError("libcuda.so.1: cannot open shared object file")

    assert nvidia.ask(load) is None


def test_a_driver_without_a_card() -> None:
    found = nvidia.ask(lambda: FakeLibrary(code=100))

    assert found is not None
    assert (found.cards, found.problem) == ((), "")


def test_a_driver_that_does_not_start_tells_its_error() -> None:
    found = nvidia.ask(lambda: FakeLibrary(code=803))

    assert found is not None
    assert found.cards == ()
    assert "803" in found.problem


@pytest.mark.parametrize(
    ("content", "version"),
    [
        (
            "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65.06  Sun Jul 27 2025\n",
            "580.65.06",
        ),
        ("NVRM version: unheard of\n", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_drivers_version_where_the_system_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None, version: str
) -> None:
    path = tmp_path / "version"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(nvidia, "_VERSION_FILE", path)

    assert nvidia.driver_version() == version
