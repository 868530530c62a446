"""What can be told of devices and loaded models, for the window and ``deskhand doctor``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant_app.catalog.spec import ModelTask
    from assistant_app.inference.device import Card, Cause, DeviceReport
    from assistant_app.inference.gpu_check import DeviceCheck
    from assistant_app.settings import DeviceKind


@dataclass(frozen=True)
class ModelOnDevice:
    """A model in memory, and what it really runs on."""

    model_id: str
    title: str
    task: ModelTask | None
    """None if the catalog does not know the model any more."""
    report: DeviceReport
    precision: str
    memory_bytes: int
    missing_library: str | None = None
    """Which file the report's reason says can't be loaded, if it names one."""


@dataclass(frozen=True)
class DeviceChoice:
    """One way to run models, and what stands in its way here (None: nothing)."""

    kind: DeviceKind
    cause: Cause | None = None
    reason: str | None = None


@dataclass(frozen=True)
class DeviceState:
    """``models`` are those in memory, the one used last at the end."""

    requested: DeviceKind
    models: tuple[ModelOnDevice, ...] = ()
    choices: tuple[DeviceChoice, ...] = ()
    cards: tuple[Card, ...] = ()
    budget_bytes: int = 0
    """What all loaded models may take together."""
    used_bytes: int = 0
    """Of memory, by this process."""
    check: DeviceCheck | None = None
    """The last check that still holds: of this ONNX Runtime, with this driver."""
