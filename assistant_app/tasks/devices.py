"""The engine of the device that is chosen now, and all that can be told and measured of devices.

Loads ONNX Runtime when it is read: the workbench does so when a model is first needed.
"""

from __future__ import annotations

from collections.abc import Generator

from assistant_app.cancel import CancelToken
from assistant_app.catalog.store import ModelStore
from assistant_app.inference.check_history import add_check, last_check
from assistant_app.inference.device import (
    PROVIDERS,
    Cause,
    DeviceKind,
    DeviceReport,
    DeviceRequest,
    label,
    missing_library,
    obstacle,
)
from assistant_app.inference.engine import Engine
from assistant_app.inference.gpu_check import DeviceCheck, check, driver_text
from assistant_app.inference.memory import Memory
from assistant_app.inference.runtime import debug_info, machine, version
from assistant_app.inference.session import n_cores
from assistant_app.inference.streams import SideBySide
from assistant_app.paths import Paths
from assistant_app.settings import SettingsStore
from assistant_app.tasks.device_state import DeviceChoice, DeviceState, ModelOnDevice

_KINDS: tuple[DeviceKind, ...] = ("auto", *PROVIDERS)


class Devices:
    """Belongs to the device lane, like the engine."""

    def __init__(
        self,
        paths: Paths,
        settings: SettingsStore,
        models: ModelStore,
        side_by_side: SideBySide | None = None,
        leaves_a_core: bool = True,
    ) -> None:
        self._paths = paths
        self._settings = settings
        self._models = models
        self._threads = settings.current.threads
        self._side_by_side = side_by_side
        self._threads_unasked = 0 if leaves_a_core else n_cores()
        self._engine: Engine | None = None
        self.request = DeviceRequest(settings.current.device, settings.current.device_index)

    @property
    def engine(self) -> Engine:
        """Made at its first use, and again after another device was chosen."""
        if self._engine is None:
            self._engine = Engine(
                self.request,
                self._threads or self._threads_unasked,
                self._models.checked_path,
                lambda model_id: self._settings.current.precision(model_id),
                self._budget,
                barred=self._slower_card(),
                side_by_side=self._side_by_side,
            )
        return self._engine

    def use(self, kind: DeviceKind, threads: int, index: int) -> None:
        """Run models on another device from now on. The old engine and its models are let go; a
        task that is at work keeps its model until it ends."""
        self.request, self._threads = DeviceRequest(kind, index), threads
        self.drop()

    def drop(self) -> None:
        """Let all models go; the next use makes a new engine."""
        if self._engine is not None:
            self._engine.release()
            self._engine = None

    def let_go(self, model_id: str) -> None:
        """Unload one model, if it is loaded."""
        if self._engine is not None:
            self._engine.release(model_id)

    def release_idle(self) -> tuple[str, ...]:
        """Unload the models that nobody used for as long as the settings say; returns their ids."""
        minutes = self._settings.current.idle_minutes
        if self._engine is None or minutes == 0:
            return ()
        return self._engine.release_idle(60.0 * minutes)

    @property
    def reports(self) -> dict[str, DeviceReport]:
        """What each loaded model really runs on, the one used last at the end."""
        return self._engine.reports if self._engine is not None else {}

    @property
    def shortfalls(self) -> tuple[str, ...]:
        """Each once, what kept models from the device that was asked for by name, and what cards
        said that failed in the middle of the work."""
        found: list[str] = []
        for report in self.reports.values():
            if report.cause in ("gave-up", "no-memory"):
                found.append(f"{report.reason}; finished on the {report.label}")
            elif report.cause is not None and report.requested.kind != "auto":
                found.append(f"on the {report.label}: {report.reason}")
        return tuple(dict.fromkeys(found))

    def state(self) -> DeviceState:
        """All that can be told at a glance."""
        here = machine()
        memory = Memory()
        choices = (DeviceChoice(kind, *(obstacle(kind, here) or (None, None))) for kind in _KINDS)
        return DeviceState(
            requested=self.request.kind,
            models=tuple(self._loaded()),
            choices=tuple(choices),
            cards=here.cards,
            budget_bytes=self._budget() or memory.total() // 2,
            used_bytes=memory.used(),
            check=self.last_check(),
        )

    def last_check(self) -> DeviceCheck | None:
        """The last check of this ONNX Runtime with this driver."""
        return last_check(self._paths.device_checks, version(), driver_text())

    def facts(self) -> str:
        """Versions, packages, cards and libraries in English, for whoever is asked for help. Takes
        a moment."""
        here = machine()
        lines = [f"providers: {', '.join(here.available)}", f"driver: {driver_text() or 'none'}"]
        for card in here.cards:
            lines.append(f"card {card.index}: {card.name}, {card.total_bytes / 1e9:.1f} GB")
        return "\n".join(lines) + "\n" + debug_info()

    def _loaded(self) -> Generator[ModelOnDevice, None, None]:
        specs = {spec.id: spec for spec in self._models.specs()}
        for each in self._engine.models if self._engine is not None else ():
            spec = specs.get(each.model_id)
            yield ModelOnDevice(
                model_id=each.model_id,
                title=spec.title if spec is not None else each.model_id,
                task=spec.task if spec is not None else None,
                report=each.report,
                precision=each.precision,
                memory_bytes=each.memory_bytes,
                missing_library=missing_library(each.report.reason or ""),
            )

    def _budget(self) -> int:
        return self._settings.current.memory_budget_mb * 1_000_000

    # --- the check ----------------------------------------------------------------------------

    def measure(self, cancel: CancelToken) -> Generator[tuple[int, int, str], None, DeviceCheck]:
        """What ``gpu_check.check`` does, for the device that is chosen now."""
        return check(self._paths.resources / "device_check.onnx", self.request, cancel)

    def keep(self, found: DeviceCheck) -> None:
        """Remember a check. Raises ``DiskFull`` and ``SaveRefused``."""
        add_check(self._paths.device_checks, found)
        if self.request.kind == "auto" and found.cards:
            self.drop()  # the next engine heeds what was found

    def _slower_card(self) -> tuple[Cause, str] | None:
        """Why ``auto`` leaves the card alone, if the last check found it slower or wrong."""
        if self.request.kind != "auto" or not self._paths.device_checks.exists():
            return None
        found = self.last_check()
        if found is None:
            return None
        for card in found.cards:
            is_ours = card.label == label(card.provider, self.request.index)
            if is_ours and not found.is_worth_it(card.label):
                said = "faster" if card.is_right else "right and the card wrong"
                return "slower", f"the check of {found.moment[:10]} found the CPU {said}"
        return None
