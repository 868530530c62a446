"""Continue a text at the cursor, or do with it what the person asks, word by word."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit, TextEmpty
from assistant_app.inference.options import GenerationOptions
from assistant_app.tasks.base import Chunk, Origin, Progress, Stage, Work
from assistant_app.tasks.engines import EngineSource, Writer
from assistant_app.tasks.models import ModelChoice

_REPETITION_PENALTY = 1.15
"""Enough to keep a small model out of loops, too little to keep it from using "the" twice."""


@dataclass(frozen=True)
class ContinueRequest:
    """``before`` stands before the cursor and is continued; ``after`` stands behind it and is only
    looked at to fit the join. ``max_tokens`` bounds the length; a ``seed`` makes it repeatable.
    A ``temperature`` of 0 takes the likeliest word each time.

    ``instruction`` is what an instruct model is to do with ``before``; without one the text goes
    on.
    """

    before: str
    after: str = ""
    model_id: str | None = None
    max_tokens: int = 60
    temperature: float = 0.8
    top_k: int = 40
    top_p: float = 0.95
    seed: int | None = None
    instruction: str = ""


@dataclass(frozen=True)
class Continued:
    """``text`` is what was added, the join's white space included; the chunks add up to it."""

    text: str
    n_tokens: int
    seconds: float
    origin: Origin


class ContinueTask:
    """Yields a ``Chunk`` for every piece of whole characters that the model makes."""

    def __init__(self, engine: EngineSource, models: ModelChoice) -> None:
        self._engine = engine
        self._models = models

    def run(self, request: ContinueRequest, cancel: CancelToken) -> Work[Continued]:
        """Raises ``TextEmpty`` and whatever loading a model raises."""
        started = time.perf_counter()
        is_asked = bool(request.instruction.strip())
        if not request.before.strip() and not is_asked:
            raise TextEmpty
        spec = self._models.model("writing", request.model_id)
        yield Progress(Stage.LOADING, item=spec.title)
        writer = self._engine().writer(spec.id)
        if is_asked and not writer.is_chat:
            raise ModelUnfit(spec.id, "it only continues texts and follows no instructions")
        cancel.check()
        yield Progress(Stage.WRITING, 0, request.max_tokens)
        pieces = _answer(writer, request, cancel) if is_asked else _more(writer, request, cancel)
        written: list[str] = []
        for chunk in pieces:
            written.append(chunk)
            yield Chunk(chunk)
            n_done = min(writer.n_tokens, request.max_tokens)
            yield Progress(Stage.WRITING, n_done, request.max_tokens)
        return Continued(
            text="".join(written),
            n_tokens=writer.n_tokens,
            seconds=time.perf_counter() - started,
            origin=Origin(spec.id, writer.report.label),
        )


def _more(writer: Writer, request: ContinueRequest, cancel: CancelToken) -> Iterator[str]:
    # Tokens of most vocabularies carry the blank before a word: a prompt that ends in one
    # would ask for a word without it, which is rare and comes out odd.
    prompt = request.before.rstrip(" \t\u3000")
    has_blank = len(prompt) < len(request.before) or prompt.endswith("\n")
    pieces = writer.stream(prompt, _options(request), cancel)
    return _joined(pieces, has_blank, request.after)


def _answer(writer: Writer, request: ContinueRequest, cancel: CancelToken) -> Iterator[str]:
    """What the model says to the instruction, as a paragraph of its own."""
    text = request.before.strip()
    said = f"{request.instruction.strip()}\n\n{text}" if text else request.instruction.strip()
    n_breaks = 2 - min(2, len(request.before) - len(request.before.rstrip("\n")))
    has_begun = False
    for piece in writer.stream_chat([("user", said)], _options(request), cancel):
        shown = piece if has_begun else piece.lstrip()
        if shown and not has_begun:
            has_begun = True
            if text and n_breaks:
                yield "\n" * n_breaks
        if shown:
            yield shown
    if has_begun and request.after and not request.after.startswith("\n"):
        yield "\n\n"


def _options(request: ContinueRequest) -> GenerationOptions:
    return GenerationOptions(
        max_new_tokens=request.max_tokens,
        is_sampling=request.temperature > 0,
        temperature=request.temperature or 1.0,
        top_k=request.top_k,
        top_p=request.top_p,
        repetition_penalty=_REPETITION_PENALTY,
        seed=request.seed,
    )


def _joined(pieces: Iterator[str], has_blank: bool, after: str) -> Iterator[str]:
    """The pieces without a second blank where the cursor stands, and with exactly one before the
    word behind it."""
    held = ""
    last = ""
    for piece in pieces:
        text = held + piece
        if not last and has_blank:
            text = text.lstrip(" ")
        kept = text.rstrip()
        held = text[len(kept) :]
        if kept:
            last = kept[-1]
            yield kept
    # White space at the end is held back until a word follows it: the text behind has its own.
    if last and after and _needs_blank(last, after[0]):
        yield " "


def _needs_blank(before: str, behind: str) -> bool:
    """Between two words of a script that puts blanks between words."""
    return before.isascii() and not before.isspace() and behind.isascii() and behind.isalnum()
