"""Fetch a model from a hub: look at what it has, download it, install it, or give it up."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from assistant_app.cancel import CancelToken
from assistant_app.catalog.intake import check_room
from assistant_app.catalog.listing import RepoListing, repo_of
from assistant_app.catalog.names import checked_name, model_name
from assistant_app.catalog.spec import FileSpec, Inspection, ModelSpec, Variant
from assistant_app.catalog.store import ModelStore
from assistant_app.catalog.unfinished import begin, discard, end
from assistant_app.errors import AppError
from assistant_app.files import save_error
from assistant_app.tasks.base import Event, Progress, Stage, Work
from assistant_app.tasks.install_plan import Plan, spec_of, variants_of

Inspect = Callable[[Path, str], Inspection]
"""``(folder, model id)``: what the whole folder holds. Raises what is wrong with it."""
Foresee = Callable[[Path, str, Sequence[str]], None]
"""``(folder with the config.json, model id, names of files)``: raises ``ModelFamilyUnknown`` for
what can't run, before the graphs are downloaded."""
_SPARE = 1.05
"""Room for what is to come, and for the system to breathe."""


@dataclass(frozen=True)
class LookUpRequest:
    """What a repository of the hub holds; nothing of it is downloaded."""

    repo_id: str
    revision: str = ""


@dataclass(frozen=True)
class InstallRequest:
    """``repo_id`` may also be an id of the catalog, or the address of a model's page.

    Without a ``precision`` the catalog's choice is taken, or the first that is listed. The same
    request once more goes on where the last one was stopped or broken off. A ``revision`` that is
    named beside the one that is installed needs another ``model_id``.
    """

    repo_id: str
    precision: str | None = None
    model_id: str | None = None
    revision: str = ""


@dataclass(frozen=True)
class DiscardRequest:
    """Throw away what was downloaded of a model that is not installed."""

    model_id: str


class Arrival(Protocol):
    """So many bytes of a file are here."""

    @property
    def path(self) -> str: ...

    @property
    def done_bytes(self) -> int: ...


class Hub(Protocol):
    """What is asked of ``catalog.download.Hub``."""

    def look_up(self, repo_id: str, revision: str, cancel: CancelToken) -> RepoListing: ...

    def fetch(
        self,
        repo_id: str,
        revision: str,
        files: Sequence[FileSpec],
        folder: Path,
        cancel: CancelToken,
    ) -> Generator[Arrival, None, tuple[FileSpec, ...]]: ...


class LookUpTask:
    """For the lane of the downloads, as all that asks the hub."""

    def __init__(self, models: ModelStore, hub: Callable[[], Hub]) -> None:
        self._models = models
        self._hub = hub

    def run(self, request: LookUpRequest, cancel: CancelToken) -> Work[RepoListing]:
        """Raises ``NetworkForbidden``, ``RepoUnknown``, ``RepoUnfit`` and all that the network may
        bring."""
        repo_id, revision = _asked(self._models, request.repo_id, request.revision)
        yield Progress(Stage.LOOKING_UP, item=repo_id)
        return self._hub().look_up(repo_id, revision, cancel)


class InstallTask:
    """Stopped or broken off, what came is kept; see ``catalog.unfinished``.

    First config.json, by which most of what can't run is refused; then the other small files; then
    the graphs. The model appears as a whole, when every file is there and right.
    """

    def __init__(
        self, models: ModelStore, hub: Callable[[], Hub], inspect: Inspect, foresee: Foresee
    ) -> None:
        self._models = models
        self._hub = hub
        self._inspect = inspect
        self._foresee = foresee

    def run(self, request: InstallRequest, cancel: CancelToken) -> Work[ModelSpec]:
        """Raises what ``LookUpTask`` does, ``DownloadDamaged``, ``DiskTooSmall``, ``DiskFull``,
        ``SaveRefused``, ``ModelUnderWay``, ``ModelName...`` and what is wrong with the model."""
        repo_id, revision = _asked(self._models, request.repo_id, request.revision)
        yield Progress(Stage.LOOKING_UP, item=repo_id)
        offer = self._models.offer(repo_id)
        present = self._present(request, repo_id)
        if present is not None and not _named_revision(request):
            # All files of a model are of one commit: another precision is taken from the same.
            revision = present.revision
        listing = self._hub().look_up(repo_id, revision, cancel)
        if present is not None and listing.revision != present.revision:
            self._models.check_free(present.id)
        plan = Plan(
            present.id if present is not None else self._name(request, repo_id, offer),
            offer.title if offer is not None else repo_id.rpartition("/")[2],
            revision,
            listing,
            _variant(request, offer, listing),
            offer,
            present,
        )
        with self._models.claimed(plan.model_id):
            if present is None:
                self._models.check_free(plan.model_id)
            elif not plan.files:
                return present
            return (yield from self._installed(plan, cancel))

    def _present(self, request: InstallRequest, repo_id: str) -> ModelSpec | None:
        """The same model, installed before."""
        for spec in self._models.installed():
            is_same = spec.source == "hub" and spec.repo_id == repo_id
            if is_same and request.model_id in (None, spec.id):
                return spec
        return None

    def _name(self, request: InstallRequest, repo_id: str, offer: ModelSpec | None) -> str:
        if request.model_id is not None:
            return checked_name(request.model_id)
        if offer is not None:
            return offer.id
        name = model_name(repo_id.rpartition("/")[2])
        return model_name(repo_id.replace("/", "--")) if self._models.is_taken(name) else name

    def _installed(self, plan: Plan, cancel: CancelToken) -> Generator[Event, None, ModelSpec]:
        folder = self._models.own.download_folder(plan.model_id)
        files, total = plan.files, plan.total_bytes
        there = begin(folder, plan.note, files)
        check_room(folder, round((total - there) * _SPARE))
        first = files[:1] if files[0].path == "config.json" else ()
        whole = yield from self._fetched(plan, first, 0, cancel)
        if first:
            with _thrown_away(folder):
                small = (file.path for file in plan.listing.small_files)
                self._foresee(folder, plan.model_id, (*plan.listing.graphs, *small))
        done = sum(file.size_bytes for file in first)
        whole += yield from self._fetched(plan, files[len(first) :], done, cancel)
        yield Progress(Stage.CHECKING, total, total, plan.title)
        cancel.check()
        if plan.present is not None:
            return self._joined(plan, plan.present, whole, folder)
        with _thrown_away(folder):
            inspection = self._inspect(folder, plan.model_id)
        end(folder)
        return self._models.add(folder, spec_of(plan, inspection, whole, folder))

    def _fetched(
        self, plan: Plan, files: Sequence[FileSpec], done: int, cancel: CancelToken
    ) -> Generator[Event, None, tuple[FileSpec, ...]]:
        if not files:
            return ()
        listing = plan.listing
        folder = self._models.own.download_folder(plan.model_id)
        steps = self._hub().fetch(listing.repo_id, listing.revision, files, folder, cancel)
        arrived: dict[str, int] = {}
        try:
            while True:
                each = next(steps)
                arrived[each.path] = each.done_bytes
                so_far = done + sum(arrived.values())
                yield Progress(Stage.DOWNLOADING, so_far, plan.total_bytes, each.path)
        except StopIteration as end_of_steps:
            whole: tuple[FileSpec, ...] = end_of_steps.value
            return whole
        finally:
            steps.close()

    def _joined(
        self, plan: Plan, present: ModelSpec, more: tuple[FileSpec, ...], folder: Path
    ) -> ModelSpec:
        """Put another precision beside those that are there."""
        target = self._models.path(present.id)
        for file in more:
            place = target / file.path
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                (folder / file.path).replace(place)
            except OSError as error:
                raise save_error(place, error) from error
        discard(folder)
        inspection = self._inspect(target, present.id)
        spec = replace(
            present,
            files=tuple(sorted((*present.files, *more), key=lambda file: file.path)),
            variants=variants_of(plan.listing, inspection),
            precision="",
        )
        return self._models.record(spec)


class DiscardTask:
    """Throws away what came of a download; nothing happens if there is none."""

    def __init__(self, models: ModelStore) -> None:
        self._models = models

    def run(self, request: DiscardRequest, cancel: CancelToken) -> Work[None]:
        """Raises ``ModelUnderWay`` or ``ModelNameUnusable``."""
        yield from ()
        cancel.check()
        model_id = checked_name(request.model_id)
        with self._models.claimed(model_id):
            discard(self._models.own.download_folder(model_id))


def _asked(models: ModelStore, typed: str, revision: str) -> tuple[str, str]:
    """(repo id, revision or empty) of what a request names."""
    repo_id, named = repo_of(typed)
    offer = models.offer(repo_id)
    if offer is None:
        return repo_id, revision or named
    return offer.repo_id, revision or named or offer.revision


def _named_revision(request: InstallRequest) -> str:
    return request.revision or repo_of(request.repo_id)[1]


def _variant(request: InstallRequest, offer: ModelSpec | None, listing: RepoListing) -> Variant:
    """The one asked for, else the catalog's first that is there, else the first of the list."""
    if request.precision is None and offer is not None:
        there = {variant.precision for variant in listing.variants}
        chosen = [each.precision for each in offer.variants if each.precision in there]
        return listing.variant(chosen[0] if chosen else None)
    return listing.variant(request.precision)


@contextmanager
def _thrown_away(folder: Path) -> Iterator[None]:
    """What was downloaded is of no use if the block finds that it can't run."""
    try:
        yield
    except AppError:
        discard(folder)
        raise
