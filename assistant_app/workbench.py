"""Every long-lived object, built once: the window and the command line are two faces of it."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant_app.catalog.spec import ModelSpec, load_catalog
from assistant_app.catalog.store import ModelStore
from assistant_app.errors import AppError, CatalogBroken, RuntimesClash
from assistant_app.history.entry import Entry, Panel
from assistant_app.paths import Paths
from assistant_app.settings import DeviceKind, SettingsStore
from assistant_app.slow_parts import (
    condense_in_lane,
    data_files_named_in,
    foresee_folder,
    inspect_folder,
    pick_in_lane,
    thumbnail_of,
    used_bytes,
)
from assistant_app.tasks.ahead import Ahead, in_turn
from assistant_app.tasks.models import ModelChoice

if TYPE_CHECKING:
    from assistant_app.catalog.download import Hub
    from assistant_app.catalog.unfinished import Unfinished
    from assistant_app.history.store import HistoryStore
    from assistant_app.inference.device import DeviceReport
    from assistant_app.inference.engine import Engine
    from assistant_app.inference.streams import SideBySide
    from assistant_app.tasks.aids import OwnAids
    from assistant_app.tasks.check_device import CheckDeviceTask
    from assistant_app.tasks.check_model import RemoveTask, RepairTask, VerifyTask
    from assistant_app.tasks.device_state import DeviceState
    from assistant_app.tasks.devices import Devices
    from assistant_app.tasks.drafts import Drafts
    from assistant_app.tasks.entries import AnyResult, Request
    from assistant_app.tasks.export_model import ExportTask
    from assistant_app.tasks.import_model import ImportTask
    from assistant_app.tasks.install import DiscardTask, InstallTask, LookUpTask
    from assistant_app.tasks.label import LabelTask
    from assistant_app.tasks.summarise import SummariseTask
    from assistant_app.tasks.thumbnails import ThumbnailTask
    from assistant_app.tasks.translate import TranslateTask
    from assistant_app.tasks.translate_document import TranslateDocumentsTask
    from assistant_app.tasks.try_model import TryTask
    from assistant_app.tasks.write import ContinueTask
    from assistant_app.terms.glossaries import GlossaryStore
    from assistant_app.terms.memory import MemoryStore
    from assistant_app.terms.stores import TermStores


class Workbench:
    """The stores, the engine and the tasks of one running Deskhand.

    Cheap to build: no SQL, no session, no numerical library before the first use. ``engine`` and
    all that is told of devices belong to the device lane, ``history`` to the store lane.
    """

    def __init__(self, paths: Paths, specs: tuple[ModelSpec, ...]) -> None:
        self.paths = paths
        self.settings = SettingsStore(paths.settings_file)
        self.models = ModelStore(paths.shipped_models, paths.user_models, specs)
        self.ahead: Ahead = in_turn
        """How pictures are read before the model is ready for them. Set it before ``label``."""
        self.side_by_side: SideBySide | None = None
        self.leaves_a_core = True
        """How translations use the cores, and whether all. Set both before ``devices``."""
        self.catalog_notice: AppError | None = None
        """Why the catalog could not be read: then there are no models."""
        self.is_offline_run = _is_forbidden()
        """``--offline`` or ``HF_HUB_OFFLINE``: this run must not touch the network, whatever the
        settings say."""

    @cached_property
    def history(self) -> HistoryStore:
        """What was done. Look it up on the thread of the window, use it on the store lane."""
        from assistant_app.history.store import HistoryStore

        return HistoryStore(self.paths.history_file)

    @cached_property
    def terms(self) -> TermStores:
        """The person's glossaries and memory, from the store lane."""
        from assistant_app.terms.stores import TermStores

        return TermStores(self.paths.terms_file)

    @property
    def glossaries(self) -> GlossaryStore:
        return self.terms.glossaries

    @property
    def memory(self) -> MemoryStore:
        return self.terms.memory

    @cached_property
    def choice(self) -> ModelChoice:
        """Which model does a task, by request, settings and catalog."""
        return ModelChoice(self.models, lambda task: self.settings.current.model(task))

    # The tasks are read when they are first asked for: splitting sentences and laying out texts
    # has tables and patterns to prepare, which the first window need not wait for.

    @cached_property
    def translate(self) -> TranslateTask:
        from assistant_app.tasks.translate import TranslateTask

        given = (self.choice, self.aids, self.settings.thorough("texts"))
        return TranslateTask(lambda: self.engine, *given)

    @cached_property
    def translate_documents(self) -> TranslateDocumentsTask:
        from assistant_app.tasks.translate_document import TranslateDocumentsTask

        given = (self.choice, self.drafts, self.aids, self.settings.thorough("documents"))
        return TranslateDocumentsTask(lambda: self.engine, *given)

    @cached_property
    def drafts(self) -> Drafts:
        """What stopped translations of documents go on with."""
        from assistant_app.tasks.drafts import Drafts

        return Drafts(self.paths.drafts)

    @cached_property
    def aids(self) -> OwnAids:
        """The person's terms and memory, as translations ask for them. Any thread may."""
        from assistant_app.tasks.aids import OwnAids

        return OwnAids(self.glossaries, self.memory)

    @cached_property
    def summarise(self) -> SummariseTask:
        from assistant_app.tasks.summarise import SummariseTask

        return SummariseTask(lambda: self.engine, self.choice, pick_in_lane, condense_in_lane)

    @cached_property
    def write(self) -> ContinueTask:
        from assistant_app.tasks.write import ContinueTask

        return ContinueTask(lambda: self.engine, self.choice)

    @cached_property
    def label(self) -> LabelTask:
        from assistant_app.tasks.label import LabelTask

        return LabelTask(lambda: self.engine, self.choice, self.ahead)

    @cached_property
    def thumbnails(self) -> ThumbnailTask:
        from assistant_app.tasks.thumbnails import ThumbnailTask

        return ThumbnailTask(thumbnail_of)

    # All that asks a hub belongs to the lane of the downloads.

    @cached_property
    def hub(self) -> Hub:
        """The only way to the network. It asks the settings and the keyring at every visit."""
        from assistant_app.catalog.access import HubAccess, hub_access
        from assistant_app.catalog.download import Hub
        from assistant_app.catalog.token import token_for

        def access() -> HubAccess:
            if self.is_offline_run:
                return HubAccess(is_offline=True)
            return hub_access(self.settings.current, os.environ)

        return Hub(access, lambda host: token_for(host, os.environ))

    @property
    def is_offline(self) -> bool:
        """Whether nothing may touch the network."""
        return self.is_offline_run or self.settings.current.is_offline

    @property
    def n_connections(self) -> int:
        """How many connections this run has begun. Any thread may ask."""
        hub: Hub | None = self.__dict__.get("hub")
        return hub.n_connections if hub is not None else 0

    @cached_property
    def look_up(self) -> LookUpTask:
        from assistant_app.tasks.install import LookUpTask

        return LookUpTask(self.models, lambda: self.hub)

    @cached_property
    def install(self) -> InstallTask:
        from assistant_app.tasks.install import InstallTask

        return InstallTask(self.models, lambda: self.hub, inspect_folder, foresee_folder)

    @cached_property
    def discard(self) -> DiscardTask:
        from assistant_app.tasks.install import DiscardTask

        return DiscardTask(self.models)

    @cached_property
    def import_model(self) -> ImportTask:
        from assistant_app.tasks.import_model import ImportTask

        return ImportTask(self.models, inspect_folder, data_files_named_in)

    @cached_property
    def export_model(self) -> ExportTask:
        from assistant_app.tasks.export_model import ExportTask

        return ExportTask(self.models)

    @cached_property
    def verify_model(self) -> VerifyTask:
        from assistant_app.tasks.check_model import VerifyTask

        return VerifyTask(self.models)

    @cached_property
    def repair_model(self) -> RepairTask:
        """For the lane of the downloads."""
        from assistant_app.tasks.check_model import RepairTask

        return RepairTask(self.models, lambda: self.hub)

    @cached_property
    def remove_model(self) -> RemoveTask:
        from assistant_app.tasks.check_model import RemoveTask

        return RemoveTask(self.models, self._forget)

    @cached_property
    def try_model(self) -> TryTask:
        """For the device lane."""
        from assistant_app.tasks.try_model import TryTask

        samples = self.paths.resources / "samples"
        return TryTask(lambda: self.engine, self.models, samples, self.let_go, used_bytes)

    def _forget(self, model_id: str) -> None:
        """No choice of the settings names the model any more."""
        current = self.settings.current
        chosen = tuple(pair for pair in current.models if pair[1] != model_id)
        if chosen != current.models or current.precision(model_id) is not None:
            precisions = current.precisions_with(model_id, None)
            self.settings.update(models=chosen, precisions=precisions)

    def keep_token(self, token: str) -> str:
        """Keep an access token for the hub of the settings; returns that hub's name. Raises
        ``KeyringUnavailable``, ``ProxyUnusable`` (then there is no hub), ``ValueError``."""
        from assistant_app.catalog.token import keep_token

        host = self._token_host
        keep_token(host, token)
        self._forget_read_tokens()
        return host

    def forget_token(self) -> str:
        """Forget the one for the hub of the settings, if there is one; as ``keep_token``."""
        from assistant_app.catalog.token import forget_token

        host = self._token_host
        forget_token(host)
        self._forget_read_tokens()
        return host

    def _forget_read_tokens(self) -> None:
        if "hub" in self.__dict__:
            self.hub.forget_tokens()

    @property
    def _token_host(self) -> str:
        from assistant_app.catalog.access import hub_access

        return hub_access(replace(self.settings.current, is_offline=False), os.environ).host

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Downloads that were begun and not finished, by this run or an earlier one."""
        from assistant_app.catalog.unfinished import unfinished

        return unfinished(self.models.own)

    def entry_of(
        self, panel: Panel, request: Request, result: AnyResult, duration_s: float
    ) -> Entry:
        """The history entry of a result that was finished just now."""
        from assistant_app.tasks.entries import entry_of

        return entry_of(panel, request, result, duration_s)

    @cached_property
    def devices(self) -> Devices:
        """The engine and what it runs on. Its first use reads ONNX Runtime."""
        from assistant_app.tasks.devices import Devices

        cores = self.side_by_side, self.leaves_a_core
        return Devices(self.paths, self.settings, self.models, *cores)

    @property
    def _devices(self) -> Devices | None:
        """The same, or None before anything needed it: asking is no reason to read it."""
        return self.__dict__.get("devices")

    @property
    def engine(self) -> Engine:
        """The engine of the device chosen last, made at its first use."""
        return self.devices.engine

    @cached_property
    def check_device(self) -> CheckDeviceTask:
        """The check of the graphics card. For the device lane, so that nothing else runs then."""
        from assistant_app.tasks.check_device import CheckDeviceTask

        return CheckDeviceTask(
            lambda cancel: self.devices.measure(cancel), lambda found: self.devices.keep(found)
        )

    def use_device(self, kind: DeviceKind, threads: int = 0, index: int = 0) -> None:
        """Run models on another device; a task at work keeps its own until it ends."""
        self.devices.use(kind, threads, index)

    @property
    def device_requested(self) -> DeviceKind:
        """What was asked for; ``device_report`` tells what came of it."""
        return self._devices.request.kind if self._devices else self.settings.current.device

    def device_report(self) -> DeviceReport | None:
        """What the model used last really runs on; None before any model was loaded."""
        reports = list(self._devices.reports.values()) if self._devices else []
        return reports[-1] if reports else None

    def device_shortfalls(self) -> tuple[str, ...]:
        """Why models did not run on the device that was asked for, or not to their end."""
        return self._devices.shortfalls if self._devices else ()

    def device_state(self) -> DeviceState:
        """All that can be told of devices and loaded models at a glance."""
        return self.devices.state()

    def device_facts(self) -> str:
        """What belongs into a report for whoever is asked for help, in English."""
        return self.devices.facts()

    def release_idle(self) -> tuple[str, ...]:
        """Unload models that nobody used for as long as the settings say; returns their ids."""
        return self._devices.release_idle() if self._devices else ()

    def packages_notice(self) -> AppError | None:
        """That several ONNX Runtimes are installed, which spoil each other; none is read."""
        from assistant_app.inference.device import alone, installed_packages

        packages = installed_packages()
        return RuntimesClash(packages, alone(packages)) if len(packages) > 1 else None

    def loaded_models(self) -> tuple[str, ...]:
        """Ids of the models in memory. For the device lane, as ``let_go`` is."""
        return tuple(self._devices.reports) if self._devices else ()

    def let_go(self, model_id: str) -> None:
        """Unload one model: its files can be changed then, and the next use loads it anew."""
        if self._devices:
            self._devices.let_go(model_id)

    @cached_property
    def machine_bytes(self) -> int:
        """The memory of this computer."""
        from assistant_app.inference.memory import Memory

        return Memory().total()

    def close(self) -> None:
        """Let go of files and models."""
        self.history.close()
        if "terms" in self.__dict__:
            self.terms.close()
        if self._devices:
            self._devices.drop()


def _is_forbidden() -> bool:
    if "HF_HUB_OFFLINE" not in os.environ:  # as nearly always: nothing needs to be read for it
        return False
    from assistant_app.catalog.access import is_forbidden

    return is_forbidden(os.environ)


def open_workbench(paths: Paths) -> Workbench:
    """The workbench of the data in ``paths``. Never fails: what can't be read is a notice."""
    try:
        return Workbench(paths, load_catalog(paths.resources / "models.json"))
    except CatalogBroken as error:
        workbench = Workbench(paths, ())
        workbench.catalog_notice = error
        return workbench
