"""What the benchmarks start in fresh processes. Each prints one JSON line and ends.

    python tests/benchmarks/children.py bare | window | memory PANEL | stall PANEL

The window is the real one, on a data folder of its own; without a display it is drawn in memory.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> None:
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    name, *rest = arguments
    children: dict[str, Callable[..., dict[str, Any]]] = {
        "bare": bare,
        "window": window,
        "memory": memory,
        "stall": stall,
    }
    print(json.dumps(children[name](*rest)), flush=True)
    os._exit(0)  # the clock has stopped: how long Qt takes to go is not the question


def rss_mb() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6


def bare() -> dict[str, Any]:
    """The least that a PySide6 program can do: an empty window, until it is painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    main_window = QMainWindow()
    main_window.resize(1120, 740)
    main_window.show()
    _until_painted(application, main_window)
    return {"painted_at": time.time(), "rss_mb": rss_mb()}


def _until_painted(application: Any, main_window: Any) -> None:
    """Return when the first paint of ``main_window`` is over and the event loop is free."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if watched is main_window and event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, lambda: application.exit(0))
            return False

    watch = Watch()
    application.installEventFilter(watch)
    application.exec()
    application.removeEventFilter(watch)


def _open() -> Any:
    """The real window, on a data folder that nobody else uses."""
    from assistant_app.app import open_window
    from assistant_app.paths import Paths

    home = Path(tempfile.mkdtemp(prefix="deskhand-bench-"))
    return open_window(replace(Paths.default(), home=home))


def window() -> dict[str, Any]:
    """Deskhand, until its window is painted."""
    opened = _open()
    _until_painted(opened.app, opened.window)
    return {"painted_at": time.time(), "rss_mb": rss_mb()}


def memory(panel_name: str) -> dict[str, Any]:
    """Resident memory with the window open, then with the model of one panel loaded and used."""
    import psutil

    from assistant_app.demo import try_sample, wait

    opened = _open()
    _until_painted(opened.app, opened.window)
    wait(500)
    idle = rss_mb()
    opened.window.show_page(panel_name)
    entry = try_sample(opened.window.panel(panel_name), 300.0)
    if isinstance(entry, str):
        return {"problem": entry}
    wait(300)
    peak = getattr(psutil.Process().memory_info(), "peak_wset", 0) or _peak_of_linux()
    return {
        "idle_mb": idle,
        "used_mb": rss_mb(),
        "peak_mb": peak / 1e6,
        "model": entry.model_id,
    }


def _peak_of_linux() -> int:
    import resource

    unit = 1024 if sys.platform.startswith("linux") else 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def stall(panel_name: str) -> dict[str, Any]:
    """Longest time between two beats of a 1 ms timer on the GUI thread, first with nothing to do
    and then while a model loads and works on the sample."""
    from PySide6.QtCore import Qt, QTimer

    from assistant_app.demo import try_sample, wait

    opened = _open()
    _until_painted(opened.app, opened.window)
    opened.window.show_page(panel_name)
    wait(1000)
    beats: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(1)
    wait(2000)
    quiet = _gaps_ms(beats)
    beats.clear()
    entry = try_sample(opened.window.panel(panel_name), 300.0)
    busy = _gaps_ms(beats)
    if isinstance(entry, str):
        return {"problem": entry}
    return {
        "quiet_ms": quiet[-1],
        "busy_ms": busy[-1],
        "busy_p99_ms": busy[int(len(busy) * 0.99)],
        "seconds": entry.duration_s,
        "model": entry.model_id,
    }


def _gaps_ms(beats: list[float]) -> list[float]:
    """Sorted."""
    return sorted((b - a) * 1000 for a, b in itertools.pairwise(beats))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(sys.argv[1:])
