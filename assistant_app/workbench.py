"""Every long-lived object, built once: the window and the command line are two faces of it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant_app.cancel import CancelToken
from assistant_app.catalog.spec import ModelSpec, load_catalog
from assistant_app.catalog.store import ModelStore
from assistant_app.errors import AppError, CatalogBroken
from assistant_app.history.entry import Entry, Panel
from assistant_app.paths import Paths
from assistant_app.settings import DeviceKind, SettingsStore
from assistant_app.tasks.ahead import Ahead, in_turn
from assistant_app.tasks.models import ModelChoice

if TYPE_CHECKING:
    from assistant_app.history.store import HistoryStore
    from assistant_app.inference.device import DeviceReport
    from assistant_app.inference.engine import Engine
    from assistant_app.tasks.base import Event
    from assistant_app.tasks.engines import SentenceEncoder, Summariser
    from assistant_app.tasks.entries import AnyResult, Request
    from assistant_app.tasks.label import LabelTask
    from assistant_app.tasks.sentences import Sentence
    from assistant_app.tasks.summarise import Picked, SummariseTask
    from assistant_app.tasks.thumbnails import ThumbnailTask
    from assistant_app.tasks.translate import TranslateTask
    from assistant_app.tasks.write import ContinueTask


class Workbench:
    """The stores, the engine and the tasks of one running Deskhand.

    Cheap to build: no SQL, no session, no numerical library before the first use. ``engine``,
    ``use_device`` and ``device_report`` belong to the device lane, ``history`` to the store lane.
    """

    def __init__(self, paths: Paths, specs: tuple[ModelSpec, ...]) -> None:
        self.paths = paths
        self.settings = SettingsStore(paths.settings_file)
        self.models = ModelStore(paths.shipped_models, paths.user_models, specs)
        self.ahead: Ahead = in_turn
        """How pictures are read before the model is ready for them. Set it before ``label``."""
        self.catalog_notice: AppError | None = None
        """Why the catalog could not be read, or None: then there are no models."""
        self._device: DeviceKind = self.settings.current.device
        self._threads = self.settings.current.threads
        self._engine: Engine | None = None

    @cached_property
    def history(self) -> HistoryStore:
        """What was done. Look it up on the thread of the window, use it on the store lane."""
        from assistant_app.history.store import HistoryStore

        return HistoryStore(self.paths.history_file)

    @cached_property
    def choice(self) -> ModelChoice:
        """Which model does a task, by request, settings and catalog."""
        return ModelChoice(self.models, lambda task: self.settings.current.model(task))

    # The tasks are read when they are first asked for: splitting sentences and laying out texts
    # has tables and patterns to prepare, which the first window need not wait for.

    @cached_property
    def translate(self) -> TranslateTask:
        from assistant_app.tasks.translate import TranslateTask

        return TranslateTask(lambda: self.engine, self.choice)

    @cached_property
    def summarise(self) -> SummariseTask:
        from assistant_app.tasks.summarise import SummariseTask

        return SummariseTask(lambda: self.engine, self.choice, _pick_sentences, _condense)

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

        return ThumbnailTask(_thumbnail)

    def entry_of(
        self, panel: Panel, request: Request, result: AnyResult, duration_s: float
    ) -> Entry:
        """The history entry of a result that was finished just now."""
        from assistant_app.tasks.entries import entry_of

        return entry_of(panel, request, result, duration_s)

    @property
    def engine(self) -> Engine:
        """The engine of the device chosen last, made at its first use."""
        if self._engine is None:
            from assistant_app.inference.device import DeviceRequest
            from assistant_app.inference.engine import Engine

            request = DeviceRequest(self._device)
            self._engine = Engine(request, self._threads, self.models.checked_path)
        return self._engine

    def use_device(self, kind: DeviceKind, threads: int = 0) -> None:
        """Run models on another device from now on. The old engine and its models are let go; a
        task that is at work keeps its model until it ends."""
        self._device, self._threads = kind, threads
        self._engine = None

    @property
    def device_requested(self) -> DeviceKind:
        """What was asked for; ``device_report`` tells what came of it."""
        return self._device

    def device_report(self) -> DeviceReport | None:
        """What the model loaded last really runs on; None before any model was loaded."""
        reports = list(self._engine.reports.values()) if self._engine is not None else []
        return reports[-1] if reports else None

    def loaded_models(self) -> tuple[str, ...]:
        """Ids of the models in memory. For the device lane, as ``let_go`` is."""
        return tuple(self._engine.loaded) if self._engine is not None else ()

    def let_go(self, model_id: str) -> None:
        """Unload one model: its files can be changed then, and the next use loads it anew."""
        if self._engine is not None:
            self._engine.release(model_id)

    @cached_property
    def machine_bytes(self) -> int:
        """The memory of this computer."""
        from assistant_app.inference.memory import Memory

        return Memory().total()

    def close(self) -> None:
        """Let go of files and models."""
        self.history.close()
        self._engine = None


def open_workbench(paths: Paths) -> Workbench:
    """The workbench of the data in ``paths``. Never fails: what can't be read is a notice."""
    try:
        return Workbench(paths, load_catalog(paths.resources / "models.json"))
    except CatalogBroken as error:
        workbench = Workbench(paths, ())
        workbench.catalog_notice = error
        return workbench


# NumPy, Pillow and ONNX Runtime take a third of a second to import on a slow machine: that must
# not stand between the start and the first window, nor stop the GUI thread later. So these imports
# happen in the lane that first needs them.


def _thumbnail(path: Path, side: int) -> tuple[int, int, bytes]:
    from assistant_app.inference.image_input import thumbnail

    return thumbnail(path, side)


def _pick_sentences(
    encoder: SentenceEncoder,
    sentences: Sequence[Sentence],
    n_wanted: int,
    language: str,
    cancel: CancelToken,
) -> Generator[Event, None, dict[int, float]]:
    from assistant_app.tasks.picking import pick_sentences

    return pick_sentences(encoder, sentences, n_wanted, language, cancel)


def _condense(
    summariser: Summariser,
    sentences: Sequence[Sentence],
    n_wanted: int,
    language: str,
    cancel: CancelToken,
) -> Generator[Event, None, tuple[Picked, ...]]:
    from assistant_app.tasks.condense import condense

    return condense(summariser, sentences, n_wanted, language, cancel)
