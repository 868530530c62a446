"""The text that a command works on: from a file, or from the pipe or keyboard."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import BinaryIO

from assistant_app.cli.terminal import Terminal
from assistant_app.documents.base import LIMIT_BYTES
from assistant_app.documents.encoding import decode_text
from assistant_app.documents.text import read_bytes
from assistant_app.errors import FileEmpty, FileTooLarge, FileUnreadable
from assistant_app.files import reason_of

STDIN = "-"
_STDIN_NAME = Path("(standard input)")
_END = "Ctrl+Z and Enter" if sys.platform == "win32" else "Ctrl+D"


def read_text(terminal: Terminal, name: str) -> str:
    """All of the file, or of stdin for ``-``, with its line breaks as they are. Raises what
    ``read_bytes`` and ``decode_text`` raise, and ``FileEmpty`` for nothing but white space."""
    path = _STDIN_NAME if name == STDIN else Path(name)
    if name == STDIN:
        if sys.stdin.isatty():
            terminal.note(f"type the text, then press {_END} on a line of its own")
        data = _rest_of(sys.stdin.buffer, path)
    elif _is_pipe(path):
        try:
            with path.open("rb") as pipe:
                data = _rest_of(pipe, path)
        except OSError as error:
            raise FileUnreadable(path, reason_of(error)) from error
    else:
        data = read_bytes(path)
    text = decode_text(data, path)
    if not text.strip():
        raise FileEmpty(path)
    return text


def _rest_of(stream: BinaryIO, path: Path) -> bytes:
    data = stream.read(LIMIT_BYTES + 1)
    if len(data) > LIMIT_BYTES:
        raise FileTooLarge(path, len(data), LIMIT_BYTES)
    return data


def _is_pipe(path: Path) -> bool:
    """Such as ``/dev/stdin`` or what a shell puts in place of ``<(command)``."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)
