"""Plain text and Markdown files: opened in whatever encoding, saved as they were."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from assistant_app.documents.base import LIMIT_BYTES, SUFFIXES, Document, Saved, kind_of
from assistant_app.documents.encoding import BYTE_ORDER_MARKS, decode
from assistant_app.documents.save import encoded, save_bytes
from assistant_app.errors import (
    DocumentUnsupported,
    FileEmpty,
    FileIsFolder,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
)
from assistant_app.files import reason_of

_NEWLINE: Final = re.compile("\r\n|\n|\r")
_MARKS: Final = {encoding: mark for mark, encoding in BYTE_ORDER_MARKS}


def open_document(path: Path) -> Document:
    """Read ``path``. A file above ``LIMIT_BYTES`` is refused by its size, without being read.

    Raises ``FileMissing``, ``FileIsFolder``, ``DocumentUnsupported``, ``FileTooLarge``,
    ``FileUnreadable``, ``FileEmpty``, ``FileNotText`` and ``EncodingUnknown``.
    """
    kind = kind_of(path)
    if kind is None and os.path.isfile(path):
        raise DocumentUnsupported(path, SUFFIXES)
    found = decode(read_bytes(path), path)
    if not found.text.strip():
        raise FileEmpty(path)
    text = found.text
    return Document(
        path=path,
        text=_NEWLINE.sub("\n", text) if "\r" in text else text,
        encoding=found.encoding,
        newline=_usual_newline(text),
        kind=kind or "text",
        has_bom=found.has_bom,
    )


def read_bytes(path: Path) -> bytes:
    """What stands in ``path``, at most ``LIMIT_BYTES``. Raises as ``open_document`` does for a
    file that is missing, a folder, too large or unreadable."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileIsFolder(path)
        if not stat.S_ISREG(status.st_mode):
            # A pipe or a device: reading could wait for ever.
            raise FileUnreadable(path, "it is not an ordinary file")
        if status.st_size > LIMIT_BYTES:
            raise FileTooLarge(path, status.st_size, LIMIT_BYTES)
        with path.open("rb") as file:
            data = file.read(LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise FileMissing(path) from error
    except OSError as error:
        raise FileUnreadable(path, reason_of(error)) from error
    if len(data) > LIMIT_BYTES:
        # It grew meanwhile, or the system does not know its size.
        raise FileTooLarge(path, len(data), LIMIT_BYTES)
    return data


def save_document(document: Document, text: str, path: Path | None = None) -> Saved:
    """Save ``text`` as ``document`` was, at ``path`` or where it came from.

    Encoding, byte order mark and line breaks stay. If the encoding lacks a character of ``text``,
    it becomes UTF-8 and the result says so. Raises ``DiskFull`` or ``SaveRefused``.
    """
    target = path or document.path
    lines = _NEWLINE.sub(document.newline, text)
    saved = replace(
        document, path=target, text=_NEWLINE.sub("\n", text), kind=kind_of(target) or "text"
    )
    try:
        data = encoded(lines, document.encoding)
    except UnicodeEncodeError:
        save_bytes(target, encoded(lines, "utf-8"))
        return Saved(replace(saved, encoding="utf-8", has_bom=False), is_encoding_changed=True)
    mark = _MARKS.get(document.encoding, b"") if document.has_bom else b""
    save_bytes(target, mark + data)
    return Saved(saved, is_encoding_changed=False)


def _usual_newline(text: str) -> str:
    if "\r" not in text:
        return "\n"
    counts: Counter[str] = Counter(_NEWLINE.findall(text))
    return counts.most_common(1)[0][0]
