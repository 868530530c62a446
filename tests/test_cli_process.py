"""Commands in processes of their own: pipes, signals, imports."""

from __future__ import annotations

import errno
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cli_stand import install

from assistant_app import __main__ as entry_point
from assistant_app import __version__

ROOT = Path(__file__).resolve().parents[1]
START = """
import sys
from pathlib import Path
from assistant_app.paths import Paths
root, home = Path(sys.argv[1]), Path(sys.argv[2])
own = Paths(home, root / "resources", root / "models")
Paths.default = classmethod(lambda cls: own)
from assistant_app.cli.main import main
code = main(sys.argv[3:])
loaded = {"PySide6", "shiboken6", "transformers"} & {name.split(".")[0] for name in sys.modules}
assert not loaded, loaded
sys.exit(code)
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("installation"))


@pytest.fixture
def command(installation: Path, tmp_path: Path) -> list[str]:
    home = tmp_path / "home"
    return [sys.executable, "-W", "error", "-c", START, str(installation), str(home)]


def environment(**changes: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **changes}


@pytest.mark.parametrize(
    "arguments",
    [
        ("translate", "-"),
        ("summarise", "--sentences", "1"),
        ("write", "continue", "--max-tokens", "2"),
        ("history", "list"),
        ("models", "list"),
        ("doctor",),
    ],
)
def test_no_command_loads_qt(command: list[str], arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [*command, *arguments],
        input=b"One is here. Two is there.\n",
        capture_output=True,
        env=environment(),
    )
    assert done.returncode == 0, done.stderr.decode()


def test_bytes_go_through_a_pipe_as_utf8_in_any_locale(command: list[str]) -> None:
    done = subprocess.run(
        [*command, "translate", "--to", "en"],
        input="你好\r\n\r\n世界".encode(),
        capture_output=True,
        env=environment(LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="latin-1"),
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == "你好\r\n\r\n世界".encode()


def test_a_reader_that_leaves_is_no_error(command: list[str]) -> None:
    text = "".join(f"this is line {number}\n" for number in range(3000))
    with subprocess.Popen(
        [*command, "translate", "--from", "en", "--to", "zh", "--no-history"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(text.encode())
        process.stdin.close()
        assert process.stdout.readline() == b"THIS IS LINE 0\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def run_module(*arguments: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "assistant_app", *arguments],
        capture_output=True,
        env=environment(**changes),
    )


def test_the_version_is_told_without_loading_anything() -> None:
    done = run_module("--version")
    assert done.stdout.decode().strip() == f"deskhand {__version__}"
    names = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert "assistant_app" in names
    assert names.isdisjoint({"click", "numpy", "assistant_app.cli", "assistant_app.errors"})


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
def test_without_a_display_the_window_says_so() -> None:
    done = run_module(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 1
    assert b"no display" in done.stderr
    assert b"PySide6" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [("translate",), ("models", "list", "--json"), ("--help",)])
def test_a_full_disk_behind_the_output_is_told(
    command: list[str], arguments: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*command, *arguments],
            input=b"One is here.\n",
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
        )
    assert done.returncode == 1
    assert (
        done.stderr
        == b"deskhand: the standard output can't be written: "
        + os.strerror(errno.ENOSPC).encode()
        + b"\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize(
    ("closed", "said"),
    [
        ("<&-", "deskhand: (standard input) is empty.\n"),
        (">&-", "deskhand: the standard output is closed\n"),
        ("2>&-", ""),
    ],
)
def test_a_closed_stream_is_told(command: list[str], closed: str, said: str) -> None:
    source = "" if closed == "<&-" else "echo One is here. | "
    last = "missing.txt" if closed == "2>&-" else "-"
    line = f"{source}{shlex.join([*command, 'translate', last])} {closed}"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, env=environment())
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_ctrl_c_while_libraries_load_ends_as_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry_point, "_run", interrupted)
    assert entry_point.main() == 130


def test_wrong_use_is_json_too(command: list[str]) -> None:
    for arguments in (("translate", "--json", "--nope"), ("history", "clear", "--json")):
        done = subprocess.run(
            [*command, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment(),
        )
        assert done.returncode == 2
        assert json.loads(done.stdout)["error"] == "WrongUse"
        assert b"Usage" in done.stderr
