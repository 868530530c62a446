"""The window and the panels on stands; no test of theirs may leave a thread behind."""

from __future__ import annotations

import threading

import pytest
from panel_stand import Stand
from PySide6.QtCore import QLocale
from window_stand import WindowStand


@pytest.fixture(autouse=True)
def no_thread_left():
    """Fail the test that leaves a lane at work."""
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not left, f"left-over threads: {left}"


@pytest.fixture(autouse=True)
def same_locale():
    """Dates and numbers as the test expects them, whatever the machine's language."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture
def stand(qapp, tmp_path):
    """A window on fakes, not shown yet; see ``window_stand``."""
    stand = WindowStand(tmp_path)
    yield stand
    stand.close()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete: the window goes before the next test


@pytest.fixture
def window(qtbot, stand):
    """The shown window of ``stand``."""
    stand.window.show()
    qtbot.waitExposed(stand.window)
    return stand.window


@pytest.fixture
def bench(qapp, tmp_path):
    """What one panel stands on, without a window; see ``panel_stand``."""
    bench = Stand(tmp_path / "home")
    yield bench
    bench.close()
