"""Words for what a model really runs on, from the report that its session gave."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication


class DeviceRequest(Protocol):
    @property
    def kind(self) -> str: ...


class DeviceReport(Protocol):
    """What ``Workbench.device_report`` gives."""

    @property
    def requested(self) -> DeviceRequest: ...

    @property
    def provider(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def reason(self) -> str | None: ...


def requested_text(kind: str) -> str:
    """The choice in the settings, in words."""
    match kind:
        case "auto":
            return QCoreApplication.translate("Device", "Best available")
        case "cpu":
            return QCoreApplication.translate("Device", "Processor (CPU)")
        case "cuda":
            return QCoreApplication.translate("Device", "Graphics card (CUDA)")
        case _:
            return kind


def is_fallback(report: DeviceReport) -> bool:
    """Whether the graphics card was asked for and something else is in use."""
    return report.requested.kind == "cuda" and not report.provider.startswith("CUDA")


def reason_text(report: DeviceReport) -> str:
    """Why this device. What the runtime itself said is passed on in its own words."""
    match report.reason:
        case None if report.requested.kind == "auto" and report.provider.startswith("CPU"):
            return QCoreApplication.translate("Device", "No graphics card that models can use.")
        case None:
            return QCoreApplication.translate("Device", "It is what you asked for.")
        case "no NVIDIA driver was found":
            return QCoreApplication.translate("Device", "No NVIDIA driver was found.")
        case "8-bit models run faster on the CPU":
            return QCoreApplication.translate(
                "Device", "The models in use are 8-bit ones, which run faster on the processor."
            )
        case reason:
            return reason


def advice_text(report: DeviceReport) -> str:
    """What the person can do about it, if anything."""
    if not is_fallback(report):
        return QCoreApplication.translate("Device", "Nothing: all is well.")
    reason = report.reason or ""
    if "driver" in reason:
        return QCoreApplication.translate(
            "Device", "Install the driver of your NVIDIA card, then start Deskhand again."
        )
    if "installed" in reason or "install" in reason:
        return QCoreApplication.translate(
            "Device",
            "Install Deskhand with its “cuda” extra, with only onnxruntime-gpu beside it. "
            "The README says how.",
        )
    return QCoreApplication.translate(
        "Device",
        "Copy the report and look for the missing library it names, or choose the processor in "
        "the settings.",
    )
