"""What every model does that gives pictures probabilities, whoever names the labels."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from assistant_app.cancel import CancelToken
from assistant_app.inference.image_input import PictureRead, read_picture
from assistant_app.inference.picture_scores import Probabilities
from assistant_app.inference.preprocess import Form, Pixels, Preprocess


class PictureScorer(ABC):
    """``form`` is how the graph wants what ``preprocess`` makes."""

    def __init__(self, preprocess: Preprocess, form: Form) -> None:
        self.preprocess = preprocess
        self._form = form

    def read(self, path: Path) -> PictureRead:
        """A picture file, decoded no larger than this model needs and prepared for ``score``.

        The one method that other threads may call, several at once. Errors as in ``open_picture``.
        """
        return read_picture(path, self.preprocess, self._form)

    def score(
        self, pictures: Sequence[PictureRead], cancel: CancelToken | None = None
    ) -> Probabilities:
        """Probabilities [pictures, labels], float32, of what ``read`` gave."""
        return self._probabilities([picture.pixels for picture in pictures], cancel)

    def classify(
        self, pictures: Sequence[Image.Image], cancel: CancelToken | None = None
    ) -> Probabilities:
        """Probabilities [pictures, labels], float32, of decoded pictures."""
        pixels = [self.preprocess.pixels(picture, self._form) for picture in pictures]
        return self._probabilities(pixels, cancel)

    @abstractmethod
    def _probabilities(
        self, pixels: Sequence[Pixels], cancel: CancelToken | None
    ) -> Probabilities: ...
