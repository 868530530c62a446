"""The translation of one document: its sentences, what became of them, and where their looks go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant_app.cancel import CancelToken
from assistant_app.documents.blocks import BlockDocument, LeftAlone, Run
from assistant_app.errors import DiskFull, SaveRefused
from assistant_app.tasks.aids import Aids
from assistant_app.tasks.base import Event, Origin, Progress, Stage
from assistant_app.tasks.drafts import Drafts
from assistant_app.tasks.engines import OneWay
from assistant_app.tasks.guards import Finding
from assistant_app.tasks.projection import Piece, projected
from assistant_app.tasks.rendering import Renderer
from assistant_app.tasks.translate_plan import Copied, Part, Segment, plan_translation, with_breaks

_AT_ONCE = 32
"""Sentences of one round: enough for full batches, few enough that a stop loses little and whoever
waits for the device comes soon. Always the same number: what stands in one batch with a sentence
may turn the result of an int8 model, and a document should come out the same every time."""


@dataclass(frozen=True)
class Doubt:
    """A sentence that should be looked at: what it became, and what the guards say of it."""

    source: str
    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class TranslatedDocument:
    """One result. ``left_alone`` is text that stayed as it was."""

    path: Path
    saved_as: Path
    source: str
    target: str
    n_blocks: int
    n_sentences: int
    n_recalled: int
    doubts: tuple[Doubt, ...]
    left_alone: tuple[LeftAlone, ...]
    origin: Origin
    via: str = ""
    """The language between the two, if no model knows both."""
    seconds: float = 0.0
    """How long it took, without what an earlier run did of it."""


@dataclass(frozen=True)
class DocumentWaiting:
    """A document that was looked at, with the characters that are to be translated."""

    path: Path
    source: str
    target: str
    n_characters: int


class DocumentRun:
    """The translation of one document."""

    def __init__(
        self,
        document: BlockDocument,
        waiting: DocumentWaiting,
        way: OneWay,
        aids: Aids,
        cancel: CancelToken,
    ) -> None:
        source, target = waiting.source, waiting.target
        self._document = document
        self._waiting = waiting
        self._parts = [
            list(plan_translation(block.text, source, target)) for block in document.blocks
        ]
        self._renderer = Renderer(way, source, target, cancel, aids, self._with_looks())

    def render(
        self,
        drafts: Drafts,
        scope: tuple[str, ...],
        cancel: CancelToken,
        n_before: int,
        total: int,
    ) -> Iterator[Event]:
        """Translate all sentences, the same one once, whatever blocks it stands in: so batches are
        full and of like length."""
        known = self._renderer.known
        known.update(drafts.read(scope))
        texts = self._sentences()
        n_all = sum(map(len, texts)) or 1
        n_done = sum(len(text) for text in texts if text in known)
        new = [text for text in texts if text not in known]
        for begin in range(0, len(new), _AT_ONCE):
            share = n_done / n_all * self._waiting.n_characters
            name = self._waiting.path.name
            yield Progress(Stage.TRANSLATING, round(n_before + share), total, name)
            cancel.check()
            group = new[begin : begin + _AT_ONCE]
            self._renderer.render(group)
            made = [(text, known[text]) for text in group if not known[text].is_recalled]
            # Without room for drafts there may still be some for the result, perhaps elsewhere.
            with suppress(DiskFull, SaveRefused):
                drafts.add(scope, made)
            n_done += sum(map(len, group))

    def written(self) -> dict[int, tuple[Run, ...]]:
        """The runs of every block in the other language. A block whose sentences all came out as
        they were is not touched, blanks between them included."""
        found = {}
        for number, (block, parts) in enumerate(
            zip(self._document.blocks, self._parts, strict=True)
        ):
            pieces = [self._piece(part) for part in parts]
            if all(
                piece.is_copied or piece.text == block.text[piece.start : piece.end]
                for piece in pieces
            ):
                found[number] = block.runs
            else:
                found[number] = projected(block.runs, pieces)
        return found

    def result(self, saved_as: Path, origin: Origin, via: str) -> TranslatedDocument:
        texts = self._sentences()
        made = [(text, self._renderer.known[text]) for text in texts]
        return TranslatedDocument(
            path=self._waiting.path,
            saved_as=saved_as,
            source=self._waiting.source,
            target=self._waiting.target,
            n_blocks=len(self._document.blocks),
            n_sentences=sum(1 for _ in self._segments()),
            n_recalled=sum(each.is_recalled for _, each in made),
            doubts=tuple(
                Doubt(text, each.text, each.findings) for text, each in made if each.findings
            ),
            left_alone=tuple(self._document.left_alone),
            origin=origin,
            via=via,
        )

    def _with_looks(self) -> set[str]:
        """Those in blocks of more than one look: where the looks go has to be told."""
        rows = zip(self._document.blocks, self._parts, strict=True)
        mixed = (parts for block, parts in rows if len(block.runs) > 1)
        return {part.text for parts in mixed for part in parts if not isinstance(part, Copied)}

    def _sentences(self) -> list[str]:
        return list(dict.fromkeys(part.text for part in self._segments()))

    def _segments(self) -> Iterator[Segment]:
        return (part for parts in self._parts for part in parts if isinstance(part, Segment))

    def _piece(self, part: Part) -> Piece:
        if isinstance(part, Copied):
            return Piece(part.start, part.end, part.text, is_copied=True)
        made = self._renderer.known[part.text]
        text = with_breaks(made.text, part.breaks)
        links = made.links if text == made.text and not part.breaks else ()
        return Piece(part.start, part.end, text, links)
