"""The log: a few rotating files in the data folder, never with the person's text in them."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "assistant_app"
_MAX_BYTES = 500_000
_N_OLD = 3


def open_log(folder: Path) -> logging.Handler | None:
    """Send the app's own records to ``folder/deskhand.log``. Other libraries' records stay out:
    we don't know what they write. None if the folder can't be written; the app works without."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(
            folder / "deskhand.log", maxBytes=_MAX_BYTES, backupCount=_N_OLD, encoding="utf-8"
        )
    except OSError:
        return None
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
    log = logging.getLogger(NAME)
    log.setLevel(logging.INFO)
    log.propagate = False
    log.addHandler(file)
    return file


def close_log(file: logging.Handler | None) -> None:
    """Undo ``open_log``."""
    if file is not None:
        logging.getLogger(NAME).removeHandler(file)
        file.close()
