"""Which instructions this processor has, as numpy and Linux tell it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant_app.inference import cpu


@pytest.fixture
def info(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cpuinfo"
    monkeypatch.setattr(cpu, "_CPU_INFO", path)
    monkeypatch.setattr(cpu.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(cpu, "_numpy_sees", lambda _feature: False)
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("model name\t: x\nflags\t\t: fpu avx2 avx_vnni\n", True),
        ("flags\t\t: fpu avx2\nmodel name\t: avx_vnni\n", False),
        ("", False),
    ],
)
def test_what_numpy_does_not_look_for_linux_tells(info: Path, text: str, expected: bool) -> None:
    info.write_text(text, encoding="utf-8")

    assert cpu.multiplies_bytes.__wrapped__() == expected


def test_where_nobody_tells_there_is_none(info: Path) -> None:
    assert not cpu.multiplies_bytes.__wrapped__()


def test_numpys_table_is_where_it_is_looked_for() -> None:
    table = np._core._multiarray_umath.__cpu_features__

    assert "AVX512VNNI" in table
    assert cpu._numpy_sees("AVX512VNNI") == table["AVX512VNNI"]


@pytest.mark.parametrize("machine", ["arm64", "aarch64"])
def test_arm_has_them(info: Path, monkeypatch: pytest.MonkeyPatch, machine: str) -> None:
    monkeypatch.setattr(cpu.platform, "machine", lambda: machine)

    assert cpu.multiplies_bytes.__wrapped__()
