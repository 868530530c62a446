"""Nothing touches the network but an action that says so.

Each process here ends at once with a code of its own when Python makes, binds or connects any
socket or asks for the address of any name (``sys.addaudithook``: no library can go round it), and
says at its end whether it holds one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_stand import install
from fakes import save_picture

from assistant_app import __main__ as entry_point

ROOT = Path(__file__).resolve().parents[1]
SOCKET_MADE = 97
START = f"""
import os, sys, traceback
def forbid(event, arguments):
    if event.startswith("socket."):
        os.write(2, (event + chr(10) + "".join(traceback.format_stack())).encode())
        os._exit({SOCKET_MADE})
sys.addaudithook(forbid)
from pathlib import Path
from assistant_app.paths import Paths
root, home = Path(sys.argv[1]), Path(sys.argv[2])
own = Paths(home, root / "resources", root / "models")
Paths.default = classmethod(lambda cls: own)
def sockets():
    links = Path("/proc/self/fd").glob("*") if sys.platform == "linux" else ()
    return [name for each in links if (name := _target(each)).startswith("socket:")]
def _target(link):
    try:
        return os.readlink(link)
    except OSError:
        return ""
"""
COMMAND = """
from assistant_app.cli.main import main
code = main(sys.argv[3:])
assert sockets() == [], sockets()
sys.exit(code)
"""
WINDOW = """
from PySide6.QtCore import QEventLoop, QTimer
from assistant_app.app import AFTER_PAINT_MS, open_window
opened = open_window(own)
for page in ("write", "summarise", "translate", "images", "models", "history", "settings"):
    opened.window.show_page(page)
    opened.app.processEvents()
loop = QEventLoop()
QTimer.singleShot(AFTER_PAINT_MS, loop.quit)
loop.exec()
for lane in ("files", "store", "device", "downloads"):
    loop = QEventLoop()
    opened.runner.call(lane, lambda: None).finished.connect(lambda _outcome: loop.quit())
    loop.exec()
assert opened.workbench.n_connections == 0
assert sockets() == [], sockets()
opened.close()
"""
ALL_PANELS = """
from assistant_app import demo
code = demo.run(home / "out", paths=own)
assert sockets() == [], sockets()
sys.exit(code)
"""
ASK_THE_HUB = """
from assistant_app.cancel import CancelToken
from assistant_app.errors import NetworkForbidden
from assistant_app.tasks.install import InstallRequest, LookUpRequest
from assistant_app.workbench import open_workbench
bench = open_workbench(own)
{before}
for task, request in (
    (bench.look_up, LookUpRequest("owner/name")), (bench.install, InstallRequest("owner/name")),
):
    try:
        list(task.run(request, CancelToken()))
    except NetworkForbidden:
        print("refused")
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("installation"))


def run(code: str, root: Path, home: Path, *arguments: object, stdin: str = ""):
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("HF_", "DBUS_"))}
    variables |= {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", START + code, root, home, *map(str, arguments)],
        input=stdin,
        env=variables,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (("translate", "-", "--from", "en", "--to", "zh"), "Good morning."),
        (("summarise", "--sentences", "1"), "One is here. Two is there. Three is far."),
        (("write", "continue", "--max-tokens", "2"), "Once"),
        (("label", "picture.png"), ""),
        (("models", "list"), ""),
        (("history", "list", "--json"), ""),
        (("doctor",), ""),
        (("--offline", "translate", "-", "--from", "en", "--to", "zh"), "Good morning."),
    ],
)
def test_every_command_works_without_a_socket(installation, tmp_path, arguments, stdin):
    save_picture(tmp_path / "picture.png")
    arguments = [tmp_path / a if a == "picture.png" else a for a in arguments]
    done = run(COMMAND, installation, tmp_path / "home", *arguments, stdin=stdin)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_window_opens_and_shows_every_page_without_a_socket(tmp_path):
    done = run(WINDOW, ROOT, tmp_path / "home")
    assert done.returncode == 0, done.stderr


def test_all_four_panels_work_with_the_shipped_models_without_a_socket(tmp_path):
    done = run(ALL_PANELS, ROOT, tmp_path / "home")
    assert done.returncode == 0, done.stderr + done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("--offline", "models", "install", "owner/name"),
        ("models", "install", "owner/name", "--offline"),
        ("--offline", "models", "look-up", "owner/name"),
    ],
)
def test_offline_a_command_that_asks_the_hub_is_refused_in_words(installation, tmp_path, arguments):
    done = run(COMMAND, installation, tmp_path / "home", *arguments, "--json")
    assert (done.returncode, json.loads(done.stdout)["error"]) == (1, "NetworkForbidden")
    assert "switched off" in done.stderr


def test_a_model_of_ones_own_comes_and_goes_without_a_socket(installation, tmp_path):
    home, folder = tmp_path / "home", installation / "models" / "tiny-sentences"
    for arguments in (
        ("models", "import", folder, "--name", "mine"),
        ("models", "verify", "mine"),
        ("models", "try", "mine"),
        ("models", "export", "mine", tmp_path / "mine.zip"),
        ("models", "remove", "mine", "--yes"),
        ("models", "import", tmp_path / "mine.zip", "--name", "again"),
        ("models", "list", "--offered"),
    ):
        done = run(COMMAND, ROOT, home, *arguments)
        assert done.returncode == 0, (arguments, done.stderr)


@pytest.mark.parametrize(
    "before", ["bench.settings.update(is_offline=True)", "bench.is_offline_run = True"]
)
def test_offline_the_hub_is_refused_before_any_socket(tmp_path, before):
    done = run(ASK_THE_HUB.replace("{before}", before), ROOT, tmp_path / "home")
    assert (done.returncode, done.stdout.split()) == (0, ["refused"] * 2), done.stderr


def test_huggingface_hubs_own_variable_is_obeyed(tmp_path):
    before = "import os; os.environ['HF_HUB_OFFLINE'] = '1'"
    done = run(ASK_THE_HUB.replace("{before}", before), ROOT, tmp_path / "home")
    assert (done.returncode, done.stdout.split()) == (0, ["refused"] * 2), done.stderr


def test_the_proof_would_show_a_socket(tmp_path):
    """The same without the switch: the first question to the hub ends the process."""
    done = run(ASK_THE_HUB.replace("{before}", ""), ROOT, tmp_path / "home")
    assert done.returncode == SOCKET_MADE
    assert "socket." in done.stderr.splitlines()[0]


def test_the_switch_on_the_command_line_is_that_of_the_whole_run(installation, tmp_path):
    code = COMMAND.replace(
        "code = main",
        "from assistant_app.workbench import Workbench\n"
        "before = Workbench.close\n"
        "def close(bench): print(bench.is_offline); before(bench)\n"
        "Workbench.close = close\n"
        "code = main",
    )
    told = [
        run(code, installation, tmp_path / "home", *switch, "models", "list", "--json").stdout
        for switch in ((), ("--offline",))
    ]
    rows = [text.rsplit("\n", 2) for text in told]
    assert [row[1] for row in rows] == ["False", "True"]
    assert all(json.loads(row[0]) for row in rows)


@pytest.mark.parametrize(("arguments", "opened"), [(["--offline"], [["--offline"]]), ([], [[]])])
def test_alone_it_opens_the_window_offline(monkeypatch, arguments, opened):
    asked = []
    monkeypatch.setattr(entry_point, "window", lambda files=None: asked.append(files) or 0)
    monkeypatch.setattr(sys, "argv", ["deskhand", *arguments])
    assert (entry_point.main(), asked) == (0, opened)
