"""Reading of the data folder (see its README.md): xz text, tab-separated rows, and the held-out split."""

from __future__ import annotations

import argparse
import hashlib
import lzma
import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

RECIPES = Path(__file__).resolve().parents[1]
MODELS = RECIPES.parent
WORK = RECIPES / "work"


def default_data_dir() -> Path:
    """DESKHAND_DATA, else the folder `shared/data` beside the repository."""
    named = os.environ.get("DESKHAND_DATA")
    return Path(named) if named else MODELS.parent.parent / "shared" / "data"


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """Give a recipe's command line its `--data DIR`."""
    parser.add_argument("--data", type=Path, default=default_data_dir(),
                        help="data folder with text/ and images/ (default: $DESKHAND_DATA, else ../shared/data)")


def read_lines(path: Path) -> Iterator[str]:
    """Lines of an xz-compressed UTF-8 text file, without their line ends."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n")


def read_rows(path: Path, every: int = 1) -> Iterator[list[str]]:
    """Rows of an xz-compressed tab-separated file, or only every so many-th of them."""
    for line in islice(read_lines(path), 0, None, every):
        yield line.split("\t")


def text_key(text: str) -> str:
    """What makes two sentences "the same": letters and digits only, lower case."""
    return re.sub(r"[\W_]+", "", text.lower())


def hash_fraction(key: str) -> float:
    """A number in [0, 1) that depends on nothing but the text, so that a split never changes between runs."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8"), digest_size=6).digest(), "big") / 2.0**48
