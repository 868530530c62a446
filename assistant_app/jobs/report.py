"""Describes an exception for a report that a person may send, without the text they work on.

A stack of our own source lines says nothing about the person. The message of an exception may: a
``KeyError`` holds the key, a ``ValueError`` often the value. So only messages of types that speak
about the program (names, types, positions, files) are kept.
"""

from __future__ import annotations

import traceback

_SAFE_MESSAGES = (
    ArithmeticError,
    AttributeError,
    ImportError,
    IndexError,
    MemoryError,
    NameError,
    OSError,
    RuntimeError,
    TypeError,
)


def describe(error: BaseException) -> str:
    """The stack, the types and the harmless messages of ``error`` and of what caused it."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        parts.append(_one(current))
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return "\nwhich came from:\n".join(parts)


def _one(error: BaseException) -> str:
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    message = f": {error}" if isinstance(error, _SAFE_MESSAGES) else ""
    stack = "".join(traceback.format_tb(error.__traceback__))
    return f"{stack}{name}{message}\n"
