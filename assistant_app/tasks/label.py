"""Name what pictures show, with a probability for every label."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant_app.cancel import CancelToken
from assistant_app.errors import (
    AppError,
    LabelRepeated,
    LabelsMissing,
    LabelsNotTaken,
    LabelsTooFew,
    PicturesMissing,
    TemplateUnfit,
)
from assistant_app.tasks.ahead import Ahead, in_turn
from assistant_app.tasks.base import Event, Item, Origin, Progress, Stage, Work
from assistant_app.tasks.chosen_files import Skipped
from assistant_app.tasks.engines import EngineSource, PictureClassifier, PictureRead
from assistant_app.tasks.models import ModelChoice
from assistant_app.tasks.picture_files import picture_files

LABEL_FAMILIES = frozenset({"clip", "chinese_clip", "siglip"})
"""Families (``ModelSpec.family``) whose models take the labels from the person."""

TEMPLATE = "a photo of a {}"
"""What such a model reads for each label: it has learnt sentences under pictures, not words."""

ENGLISH_FAMILIES = frozenset({"clip"})
"""Those among them that have learnt English only."""

_BETWEEN = re.compile(r"[,，、;；]")
_MOST_AT_ONCE = 16
_N_AHEAD = 16
"""So many prepared pictures wait for the model at most, about 10 MB for most models."""
_FLAT_TIMES, _FLAT_MORE = 3.0, 0.05


@dataclass(frozen=True)
class LabelRequest:
    """``paths`` are pictures and folders (walked with all their folders). Each picture gets its
    ``top`` labels of at least ``threshold`` probability (0 to 1).

    ``labels`` are for models that choose among given ones, and put into ``template`` at ``{}``.
    """

    paths: tuple[Path, ...]
    model_id: str | None = None
    top: int = 3
    threshold: float = 0.0
    labels: tuple[str, ...] = ()
    template: str = TEMPLATE


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
    is_flat: bool = False
    """No label of any picture was much above what guessing gives: the model is of no use here, or
    it is broken."""


class LabelTask:
    """Labels pictures in small batches, in the order of their names. ``ahead`` reads the next
    pictures while the model looks at the last ones."""

    def __init__(self, engine: EngineSource, models: ModelChoice, ahead: Ahead = in_turn) -> None:
        self._engine = engine
        self._models = models
        self._ahead = ahead

    def run(self, request: LabelRequest, cancel: CancelToken) -> Work[Labelled]:
        """Raises ``PicturesMissing`` if there is no file to try, what ``checked_labels`` raises,
        and whatever loading raises."""
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
        classifier = self._classifier(spec.id, request, cancel)
        cancel.check()
        for skip in skipped:
            yield Item(skip)
        pictures: list[LabelledPicture] = []
        run = _Run(classifier, request, cancel)
        for event in run.events(self._ahead, files):
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
            is_flat=bool(pictures) and run.is_flat,
        )

    def _classifier(
        self, model_id: str, request: LabelRequest, cancel: CancelToken
    ) -> PictureClassifier:
        model = self._engine().pictures(model_id)
        if model.takes_labels:
            labels = checked_labels(model_id, request.labels, request.template)
            return model.with_labels(labels, request.template, cancel)
        if request.labels:
            raise LabelsNotTaken(model_id)
        return model


def labels_in(text: str) -> tuple[str, ...]:
    """Labels as people write them down: one in each line, or in one line with commas between."""
    lines = [line for line in text.splitlines() if line.strip()]
    parts = lines if len(lines) > 1 else _BETWEEN.split(text)
    return tuple(label for part in parts if (label := part.strip()))


def reads_badly(family: str, labels: Sequence[str]) -> bool:
    """Whether the labels are in a script that a model of this family has hardly seen."""
    return family in ENGLISH_FAMILIES and not all(label.isascii() for label in labels)


def checked_labels(model_id: str, labels: Sequence[str], template: str) -> tuple[str, ...]:
    """The labels without blanks around them and without empty ones. Raises ``LabelsMissing``,
    ``LabelsTooFew`` (there is nothing to choose), ``LabelRepeated``, ``TemplateUnfit``."""
    named = tuple(label.strip() for label in labels if label.strip())
    if not named:
        raise LabelsMissing(model_id)
    if len(named) == 1:
        raise LabelsTooFew(named[0])
    seen: set[str] = set()
    for label in named:
        if label.casefold() in seen:
            raise LabelRepeated(label)
        seen.add(label.casefold())
    if "{}" not in template:
        raise TemplateUnfit(template)
    return named


class _Run:
    """One pass over the files."""

    def __init__(
        self, classifier: PictureClassifier, request: LabelRequest, cancel: CancelToken
    ) -> None:
        self._classifier = classifier
        self._request = request
        self._cancel = cancel
        self.is_flat = True
        """No picture so far has a label that stands out."""

    def events(self, ahead: Ahead, files: Sequence[Path]) -> Iterator[Event]:
        waiting: list[tuple[Path, PictureRead]] = []
        n_done = 0
        most = 1  # The first picture is shown soon; later ones go in batches.
        with closing(ahead(self._read, files, _N_AHEAD)) as reads:
            for path in files:
                self._cancel.check()
                yield Progress(Stage.LABELLING, n_done, len(files), path.name)
                read = next(reads)
                if isinstance(read, AppError):
                    n_done += 1
                    yield Item(Skipped(path, read))
                else:
                    waiting.append((path, read))
                if len(waiting) >= most:
                    yield from self._classified(waiting)
                    n_done += len(waiting)
                    waiting, most = [], min(2 * most, _MOST_AT_ONCE)
            yield from self._classified(waiting)
        yield Progress(Stage.LABELLING, len(files), len(files))

    def _read(self, path: Path) -> PictureRead | AppError:
        try:
            return self._classifier.read(path)
        except AppError as error:
            return error

    def _classified(self, waiting: Sequence[tuple[Path, PictureRead]]) -> Iterator[Event]:
        if not waiting:
            return
        rows = self._classifier.score([read for _, read in waiting], self._cancel)
        for (path, read), row in zip(waiting, rows, strict=True):
            order = (-row).argsort(kind="stable")
            n_labels = len(order)
            least = min(_FLAT_TIMES / n_labels, 1 / n_labels + _FLAT_MORE)
            self.is_flat = self.is_flat and n_labels > 1 and float(row[order[0]]) < least
            names = self._classifier.labels
            labels = tuple(
                Label(names[at], float(row[at]))
                for at in order[: self._request.top]
                if row[at] >= self._request.threshold
            )
            yield Item(LabelledPicture(path, labels, read.width, read.height))
