"""What a native library writes to standard error, past Python, for as long as one listens."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator

_DESCRIPTOR = 2
_LOG_LINE = re.compile(r"^.*?\[[VIWEF]:onnxruntime:[^\]]*\] *", re.MULTILINE)
"""How ONNX Runtime's own lines begin: a colour, the date, ``[E:onnxruntime:logger, file:line]``.
Its messages may go on in further lines."""
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


@contextlib.contextmanager
def listening(lines: list[str]) -> Iterator[None]:
    """Collect in ``lines`` ONNX Runtime's log; what others write meanwhile appears afterwards.

    A window's process on Windows may have no standard error: then nothing is heard.
    """
    if sys.stderr is not None:
        sys.stderr.flush()
    try:
        kept = os.dup(_DESCRIPTOR)
    except OSError:
        yield
        return
    try:
        with tempfile.TemporaryFile() as said:
            os.dup2(said.fileno(), _DESCRIPTOR)
            try:
                yield
            finally:
                os.dup2(kept, _DESCRIPTOR)
                said.seek(0)
                text = said.read().decode("utf-8", "replace")
                os.write(_DESCRIPTOR, _sorted_out(text, lines).encode())
    finally:
        os.close(kept)


def _sorted_out(text: str, lines: list[str]) -> str:
    """Add ONNX Runtime's messages of ``text`` to ``lines``; what came before them is returned."""
    begins = [found.span() for found in _LOG_LINE.finditer(text)]
    if not begins:
        return text
    ends = [begin for begin, _ in begins[1:]] + [len(text)]
    for (_, after), end in zip(begins, ends, strict=True):
        lines.append(_COLOUR.sub("", text[after:end]).strip())
    return text[: begins[0][0]]
