"""The installed package as a whole."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import tiny_models

from assistant_app.inference import nvidia, runtime
from assistant_app.inference.device import CPU, Card
from assistant_app.inference.nvidia import Driver


def test_preloading_says_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    runtime.preload.__wrapped__()

    assert capfd.readouterr().out == ""


def test_what_preloading_prints_and_warns_of_is_kept(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def preload_dlls(directory: str) -> None:
        assert directory == ""  # NVIDIA's packages first, not PyTorch's
        print("Failed to load libcublasLt.so.13: cannot open shared object file")
        warnings.warn("Failed to register bundled CUDA plugin EP from x: y", stacklevel=1)

    monkeypatch.setattr(runtime.ort, "preload_dlls", preload_dlls)

    assert runtime.preload.__wrapped__().splitlines() == [
        "Failed to load libcublasLt.so.13: cannot open shared object file",
        "Failed to register bundled CUDA plugin EP from x: y",
    ]
    assert capfd.readouterr().out == ""


def test_what_the_runtime_logs_is_heard_and_then_no_longer(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    heard: list[str] = []
    options = runtime.ort.SessionOptions()
    options.log_severity_level = 0
    graph = str(tiny_models.make_hungry_graph(tmp_path / "hungry.onnx"))

    with runtime.listening(heard):
        runtime.ort.InferenceSession(graph, options, providers=[CPU])
    n_heard = len(heard)
    capfd.readouterr()
    runtime.ort.InferenceSession(graph, options, providers=[CPU])

    assert n_heard > 0
    assert len(heard) == n_heard


def test_the_debug_report_names_version_and_build(capfd: pytest.CaptureFixture[str]) -> None:
    said = runtime.debug_info()

    assert runtime.ort.__version__ in said
    assert "Build Info" in said
    assert capfd.readouterr().out == ""


def test_the_machine_is_what_package_and_driver_say(monkeypatch: pytest.MonkeyPatch) -> None:
    card = Card(0, "Fake", 1)
    monkeypatch.setattr(nvidia, "driver", lambda: Driver((12, 8), (card,)))

    found = runtime.machine.__wrapped__()

    assert (found.has_driver, found.driver_cuda, found.cards) == (True, (12, 8), (card,))
    assert CPU in found.available
    monkeypatch.setattr(nvidia, "driver", lambda: None)
    assert not runtime.machine.__wrapped__().has_driver
