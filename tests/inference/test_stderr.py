"""Messages of native libraries on standard error, told apart from everybody else's."""

from __future__ import annotations

import os
import sys

import pytest

from assistant_app.inference import stderr

FIRST = (
    "\x1b[1;31m2026-11-29 20:26:51.1 [E:onnxruntime:Default, provider_bridge_ort.cc:2336 Get] "
    "Failed to load library libonnxruntime_providers_cuda.so with error: libcublasLt.so.13: "
    "cannot open shared object file\x1b[m\n"
)
SECOND = (
    "2026-11-29 20:26:51.2 [W:onnxruntime:Default, state.cc:1] Failed to create it.\nBecause.\n"
)


def write(text: str) -> None:
    os.write(2, text.encode())


def test_messages_of_the_runtime_are_heard_without_their_heads(
    capfd: pytest.CaptureFixture[str],
) -> None:
    heard: list[str] = []

    with stderr.listening(heard):
        write(FIRST + SECOND)
    write("later\n")

    assert heard == [
        "Failed to load library libonnxruntime_providers_cuda.so with error: libcublasLt.so.13: "
        "cannot open shared object file",
        "Failed to create it.\nBecause.",
    ]
    assert capfd.readouterr().err == "later\n"


def test_what_others_write_appears(capfd: pytest.CaptureFixture[str]) -> None:
    heard: list[str] = []
    print("before", file=sys.stderr)

    with stderr.listening(heard):
        write("somebody else\n")

    assert heard == []
    assert capfd.readouterr().err == "before\nsomebody else\n"


def test_an_error_meanwhile_goes_on_and_the_terminal_is_given_back(
    capfd: pytest.CaptureFixture[str],
) -> None:
    heard: list[str] = []

    def fail() -> None:
        with stderr.listening(heard):
            write(SECOND)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    write("later\n")

    assert heard == ["Failed to create it.\nBecause."]
    assert capfd.readouterr().err == "later\n"


def test_without_a_standard_error_nothing_is_heard_and_nothing_breaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def closed(descriptor: int) -> int:
        raise OSError(9, "Bad file descriptor")

    heard: list[str] = []
    monkeypatch.setattr(stderr.os, "dup", closed)
    monkeypatch.setattr(sys, "stderr", None)

    with stderr.listening(heard):
        pass

    assert heard == []
