"""Archives that no honest person made, each refused before anything is written."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import ran
from hypothesis import given
from hypothesis import strategies as st
from model_stand import importing, left_behind, store_in

from assistant_app.cancel import CancelToken
from assistant_app.catalog.names import is_inside
from assistant_app.catalog.pack_entries import safe_entries
from assistant_app.catalog.pack_source import PackSource, reading
from assistant_app.errors import AppError, ModelNotInFolder, PackBroken, PackUnsafe
from assistant_app.tasks.import_model import ImportRequest

CONFIG = b'{"model_type": "llama", "deskhand": {"task": "writing"}}'


def archive(path: Path, *more: tuple[str | zipfile.ZipInfo, bytes], method: int = 0) -> Path:
    """A model of two files, and ``more``."""
    with zipfile.ZipFile(path, "w", method) as file:
        file.writestr("m/config.json", CONFIG)
        file.writestr("m/onnx/model.onnx", b"graph")
        for name, data in more:
            file.writestr(name, data)
    return path


def entry(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def refused(path: Path, tmp_path: Path) -> AppError:
    """The error; nothing may have been written."""
    store = store_in(tmp_path)
    with pytest.raises(AppError) as raised:
        ran(importing(store).run(ImportRequest(path), CancelToken()))
    assert left_behind(store) == []
    assert store.installed() == ()
    assert not (tmp_path / "evil").exists()
    return raised.value


def test_an_honest_archive_is_taken(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    _, spec = ran(importing(store).run(ImportRequest(archive(tmp_path / "a.zip")), CancelToken()))
    assert spec.id == "m"
    assert store.verify("m") == ()


@pytest.mark.parametrize(
    "name",
    [
        "../evil", "m/../../evil", "/evil", "/etc/passwd", "C:/evil", "C:evil", "c:\\evil",
        "\\\\host\\share\\evil", "m\\..\\..\\evil", "m/./evil", "m//evil", "nul", "m/COM1.txt",
        "m/evil.", "m/evil ", "m/e\nvil", "m/e:vil", "m/e\u202evil", "m/" + "x" * 1100,
    ],
)  # fmt: skip
def test_names_that_lead_outside_or_that_no_system_can_write(tmp_path: Path, name: str) -> None:
    error = refused(archive(tmp_path / "a.zip", (name, b"evil")), tmp_path)
    assert isinstance(error, PackUnsafe)
    assert error.entry.isprintable()


@pytest.mark.parametrize(
    "mode", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK]
)
def test_links_and_devices(tmp_path: Path, mode: int) -> None:
    path = archive(tmp_path / "a.zip", (entry("m/vocab.txt", mode | 0o777), b"/etc/passwd"))
    assert isinstance(refused(path, tmp_path), PackUnsafe)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "name",
    [
        "m/config.json",
        "m/CONFIG.json",
        "M/other.json",
        "m/onnx",
        "m/config.json/x",
        "m\\config.json",
    ],
)
def test_names_that_stand_for_the_same_file(tmp_path: Path, name: str) -> None:
    error = refused(archive(tmp_path / "a.zip", (name, b"{}")), tmp_path)
    assert isinstance(error, PackUnsafe)
    assert "twice" in error.reason


def test_a_bomb(tmp_path: Path) -> None:
    bomb = ("m/vocab.txt", bytes(30_000_000))
    path = archive(tmp_path / "a.zip", bomb, method=zipfile.ZIP_DEFLATED)
    error = refused(path, tmp_path)
    assert isinstance(error, PackUnsafe)
    assert "beyond measure" in error.reason


def test_entries_that_lie_over_one_another(tmp_path: Path) -> None:
    """The directory names the same bytes a thousand times."""
    path = archive(tmp_path / "a.zip", ("m/big.onnx", bytes(10_000)))
    with zipfile.ZipFile(path) as file:
        infos = file.infolist()
    with pytest.raises(PackUnsafe, match="over one another"):
        safe_entries(infos * 2, path, path.stat().st_size)


def test_too_many_entries(tmp_path: Path) -> None:
    infos = [zipfile.ZipInfo(f"m/{number}.json") for number in range(10_001)]
    with pytest.raises(PackUnsafe, match="too many"):
        safe_entries(infos, tmp_path / "a.zip", 10**9)


def test_a_directory_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip")
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x05\x06")
    struct.pack_into("<I", content, at + 12, 500_000_000)
    path.write_bytes(content)

    assert isinstance(refused(path, tmp_path), PackUnsafe)


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flipped(content: bytes) -> bytes:
    at = content.index(b"graph")
    return content[:at] + b"Graph" + content[at + 5 :]


def _locked(content: bytes) -> bytes:
    """The bit that says an entry is encrypted, in both of its headers."""
    changed = bytearray(content)
    local, central = content.index(b"PK\x03\x04"), content.index(b"PK\x01\x02")
    changed[local + 6] |= 1
    changed[central + 8] |= 1
    return bytes(changed)


def _strange_method(content: bytes) -> bytes:
    changed = bytearray(content)
    struct.pack_into("<H", changed, content.index(b"PK\x01\x02") + 10, 97)
    return bytes(changed)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_cut, "no zip archive"),
        (_flipped, "damaged"),
        (_locked, "password"),
        (_strange_method, "packed in a way"),
        (lambda content: b"PK" + bytes(100), "no zip archive"),
        (lambda content: b"", "no zip archive"),
        (lambda content: content.replace(b"m/config.json", b"m/\xff\xfefig.json"), ""),
    ],
    ids=["cut", "flipped", "locked", "method", "nothing", "empty", "names"],
)
def test_broken_archives(tmp_path: Path, spoil: Callable[[bytes], bytes], words: str) -> None:
    path = archive(tmp_path / "a.zip")
    path.write_bytes(spoil(path.read_bytes()))

    error = refused(path, tmp_path)

    assert isinstance(error, PackBroken | ModelNotInFolder)
    assert words in error.reason


def test_a_utf8_flag_over_other_bytes_is_damage(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("m/ü.json", b"{}"))
    path.write_bytes(path.read_bytes().replace("ü".encode(), b"\xff\xfe"))
    assert isinstance(refused(path, tmp_path), PackBroken)


def test_names_of_a_mac_are_read_as_utf8(tmp_path: Path) -> None:
    """macOS writes UTF-8 and does not say so."""
    path = archive(tmp_path / "a.zip", ("m/词.json", b"{}"))
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + offset + 1] &= ~0x08
    path.write_bytes(content)

    source = PackSource(path)
    source.close()

    assert "词.json" in {file.path for file in source.files}


@given(st.text(max_size=30))
def test_whatever_the_name_it_is_refused_or_stays_inside(name: str) -> None:
    """No name that passes leaves its folder."""
    info = zipfile.ZipInfo("x")
    info.filename = name
    info.flag_bits = 0x800
    try:
        entries = safe_entries([info], Path("a.zip"), 10**6)
    except (PackUnsafe, PackBroken):
        return
    assert all(is_inside(each) for each in entries)


@given(st.binary(max_size=400), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_whatever_the_bytes_it_is_read_or_refused(tmp_path_factory, noise, at, patch) -> None:
    """A damaged archive ends in an ``AppError``, never in another exception."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("m/config.json", CONFIG)
        file.writestr("m/model.onnx", noise)
    content = bytearray(stream.getvalue())
    at %= len(content)
    content[at : at + len(patch)] = patch
    path = tmp_path_factory.mktemp("noise") / "a.zip"
    path.write_bytes(content)
    try:
        source = PackSource(path)
    except AppError:
        return
    try:
        for each in source.files:
            with source.open(each) as opened, reading(path):
                opened.read()
    except AppError:
        pass
    finally:
        source.close()
