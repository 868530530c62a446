"""``deskhand demo``: the real window through all four panels, on the samples that ship.

What comes out is printed with its time and model, and a picture of each panel is saved. History and
settings are those of a folder that goes away afterwards; the person's own are not touched.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QTimer

from assistant_app.app import Opened, open_window
from assistant_app.documents.save import save_bytes
from assistant_app.history.entry import PANELS, Entry
from assistant_app.history.entry import Panel as PanelKey
from assistant_app.paths import Paths
from assistant_app.settings import Language, SettingsStore, Theme
from assistant_app.ui.panel import Panel

PATIENCE_S = 300.0
"""For one panel, its model's loading included: a slow machine is not a failure."""
SETTLE_MS = 400
"""After a result, for thumbnails and layout, before the picture is taken."""
SHOWN_LINES = 14


@dataclass(frozen=True)
class Turn:
    """What became of one panel: an entry, or the sentence that says why there is none."""

    panel: PanelKey
    seconds: float
    """From the click on “Try a sample” to the stored result, loading included."""
    picture: Path
    entry: Entry | None = None
    problem: str = ""

    @property
    def has_result(self) -> bool:
        return self.entry is not None and bool(self.entry.output.strip())


def run(
    out: Path,
    theme: Theme = "light",
    language: Language = "en",
    say: Callable[[str], None] = print,
    patience_s: float = PATIENCE_S,
    paths: Paths | None = None,
) -> int:
    """Show all four panels and save ``out/<panel>.png``; 0 if each had a result, else 1."""
    use_unseen_window()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deskhand-demo-") as home:
        own = replace(paths or Paths.default(), home=Path(home))
        SettingsStore(own.settings_file).update(theme=theme, language=language)
        opened = open_window(own)
        try:
            turns = [_take(opened, key, out, patience_s, say) for key in PANELS]
        finally:
            opened.close()
    return _sum_up(turns, out, say)


def use_unseen_window() -> None:
    """Where there is no display, Qt draws into memory. Must come before the application."""
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not has_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _take(
    opened: Opened, key: PanelKey, out: Path, patience_s: float, say: Callable[[str], None]
) -> Turn:
    window = opened.window
    window.show_page(key)
    panel = window.panel(key)
    say(f"\n== {panel.title()} ==")
    began = time.perf_counter()
    ended = try_sample(panel, patience_s)
    seconds = time.perf_counter() - began
    wait(SETTLE_MS)
    picture = out / f"{key}.png"
    _save_picture(opened, picture)
    if isinstance(ended, str):
        say(f"no result after {seconds:.1f} s: {ended}")
        if window.crash_dialog is not None:
            say(window.crash_dialog.report.toPlainText())
            window.crash_dialog.close()
        return Turn(key, seconds, picture, problem=ended)
    say(_shortened(ended.output))
    say(
        f"-- {ended.duration_s:.2f} s ({seconds:.2f} s with loading), {ended.model_id} on "
        f"{ended.device}; {picture}"
    )
    return Turn(key, seconds, picture, entry=ended)


def try_sample(panel: Panel[Any, Any], patience_s: float) -> Entry | str:
    """Wait for the stored entry, or for the sentence that says why there will be none."""
    loop = QEventLoop()
    ended: list[Entry | str] = []
    results: list[object] = []

    def end(what: Entry | str) -> None:
        ended.append(what)
        loop.quit()

    def look() -> None:
        if not panel.is_busy and not results and panel.error_line.text:
            end(panel.error_line.text)

    def when_busy_changes(is_busy: bool) -> None:
        if not is_busy and not results:
            end(panel.error_line.text or "it stopped without a result")

    panel.result_made.connect(results.append)
    panel.recorded.connect(end)
    panel.busy_changed.connect(when_busy_changes)
    watch = QTimer()
    watch.timeout.connect(look)
    watch.start(100)
    QTimer.singleShot(int(patience_s * 1000), loop, lambda: end("it took too long"))
    panel.try_sample()
    loop.exec()
    watch.stop()
    panel.result_made.disconnect(results.append)
    panel.recorded.disconnect(end)
    panel.busy_changed.disconnect(when_busy_changes)
    return ended[0]


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


def _save_picture(opened: Opened, path: Path) -> None:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    opened.window.grab().save(buffer, "PNG")
    save_bytes(path, bytes(data.data()))


def _shortened(text: str) -> str:
    lines = text.strip().splitlines()
    if len(lines) <= SHOWN_LINES:
        return "\n".join(lines)
    rest = len(lines) - SHOWN_LINES
    return "\n".join([*lines[:SHOWN_LINES], f"... and {rest} more lines"])


def _sum_up(turns: list[Turn], out: Path, say: Callable[[str], None]) -> int:
    failed = [turn for turn in turns if not turn.has_result]
    say("")
    for turn in failed:
        say(f"{turn.panel}: {turn.problem or 'the result was empty'}")
    say(f"{len(turns) - len(failed)} of {len(turns)} panels gave a result. Pictures: {out}")
    return 1 if failed else 0
