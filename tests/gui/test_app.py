"""Start, faults and end of the real window, on the real workbench."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant_app.app import open_window
from assistant_app.paths import Paths
from assistant_app.ui.log_file import close_log, open_log

ROOT = Path(__file__).resolve().parents[2]

SLOW = (
    "PIL",
    "huggingface_hub",
    "numpy",
    "onnxruntime",
    "sqlite_utils",
    "tokenizers",
    "transformers",
)


@pytest.fixture
def opened(qtbot, qapp, own_home):
    opened = open_window(Paths.default())
    qtbot.waitExposed(opened.window)
    yield opened
    opened.close()
    opened.theme.apply("light")
    qapp.sendPostedEvents(None, 52)  # DeferredDelete


def log_text(home):
    return (home / "logs" / "deskhand.log").read_text(encoding="utf-8")


def test_nothing_slow_stands_before_the_first_window(own_home):
    code = (
        "import sys; from assistant_app.app import open_window; opened = open_window(); "
        f"opened.app.processEvents(); print([name for name in {SLOW!r} if name in sys.modules]); "
        "opened.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("is_offline", [True, False])
def test_a_run_that_is_offline_says_so_from_the_start(qtbot, qapp, own_home, is_offline):
    opened = open_window(Paths.default(), is_offline=is_offline)
    try:
        text = opened.window.status.network_text
        assert text == ("Offline" if is_offline else "No connections")
    finally:
        opened.close()
        qapp.sendPostedEvents(None, 52)  # DeferredDelete


def test_start_alone_writes_no_history(qtbot, opened, own_home):
    assert opened.window.isVisible()
    assert not (own_home / "history.sqlite").exists()


def test_old_drafts_of_documents_are_forgotten_soon_after_the_start(qtbot, own_home, opened):
    draft = own_home / "drafts" / "stopped.jsonl"
    draft.parent.mkdir()
    draft.touch()
    os.utime(draft, (0, 0))
    qtbot.waitUntil(lambda: not draft.exists())


def test_a_fault_in_the_window_is_shown_and_logged_and_the_app_goes_on(qtbot, opened, own_home):
    letter = "a private letter"

    def fault():
        raise KeyError(letter)

    opened.hook._on_exception(*_raised(fault))
    dialog = opened.window.crash_dialog
    assert "KeyError" in dialog.report.toPlainText()
    assert letter not in dialog.report.toPlainText()
    dialog.close()
    qtbot.waitUntil(lambda: (own_home / "logs" / "deskhand.log").exists())
    opened.window.show_page("settings")
    assert opened.window.current_name == "settings"


def _raised(function):
    try:
        function()
    except KeyError as error:
        return type(error), error, error.__traceback__
    raise AssertionError("nothing was raised")


def test_a_fault_in_a_slot_reaches_the_dialog(own_home):
    code = (
        "from PySide6.QtCore import QTimer; from assistant_app.app import open_window\n"
        "opened = open_window(); window = opened.window\n"
        "def fault(): raise KeyError('a private letter')\n"
        "def look(): print('shown', window.crash_dialog is not None); opened.app.quit()\n"
        "QTimer.singleShot(400, fault); QTimer.singleShot(600, look)\n"
        "opened.app.exec(); print('closed', opened.close())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["shown", "True", "closed", "True"], done.stderr
    assert "KeyError" in log_text(own_home)
    assert "a private letter" not in log_text(own_home)


def test_ctrl_c_in_the_terminal_quits(own_home):
    code = (
        "import os, signal; from PySide6.QtCore import QTimer\n"
        # A shell that runs the tests in the background has told its children to ignore it.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from assistant_app.app import open_window; opened = open_window()\n"
        "QTimer.singleShot(400, lambda: os.kill(os.getpid(), signal.SIGINT))\n"
        "print(opened.app.exec(), opened.close())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["0", "True"], done.stderr


def test_close_gives_the_hooks_back(qapp, own_home):
    before = sys.excepthook
    opened = open_window(Paths.default())
    assert sys.excepthook != before
    opened.close()
    assert sys.excepthook == before
    qapp.sendPostedEvents(None, 52)


def test_settings_from_last_time_apply_at_start(qtbot, qapp, own_home):
    (own_home / "settings.json").write_text(
        '{"version": 1, "theme": "dark", "language": "zh_CN"}', encoding="utf-8"
    )
    opened = open_window(Paths.default())
    try:
        assert opened.theme.is_dark
        assert opened.window.panel("write").title() == "写作"
    finally:
        opened.language.apply("en")
        opened.theme.apply("light")
        opened.close()
        qapp.sendPostedEvents(None, 52)


def test_the_log_rotates_and_takes_our_records_only(tmp_path):
    file = open_log(tmp_path)
    try:
        logging.getLogger("transformers").warning("someone else's words")
        ours = logging.getLogger("assistant_app.ui")
        for _ in range(2_500):
            ours.warning("x" * 1_000)
    finally:
        close_log(file)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["deskhand.log", "deskhand.log.1", "deskhand.log.2", "deskhand.log.3"]
    assert all(path.stat().st_size <= 500_000 for path in tmp_path.iterdir())
    assert "someone else" not in (tmp_path / "deskhand.log").read_text(encoding="utf-8")


def test_a_log_folder_that_cannot_be_made_is_no_reason_to_stop(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert open_log(tmp_path / "file" / "logs") is None
