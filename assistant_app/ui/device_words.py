"""Words for what a model really runs on, from the report that its session gave."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from assistant_app.tasks.device_state import ModelOnDevice
from assistant_app.ui.model_facts import size_text

_NOT_AS_ASKED = {
    "two-packages",
    "not-in-package",
    "other-system",
    "no-driver",
    "no-card",
    "old-driver",
    "not-started",
    "no-memory",
    "gave-up",
}
"""Causes that a person should see; the others are what ``auto`` is for."""


class DeviceRequest(Protocol):
    @property
    def kind(self) -> str: ...


class DeviceReport(Protocol):
    """``inference.device.DeviceReport``."""

    @property
    def requested(self) -> DeviceRequest: ...

    @property
    def provider(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def reason(self) -> str | None: ...

    @property
    def cause(self) -> str | None: ...


def requested_text(kind: str) -> str:
    """The choice in the settings, in words."""
    match kind:
        case "auto":
            return QCoreApplication.translate("Device", "Best available")
        case "cpu":
            return QCoreApplication.translate("Device", "Processor (CPU)")
        case "cuda":
            return QCoreApplication.translate("Device", "Graphics card (CUDA)")
        case "directml":
            return QCoreApplication.translate("Device", "Graphics card (DirectML)")
        case "coreml":
            return QCoreApplication.translate("Device", "Apple cores (Core ML)")
        case _:
            return kind


def work_text(task: str | None) -> str:
    """What the model is at work for, as the badge names it."""
    match task:
        case "translation":
            return QCoreApplication.translate("Device", "Translation")
        case "writing":
            return QCoreApplication.translate("Device", "Writing")
        case "summaries" | "sentences":
            return QCoreApplication.translate("Device", "Summary")
        case "pictures":
            return QCoreApplication.translate("Device", "Pictures")
        case _:
            return QCoreApplication.translate("Device", "Model")


def is_fallback(report: DeviceReport) -> bool:
    """Whether something else is in use than was asked for, and a person should see it."""
    return report.cause in _NOT_AS_ASKED


def badge_text(model: ModelOnDevice) -> str:
    """Such as “Translation: CPU, cublasLt64_13.dll not found”."""
    text = QCoreApplication.translate("Device", "{work}: {device}").format(
        work=work_text(model.task), device=model.report.label
    )
    short = short_text(model.report.cause, model.missing_library)
    if not short:
        return text
    return QCoreApplication.translate("Device", "{device}, {why}").format(device=text, why=short)


def short_text(cause: str | None, library: str | None = None) -> str:
    """Why, in a few words; empty if it is as asked."""
    match cause:
        case "two-packages":
            return QCoreApplication.translate("Device", "two ONNX Runtimes installed")
        case "not-in-package":
            return QCoreApplication.translate("Device", "not in the installed package")
        case "other-system":
            return QCoreApplication.translate("Device", "not on this system")
        case "no-driver":
            return QCoreApplication.translate("Device", "no NVIDIA driver")
        case "no-card":
            return QCoreApplication.translate("Device", "no such graphics card")
        case "old-driver":
            return QCoreApplication.translate("Device", "the driver is too old")
        case "not-started" if library:
            return QCoreApplication.translate("Device", "{file} not found").format(file=library)
        case "not-started":
            return QCoreApplication.translate("Device", "the graphics card did not start")
        case "no-memory":
            return QCoreApplication.translate("Device", "the graphics card is full")
        case "gave-up":
            return QCoreApplication.translate("Device", "the graphics card gave up")
        case _:
            return ""


def reason_text(report: DeviceReport) -> str:
    """Why this device. What the runtime itself said is passed on in its own words."""
    match report.cause:
        case None if report.requested.kind == "auto" and report.provider.startswith("CPU"):
            return QCoreApplication.translate("Device", "No graphics card that models can use.")
        case None:
            return QCoreApplication.translate("Device", "It is what you asked for.")
        case "no-driver":
            return QCoreApplication.translate("Device", "No NVIDIA driver was found.")
        case "eight-bit":
            return QCoreApplication.translate(
                "Device", "This is an 8-bit model, which runs faster on the processor."
            )
        case "slower":
            return QCoreApplication.translate(
                "Device", "The last check found the processor faster, or the card wrong."
            )
        case _:
            return report.reason or ""


def advice_text(cause: str | None) -> str:
    """What the person can do about it, if anything."""
    match cause:
        case None | "eight-bit":
            return ""
        case "slower":
            return QCoreApplication.translate(
                "Device", "To use the card all the same, choose it in the settings."
            )
        case "no-driver":
            return QCoreApplication.translate(
                "Device",
                "If this computer has an NVIDIA card, install its newest driver and start Deskhand "
                "again. Else choose “Best available” in the settings.",
            )
        case "old-driver":
            return QCoreApplication.translate(
                "Device", "Install the newest driver of your NVIDIA card and start Deskhand again."
            )
        case "no-card":
            return QCoreApplication.translate("Device", "Choose another card in the settings.")
        case "other-system":
            return QCoreApplication.translate("Device", "Choose another device in the settings.")
        case "two-packages" | "not-in-package":
            return QCoreApplication.translate(
                "Device",
                "Install Deskhand with its “cuda” extra, with only onnxruntime-gpu beside it. "
                "The README says how.",
            )
        case "no-memory":
            return QCoreApplication.translate(
                "Device",
                "Close what else uses the card, or choose a smaller model or precision. Unload the "
                "model and run it again to try the card anew.",
            )
        case "gave-up":
            return QCoreApplication.translate(
                "Device",
                "The work was finished on the processor. Start Deskhand again to use the card "
                "again; if it happens often, update its driver.",
            )
        case _:
            return QCoreApplication.translate(
                "Device",
                "Install what the message names (pip: the “cuda” extra brings it), or choose the "
                "processor in the settings.",
            )


def facts_text(model: ModelOnDevice) -> str:
    """Such as “Translation · q8 · about 40 MB”."""
    size = QCoreApplication.translate("Device", "about {size}").format(
        size=size_text(model.memory_bytes)
    )
    return " · ".join(part for part in (work_text(model.task), model.precision, size) if part)


def card_text(index: int, name: str, total_bytes: int) -> str:
    """Such as “0: NVIDIA GeForce RTX 4090, 24 GB”."""
    return f"{index}: {name}, {total_bytes / 1e9:.0f} GB"
