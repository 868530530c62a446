"""Names that mean the same on every system: of models, and of the files in their folders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from assistant_app.errors import ModelNameUnusable

_FORBIDDEN = re.compile(r"[\s<>:\"/\\|?*%\x00-\x1f\x7f]+")
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}
"""What Windows takes for a device, with any suffix.
Source: learn.microsoft.com/windows/win32/fileio/naming-a-file."""
_MOST_BYTES = 120
"""A folder's name may have 255; staging and lock files add some."""


def model_name(given: str) -> str:
    """``given``, such as a folder's name, as a model's id: blanks and what some system forbids
    become dashes. Raises ``ModelNameUnusable`` if nothing is left, or only a device's name."""
    name = unicodedata.normalize("NFC", given)
    name = "".join(each for each in name if each.isspace() or is_shown(each))
    # A dash in front would be read as an option, a dot in front hides the folder.
    name = _FORBIDDEN.sub("-", name.strip()).strip("-. ")
    while len(name.encode()) > _MOST_BYTES:
        name = name[:-1].rstrip("-. ")
    if not name or is_device(name):
        raise ModelNameUnusable(given)
    return name


def checked_name(given: str) -> str:
    """``given`` if it can be a model's id as it stands, else ``ModelNameUnusable``."""
    if model_name(given) != given:
        raise ModelNameUnusable(given)
    return given


def free_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """``name``, or the first of ``name-2``, ``name-3`` ... that is not taken."""
    proposal, number = name, 2
    while is_taken(proposal):
        proposal, number = f"{name}-{number}", number + 1
    return proposal


def is_device(name: str) -> bool:
    """Whether Windows would open a device under this name (``nul``, ``COM1.txt``)."""
    return name.split(".")[0].rstrip(" ").casefold() in _DEVICES


def is_shown(character: str) -> bool:
    """Neither a control character nor one that turns the direction of writing or has no width."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def is_inside(path: str) -> bool:
    """Whether ``path``, with ``/``, is relative and stays in its folder on every system."""
    parts = path.split("/")
    return all(
        part not in ("", ".", "..")
        and not any(each in '\\:<>"|?*\0' or each < " " for each in part)
        and part == part.rstrip(". ")
        and not is_device(part)
        for part in parts
    )
