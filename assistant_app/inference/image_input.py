"""Picture files, decoded."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from assistant_app.errors import (
    AppError,
    FileEmpty,
    FileIsFolder,
    FileMissing,
    FileUnreadable,
    PictureBroken,
    PictureTooLarge,
)
from assistant_app.inference.preprocess import Form, Pixels, Preprocess

LIMIT_PIXELS = 120_000_000
"""About 360 MB decoded; phones make pictures of up to 108 million."""

_PILLOW = r"PIL\."
_LARGE_PIXELS = 30_000_000
_LARGE = threading.Lock()
"""Decoding a large picture takes much memory for a moment: one at a time, whoever asks."""

_ORIENTATION = 0x0112
_TURNED = (5, 6, 7, 8)
"""EXIF orientations that swap width and height."""

Enough = Callable[[int, int], tuple[int, int]]
"""Width and height of a file to those that are enough; JPEGs are decoded that small at once."""


@dataclass(frozen=True)
class PictureRead:
    """``pixels`` as the model takes them; ``width`` and ``height`` of the file, seen upright."""

    pixels: Pixels
    width: int
    height: int


def read_picture(path: Path, preprocess: Preprocess, form: Form) -> PictureRead:
    """The picture in the file, prepared. Errors as in ``open_picture``; any thread may call it."""
    _check_file(path)
    picture, (width, height) = _decoded(path, preprocess.enough)
    is_whole = picture.width * picture.height == width * height
    return PictureRead(preprocess.pixels(picture, form, is_whole), width, height)


def open_picture(path: Path) -> Image.Image:
    """The first frame, upright, as RGB with transparency laid over white.

    Errors: ``FileMissing``, ``FileIsFolder``, ``FileEmpty``, ``FileUnreadable``,
    ``PictureTooLarge`` (told from the header, before anything is decoded), ``PictureBroken``.
    """
    _check_file(path)
    return _decoded(path, None)[0]


def thumbnail(path: Path, side: int) -> tuple[int, int, bytes]:
    """Width, height and RGB bytes (3 per pixel, rows without padding) of the picture at most
    ``side`` wide and high. Errors as in ``open_picture``. JPEGs are decoded small at once."""
    _check_file(path)
    picture, _ = _decoded(path, lambda _width, _height: (side, side))
    picture.thumbnail((side, side), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return picture.width, picture.height, picture.tobytes()


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise FileIsFolder(path)
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise FileMissing(path) from error
    except OSError as error:
        raise FileUnreadable(path, error.strerror or str(error)) from error
    if size == 0:
        raise FileEmpty(path)


def _decoded(path: Path, enough: Enough | None) -> tuple[Image.Image, tuple[int, int]]:
    """The picture, perhaps shrunk as far as is ``enough``, and its full width and height."""
    _hush_pillow()
    try:
        with Image.open(path) as picture:
            width, height = picture.size
            if width * height > LIMIT_PIXELS:
                raise PictureTooLarge(path, width * height, LIMIT_PIXELS)
            if enough is not None:
                picture.draft("RGB", enough(width, height))
            is_turned = picture.getexif().get(_ORIENTATION) in _TURNED
            with _one_at_a_time(picture):
                picture.load()
                ImageOps.exif_transpose(picture, in_place=True)
                found = flat_rgb(picture)
            return found, (height, width) if is_turned else (width, height)
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(path, LIMIT_PIXELS + 1, LIMIT_PIXELS) from error
    except UnidentifiedImageError as error:
        raise PictureBroken(path, "no known picture format") from error
    except PermissionError as error:
        raise FileUnreadable(path, error.strerror or str(error)) from error
    except AppError:
        raise
    except Exception as error:  # what a decoder trips over in a broken file is not one family
        raise PictureBroken(path, str(error) or type(error).__name__) from error


def _hush_pillow() -> None:
    """Pillow warns of its own lower limit and of harmless oddities in EXIF blocks. Not with
    ``catch_warnings``, which swaps the rules of all threads and may put them back in disorder."""
    for action, _text, _category, module, _line in warnings.filters:
        if action == "ignore" and getattr(module, "pattern", None) == _PILLOW:
            return
    warnings.filterwarnings("ignore", module=_PILLOW)


def _one_at_a_time(picture: Image.Image) -> AbstractContextManager[object]:
    return _LARGE if picture.width * picture.height > _LARGE_PIXELS else nullcontext()


def flat_rgb(picture: Image.Image) -> Image.Image:
    """RGB, transparency over white, 16-bit greys scaled to 8 bits."""
    if picture.mode in ("I", "I;16", "I;16B", "I;16L", "F"):
        grey = np.asarray(picture, np.float32)
        scale = 255 / 65535 if grey.max(initial=0) > 255 else 1.0
        return Image.fromarray((grey * scale).clip(0, 255).astype(np.uint8)).convert("RGB")
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        solid = picture.convert("RGBA")
        white = Image.new("RGBA", solid.size, "white")
        return Image.alpha_composite(white, solid).convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")  # convert always copies
