"""Saving results and documents: the new content completely, or the old file untouched."""

from __future__ import annotations

from pathlib import Path

from assistant_app.files import replace_file


def save_bytes(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data``. Raises ``DiskFull`` or ``SaveRefused``, and then the file is
    as it was."""
    replace_file(path, data)


def save_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Replace ``path`` by ``text``, line breaks as they are. Raises as ``save_bytes`` does, and
    ``UnicodeEncodeError`` if ``encoding`` lacks a character (UTF encodings lack none)."""
    save_bytes(path, encoded(text, encoding))


def encoded(text: str, encoding: str) -> bytes:
    """``text`` in bytes. Half characters, which names of files may hold and no encoding has,
    become ``?`` in UTF encodings."""
    is_unicode = encoding.lower().startswith("utf")
    return text.encode(encoding, "replace" if is_unicode else "strict")
