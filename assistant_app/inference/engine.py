"""The loaded models of one device, by id."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from assistant_app.errors import ModelUnfit, OutOfMemory
from assistant_app.inference import device
from assistant_app.inference.device import CPU, Cause, DeviceReport, DeviceRequest
from assistant_app.inference.graph_edit import Part
from assistant_app.inference.graph_files import split_name
from assistant_app.inference.memory import Memory, file_bytes, need_bytes
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.picture_classifier import PictureClassifier
from assistant_app.inference.runtime import machine
from assistant_app.inference.sentence_encoder import SentenceEncoder
from assistant_app.inference.session import OpenSession, Session, default_threads
from assistant_app.inference.shelf import LoadedModel, Place, Shelf
from assistant_app.inference.streams import SideBySide, Streams, one_by_one
from assistant_app.inference.summariser import Summariser
from assistant_app.inference.translator import Translator
from assistant_app.inference.writer import Writer
from assistant_app.inference.zero_shot import ZeroShotClassifier, picture_model

Model = Translator | Summariser | Writer | SentenceEncoder | PictureClassifier | ZeroShotClassifier
Make = Callable[[ModelFolder, OpenSession], Model]
ModelT = TypeVar("ModelT", Translator, Summariser, Writer, SentenceEncoder, PictureClassifier)

_OTHER_WORK = "it was made for another kind of work"
_SMALL_BYTES = 32 << 20
"""Steps of a graph up to here are too short to be shared out: measured with one of 7 megabytes, two
threads take as long for a sentence as one, and stand in the way of other batches."""
_TEXT_TO_TEXT = (Translator, Summariser)


class Engine:
    """Loads each model at its first use and keeps it until ``release``, until it was idle too
    long, or until another needs the room. Not thread-safe: one lane owns it.

    ``locate`` gives the folder of a model id and raises ``ModelUnknown``, ``ModelMissing`` or
    ``ModelDamaged``. Loading adds ``ModelUnfit`` (another kind of model, or a layout that can't
    be used) and ``OutOfMemory``. ``threads`` 0 leaves one core to the window. ``precision_of``
    gives the precision that was chosen for a model, if any. ``budget`` gives the bytes that all
    models may take together; 0 is half of the machine's memory. ``barred`` is why no GPU shall
    be tried, though the request would allow it. With ``side_by_side``, translators take as many
    batches at once as there are threads.
    """

    def __init__(
        self,
        request: DeviceRequest,
        threads: int,
        locate: Callable[[str], Path],
        precision_of: Callable[[str], str | None] = lambda _model_id: None,
        budget: Callable[[], int] = lambda: 0,
        memory: Memory | None = None,
        barred: tuple[Cause, str] | None = None,
        side_by_side: SideBySide | None = None,
    ) -> None:
        self._request = request
        self._threads = threads
        self._locate = locate
        self._precision_of = precision_of
        self._budget = budget
        n_streams = (threads or default_threads()) if side_by_side is not None else 1
        self._streams = Streams(n_streams, side_by_side or one_by_one)
        self._memory = memory or Memory()
        self._shelf = Shelf(budget, self._memory)
        self._barred = barred
        """Why no GPU is tried, or none any more."""

    def translator(self, model_id: str) -> Translator:
        return self._model(model_id, Translator)

    def summariser(self, model_id: str) -> Summariser:
        return self._model(model_id, Summariser)

    def writer(self, model_id: str) -> Writer:
        return self._model(model_id, Writer)

    def sentences(self, model_id: str) -> SentenceEncoder:
        return self._model(model_id, SentenceEncoder)

    def pictures(self, model_id: str) -> PictureClassifier | ZeroShotClassifier:
        model = self._any(model_id, picture_model)
        if not isinstance(model, PictureClassifier | ZeroShotClassifier):
            raise ModelUnfit(model_id, _OTHER_WORK)
        return model

    def release(self, model_id: str | None = None) -> None:
        """Let go of one model, or of all. Whoever still holds one keeps its memory alive."""
        self._shelf.release(model_id)

    def release_idle(self, idle_s: float, now_s: float | None = None) -> tuple[str, ...]:
        """Let go of the models that were not used for ``idle_s`` seconds; returns their ids.
        ``now_s`` is of ``time.perf_counter``."""
        return self._shelf.release_idle(time.perf_counter() if now_s is None else now_s, idle_s)

    @property
    def loaded(self) -> tuple[str, ...]:
        """Ids of the models in memory, in the order in which they were loaded."""
        return self._shelf.ids

    @property
    def models(self) -> tuple[LoadedModel, ...]:
        """What can be told of the models in memory, the one used last at the end."""
        return self._shelf.models

    @property
    def reports(self) -> dict[str, DeviceReport]:
        """What each loaded model really runs on, the one used last at the end."""
        return {model.model_id: model.report for model in self.models}

    def _model(self, model_id: str, kind: type[ModelT]) -> ModelT:
        model = self._any(model_id, kind)
        if kind in _TEXT_TO_TEXT and isinstance(model, _TEXT_TO_TEXT) and type(model) is not kind:
            # T5 translates and sums up: the same files, told to do the other.
            self._shelf.release(model_id)
            model = self._any(model_id, kind)
        if not isinstance(model, kind):
            raise ModelUnfit(model_id, _OTHER_WORK)
        return model

    def _any(self, model_id: str, make: Make) -> object:
        self._note_lost_card()
        place = self._shelf.get(model_id)
        if place is None:
            place = self._load(model_id, make)
            self._shelf.put(model_id, place)
        return place.model

    def _note_lost_card(self) -> None:
        """A card that failed, other than for lack of room, is not tried again by this engine; the
        model that saw it is loaded anew, in the files that suit a CPU."""
        for model in self._shelf.models:
            if model.report.cause == "gave-up" and self._barred is None:
                self._barred = ("gave-up", model.report.reason or "")
                self._shelf.release(model.model_id)

    def _load(self, model_id: str, make: Make) -> Place:
        wants_gpu = self._wants_gpu()
        place = self._loaded(model_id, make, wants_gpu, self._barred)
        first = place.sessions[0].report if place.sessions else None
        if not wants_gpu or first is None or first.cause not in ("not-started", "no-memory"):
            return place
        # The files that suit a GPU were taken, and none runs there: on a CPU, 16 bits are slow.
        barred = (first.cause, first.reason or "")
        if first.cause == "not-started" and device.missing_library(barred[1]):
            self._barred = barred  # no later model would find that library either
        del place
        return self._loaded(model_id, make, False, barred)

    def _wants_gpu(self) -> bool:
        plan = device.plan(self._request, machine())
        return self._barred is None and plan.providers[0] != CPU

    def _loaded(
        self,
        model_id: str,
        make: Make,
        wants_gpu: bool,
        barred: tuple[Cause, str] | None,
    ) -> Place:
        place = Place(None, [])
        graphs: list[Path] = []
        spins = make not in _TEXT_TO_TEXT or self._streams.n == 1

        def open_session(path: Path, part: Part = "whole") -> Session:
            if path not in graphs:
                self._shelf.make_room(model_id, need_bytes(path), _files(graphs))
                graphs.append(path)
            limit = self._budget()
            is_small = not spins and file_bytes(path) < _SMALL_BYTES
            threads = 1 if is_small else self._threads
            session = Session(path, self._request, threads, model_id, limit, barred, part, spins)
            place.sessions.append(session)
            return session

        folder = ModelFolder(
            self._locate(model_id),
            model_id,
            self._precision_of(model_id),
            wants_gpu,
            self._shelf.budget_bytes,
        )
        self._memory.give_back()  # so that what others freed does not count against this model
        before = self._memory.used()
        try:
            place.model = make(folder, open_session)
        except MemoryError as error:
            raise OutOfMemory(model_id, "CPU") from error
        self._memory.give_back()
        place.precision = split_name(graphs[-1].stem)[1] if graphs else ""
        is_on_cpu = place.model.report.provider == CPU
        if is_on_cpu and isinstance(place.model, Translator):
            place.model.use_streams(self._streams)
        measured = self._memory.used() - before
        # Of weights that lie in a mapped file, loading alone touches hardly any.
        place.memory_bytes = max(measured if is_on_cpu else 0, _files(graphs))
        return place


def _files(graphs: list[Path]) -> int:
    return sum(map(file_bytes, graphs))
