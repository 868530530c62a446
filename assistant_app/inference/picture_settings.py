"""How a model's folder says that pictures must be prepared, in any of the ways that are in use.

transformers' preprocessor_config.json (old and new spellings), the same nested in
processor_config.json, timm's ``pretrained_cfg`` in config.json, or nothing at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from PIL import Image

from assistant_app.errors import ModelDamaged
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.picture_kinds import (
    HALF,
    IMAGENET,
    KINDS,
    Norm,
    Setting,
    kind,
    kind_name,
)
from assistant_app.inference.preprocess import Preprocess

CONFIG = "preprocessor_config.json"
_NESTED = "processor_config.json"

_USUAL_SIDE = 224
_USUAL_CROP_PCT = 0.875
_MOST = 8192
"""No model looks at larger pictures; a larger number is a mistake that would eat all memory."""
_WARPED_FROM = 384
"""ConvNeXt resizes to squares of this side and above without cropping."""
_FILTERS = {each.name.lower(): each for each in Image.Resampling}


@dataclass(frozen=True)
class GraphSize:
    """What the graph says of its input; None where it leaves it open."""

    height: int | None = None
    width: int | None = None
    channels: int | None = None
    is_channels_last: bool = False


def preprocess_of(folder: ModelFolder, graph: GraphSize | None = None) -> Preprocess:
    """What must be done to pictures for this model. Raises ``ModelDamaged``.

    Where no file says it: the size is the graph's or config.json's ``image_size`` (else 224), a
    middle cut of 87.5 %, bilinear, ImageNet's mean and deviation; graphs with their channels last
    come from TensorFlow, whose models mostly want -1 to 1. A size that the graph fixes always wins.
    """
    graph = graph or GraphSize()
    nested = folder.read_json(_NESTED, is_needed=False).get("image_processor")
    found = nested if isinstance(nested, dict) else folder.read_json(CONFIG, is_needed=False)
    name = _NESTED if isinstance(nested, dict) else CONFIG
    timm = folder.config.get("pretrained_cfg")
    try:
        if found and "pretrained_cfg" not in found and "input_size" not in found:
            made = _of_transformers(found, folder.config, graph)
        elif found:
            made = _of_timm({**found, **(found.get("pretrained_cfg") or {})})
        elif isinstance(timm, dict):
            name = "config.json"
            made = _of_timm(timm)
        else:
            name = "config.json"
            made = _usual(folder.config, graph)
        _check(made)
    except (ValueError, TypeError, AttributeError, KeyError, ArithmeticError) as error:
        reason = f"its settings make no sense ({error})"
        raise ModelDamaged(folder.model_id, name, reason) from error
    if graph.channels is not None and graph.channels != made.channels:
        made = _with_channels(made, graph.channels)
    if graph.height is not None and graph.width is not None:
        made = made.fitted(graph.height, graph.width)
    return made


def _of_transformers(found: Setting, config: Setting, graph: GraphSize) -> Preprocess:
    known = KINDS.get(kind_name(found, config))
    is_square = not (known and "shortest_edge" in known["size"])
    usual = known or _unknown_kind(config, graph)
    given = {key: value for key, value in found.items() if value is not None}
    settings: Setting = {**usual, **given}
    is_normal = settings.get("do_normalize", True)
    mean = _numbers(settings["image_mean"]) if is_normal else ()
    std = _numbers(settings["image_std"]) if is_normal else ()
    channels = int(settings.get("num_channels") or len(mean) or graph.channels or 3)
    size: tuple[int, int] | int | None
    size, longest = _size(settings["size"], is_square)
    crop = _box(settings["crop_size"]) if settings.get("do_center_crop", False) else None
    if not settings.get("do_resize", True):
        size, longest = None, None
    elif (crop_pct := settings.get("crop_pct")) is not None:
        if settings.get("is_convnext") or (known is None and crop is None):
            size, crop = _convnext(size, float(crop_pct), crop)
        elif known is not None and "crop_pct" in known:
            size = _divided(size, float(crop_pct))
    is_scaled = settings.get("do_rescale", True)
    return Preprocess(
        size=size,
        crop=crop,
        resample=_filter(settings["resample"]),
        scale=float(settings.get("rescale_factor", 1 / 255)) if is_scaled else 1.0,
        mean=mean or (0.0,) * channels,
        std=std or (1.0,) * channels,
        channels=channels,
        longest=longest,
        shift=-1.0 if is_scaled and settings.get("rescale_offset", False) else 0.0,
        is_bgr=bool(settings.get("do_flip_channel_order", False)),
        is_divided_twice=bool(settings.get("include_top", False)),
    )


def _unknown_kind(config: Setting, graph: GraphSize) -> Setting:
    side = _side(config, graph)
    norm = _usual_norm(graph)
    return kind(side, resample=Image.Resampling.BILINEAR, norm=norm) | {"crop_size": side}


def _convnext(
    size: tuple[int, int] | int | None, crop_pct: float, crop: tuple[int, int] | None
) -> tuple[tuple[int, int] | int | None, tuple[int, int] | None]:
    side = min(size) if isinstance(size, tuple) else size
    if side is None:
        return size, crop
    if side >= _WARPED_FROM:
        return (side, side), crop
    return int(side / crop_pct), crop or (side, side)


def _divided(size: tuple[int, int] | int | None, share: float) -> tuple[int, int] | int | None:
    if isinstance(size, tuple):
        square = size[0] == size[1]
        return int(size[0] / share) if square else (int(size[0] / share), int(size[1] / share))
    return None if size is None else int(size / share)


def _of_timm(found: Setting) -> Preprocess:
    """timm's evaluation transform: timm/data/config.py and transforms_factory.py."""
    channels, height, width = (int(each) for each in found.get("input_size") or (3, 224, 224))
    if found.get("use_test_size") and found.get("test_input_size"):
        channels, height, width = (int(each) for each in found["test_input_size"])
    share = float(found.get("crop_pct") or _USUAL_CROP_PCT)
    mode = found.get("crop_mode") or "center"
    mean = _numbers(found.get("mean") or IMAGENET[0])
    std = _numbers(found.get("std") or IMAGENET[1])
    scaled = (int(height / share), int(width / share))
    return Preprocess(
        size=scaled[0] if mode == "center" and height == width else scaled,
        crop=(height, width),
        resample=_filter(found.get("interpolation") or "bicubic"),
        scale=1 / 255,
        mean=mean if len(mean) == channels else mean[:1] * channels,
        std=std if len(std) == channels else std[:1] * channels,
        channels=channels,
        rounds_crop=True,
    )


def _usual(config: Setting, graph: GraphSize) -> Preprocess:
    side = _side(config, graph)
    channels = graph.channels or int(config.get("num_channels") or 3)
    mean, std = _usual_norm(graph) if channels == len(IMAGENET[0]) else ((0.0,), (1.0,))
    return Preprocess(
        size=int(side / _USUAL_CROP_PCT),
        crop=(side, side),
        resample=Image.Resampling.BILINEAR,
        scale=1 / 255,
        mean=mean[:channels] if len(mean) >= channels else mean[:1] * channels,
        std=std[:channels] if len(std) >= channels else std[:1] * channels,
        channels=channels,
    )


def _side(config: Setting, graph: GraphSize) -> int:
    if graph.height is not None and graph.width is not None:
        return min(graph.height, graph.width)
    said = config.get("image_size")
    if isinstance(said, list) and said:
        said = said[0]
    return said if isinstance(said, int) and said > 0 else _USUAL_SIDE


def _usual_norm(graph: GraphSize) -> Norm:
    return HALF if graph.is_channels_last else IMAGENET


def _with_channels(made: Preprocess, channels: int) -> Preprocess:
    """A graph that takes one channel is given greys, normalised by the middle channel."""
    if len(set(made.mean)) == 1 and len(set(made.std)) == 1:
        mean, std = made.mean[0], made.std[0]
    else:
        mean, std = made.mean[len(made.mean) // 2], made.std[len(made.std) // 2]
    return replace(made, mean=(mean,) * channels, std=(std,) * channels, channels=channels)


def _size(value: Any, is_square: bool) -> tuple[tuple[int, int] | int, int | None]:
    """What to resize to, and the most for the longer edge."""
    if not isinstance(value, dict):
        if isinstance(value, list | tuple) and len(value) == 1:
            value = value[0]
        return (_box(value) if is_square or not isinstance(value, int) else value), None
    if "shortest_edge" in value:
        longest = value.get("longest_edge")
        return int(value["shortest_edge"]), None if longest is None else int(longest)
    return _box(value), None


def _box(value: Any) -> tuple[int, int]:
    if isinstance(value, dict):
        return int(value["height"]), int(value["width"])
    if isinstance(value, list | tuple):
        height, width = value
        return int(height), int(width)
    return int(value), int(value)


def _numbers(value: Any) -> tuple[float, ...]:
    return tuple(float(each) for each in (value if isinstance(value, list | tuple) else [value]))


def _filter(value: Any) -> Image.Resampling:
    if isinstance(value, str):
        return _FILTERS.get(value.lower(), Image.Resampling.BILINEAR)
    return Image.Resampling(value)


def _check(made: Preprocess) -> None:
    sides = [*(made.crop or ()), made.longest or 1]
    sides += made.size if isinstance(made.size, tuple) else [made.size or 1]
    if not all(0 < side <= _MOST for side in sides):
        raise ValueError(f"pictures of {max(sides)} pixels a side")
    if made.channels not in (1, 3):
        raise ValueError(f"pictures of {made.channels} channels")
    if not len(made.mean) == len(made.std) == made.channels:
        raise ValueError("not one mean and one deviation for each channel")
    if 0.0 in made.std:
        raise ValueError("a deviation of 0")
    if not all(map(math.isfinite, (made.scale, *made.mean, *made.std))):
        raise ValueError("a number without end")
