"""Picture files as they are in the world, each kind made here with Pillow."""

from __future__ import annotations

import struct
import warnings
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from assistant_app.errors import (
    AppError,
    FileEmpty,
    FileIsFolder,
    FileMissing,
    PictureBroken,
    PictureTooLarge,
)
from assistant_app.inference import image_input
from assistant_app.inference.image_input import open_picture, read_picture, thumbnail
from assistant_app.inference.preprocess import Form, Preprocess

WHITE = (255, 255, 255)
RED = (255, 0, 0)


def save(picture: Image.Image, path: Path, **options: object) -> Path:
    picture.save(path, **options)  # type: ignore[arg-type]
    return path


def left_red(width: int = 40, height: int = 20) -> Image.Image:
    """Red on the left half, blue on the right."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    return picture


def is_near(pixel: object, colour: tuple[int, int, int]) -> bool:
    return bool(np.abs(np.subtract(pixel, colour)).max() < 12)


def test_a_plain_picture_is_read_as_rgb(tmp_path: Path) -> None:
    picture = open_picture(save(left_red(), tmp_path / "a.png"))

    assert (picture.mode, picture.size) == ("RGB", (40, 20))
    assert picture.getpixel((0, 0)) == RED


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(1, (40, 20), (0, 0)), (3, (40, 20), (39, 0)), (6, (20, 40), (0, 0)), (8, (20, 40), (0, 39))],
)
def test_a_rotated_photo_is_put_upright(
    tmp_path: Path, orientation: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = save(left_red(), tmp_path / "photo.jpg", exif=exif, quality=95)

    picture = open_picture(path)

    assert picture.size == size
    assert is_near(picture.getpixel(red_at), RED)
    width, height, _ = thumbnail(path, 10)
    assert (width > height) == (size[0] > size[1])


def test_cmyk_becomes_rgb(tmp_path: Path) -> None:
    path = save(left_red().convert("CMYK"), tmp_path / "print.jpg", quality=95)

    picture = open_picture(path)

    assert picture.mode == "RGB"
    assert is_near(picture.getpixel((2, 2)), RED)


def test_of_a_moving_gif_the_first_frame_is_read(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "lime", "blue")]
    path = save(frames[0], tmp_path / "a.gif", save_all=True, append_images=frames[1:])

    assert open_picture(path).getpixel((4, 4)) == RED


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_what_is_transparent_shows_white(tmp_path: Path, mode: str) -> None:
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    path = tmp_path / ("a.tiff" if mode == "PA" else "a.png")
    if mode == "PA":
        path = save(clear.convert("RGBA"), tmp_path / "a.webp", lossless=True)
    else:
        save(clear.convert(mode), path)

    assert open_picture(path).getpixel((4, 4)) == WHITE


def test_a_palette_with_a_clear_colour_shows_white_there(tmp_path: Path) -> None:
    picture = Image.new("P", (8, 8), 0)
    picture.putpalette([0, 0, 0, 255, 0, 0])
    picture.putpixel((1, 1), 1)
    path = save(picture, tmp_path / "a.png", transparency=0)

    found = open_picture(path)

    assert found.getpixel((4, 4)) == WHITE
    assert found.getpixel((1, 1)) == RED


def test_half_transparent_is_mixed_with_white(tmp_path: Path) -> None:
    path = save(Image.new("RGBA", (4, 4), (255, 0, 0, 128)), tmp_path / "a.png")

    assert is_near(open_picture(path).getpixel((1, 1)), (255, 127, 127))


def test_greys_of_16_bits_keep_their_shades(tmp_path: Path) -> None:
    shades = np.linspace(0, 65535, 16, dtype=np.uint16).reshape(4, 4)
    path = save(Image.fromarray(shades), tmp_path / "scan.png")

    found = np.asarray(open_picture(path))[..., 0].ravel()

    np.testing.assert_allclose(found, np.linspace(0, 255, 16), atol=1)


def bomb(path: Path, side: int) -> Path:
    """A PNG whose header promises side x side pixels; nobody should try to decode it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + parts)
    return path


@pytest.mark.parametrize("side", [12_000, 60_000])
@pytest.mark.parametrize("read", [open_picture, lambda path: thumbnail(path, 96)])
def test_a_picture_with_too_many_pixels_is_refused_by_its_header(
    tmp_path: Path, side: int, read: object
) -> None:
    with pytest.raises(PictureTooLarge) as raised:
        read(bomb(tmp_path / "bomb.png", side))  # type: ignore[operator]

    assert raised.value.limit_pixels == image_input.LIMIT_PIXELS


def cut(path: Path) -> Path:
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    save(Image.fromarray(noise), path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


@pytest.mark.parametrize("name", ["cut.jpg", "cut.png", "cut.gif", "cut.bmp", "cut.webp"])
def test_half_a_file_is_broken(tmp_path: Path, name: str) -> None:
    with pytest.raises(PictureBroken) as raised:
        open_picture(cut(tmp_path / name))

    assert raised.value.path.name == name
    assert raised.value.reason


@pytest.mark.parametrize("content", [b"not a picture", b"\xff\xd8\xff", b"GIF89a", b"\0" * 100])
def test_what_is_no_picture_is_broken(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)

    with pytest.raises(PictureBroken):
        open_picture(path)
    with pytest.raises(PictureBroken):
        thumbnail(path, 96)


def test_missing_empty_and_folder_each_have_their_error(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    wrong: dict[str, type[AppError]] = {
        "none.png": FileMissing,
        "empty.png": FileEmpty,
        ".": FileIsFolder,
    }
    for name, kind in wrong.items():
        with pytest.raises(kind):
            open_picture(tmp_path / name)
        with pytest.raises(kind):
            thumbnail(tmp_path / name, 96)


def test_a_thumbnail_fits_keeps_proportions_and_has_no_padding(tmp_path: Path) -> None:
    path = save(left_red(1000, 400), tmp_path / "a.jpg")

    width, height, pixels = thumbnail(path, 96)

    assert (width, height) == (96, 38)
    assert len(pixels) == 3 * 96 * 38
    assert is_near(tuple(pixels[:3]), RED)


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    assert thumbnail(save(left_red(10, 6), tmp_path / "a.png"), 96)[:2] == (10, 6)


@pytest.mark.parametrize("trouble", [NotImplementedError, KeyError, struct.error, AttributeError])
def test_whatever_a_decoder_trips_over_is_a_broken_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    def trip(_path: Path) -> Image.Image:
        raise trouble("pixel format 0")

    monkeypatch.setattr(Image, "open", trip)
    (tmp_path / "odd.dds").write_bytes(b"DDS ")
    with pytest.raises(PictureBroken):
        open_picture(tmp_path / "odd.dds")


def clouds(width: int, height: int) -> Image.Image:
    """A picture with soft and hard edges and a little noise, large enough to be decoded smaller."""
    random = np.random.default_rng(3)
    coarse = Image.fromarray(random.integers(0, 255, (12, 16, 3), np.uint8))
    whole = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), np.float32)
    whole[height // 3 : height // 2, width // 4 : width // 2] = (250, 40, 30)
    return Image.fromarray((whole + random.normal(0, 4, whole.shape)).clip(0, 255).astype(np.uint8))


BARE = Preprocess(
    size=64,
    crop=(56, 56),
    resample=Image.Resampling.BILINEAR,
    scale=1.0,
    mean=(0.0,) * 3,
    std=(1.0,) * 3,
    channels=3,
)


@pytest.mark.parametrize("size", [(640, 480), (300, 900), (97, 80)])
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize(
    "preprocess", [BARE, replace(BARE, size=(40, 70), crop=None)], ids=["crop", "whole"]
)
def test_a_jpeg_is_decoded_small_and_looks_the_same(
    tmp_path: Path, size: tuple[int, int], orientation: int, preprocess: Preprocess
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = save(clouds(*size), tmp_path / "a.jpg", quality=92, exif=exif)
    expected = preprocess.pixels(open_picture(path))

    read = read_picture(path, preprocess, Form())

    assert (read.width, read.height) == (size if orientation == 1 else size[::-1])
    off = np.abs(read.pixels - expected)
    assert read.pixels.shape == expected.shape
    assert off.mean() < 1.0  # shades, of 256
    assert np.percentile(off, 99) < 8


def test_a_jpeg_is_not_decoded_smaller_than_the_model_wants(tmp_path: Path) -> None:
    path = save(clouds(160, 120), tmp_path / "a.jpg", quality=92)
    expected = replace(BARE, size=100).pixels(open_picture(path))

    read = read_picture(path, replace(BARE, size=100), Form())

    np.testing.assert_array_equal(read.pixels, expected)


def test_other_formats_are_read_exactly(tmp_path: Path) -> None:
    path = save(clouds(640, 480), tmp_path / "a.png")

    read = read_picture(path, BARE, Form())

    np.testing.assert_array_equal(read.pixels, BARE.pixels(open_picture(path)))


def test_reading_leaves_the_rules_of_warnings_to_others(tmp_path: Path) -> None:
    path = save(left_red(), tmp_path / "a.png")
    read_picture(path, BARE, Form())
    rules = list(warnings.filters)

    read_picture(path, BARE, Form())

    assert warnings.filters == rules
    with pytest.warns(UserWarning, match="ours"):
        warnings.warn("ours", UserWarning, stacklevel=1)
