"""The device badge, the dialog behind it, and the watch that feeds both."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from assistant_app.errors import DiskFull, RuntimesClash
from assistant_app.inference.device import CPU, CUDA, Card, Cause, DeviceReport, DeviceRequest
from assistant_app.inference.gpu_check import DeviceCheck, Timing
from assistant_app.tasks.check_device import CheckedDevice
from assistant_app.tasks.device_state import DeviceState, ModelOnDevice
from assistant_app.ui.device_dialog import DeviceDialog
from assistant_app.ui.device_report import report_text
from assistant_app.ui.device_words import advice_text, badge_text, is_fallback, short_text

ON_CARD = DeviceReport(DeviceRequest("auto"), CUDA, "CUDA 0")
NO_DRIVER = DeviceReport(
    DeviceRequest("cuda"), CPU, "CPU", "no NVIDIA driver was found", "no-driver"
)
FULL = DeviceReport(DeviceRequest("cuda"), CPU, "CPU", "CUDA 0 failed: out of memory", "no-memory")
CHECK = DeviceCheck(
    "2026-01-02T03:04:05+00:00",
    "1.32.0 (CUDA 13.0)",
    "580.65.06, CUDA 13.0",
    Timing(CPU, "CPU", 60.0, 1.0),
    (
        Timing(CUDA, "CUDA 0", 2.0, 0.5, 0.0, "", "RTX 4090"),
        Timing(CUDA, "CUDA 1", 90.0, 4.0, 0.0, "", "GT 710"),
        Timing(CUDA, "CUDA 2", 3.0, 4.0, 0.0),
        Timing(CUDA, "CUDA 3", 3.0, 0.4, 0.3),
        Timing(CUDA, "CUDA 4", error="libcudnn.so.9: cannot open"),
    ),
)


def model(report: DeviceReport, library: str | None = None) -> ModelOnDevice:
    return ModelOnDevice("m", "M", "translation", report, "fp16", 312_000_000, library)


def ask(qtbot, window):
    with qtbot.waitSignal(window.devices.changed):
        window.devices.ask()


def opened(qtbot, window):
    with qtbot.waitSignal(window.devices.changed):
        QTest.mouseClick(window.status.badge, Qt.MouseButton.LeftButton)
    return window.findChild(DeviceDialog)


# --- words -------------------------------------------------------------------------------------


def test_the_badge_names_the_work_the_device_and_the_missing_library():
    reason = "Failed to load cublasLt64_13.dll: module not found"
    report = DeviceReport(DeviceRequest("cuda"), CPU, "CPU", reason, "not-started")
    assert badge_text(model(ON_CARD)) == "Translation: CUDA 0"
    assert (
        badge_text(model(report, "cublasLt64_13.dll"))
        == "Translation: CPU, cublasLt64_13.dll not found"
    )
    assert badge_text(model(report)) == "Translation: CPU, the graphics card did not start"


@pytest.mark.parametrize("cause", get_args(Cause))
def test_every_cause_has_words_and_advice_or_is_as_it_should_be(cause):
    report = replace(NO_DRIVER, cause=cause)
    assert bool(short_text(cause)) == is_fallback(report)
    assert advice_text(cause) or cause == "eight-bit"


# --- the badge ---------------------------------------------------------------------------------


def test_the_badge_says_when_the_device_is_not_what_was_asked(qtbot, stand, window):
    assert window.status.badge.text() == "Device: not used yet"
    stand.report = NO_DRIVER
    ask(qtbot, window)
    assert window.status.badge.text() == "Translation: CPU, no NVIDIA driver"
    assert "no NVIDIA driver" in window.status.badge.accessibleName()
    assert "Click for details." in window.status.badge.toolTip()


def test_a_card_that_gave_up_is_told_once(qtbot, stand, window):
    stand.report = FULL
    ask(qtbot, window)
    assert window.status.shown_text == "Finished on the processor: the graphics card is full."
    window.say("else")
    ask(qtbot, window)
    assert window.status.shown_text == "else"
    assert "the graphics card is full" in window.status.badge.text()


def test_two_packages_are_told_once_the_window_is_there(qtbot, stand, window, monkeypatch):
    clash = RuntimesClash(("onnxruntime", "onnxruntime-gpu"), "onnxruntime-gpu")
    monkeypatch.setattr(stand.workbench, "packages_notice", lambda: clash)
    with qtbot.waitSignal(window.devices.notice_found):
        window.devices.start()
    assert "install onnxruntime-gpu alone" in window.notice_line.text


# --- idle models -------------------------------------------------------------------------------


def test_an_idle_model_that_leaves_changes_the_badge(qtbot, stand, window):
    ask(qtbot, window)
    stand.fake_devices.idle = ("translator",)
    with qtbot.waitSignal(window.devices.changed):
        window.devices.look_for_idle()
    assert window.status.badge.text() == "No model in memory"


def test_a_busy_lane_is_asked_once_for_idle_models(qtbot, stand, window):
    gate = threading.Event()
    busy = stand.runner.call("device", gate.wait)
    for _ in range(3):
        window.devices.look_for_idle()
    with qtbot.waitSignal(busy.finished):
        gate.set()
    last = stand.runner.call("device", lambda: None)
    with qtbot.waitSignal(last.finished):
        pass
    assert stand.fake_devices.n_asked_for_idle == 1
    window.devices.look_for_idle()
    last = stand.runner.call("device", lambda: None)
    with qtbot.waitSignal(last.finished):
        pass
    assert stand.fake_devices.n_asked_for_idle == 2


def test_another_precision_unloads_its_model_alone(qtbot, stand, window):
    changed = replace(stand.settings.current, precisions=(("translator", "fp32"),))
    with qtbot.waitSignal(window.devices.changed):
        window.apply_settings(changed)
    assert stand.fake_devices.gone == ["translator"]
    assert stand.devices == []


# --- the dialog --------------------------------------------------------------------------------


def test_the_dialog_tells_request_device_reason_and_advice(qtbot, stand, window):
    stand.report = NO_DRIVER
    dialog = opened(qtbot, window)
    [view] = dialog.models
    facts = dict(view.facts)
    assert facts["Asked for"] == "Graphics card (CUDA)"
    assert facts["In use"] == "CPU (CPUExecutionProvider)"
    assert facts["Why"] == "No NVIDIA driver was found."
    assert "newest driver" in facts["What to do"]
    assert "8.0 GB" in dialog.memory.text()
    dialog.close()


def test_without_models_the_dialog_says_so(qtbot, stand, window):
    stand.report = None
    dialog = opened(qtbot, window)
    assert dialog.nothing.isVisible()
    assert dialog.models == []
    dialog.close()


def test_a_model_can_be_unloaded_from_the_dialog(qtbot, stand, window):
    dialog = opened(qtbot, window)
    with qtbot.waitSignal(window.devices.changed):
        dialog.models[0].unload_button.click()
    assert stand.fake_devices.gone == ["translator"]
    assert dialog.models == []
    assert dialog.nothing.isVisible()
    dialog.close()


def test_the_report_is_copied_with_what_the_runtime_says_of_itself(qtbot, stand, window):
    stand.report = NO_DRIVER
    dialog = opened(qtbot, window)
    qtbot.waitUntil(lambda: dialog._facts != "")
    dialog.copy_button.click()
    report = QGuiApplication.clipboard().text()
    for words in ("asked for: cuda", "no NVIDIA driver was found", "FakeExecutionProvider"):
        assert words in report
    assert dialog.copy_button.text() == "Copied"
    dialog.close()


def test_a_report_before_anything_is_known_still_names_the_system():
    report = report_text(None, "")
    assert "Deskhand" in report
    assert "models in memory: none" in report


def test_the_check_runs_and_its_result_is_shown(qtbot, stand, window):
    stand.fake_devices.check = CHECK
    stand.fake_devices.cards = (Card(0, "RTX 4090", 24 * 10**9),)
    dialog = opened(qtbot, window)
    view = dialog.check_view
    assert view.cards.text() == "0: RTX 4090, 24 GB"
    view.button.click()
    assert view.button.text() == "Stop"
    qtbot.waitUntil(lambda: view.button.text() == "Check my GPU")
    lines = view.result.text().splitlines()
    assert lines[0] == "CPU: 60.0 ms for 256 rows at once, 1.0 ms for one."
    assert lines[1].startswith("CUDA 0 (RTX 4090): 2.0 ms (30.0 times as fast as the CPU)")
    assert "slower than the processor" in lines[2]
    assert "word by word" in lines[3]
    assert "wrong" in lines[4]
    assert lines[5] == "CUDA 4 does not work: libcudnn.so.9: cannot open"
    assert lines[6] == "Checked 2026-01-02, ONNX Runtime 1.32.0 (CUDA 13.0)."
    dialog.close()


def test_without_a_card_the_check_says_so(qtbot, stand, window):
    stand.fake_devices.check = replace(
        CHECK, cards=(), reason="no NVIDIA driver was found", cause="no-driver"
    )
    dialog = opened(qtbot, window)
    said = dialog.check_view.result
    assert "There is no graphics card to measure: no NVIDIA driver." in said.text()
    stand.language.apply("zh_CN")
    qtbot.waitUntil(lambda: "没有 NVIDIA 驱动程序" in said.text())
    dialog.close()


def test_in_a_narrow_window_all_of_the_badge_is_shown(qtbot, stand, window):
    stand.report = NO_DRIVER
    stand.language.apply("zh_CN")
    window.resize(window.minimumSize())
    width = window.width()
    window.status.set_model("A model with a very long name of its own " * 4)
    window.status.say("Something happened that takes many words to tell " * 4)
    ask(qtbot, window)
    badge, bar = window.status.badge, window.status
    qtbot.waitUntil(lambda: badge.width() >= badge.sizeHint().width())
    assert badge.geometry().right() <= bar.rect().right()
    assert bar.minimumSizeHint().width() <= width, "nor does the window have to grow for it"


def test_a_check_that_waits_can_be_stopped(qtbot, stand, window):
    dialog = opened(qtbot, window)
    gate = threading.Event()
    busy = stand.runner.call("device", gate.wait)
    dialog.check_view.button.click()
    assert "Waiting" in dialog.check_view.result.text()
    dialog.check_view.button.click()
    with qtbot.waitSignal(busy.finished):
        gate.set()
    qtbot.waitUntil(lambda: dialog.check_view.button.text() == "Check my GPU")
    assert "Not checked yet" in dialog.check_view.result.text()
    dialog.close()


def test_a_check_that_could_not_be_kept_is_told(qtbot, stand, window):
    dialog = opened(qtbot, window)
    notice = DiskFull(stand.workbench.paths.device_checks)
    dialog.check_view._show_checked(CheckedDevice(CHECK, notice))
    assert dialog.check_view.error_line.text
    dialog.close()


def test_a_closed_dialog_hears_nothing_more(qtbot, qapp, stand, window):
    dialog = opened(qtbot, window)
    dialog.close()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete
    window.devices.changed.emit(DeviceState("auto"))
    assert window.findChild(DeviceDialog) is None


def test_the_dialog_speaks_another_language_at_once(qtbot, stand, window):
    dialog = opened(qtbot, window)
    stand.language.apply("zh_CN")
    qtbot.waitUntil(lambda: dialog.close_button.text() != "Close")
    assert len(dialog.models) == 1
    dialog.close()
