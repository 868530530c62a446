"""Name what pictures show, with a probability for every label."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant_app.cancel import CancelToken
from assistant_app.errors import AppError, PicturesMissing
from assistant_app.tasks.base import Event, Item, Origin, Progress, Stage, Work
from assistant_app.tasks.engines import EngineSource, PictureClassifier
from assistant_app.tasks.models import ModelChoice
from assistant_app.tasks.picture_files import Skipped, picture_files

if TYPE_CHECKING:
    from PIL import Image

OpenPicture = Callable[[Path], "Image.Image"]
"""``inference.image_input.open_picture``; passed in, as its libraries are slow to load."""

_MOST_AT_ONCE = 16
_PIXELS_AT_ONCE = 40_000_000
"""About 120 MB of decoded pictures wait for the model at most."""


@dataclass(frozen=True)
class LabelRequest:
    """``paths`` are pictures and folders (walked with all their folders). Each picture gets its
    ``top`` labels of at least ``threshold`` probability (0 to 1)."""

    paths: tuple[Path, ...]
    model_id: str | None = None
    top: int = 3
    threshold: float = 0.0


@dataclass(frozen=True)
class Label:
    """``probability`` is 0 to 1."""

    name: str
    probability: float


@dataclass(frozen=True)
class LabelledPicture:
    """``width`` and ``height`` in pixels as the picture is seen (EXIF rotation applied). ``labels``
    are sorted, most probable first, and empty if none reaches the threshold."""

    path: Path
    labels: tuple[Label, ...]
    width: int
    height: int


@dataclass(frozen=True)
class Labelled:
    """Events: one ``Item`` with a ``LabelledPicture`` or ``Skipped`` for every file."""

    pictures: tuple[LabelledPicture, ...]
    skipped: tuple[Skipped, ...]
    seconds: float
    origin: Origin


class LabelTask:
    """Labels pictures in small batches, in the order of their names."""

    def __init__(
        self, engine: EngineSource, models: ModelChoice, open_picture: OpenPicture
    ) -> None:
        self._engine = engine
        self._models = models
        self._open_picture = open_picture

    def run(self, request: LabelRequest, cancel: CancelToken) -> Work[Labelled]:
        """Raises ``PicturesMissing`` if there is no file to try, and whatever loading raises."""
        started = time.perf_counter()
        yield Progress(Stage.READING)
        files: list[Path] = []
        skipped: list[Skipped] = []
        for found in picture_files(request.paths):
            cancel.check()
            if isinstance(found, Path):
                files.append(found)
            else:
                skipped.append(found)
        if not files and not skipped:
            raise PicturesMissing(request.paths)
        spec = self._models.model("pictures", request.model_id)
        yield Progress(Stage.LOADING, item=spec.title)
        classifier = self._engine().pictures(spec.id)
        cancel.check()
        for skip in skipped:
            yield Item(skip)
        pictures: list[LabelledPicture] = []
        for event in _labelled(classifier, self._open_picture, files, request, cancel):
            if isinstance(event, Item) and isinstance(event.value, LabelledPicture):
                pictures.append(event.value)
            elif isinstance(event, Item) and isinstance(event.value, Skipped):
                skipped.append(event.value)
            yield event
        return Labelled(
            pictures=tuple(pictures),
            skipped=tuple(skipped),
            seconds=time.perf_counter() - started,
            origin=Origin(spec.id, classifier.report.label),
        )


def _labelled(
    classifier: PictureClassifier,
    open_picture: OpenPicture,
    files: list[Path],
    request: LabelRequest,
    cancel: CancelToken,
) -> Iterator[Event]:
    waiting: list[tuple[Path, Image.Image]] = []
    n_done = 0
    most = 1  # The first picture is shown soon; later ones go in batches.
    for path in files:
        cancel.check()
        yield Progress(Stage.LABELLING, n_done, len(files), path.name)
        try:
            waiting.append((path, open_picture(path)))
        except AppError as error:
            n_done += 1
            yield Item(Skipped(path, error))
        n_pixels = sum(picture.width * picture.height for _, picture in waiting)
        if len(waiting) >= most or n_pixels > _PIXELS_AT_ONCE:
            yield from _classified(classifier, waiting, request, cancel)
            n_done += len(waiting)
            waiting, most = [], min(2 * most, _MOST_AT_ONCE)
    yield from _classified(classifier, waiting, request, cancel)
    yield Progress(Stage.LABELLING, len(files), len(files))


def _classified(
    classifier: PictureClassifier,
    waiting: list[tuple[Path, Image.Image]],
    request: LabelRequest,
    cancel: CancelToken,
) -> Iterator[Event]:
    if not waiting:
        return
    rows = classifier.classify([picture for _, picture in waiting], cancel)
    for (path, picture), row in zip(waiting, rows, strict=True):
        ranked = sorted(zip(row, classifier.labels, strict=True), key=lambda pair: -pair[0])
        labels = tuple(
            Label(name, float(probability))
            for probability, name in ranked[: request.top]
            if probability >= request.threshold
        )
        yield Item(LabelledPicture(path, labels, picture.width, picture.height))
