"""The window with a real model store in a folder of its own, and tasks that do what they are told.

The hub is a list of steps: each download waits at its ``gate`` until the test lets it go on.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path

import fakes
from window_stand import WindowStand

from assistant_app.catalog.listing import RepoListing
from assistant_app.catalog.spec import FileSpec, ModelSpec, Variant
from assistant_app.catalog.store import ModelStore
from assistant_app.errors import AppError, ModelNotInFolder
from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.try_model import Trial

MB = 1_000_000
VARIANTS = (
    Variant("q8", (FileSpec("onnx/model_quantized.onnx", 312 * MB, ""),), 312 * MB, 1100 * MB),
    Variant("fp32", (FileSpec("onnx/model.onnx", 1240 * MB, ""),), 1240 * MB, 2900 * MB),
)
SMALL = (FileSpec("config.json", 1200, ""), FileSpec("tokenizer.json", 2 * MB, ""))


def offered(model_id: str, task, **changes) -> ModelSpec:
    """A model of the catalog that the hub has."""
    spec = replace(
        fakes.spec(model_id, task, is_default=False),
        source="hub",
        repo_id=f"owner/{model_id}",
        revision="0123456789abcdef" * 2,
        variants=VARIANTS,
        size_bytes=312 * MB,
        family="qwen2",
    )
    return replace(spec, **changes)


OFFERED = (
    offered("qwen", "writing", title="Qwen2.5 0.5B Instruct", summary="Follows instructions."),
    offered(
        "nllb",
        "translation",
        title="NLLB 600M",
        family="m2m_100",
        licence="CC-BY-NC-4.0",
        is_commercial=False,
        pairs=(),
        languages=("en", "zh", "de", "fr", "es", "it", "ja", "ko", "ru", "cs", "sv", "pl"),
    ),
    offered("bart", "summaries", title="DistilBART 6-6", family="bart", languages=("en",)),
)
LISTING = RepoListing(
    "stranger/tiny-llama", "f" * 40, "apache-2.0", False, "writing", VARIANTS, SMALL, "llama"
)


def make_model(folder: Path, files: dict[str, bytes] | None = None) -> tuple[FileSpec, ...]:
    """A folder that holds something with hashes, which is all that the store asks for."""
    specs = []
    for name, content in (files or {"config.json": b"{}", "onnx/model.onnx": b"graph"}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        specs.append(FileSpec(name, len(content), hashlib.sha256(content).hexdigest()))
    return tuple(specs)


@dataclass
class FakeTask:
    """Runs ``does(request, cancel)``, a generator, and remembers what it was asked."""

    does: object
    asked: list = field(default_factory=list)

    def run(self, request, cancel):
        self.asked.append(request)
        return self.does(request, cancel)


class ModelsStand(WindowStand):
    """``steps`` are the bytes after each step of a download, ``gate`` lets it take one more."""

    def __post_init__(self) -> None:
        super().__post_init__()
        shipped = self.home / "shipped"
        for spec in fakes.SPECS:
            make_model(shipped / spec.id)
        catalog = (*fakes.SPECS, *OFFERED)
        self.store = ModelStore(shipped, self.home / "models", catalog)
        self.workbench.models = self.store
        self.workbench.__dict__.pop("choice", None)  # made for the other store
        self.steps = [100 * MB, 200 * MB, 312 * MB]
        self.gate = threading.Semaphore(0)
        self.trouble: Exception | None = None
        self.listing = LISTING
        bench = self.workbench
        bench.install = FakeTask(self._install)
        bench.discard = FakeTask(self._nothing)
        bench.look_up = FakeTask(self._look_up)
        bench.import_model = FakeTask(self._import)
        bench.export_model = FakeTask(self._export)
        bench.verify_model = FakeTask(self._verify)
        bench.repair_model = FakeTask(self._nothing)
        bench.remove_model = FakeTask(self._remove)
        bench.try_model = FakeTask(self._try)

    def add(self, model_id: str, task="writing", **changes) -> ModelSpec:
        """Install a model without any task, as an earlier window did."""
        staged = self.store.own.import_folder(model_id)
        spec = replace(
            fakes.spec(model_id, task, is_default=False),
            source="imported",
            files=make_model(staged),
            **changes,
        )
        return self.store.add(staged, spec)

    # --- tasks --------------------------------------------------------------------------------

    def _fail(self) -> None:
        if self.trouble is not None:
            raise self.trouble

    def _install(self, request, cancel):
        yield Progress(Stage.DOWNLOADING, 0, self.steps[-1], "onnx/model.onnx")
        for done in self.steps:
            with cancel.hooked(self.gate.release):
                assert self.gate.acquire(timeout=30)
            cancel.check()
            self._fail()
            yield Progress(Stage.DOWNLOADING, done, self.steps[-1], "onnx/model.onnx")
        return self.add(request.model_id, "writing", repo_id=request.repo_id)

    def _look_up(self, request, cancel):
        yield Progress(Stage.LOOKING_UP)
        self._fail()
        return replace(self.listing, repo_id=request.repo_id)

    def _import(self, request, cancel):
        yield Progress(Stage.COPYING, 1, 2, request.path.name)
        if not request.path.is_dir():
            raise ModelNotInFolder(request.path, "it is neither a folder nor a zip archive")
        model_id = request.model_id or request.path.name
        self.store.check_free(model_id)
        return self.add(model_id)

    def _export(self, request, cancel):
        yield Progress(Stage.COPYING, 1, 2)
        self._fail()
        request.target.write_bytes(b"pack")
        return request.target

    def _verify(self, request, cancel):
        yield Progress(Stage.CHECKING, 1, 2)
        faults: tuple[AppError, ...] = self.store.verify(request.model_id)
        return faults

    def _remove(self, request, cancel):
        yield from ()
        self.store.remove(request.model_id)
        self.workbench._forget(request.model_id)

    def _try(self, request, cancel):
        yield Progress(Stage.TRYING)
        self._fail()
        said = "The storm was over, and the harbour lay still in the morning light."
        return Trial(
            request.model_id, 0.8, 92.4, "tokens", "The storm was", said, "CPU", "", 640 * MB
        )

    def _nothing(self, request, cancel):
        yield from ()
        return None
