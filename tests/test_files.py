"""Saving: the new content completely, or the old one untouched."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import surroundings

from assistant_app.errors import DiskFull, SaveRefused
from assistant_app.files import replace_file

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and links")


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@pytest.fixture
def out_of_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same without a mount: flushing to the disk says that there is no room."""

    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)


def test_new_content_stands_in_the_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    replace_file(path, b"one")
    replace_file(path, (piece for piece in (b"t", b"w", b"o")))
    assert path.read_bytes() == b"two"
    assert names_in(tmp_path) == ["note.txt"]


def test_missing_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "note.txt"
    replace_file(path, b"text")
    assert path.read_bytes() == b"text"


def test_a_name_of_the_greatest_length_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".txt")
    replace_file(path, b"text")
    assert path.read_bytes() == b"text"


@pytest.mark.usefixtures("out_of_room")
def test_no_room_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"old")
    with pytest.raises(DiskFull) as caught:
        replace_file(path, b"new")
    assert caught.value.path == path
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["note.txt"]


def test_a_really_full_disk_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    with surroundings.small_disk(tmp_path / "disk", size_kib=64) as folder:
        path = folder / "note.txt"
        path.write_bytes(b"old")
        with pytest.raises(DiskFull):
            replace_file(path, b"n" * 200_000)
        assert path.read_bytes() == b"old"
        assert names_in(folder) == ["note.txt"]


def test_a_failing_source_of_data_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        replace_file(path, pieces())
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["note.txt"]


@posix
def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """On a device of the test's own: root would replace the system's if the app were wrong."""
    device = tmp_path / "full"
    try:
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 7))
        device.open("wb").close()
    except OSError:
        pytest.skip("this system does not let the tests make a device")
    with pytest.raises(DiskFull):
        replace_file(device, b"text")
    assert stat.S_ISCHR(device.stat().st_mode)


@posix
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    replace_file(pipe, b"text")
    assert os.read(reader, 10) == b"text"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_write_protected_file_is_refused_even_to_root(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(SaveRefused) as caught:
        replace_file(path, b"new")
    path.chmod(0o644)
    assert caught.value.reason == "the file is read-only"
    assert path.read_bytes() == b"old"


@posix
def test_a_folder_without_permission_is_refused() -> None:
    with surroundings.ordinary_person() as folder:
        path = folder / "note.txt"
        path.write_bytes(b"old")
        folder.chmod(0o555)
        with pytest.raises(SaveRefused) as caught:
            replace_file(path, b"new")
        assert caught.value.reason == os.strerror(errno.EACCES)
        assert path.read_bytes() == b"old"
        assert names_in(folder) == ["note.txt"]


def test_a_folder_is_refused_as_target(tmp_path: Path) -> None:
    with pytest.raises(SaveRefused):
        replace_file(tmp_path, b"text")
    assert names_in(tmp_path) == []


@posix
def test_permissions_of_the_old_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "target.txt"
    target.write_bytes(b"old")
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@posix
def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(link)
    with pytest.raises(SaveRefused):
        replace_file(link, b"new")
