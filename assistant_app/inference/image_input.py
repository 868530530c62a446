"""Picture files to what a picture model eats."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from assistant_app.errors import (
    AppError,
    FileEmpty,
    FileIsFolder,
    FileMissing,
    FileUnreadable,
    ModelDamaged,
    ModelMissing,
    PictureBroken,
    PictureTooLarge,
)

LIMIT_PIXELS = 120_000_000
"""About 360 MB decoded; phones make pictures of up to 108 million."""

CONFIG = "preprocessor_config.json"


def open_picture(path: Path) -> Image.Image:
    """The first frame, upright, as RGB with transparency laid over white.

    Errors: ``FileMissing``, ``FileIsFolder``, ``FileEmpty``, ``FileUnreadable``,
    ``PictureTooLarge`` (told from the header, before anything is decoded), ``PictureBroken``.
    """
    _check_file(path)
    return _decoded(path, None)


def thumbnail(path: Path, side: int) -> tuple[int, int, bytes]:
    """Width, height and RGB bytes (3 per pixel, rows without padding) of the picture at most
    ``side`` wide and high. Errors as in ``open_picture``. JPEGs are decoded small at once."""
    _check_file(path)
    picture = _decoded(path, side)
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


def _decoded(path: Path, draft_side: int | None) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pillow warns of its own lower limit and of harmless oddities in EXIF blocks.
            warnings.simplefilter("ignore")
            with Image.open(path) as picture:
                n_pixels = picture.width * picture.height
                if n_pixels > LIMIT_PIXELS:
                    raise PictureTooLarge(path, n_pixels, LIMIT_PIXELS)
                if draft_side is not None:
                    picture.draft("RGB", (draft_side, draft_side))
                return flat_rgb(ImageOps.exif_transpose(picture))
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
    return picture.convert("RGB")


@dataclass(frozen=True)
class Preprocess:
    """transformers' image processor settings that matter for classifiers.

    ``size``: (height, width) to resize to, or one number for the shorter edge. ``crop``: (height,
    width) cut from the middle, or None. ``mean`` and ``std`` have one number per channel.
    """

    size: tuple[int, int] | int | None
    crop: tuple[int, int] | None
    resample: Image.Resampling
    scale: float
    mean: tuple[float, ...]
    std: tuple[float, ...]
    channels: int

    @classmethod
    def load(cls, folder: Path, model_id: str = "") -> Preprocess:
        """From preprocessor_config.json. Errors: ``ModelMissing``, ``ModelDamaged``."""
        name = model_id or folder.name
        try:
            found = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
            return cls._from_config(found)
        except OSError as error:
            raise ModelMissing(name, CONFIG) from error
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise ModelDamaged(name, CONFIG, f"its settings make no sense ({error})") from error

    @classmethod
    def _from_config(cls, found: dict[str, Any]) -> Preprocess:
        is_scaled = found.get("do_rescale", True)
        is_normal = found.get("do_normalize", True)
        mean = found.get("image_mean") if is_normal else None
        std = found.get("image_std") if is_normal else None
        channels = int(found.get("num_channels") or (len(mean) if mean else 3))
        return cls(
            size=_size(found["size"]) if found.get("do_resize", True) else None,
            crop=_box(found["crop_size"]) if found.get("do_center_crop", False) else None,
            resample=Image.Resampling(found.get("resample", Image.Resampling.BILINEAR)),
            scale=float(found.get("rescale_factor", 1 / 255)) if is_scaled else 1.0,
            mean=tuple(mean) if mean else (0.0,) * channels,
            std=tuple(std) if std else (1.0,) * channels,
            channels=channels,
        )

    def pixels(self, picture: Image.Image) -> npt.NDArray[np.float32]:
        """[channels, height, width], float32. One channel means grey."""
        picture = picture.convert("L" if self.channels == 1 else "RGB")
        picture = self._resized(picture)
        if self.crop is not None:
            picture = _centre(picture, self.crop)
        shape = (picture.height, picture.width, self.channels)
        array = np.asarray(picture, np.float32).reshape(shape)
        mean, std = np.array(self.mean, np.float32), np.array(self.std, np.float32)
        array = (array * np.float32(self.scale) - mean) / std
        return np.ascontiguousarray(array.transpose(2, 0, 1))

    def _resized(self, picture: Image.Image) -> Image.Image:
        if self.size is None:
            return picture
        if isinstance(self.size, int):
            short = min(picture.size)
            width = max(1, int(picture.width * self.size / short))
            height = max(1, int(picture.height * self.size / short))
        else:
            height, width = self.size
        if (width, height) == picture.size:
            return picture
        return picture.resize((width, height), self.resample)


def _size(value: Any) -> tuple[int, int] | int:
    if isinstance(value, dict) and "shortest_edge" in value:
        return int(value["shortest_edge"])
    return _box(value)


def _box(value: Any) -> tuple[int, int]:
    if isinstance(value, dict):
        return int(value["height"]), int(value["width"])
    return int(value), int(value)


def _centre(picture: Image.Image, box: tuple[int, int]) -> Image.Image:
    """The middle of the picture; what lies outside it is black."""
    height, width = box
    left = (picture.width - width) // 2
    top = (picture.height - height) // 2
    return picture.crop((left, top, left + width, top + height))
