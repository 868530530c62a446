"""Documents made of a string, and translators that do not need a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant_app.documents.blocks import Block, BlockDocument, Layout, Run
from assistant_app.documents.formats import in_language, open_blocks

Rewriting = Callable[[Block], Sequence[Run]]


def opened(folder: Path, name: str, content: str | bytes) -> BlockDocument:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_blocks(path)


def texts(document: BlockDocument) -> list[str]:
    return [block.text for block in document.blocks]


def saved(
    document: BlockDocument,
    rewriting: Rewriting | None,
    layout: Layout = "translated",
    language: str | None = None,
) -> bytes:
    """The bytes after every block went through ``rewriting``; None: nothing was written."""
    target = document.path.with_name("saved" + document.path.suffix)
    if language:
        document = in_language(document, language)
    written = {} if rewriting is None else dict(enumerate(map(rewriting, document.blocks)))
    document.save(target, written, layout)
    return target.read_bytes()


def rewritten(document: BlockDocument, rewriting: Rewriting, layout: Layout = "translated") -> str:
    return saved(document, rewriting, layout).decode()


def same(block: Block) -> Sequence[Run]:
    return block.runs


def loud(block: Block) -> Sequence[Run]:
    """In capitals, each run with its look."""
    return [run if run.is_fixed else replace(run, text=run.text.upper()) for run in block.runs]


def backwards(block: Block) -> Sequence[Run]:
    """In capitals, the runs from the last to the first, as in a language of another order."""
    return list(reversed(loud(block)))


def as_text(new: str) -> Rewriting:
    """Always the same words, with no look and without the fixed runs."""
    return lambda block: [Run(new)]
