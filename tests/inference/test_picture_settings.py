"""Preparing pictures as transformers does: its own classes give the numbers to compare with."""

from __future__ import annotations

import json
import math
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from assistant_app.errors import ModelDamaged
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.picture_settings import GraphSize, preprocess_of
from assistant_app.inference.preprocess import Form, Preprocess

HALF = {"image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
IMAGENET = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
KINDS: list[tuple[str, dict[str, Any]]] = [
    ("ViT", {"size": {"height": 224, "width": 224}, "resample": 2, **HALF}),
    ("ViT", {"size": 60, "resample": 3, **IMAGENET}),
    ("ViT", {}),
    ("ViT", {"do_resize": False, "do_rescale": False, "do_normalize": False}),
    ("ViT", {"size": {"height": 40, "width": 70}, "resample": 0, "do_normalize": False}),
    ("ViT", {"size": {"shortest_edge": 50, "longest_edge": 70}, **HALF}),
    ("DeiT", {"size": 64, "crop_size": 56, "resample": 3, **IMAGENET}),
    ("DeiT", {}),
    ("Beit", {"size": 48, "do_center_crop": False, **HALF}),
    ("MobileNetV1", {"size": {"shortest_edge": 70}, "crop_size": 64, **HALF}),
    ("MobileNetV2", {"size": {"shortest_edge": 73}, "crop_size": {"height": 64, "width": 61}}),
    ("MobileNetV2", {}),
    ("ConvNext", {"size": {"shortest_edge": 64}, "crop_pct": 0.875, "resample": 3, **IMAGENET}),
    ("ConvNext", {"size": 224, "crop_pct": 0.95, "resample": 3}),
    ("ConvNext", {"size": {"shortest_edge": 384}, "resample": 2, **IMAGENET}),
    ("EfficientNet", {"size": {"height": 60, "width": 60}, "resample": 0, **IMAGENET}),
    ("EfficientNet", {"size": {"height": 60, "width": 60}, "include_top": False}),
    ("EfficientNet", {"size": 60, "rescale_offset": True, "rescale_factor": 1 / 127.5}),
    ("MobileViT", {"size": {"shortest_edge": 72}, "crop_size": 64, "do_center_crop": True}),
    ("MobileViT", {"do_flip_channel_order": False, "size": {"shortest_edge": 40}, "crop_size": 64}),
    ("MobileViT", {}),
    ("CLIP", {"size": {"shortest_edge": 64}, "crop_size": {"height": 64, "width": 64}}),
    ("CLIP", {"size": 64, "crop_size": 60, "resample": 3}),
    ("Siglip", {"size": {"height": 64, "width": 64}, "resample": 3, **HALF}),
    ("Bit", {"size": {"shortest_edge": 80}, "crop_size": 64, "resample": 3, **IMAGENET}),
    ("Levit", {"size": {"shortest_edge": 56}, "crop_size": 56}),
    ("PoolFormer", {"size": {"shortest_edge": 56}, "crop_size": 56, "crop_pct": 0.9}),
    ("Pvt", {}),
]
SIZES = [(301, 200), (97, 410), (33, 21)]


def photo(width: int, height: int) -> Image.Image:
    """Smooth shades, an edge and some noise, as in a photograph."""
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    noise = np.random.default_rng(3).normal(0, 12, (height, width, 3))
    colours = np.stack([across * 255, down * 255, (across > down) * 180], axis=-1)
    return Image.fromarray((colours + noise).clip(0, 255).astype(np.uint8))


def settings(
    folder: Path,
    found: dict[str, Any] | None,
    config: dict[str, Any] | None = None,
    graph: GraphSize | None = None,
    name: str = "preprocessor_config.json",
) -> Preprocess:
    (folder / "config.json").write_text(json.dumps(config or {}))
    if found is not None:
        (folder / name).write_text(json.dumps(found))
    return preprocess_of(ModelFolder(folder, "tiny"), graph)


@pytest.fixture(scope="module")
def transformers() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import transformers

        return transformers


@pytest.mark.parametrize(
    ("kind", "given"), KINDS, ids=[f"{kind}-{at}" for at, (kind, _) in enumerate(KINDS)]
)
def test_pixels_are_those_of_transformers(
    transformers: Any, tmp_path: Path, kind: str, given: dict[str, Any]
) -> None:
    theirs = getattr(transformers, f"{kind}ImageProcessorPil")(**given)
    ours = settings(tmp_path, {"image_processor_type": f"{kind}ImageProcessor", **given})

    for size in SIZES:
        picture = photo(*size)
        expected = theirs(picture, return_tensors="np")["pixel_values"][0]
        found = ours.pixels(picture)
        assert found.shape == expected.shape
        np.testing.assert_allclose(found, expected, atol=1e-4)


@pytest.mark.parametrize("kind", ["ViT", "CLIP", "ConvNext", "MobileViT", "EfficientNet"])
def test_what_transformers_saves_is_read_as_it_was_meant(
    transformers: Any, tmp_path: Path, kind: str
) -> None:
    theirs = getattr(transformers, f"{kind}ImageProcessorPil")()
    theirs.save_pretrained(tmp_path)
    ours = settings(tmp_path, None)
    picture = photo(250, 180)

    expected = theirs(picture, return_tensors="np")["pixel_values"][0]

    np.testing.assert_allclose(ours.pixels(picture), expected, atol=1e-4)


@pytest.mark.parametrize(
    ("family", "kind"),
    [("resnet", "ConvNext"), ("swin", "ViT"), ("vit", "ViT"), ("clip", "CLIP")],
)
def test_without_a_class_the_family_tells(
    transformers: Any, tmp_path: Path, family: str, kind: str
) -> None:
    theirs = getattr(transformers, f"{kind}ImageProcessorPil")(size=64)
    ours = settings(tmp_path, {"size": 64}, {"model_type": family})
    picture = photo(250, 180)

    expected = theirs(picture, return_tensors="np")["pixel_values"][0]

    np.testing.assert_allclose(ours.pixels(picture), expected, atol=1e-4)


def test_old_names_of_the_classes_mean_the_same(tmp_path: Path) -> None:
    old = {"feature_extractor_type": "ConvNextFeatureExtractor", "size": 224, "crop_pct": 0.875}
    new = {"image_processor_type": "ConvNextImageProcessorFast", "size": {"shortest_edge": 224}}

    assert settings(tmp_path, old) == settings(tmp_path, new)


def test_settings_nested_in_processor_config_go_before(tmp_path: Path) -> None:
    nested = {"image_processor": {"image_processor_type": "ViTImageProcessor", "size": 32}}
    (tmp_path / "preprocessor_config.json").write_text('{"size": 99}')

    assert settings(tmp_path, nested, name="processor_config.json").size == (32, 32)


def test_a_processor_config_about_something_else_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "processor_config.json").write_text('{"processor_class": "CLIPProcessor"}')

    assert settings(tmp_path, {"size": 20}).size == (20, 20)


TIMM = {
    "input_size": [3, 224, 224],
    "crop_pct": 0.95,
    "interpolation": "bicubic",
    "mean": [0.485, 0.456, 0.406],
    "std": [0.229, 0.224, 0.225],
}


@pytest.mark.parametrize("place", ["config", "preprocessor", "flat"])
def test_timm_says_it_in_its_own_words(tmp_path: Path, place: str) -> None:
    found = {"config": None, "preprocessor": {"pretrained_cfg": TIMM}, "flat": TIMM}[place]
    config = {"architecture": "mobilenetv4_conv_small", "pretrained_cfg": TIMM}

    ours = settings(tmp_path, found, config if place == "config" else {})

    assert (ours.size, ours.crop) == (235, (224, 224))
    assert ours.resample == Image.Resampling.BICUBIC
    assert (ours.mean[0], ours.std[0], ours.scale) == (0.485, 0.229, 1 / 255)


def test_timm_squashes_where_it_says_so(tmp_path: Path) -> None:
    ours = settings(tmp_path, {**TIMM, "crop_mode": "squash", "crop_pct": 1.0})

    assert (ours.size, ours.crop) == ((224, 224), (224, 224))


@pytest.mark.parametrize(("side", "corner"), [(5, 0), (7, 2), (3, 0), (2, -1)])
def test_timm_cuts_from_the_nearest_pixel_as_torchvision_does(
    tmp_path: Path, side: int, corner: int
) -> None:
    ours = settings(tmp_path, {**TIMM, "input_size": [3, 4, 4], "crop_pct": 1.0})
    row = Image.fromarray(np.arange(1, side + 1, dtype=np.uint8)[None].repeat(side, 0))
    picture = replace(ours, size=None, mean=(0.0,) * 3, std=(1.0,) * 3)

    found = (picture.pixels(row.convert("RGB"))[0] * 255).round()

    middle = found[2] if side > 2 else found[1]
    expected = [at + 1 if 0 <= at < side else 0 for at in range(corner, corner + 4)]
    assert middle.tolist() == expected


def test_without_any_settings_imagenets_are_taken(tmp_path: Path) -> None:
    ours = settings(tmp_path, None, {"image_size": 160})

    assert (ours.size, ours.crop) == (182, (160, 160))
    assert ours.mean == (0.485, 0.456, 0.406)


def test_without_any_settings_channels_last_means_minus_one_to_one(tmp_path: Path) -> None:
    ours = settings(tmp_path, None, graph=GraphSize(192, 192, 3, is_channels_last=True))

    assert ours.crop == (192, 192)
    pixels = ours.pixels(Image.new("RGB", (9, 9), (0, 255, 255)), Form(is_channels_last=True))
    assert pixels.shape == (192, 192, 3)
    assert pixels[9, 9].tolist() == [-1.0, 1.0, 1.0]


def test_the_size_of_the_graph_goes_before_the_settings(tmp_path: Path) -> None:
    given = {"size": {"shortest_edge": 256}, "crop_size": 224, "do_center_crop": True}

    ours = settings(tmp_path, given, graph=GraphSize(112, 112, 3))

    assert (ours.size, ours.crop) == (128, (112, 112))
    assert ours.pixels(photo(300, 200)).shape == (3, 112, 112)


def test_a_graph_without_room_for_other_shapes_is_given_its_own(tmp_path: Path) -> None:
    ours = settings(tmp_path, {"do_resize": False}, graph=GraphSize(30, 40, 3))

    assert ours.pixels(photo(300, 200)).shape == (3, 30, 40)


def test_a_graph_of_one_channel_is_given_greys(tmp_path: Path) -> None:
    ours = settings(tmp_path, {"size": 8, **IMAGENET}, graph=GraphSize(8, 8, 1))

    assert ours.pixels(photo(30, 20)).shape == (1, 8, 8)


@pytest.mark.parametrize(
    ("dtype", "white", "black"),
    [("uint8", 255, 0), ("int8", 127, -128), ("int32", 255, 0)],
)
def test_whole_numbers_are_the_shades_themselves(
    tmp_path: Path, dtype: str, white: int, black: int
) -> None:
    ours = settings(tmp_path, {"size": 2, **HALF})
    form = Form(dtype=np.dtype(dtype))

    assert (ours.pixels(Image.new("RGB", (4, 4), "white"), form) == white).all()
    assert (ours.pixels(Image.new("RGB", (4, 4), "black"), form) == black).all()
    assert ours.pixels(photo(4, 4), form).dtype == dtype


def test_half_precision_is_the_same_rounded(tmp_path: Path) -> None:
    ours = settings(tmp_path, {"size": 16, **IMAGENET})
    picture = photo(40, 40)

    half = ours.pixels(picture, Form(dtype=np.dtype(np.float16)))

    assert half.dtype == np.float16
    np.testing.assert_allclose(half, ours.pixels(picture), atol=2e-3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": "big"},
        {"size": {"height": 224}},
        {"size": -3},
        {"size": 100_000},
        {"size": 224, "image_std": [0.0, 1.0, 1.0]},
        {"size": 224, "image_mean": [0.5, 0.5]},
        {"size": 224, "image_mean": "grey"},
        {"size": 224, "num_channels": 7, "do_normalize": False},
        {"size": 224, "resample": 17},
        {"size": math.inf},
        {"size": 224, "image_mean": [math.nan, 0.5, 0.5]},
        {"size": 224, "rescale_factor": math.inf},
        {"size": {"shortest_edge": 224}, "crop_pct": 0},
        {"pretrained_cfg": {"input_size": [224]}},
    ],
)
def test_settings_without_sense_are_named(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(ModelDamaged) as raised:
        settings(tmp_path, wrong)

    assert raised.value.file == "preprocessor_config.json"
