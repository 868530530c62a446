"""Check the graphics card: is it right, and is it faster than the processor?"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant_app.cancel import CancelToken
from assistant_app.errors import AppError
from assistant_app.tasks.base import Progress, Stage, Work

if TYPE_CHECKING:
    from assistant_app.inference.gpu_check import DeviceCheck as DeviceCheck
    from assistant_app.inference.gpu_check import Timing as Timing

Measure = Callable[[CancelToken], "Generator[tuple[int, int, str], None, DeviceCheck]"]
"""``inference.gpu_check.check`` of the device that is chosen now."""
Keep = Callable[["DeviceCheck"], None]


@dataclass(frozen=True)
class CheckDeviceRequest:
    """Nothing to choose: every card is tried."""


@dataclass(frozen=True)
class CheckedDevice:
    """``notice`` is why the result could not be kept for later; it holds all the same."""

    check: DeviceCheck
    notice: AppError | None = None


class CheckDeviceTask:
    """Yields a ``Progress`` with the name of each device before it is measured."""

    def __init__(self, measure: Measure, keep: Keep) -> None:
        self._measure = measure
        self._keep = keep

    def run(self, request: CheckDeviceRequest, cancel: CancelToken) -> Work[CheckedDevice]:
        work = self._measure(cancel)
        while True:
            try:
                number, total, label = next(work)
            except StopIteration as end:
                return self._kept(end.value)
            yield Progress(Stage.CHECKING, number, total, label)

    def _kept(self, check: DeviceCheck) -> CheckedDevice:
        try:
            self._keep(check)
        except AppError as error:
            return CheckedDevice(check, error)
        return CheckedDevice(check)
