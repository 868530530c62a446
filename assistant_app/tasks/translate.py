"""Translate a text sentence by sentence; its lines, lists and paragraphs stay where they are."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_app.tasks.base import Origin


@dataclass(frozen=True)
class TranslateRequest:
    """``source`` and ``target`` are language codes such as ``en`` and ``zh``; a source of ``auto``
    is detected from the text."""

    text: str
    source: str
    target: str
    model_id: str | None = None


@dataclass(frozen=True)
class Pair:
    """Which part of the source became which part of the result, as character offsets.

    ``is_suspect`` marks a sentence whose translation fell into a loop and was cut.
    """

    source_start: int
    source_end: int
    target_start: int
    target_end: int
    is_suspect: bool = False


@dataclass(frozen=True)
class Translation:
    """``text`` is what the chunks add up to. ``source`` and ``target`` are the languages in fact."""

    text: str
    pairs: tuple[Pair, ...]
    n_sentences: int
    seconds: float
    origin: Origin
    source: str = ""
    target: str = ""
