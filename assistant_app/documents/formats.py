"""Which documents can be opened with their format kept, by the ending of the name.

Each reader and the library behind it are imported when the first file of its kind is opened: none
of them is needed before.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from assistant_app.documents.base import KINDS
from assistant_app.documents.blocks import BlockDocument, Nameable
from assistant_app.errors import (
    AppError,
    DocumentOlder,
    DocumentUnsupported,
    FileIsFolder,
    FileMissing,
)


def _docx(path: Path) -> BlockDocument:
    from assistant_app.documents.docx import open_docx

    return open_docx(path)


def _pptx(path: Path) -> BlockDocument:
    from assistant_app.documents.pptx import open_pptx

    return open_pptx(path)


def _xlsx(path: Path) -> BlockDocument:
    from assistant_app.documents.xlsx import open_xlsx

    return open_xlsx(path)


def _odt(path: Path) -> BlockDocument:
    from assistant_app.documents.odt import open_odt

    return open_odt(path)


def _html(path: Path) -> BlockDocument:
    from assistant_app.documents.html import open_html

    return open_html(path)


def _subtitles(path: Path) -> BlockDocument:
    from assistant_app.documents.subtitles import open_subtitles

    return open_subtitles(path)


def _po(path: Path) -> BlockDocument:
    from assistant_app.documents.po import open_po

    return open_po(path)


def _xliff(path: Path) -> BlockDocument:
    from assistant_app.documents.xliff import open_xliff

    return open_xliff(path)


def _markdown(path: Path) -> BlockDocument:
    from assistant_app.documents.markdown import open_markdown

    return open_markdown(path)


def _plain(path: Path) -> BlockDocument:
    from assistant_app.documents.plain import open_plain

    return open_plain(path)


_READERS: Final[dict[str, Callable[[Path], BlockDocument]]] = {
    ".docx": _docx,
    ".docm": _docx,
    ".pptx": _pptx,
    ".pptm": _pptx,
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".odt": _odt,
    ".ott": _odt,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".srt": _subtitles,
    ".vtt": _subtitles,
    ".po": _po,
    ".pot": _po,
    ".xlf": _xliff,
    ".xliff": _xliff,
    **{suffix: _markdown if kind == "markdown" else _plain for suffix, kind in KINDS.items()},
}
BLOCK_SUFFIXES: Final = tuple(_READERS)
"""What the files end in that can be opened, in lower case; a file without any ending can too."""

_SAVE_AS: Final = {
    ".doc": ".docx", ".dot": ".docx", ".rtf": ".docx", ".wps": ".docx", ".pages": ".docx",
    ".pdf": ".docx", ".ppt": ".pptx", ".pps": ".pptx", ".odp": ".pptx", ".key": ".pptx",
    ".xls": ".xlsx", ".ods": ".xlsx", ".csv": ".xlsx", ".numbers": ".xlsx", ".ass": ".srt",
    ".ssa": ".srt", ".sub": ".srt", ".mo": ".po", ".mht": ".html", ".mhtml": ".html",
    ".epub": ".html",
}  # fmt: skip


def open_blocks(path: Path) -> BlockDocument:
    """Open ``path`` by the ending of its name.

    Raises ``DocumentOlder`` for a kind that other programs can save as one of ours,
    ``DocumentUnsupported`` for any other, and whatever is wrong with the file: ``FileMissing``,
    ``FileIsFolder``, ``FileTooLarge``, ``FileUnreadable``, ``FileEmpty``, ``FileNotText``,
    ``EncodingUnknown``, ``DocumentBroken``, ``DocumentLocked``.
    """
    if os.path.isdir(path):
        raise FileIsFolder(path)
    if not os.path.exists(path):
        raise FileMissing(path)
    refusal = refused_by_name(path)
    if refusal is not None:
        raise refusal
    return _READERS.get(path.suffix.lower(), _plain)(path)


def refused_by_name(path: Path) -> AppError | None:
    """Why ``open_blocks`` would refuse a file of this name without looking into it."""
    suffix = path.suffix.lower()
    if suffix in _SAVE_AS:
        return DocumentOlder(path, _SAVE_AS[suffix])
    if suffix and suffix not in _READERS:
        return DocumentUnsupported(path, BLOCK_SUFFIXES)
    return None


def in_language(document: BlockDocument, code: str) -> BlockDocument:
    """``document`` so that it says, once it is saved, that it is in the language ``code`` (such as
    ``zh``): web pages, gettext, XLIFF and office files have a place for that. Others are given back
    as they are."""
    return document.in_language(code) if isinstance(document, Nameable) else document
