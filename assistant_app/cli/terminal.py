"""What a command writes: UTF-8 whatever the locale, results on stdout, all else on stderr."""

from __future__ import annotations

import json
import os
import sys
import time
from io import TextIOWrapper
from typing import TextIO

from assistant_app.cli.transfer_line import TransferLine
from assistant_app.error_text import error_text
from assistant_app.errors import AppError
from assistant_app.tasks.base import Progress, Stage
from assistant_app.tasks.time_left import TimeLeft, in_words

_BETWEEN_S = 0.1
"""A progress line is written at most ten times a second."""


class Terminal:
    """The streams of one command. Nothing but results goes to stdout."""

    def __init__(self, stdout: TextIO, stderr: TextIO) -> None:
        self.stdout = stdout
        self.stderr = stderr
        self._shown = 0
        self._last_shown = 0.0
        self._stage: Stage | None = None
        self._time_left = TimeLeft()
        self._transfer = TransferLine()
        self._last_character = "\n"

    @classmethod
    def standard(cls) -> Terminal:
        """The process's own streams. ``newline=""`` keeps every line break of a result as it is,
        on Windows too; a half character in a file name is escaped instead of being fatal."""
        _open_closed_streams()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
        return cls(sys.stdout, sys.stderr)

    @property
    def is_screen(self) -> bool:
        """Whether a person looks at the result, rather than a pipe taking it."""
        return self.stdout.isatty()

    def write(self, text: str) -> None:
        """Part of a result, at once."""
        if not text:
            return
        self.clear_progress()
        self.stdout.write(text)
        self.stdout.flush()
        self._last_character = text[-1]

    def line(self, text: str = "") -> None:
        self.write(text + "\n")

    def end_line(self) -> None:
        """On a screen, what follows begins on a line of its own. In a pipe the result is exact."""
        if self._last_character not in "\n\r" and self.stdout.isatty():
            self.write("\n")

    def json(self, value: object) -> None:
        self.line(json.dumps(value, ensure_ascii=False, indent=2))

    def note(self, text: str) -> None:
        """Something to know beside the result."""
        self.clear_progress()
        self.end_line()
        self.stderr.write(f"deskhand: {text}\n")
        self.stderr.flush()

    def notice(self, error: AppError) -> None:
        """An ``AppError`` in words."""
        self.note(error_text(error))

    def progress(self, progress: Progress, is_streaming: bool) -> None:
        """One line that is written over, on a screen only. ``is_streaming``: the result is being
        written too; if it goes to the same screen there is no room for it."""
        left = self._time_left.after(progress)
        bytes_text = self._transfer.text(progress)
        if not self.stderr.isatty() or (is_streaming and self.stdout.isatty() and progress.done):
            return
        now = time.monotonic()
        is_new = progress.stage is not self._stage
        if not is_new and now - self._last_shown < _BETWEEN_S:
            return
        self._last_shown, self._stage = now, progress.stage
        text = bytes_text or _progress_words(progress, left)
        self.stderr.write("\r" + text.ljust(self._shown))
        self.stderr.flush()
        self._shown = len(text)

    def clear_progress(self) -> None:
        if self._shown:
            self.stderr.write("\r" + " " * self._shown + "\r")
            self.stderr.flush()
            self._shown = 0


def _open_closed_streams() -> None:
    """A shell may start us with a stream closed (``>&-``): Python has None there, and the next
    file that is opened would take its number. Nothing can be read from such an input, messages
    are lost, and writing a result raises ``io.UnsupportedOperation``."""
    for name, mode in (("stdin", "r"), ("stdout", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # As Python opens them: the number stays open to the end of the process.
            number = os.open(os.devnull, os.O_RDONLY if mode == "r" else os.O_WRONLY)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def _progress_words(progress: Progress, left: float | None) -> str:
    words = [progress.stage.value]
    if progress.total:
        words.append(f"{progress.done} of {progress.total}")
    if left is not None:
        words.append(f"about {in_words(left)} left")
    elif progress.item:
        words.append(progress.item)
    text = ", ".join(words)
    return text[:76] + "..." if len(text) > 79 else text
