"""From a decoded picture to the numbers that a picture model eats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[Any]
"""[channels, height, width] or [height, width, channels], in the graph's own type of number."""

_SHADES = 256
_USUAL_SIDE = 224
_ENOUGH = 1.5


@dataclass(frozen=True)
class Form:
    """How a graph wants its pixels laid out. Floats are scaled and normalised; ``uint8`` and other
    whole numbers are the shades 0 to 255 themselves, ``int8`` the same less 128, as quantised
    graphs have their own scale inside."""

    is_channels_last: bool = False
    dtype: np.dtype[Any] = np.dtype(np.float32)  # noqa: RUF009  (dtypes are immutable)


@dataclass(frozen=True)
class Preprocess:
    """What is done to a picture, in this order: resize, crop, scale and shift, normalise.

    ``size``: (height, width) to resize to, or one number for the shorter edge, then at most
    ``longest`` for the other. ``crop``: (height, width) cut from the middle, or None; where the
    picture is smaller, it is framed in black. ``mean`` and ``std`` have one number per channel.
    The arithmetic is that of transformers' image processors on their PIL backend (5.23,
    image_processing_backends.py), and that of torchvision where ``rounds_crop``.
    """

    size: tuple[int, int] | int | None
    crop: tuple[int, int] | None
    resample: Image.Resampling
    scale: float
    mean: tuple[float, ...]
    std: tuple[float, ...]
    channels: int
    longest: int | None = None
    shift: float = 0.0
    is_bgr: bool = False
    is_divided_twice: bool = False
    """Divide by ``std`` a second time, as EfficientNet's ``include_top`` does."""
    rounds_crop: bool = False
    """Round the corner of the crop to the nearest pixel, not down."""

    def pixels(
        self, picture: Image.Image, form: Form | None = None, is_exact: bool = True
    ) -> Pixels:
        """The picture as ``form`` says (float32, channels first). One channel means grey. Not
        ``is_exact`` may be one shade off here and there, and takes less time."""
        form = form or Form()
        mode = "L" if self.channels == 1 else "RGB"
        if picture.mode != mode:
            picture = picture.convert(mode)
        picture = self._cut(picture, is_exact)
        shades = np.asarray(picture).reshape(picture.height, picture.width, self.channels)
        if self.is_bgr:
            shades = shades[..., ::-1]
        if form.dtype.kind != "f":
            return _whole(shades, form)
        return self._looked_up(shades, form)

    def _cut(self, picture: Image.Image, is_exact: bool) -> Image.Image:
        """Resized and cropped."""
        width, height = self.resized(*picture.size)
        if self.crop is None:
            return picture.resize((width, height), self.resample)
        cut_height, cut_width = self.crop
        left = _corner(width - cut_width, self.rounds_crop)
        top = _corner(height - cut_height, self.rounds_crop)
        if is_exact or min(left, top, width - cut_width, height - cut_height) < 0:
            if (width, height) != picture.size:
                picture = picture.resize((width, height), self.resample)
            if (left, top, cut_width, cut_height) == (0, 0, *picture.size):
                return picture
            # What lies outside the picture is black.
            return picture.crop((left, top, left + cut_width, top + cut_height))
        # The same without resizing what is cut off.
        across, down = picture.width / width, picture.height / height
        box = (left * across, top * down, (left + cut_width) * across, (top + cut_height) * down)
        box = (*box[:2], min(box[2], picture.width), min(box[3], picture.height))
        return picture.resize((cut_width, cut_height), self.resample, box)

    def resized(self, width: int, height: int) -> tuple[int, int]:
        """Width and height that a picture of this width and height is resized to."""
        if self.size is None:
            return width, height
        if isinstance(self.size, tuple):
            return self.size[1], self.size[0]
        short, long = min(width, height), max(width, height)
        exact = float(self.size)
        if self.longest is not None and exact * long / short > self.longest:
            exact = self.longest * short / long
        new_short, new_long = round(exact), int(exact * long / short)
        new_short, new_long = max(1, new_short), max(1, new_long)
        return (new_short, new_long) if width <= height else (new_long, new_short)

    def enough(self, width: int, height: int) -> tuple[int, int]:
        """Width and height that a decoder may shrink the picture to without harm, whichever way
        up it lies. From half as much again on, the mean difference is a quarter of a shade."""
        if isinstance(self.size, tuple):
            width = height = max(self.size)
        else:
            width, height = self.resized(width, height)
        return int(_ENOUGH * width), int(_ENOUGH * height)

    @property
    def shape(self) -> tuple[int, int] | None:
        """(height, width) of the result, or None if it depends on the picture."""
        return self.crop or (self.size if isinstance(self.size, tuple) else None)

    def black(self) -> Image.Image:
        """A picture of the right size with nothing in it, for trying out a graph."""
        height, width = self.shape or (_USUAL_SIDE, _USUAL_SIDE)
        return Image.new("RGB", (width, height))

    def fitted(self, height: int, width: int) -> Preprocess:
        """The same for a graph that takes only this height and width: what is cut off stays in
        proportion."""
        if self.shape == (height, width):
            return self
        if self.crop is None or self.size is None:
            return replace(self, size=(height, width), crop=None)
        ratio = max(height / self.crop[0], width / self.crop[1])
        if isinstance(self.size, int):
            size: tuple[int, int] | int = max(round(self.size * ratio), 1)
        else:
            size = (max(round(self.size[0] * ratio), 1), max(round(self.size[1] * ratio), 1))
        return replace(self, size=size, crop=(height, width))

    @cached_property
    def _shades(self) -> npt.NDArray[np.float32]:
        """[channels, 256]: what becomes of every shade. All the arithmetic, done once."""
        shades = np.arange(_SHADES) * self.scale + self.shift
        mean, std = np.array(self.mean)[:, None], np.array(self.std)[:, None]
        normal = (shades - mean) / std
        if self.is_divided_twice:
            normal = normal / std
        return np.asarray(normal, np.float32)

    def _looked_up(self, shades: npt.NDArray[np.uint8], form: Form) -> Pixels:
        height, width, channels = shades.shape
        found = np.empty(
            (height, width, channels) if form.is_channels_last else (channels, height, width),
            form.dtype,
        )
        by_channel = found if form.is_channels_last else found.transpose(1, 2, 0)
        for channel, table in enumerate(self._shades):
            by_channel[..., channel] = table[shades[..., channel]]
        return found


def _whole(shades: npt.NDArray[np.uint8], form: Form) -> Pixels:
    if not form.is_channels_last:
        shades = shades.transpose(2, 0, 1)
    if form.dtype == np.int8:
        return (shades.astype(np.int16) - 128).astype(np.int8)
    return np.ascontiguousarray(shades, form.dtype)


def _corner(spare: int, is_rounded: bool) -> int:
    """Where a crop begins if the picture is ``spare`` pixels longer: transformers goes to the next
    whole pixel below, torchvision rounds, and towards the middle where it must frame."""
    if not is_rounded:
        return spare // 2
    return round(spare / 2) if spare > 0 else int(spare / 2)
